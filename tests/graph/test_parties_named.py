"""How parties and members are named in passing: lists with dates, states' agencies, brackets; a text in, what it says out."""

import pytest
from layout_reading import document_of, said

from graph.extraction.extract import Extractor
from graph.facts import EntityRef
from ontology.authority import Authority, AuthorityEntry

KNOWN = "# Talks in Strelsau\n\nThe Sapporo Convention is short. The Ruritania Space Agency (RSA) runs stations.\n\n"


def told(text: str) -> set[tuple[str, ...]]:
    return {fact[1:] for fact in said(KNOWN + text, "AgreementAction")}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Ratifications received: Zubrowka (3 February 2025) and Syldavia (19 March 2025), all of the Sapporo Convention.",
            {("zubrowka", "ratification", "2025-02-03"), ("syldavia", "ratification", "2025-03-19")},
        ),
        ("Ratifications of the Sapporo Convention came from Zubrowka and Syldavia.", {("syldavia", "ratification")}),
        (
            "Entry into force of the Sapporo Convention: 1 May 2021, following ratification by Zubrowka.",
            {("zubrowka", "ratification")},
        ),
        ("Zubrowka deposits its instrument of ratification of the Sapporo Convention.", {("zubrowka", "ratification")}),
        (
            "Zubrowka and Syldavia on 3 May 2024 became the 50th and 51st countries to join the Sapporo Convention.",
            {("zubrowka", "signature", "2024-05-03"), ("syldavia", "signature", "2024-05-03")},
        ),
        (
            "Zubrowka signed on 12 April 2021 and ratified on 3 March 2022 the Sapporo Convention.",
            {("zubrowka", "ratification", "2022-03-03")},
        ),
        (
            "The Presidents, Dr. Mirela Novak (Zubrowka) and Dr. Pavel Horak (Syldavia), signed the Sapporo Convention in Kiruna.",
            {("zubrowka", "signature", "mirela-novak"), ("syldavia", "signature", "pavel-horak")},
        ),
        (
            "For Zubrowka, the Sapporo Convention took effect on 10 January 2014.",
            {("zubrowka", "entry-into-force", "2014-01-10")},
        ),
        ("The Sapporo Convention, to which Zubrowka is a party, is short.", {("zubrowka", "entry-into-force")}),
        (
            "Zubrowka's accession to the Sapporo Convention, effected on 17 August 2017, leaves few outside.",
            {("zubrowka", "accession", "2017-08-17")},
        ),
        ("Nine states have adhered to the Sapporo Convention, the latest being Zubrowka.", {("zubrowka", "signature")}),
        (
            "The Sapporo Convention was adopted in May. Signatories are Zubrowka and Syldavia.",
            {("syldavia", "signature")},
        ),
        (
            "The Sapporo Convention has six parties. Zubrowka withdrew from it in 2022.",
            {("zubrowka", "withdrawal", "2022")},
        ),
        ("We welcome Zubrowka as the 44th signatory of the Sapporo Convention.", {("zubrowka", "signature")}),
        (
            "The RSA has signed agreements with Marmot Labs Ltd (2015) and Zubrowka (2021).",
            {("marmot-labs-ltd", "signature", "2015"), ("zubrowka", "signature", "2021")},
        ),
        ("The Sapporo Convention counts Zubrowka and Syldavia among its parties.", {("syldavia", "signature")}),
        ("Zubrowka's parliament approved ratification of the Sapporo Convention.", {("zubrowka", "ratification")}),
        ("Zubrowka and Syldavia yesterday signed the Sapporo Convention.", {("syldavia", "signature")}),
        ("The new agreement, between Zubrowka and Syldavia, was signed in May.", {("syldavia", "signature")}),
        ("Zubrowka has been party to the Sapporo Convention since 2011.", {("zubrowka", "entry-into-force", "2011")}),
        (
            "The Sapporo Convention was opened on 17 September 2015. Zubrowka signed on that day.",
            {("zubrowka", "signature", "2015-09-17")},
        ),
        (
            "The RSA signed two agreements in 2022. The first, with Marmot Labs Ltd, was signed in May and concerns data.",
            {("marmot-labs-ltd", "signature")},
        ),
        ("The Sapporo Convention was opened in May, and Zubrowka was the first to sign.", {("zubrowka", "signature")}),
        ("Zubrowka approved the Sapporo Convention in 2012.", {("zubrowka", "ratification", "2012")}),
        ("Zubrowka has ratified the Sapporo Convention; Syldavia has only signed it.", {("syldavia", "signature")}),
        (
            "Zubrowka signed the Sapporo Convention in 2019. Syldavia did the same a year later.",
            {("syldavia", "signature", "2020")},
        ),
        ("The Sapporo Convention is new. Its parties are Zubrowka and Syldavia.", {("syldavia", "signature")}),
        (
            "Mirela Novak, as Envoy of Zubrowka, and Pavel Horak, as Envoy of Syldavia, set their names under the Sapporo Convention.",
            {("zubrowka", "signature", "mirela-novak"), ("syldavia", "signature", "pavel-horak")},
        ),
        (
            "Zubrowka joined the Sapporo Convention. The signature was that of Mirela Novak, its minister.",
            {("zubrowka", "accession")},
        ),
        ("As a party to the Sapporo Convention, Zubrowka shares the costs.", {("zubrowka", "entry-into-force")}),
        ("The 55th signature under the Sapporo Convention is that of Zubrowka.", {("zubrowka", "signature")}),
        ("With Zubrowka's ratification, the Sapporo Convention has now 20 parties.", {("zubrowka", "ratification")}),
        (
            "The Depositary received Zubrowka's instrument of accession to the Sapporo Convention.",
            {("zubrowka", "accession")},
        ),
        (
            "Kestrel Institute Deputy Director Mirela Novak signed the Sapporo Convention.",
            {("kestrel-institute", "signature", "mirela-novak")},
        ),
        (
            "Does the RSA have an agreement with Zubrowka? Yes, a framework agreement has been in place since 2019.",
            {("zubrowka", "entry-into-force"), ("ruritania-space-agency", "entry-into-force")},
        ),
        (
            "They signed the Sapporo Convention. Signing for Zubrowka was its minister, Mirela Novak.",
            {("zubrowka", "signature", "mirela-novak")},
        ),
        (
            "Ambassador Mirela Novak signed the Kiruna Declaration on Snow for Zubrowka on 2 June 2019.",
            {("zubrowka", "signature", "2019-06-02", "mirela-novak")},
        ),
        (
            "The RSA and Marmot Labs Ltd have renewed for five years an agreement on ice.",
            {("marmot-labs-ltd", "signature")},
        ),
    ],
)
def test_party_is_told(text: str, facts: set[tuple[str, ...]]) -> None:
    assert facts <= told(text)


def test_each_signs_for_a_body_called_by_its_noun() -> None:
    text = "The RSA and the Tarn Polytechnic concluded an agreement. Director Mirela Novak signed for the agency, Rector Pavel Horak for "

    assert {
        ("ruritania-space-agency", "signature", "mirela-novak"),
        ("tarn-polytechnic", "signature", "pavel-horak"),
    } <= told(text + "the Polytechnic.")


def test_who_looks_on_signs_nothing() -> None:
    text = "The Sapporo Convention was signed by Minister Mirela Novak of Zubrowka, in the presence of Science Minister Pavel Horak."

    assert not any("pavel-horak" in fact for fact in told(text))


def test_question_without_an_answer_tells_nothing() -> None:
    assert told("Does the RSA have an agreement with Zubrowka? Nobody knows.") == set()


def test_state_s_agency_is_the_one_that_it_has() -> None:
    agency = AuthorityEntry("zsa", "SpaceAgency", "Zubrowka Space Agency", ("Zubrowka Space Agency",), state="zubrowka")
    state = AuthorityEntry("zubrowka", "State", "Zubrowka", ("Zubrowka",), demonyms=("Zubrowkan",))
    reader = Extractor(Authority((agency, state)))

    found = [
        {
            str(dict(fact.values)["sp:party"])
            for fact in reader.extract(document_of(text)).facts
            if fact.kind == "AgreementAction"
        }
        for text in (
            "Zubrowka's space agency and Marmot Labs Ltd signed an agreement.",
            "The Zubrowkan space agency and Marmot Labs Ltd signed an agreement.",
        )
    ]

    assert all(any("zsa" in party for party in parties) for parties in found)


def test_counterpart_signs_for_the_state_of_the_adjective() -> None:
    states = tuple(AuthorityEntry(n.lower(), "State", n, (n,), demonyms=(f"{n}n",)) for n in ("Zubrowka", "Syldavia"))
    text = "Zubrowka's space minister Ana Lund and her Syldavian counterpart, Omar Selk, signed an agreement."
    facts = [dict(f.values) for f in Extractor(Authority(states)).extract(document_of(text)).facts]

    assert EntityRef("syldavia") in [f.get("sp:party") for f in facts if f.get("sp:signedBy") == EntityRef("omar-selk")]


@pytest.mark.parametrize(
    ("text", "member"),
    [
        ("9 February 2018: Accession of Zubrowka to the Polar Space Union.", "zubrowka"),
        ("Zubrowka has become the 60th country in the Polar Data Dialogue.", "zubrowka"),
        ("Zubrowka has held a seat in the Polar Space Union since 2011.", "zubrowka"),
        ("The Polar Space Union took in Zubrowka in 2011.", "zubrowka"),
        ("Founded by Zubrowka and Syldavia in 2001, the Polar Space Union has its seat in Kiruna.", "syldavia"),
        ("Zubrowka was admitted to the Polar Space Union on 4 March 2011.", "zubrowka"),
        ("Zubrowka ended its membership of the Polar Space Union in 2019.", "zubrowka"),
        ("The Polar Space Union, chaired by Zubrowka, meets in Kiruna.", "zubrowka"),
        ("The Polar Space Union has twelve members, among them Zubrowka and Syldavia.", "syldavia"),
        ("Zubrowka and Syldavia, both members of the Polar Space Union, sent people.", "zubrowka"),
        ("Of the Polar Space Union, Zubrowka has been a member since 2011.", "zubrowka"),
        ("Zubrowka upgraded its membership of the Polar Space Union from associate to full.", "zubrowka"),
        ("Who belongs to the Polar Space Union? Zubrowka and Syldavia.", "syldavia"),
        ("The Polar Space Union has grown to three members with the accession of Zubrowka.", "zubrowka"),
        ("The Council of the Polar Space Union voted to admit Zubrowka as an associate member.", "zubrowka"),
        ("Zubrowka was the twelfth to join the Polar Space Union.", "zubrowka"),
        ("Zubrowka, together with Syldavia and Ruritania, founded the Polar Space Union in 1998.", "syldavia"),
        ("Zubrowka is a full member of the Polar Space Union, Syldavia an observer.", "syldavia"),
        ("Fourteen countries, Zubrowka among them, are members of the Polar Space Union.", "zubrowka"),
        ("In 2020 Zubrowka took its seat in the Polar Space Union.", "zubrowka"),
        ("The Polar Space Union brings together three members, Zubrowka, Syldavia and Ruritania.", "syldavia"),
        ("Zubrowka is a charter member of the Polar Space Union.", "zubrowka"),
        ("Through its membership of the Polar Space Union, Zubrowka has access to the gauges.", "zubrowka"),
        ("The Polar Space Union met. It decided to admit Zubrowka.", "zubrowka"),
        ("The Polar Space Union was set up in 1998 by six states, among them Zubrowka and Syldavia.", "syldavia"),
        ("The Polar Space Union met. Zubrowka took part for the first time as a full member.", "zubrowka"),
        ("2011: Syldavia becomes a member of the Polar Space Union. 2016: Zubrowka becomes an observer.", "zubrowka"),
        ("Zubrowka and Syldavia, both of which hold observer status in the Polar Space Assembly, met.", "syldavia"),
    ],
)
def test_member_is_told(text: str, member: str) -> None:
    assert member in {fact[0] for fact in said(KNOWN + text, "Membership")}
