"""How texts tell what parties did about an agreement, whose it is and what became of it: a text in, party and action out."""

import pytest
from layout_reading import said

KNOWN = (
    "# Talks in Strelsau\n\nThe Sapporo Convention is short. The Ruritania Space Agency (RSA) and the Norrland Institute of Optics (NIO) "
    "run stations.\n\n"
)
MINUTES = "# Polar Space Union\n\nThe Polar Space Union runs two stations.\n\n## Agreements\n\n"
RSA, NIO, UNION = "ruritania-space-agency", "norrland-institute-of-optics", "polar-space-union"


def told(text: str) -> set[tuple[str, ...]]:
    """Party, action, and date where one is told, of every agreement."""
    return {fact[1:] for fact in said(text, "AgreementAction")}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Zubrowka was the first to ratify the Sapporo Convention.", ("zubrowka", "ratification")),
        ("Zubrowka has become the 30th state to accede to the Sapporo Convention.", ("zubrowka", "accession")),
        ("The first to sign the Sapporo Convention were Zubrowka and Syldavia.", ("syldavia", "signature")),
        ("Zubrowka joins 54 other nations as a signatory of the Sapporo Convention.", ("zubrowka", "signature")),
        ("The Sapporo Convention has a new signatory: Zubrowka.", ("zubrowka", "signature")),
        ("Zubrowka has signed but not ratified the Sapporo Convention.", ("zubrowka", "signature")),
        ("Zubrowka's parliament has approved the Sapporo Convention.", ("zubrowka", "ratification")),
        ("Zubrowka completed ratification of the Sapporo Convention in 2020.", ("zubrowka", "ratification", "2020")),
        (
            "The accession of Zubrowka to the Sapporo Convention took effect on 3 May 2020.",
            ("zubrowka", "accession", "2020-05-03"),
        ),
        (
            "The withdrawal of Zubrowka from the Sapporo Convention took effect on 3 May 2020.",
            ("zubrowka", "withdrawal", "2020-05-03"),
        ),
        ("The visit ended with the signature of a letter of intent between the RSA and the NIO.", (NIO, "signature")),
        ("The RSA and the NIO today announced the signing of a memorandum of understanding.", (NIO, "signature")),
        ("A letter of intent with the NIO was concluded by the RSA.", (RSA, "signature")),
        ("The RSA and the NIO signed, in the presence of two ministers, a letter of intent.", (NIO, "signature")),
        ("The NIO was awarded a contract by the RSA for a mirror.", (RSA, "signature")),
        ("The RSA and the NIO awarded Norrland Mirrors AB a contract.", (RSA, "signature")),
        ("The RSA signed a 5 million euro ($6 million) contract with the NIO.", (NIO, "signature")),
        ("The RSA has contracted the NIO to build the mirror.", (NIO, "signature")),
        (
            "The RSA's council authorised the signature of a cooperation agreement with the NIO.",
            (NIO, "planned-signature"),
        ),
        ("A cooperation agreement is being negotiated by the RSA and the NIO.", (RSA, "negotiation")),
        ("The RSA and the NIO are linked by a cooperation agreement.", (NIO, "entry-into-force")),
        (
            "The RSA's memorandum of understanding with the NIO, in force since March 2022, is not affected.",
            (RSA, "entry-into-force", "2022-03"),
        ),
        ("Zubrowka added its signature to the Sapporo Convention on Friday.", ("zubrowka", "signature")),
        ("Syldavia signed the Sapporo Convention in 2023, and Zubrowka in 2024.", ("zubrowka", "signature", "2024")),
        (
            "Many nations, among them Zubrowka and Syldavia, have signed the Sapporo Convention.",
            ("syldavia", "signature"),
        ),
        ("Three states have ratified the Sapporo Convention: Zubrowka and Syldavia.", ("syldavia", "ratification")),
        ("Zubrowka has ratified the Sapporo Convention, as has Syldavia.", ("syldavia", "ratification")),
        (
            "Zubrowka handed over its instrument of ratification of the Sapporo Convention.",
            ("zubrowka", "ratification"),
        ),
        ("Two texts were signed: a letter of intent between the RSA and the NIO, and a protocol.", (NIO, "signature")),
        ("The NIO is the third partner with which the RSA has signed a letter of intent.", (NIO, "signature")),
        ("A protocol was signed by the director of the RSA and the rector of the NIO.", (NIO, "signature")),
        ("The RSA and the NIO work together under a cooperation agreement.", (NIO, "entry-into-force")),
        ("The RSA and the NIO extended their cooperation agreement until 2030.", (NIO, "entry-into-force")),
        ("The cooperation agreement between the RSA and the NIO is no longer in force.", (NIO, "termination")),
        ("Zubrowka signed the Sapporo Convention. Syldavia was the 51st country to do so.", ("syldavia", "signature")),
        ("The RSA and the NIO have had a letter of intent on ice since 19 May 2022.", (NIO, "signature", "2022-05-19")),
        ("The RSA holds a contract from the NIO for a mirror.", (NIO, "signature")),
        (
            "Zubrowka is a party to the Sapporo Convention and to the Norrland Convention.",
            ("zubrowka", "entry-into-force"),
        ),
        ("The RSA let its agreement with the NIO expire in 2024.", (RSA, "termination", "2024")),
        ("Zubrowka has announced that it intends to accede in 2031.", ("zubrowka", "planned-signature", "2031")),
        ("They welcomed the intention of Zubrowka to sign the Sapporo Convention.", ("zubrowka", "planned-signature")),
        (
            "Zubrowka deposited its instrument of ratification in Lutetia on 3 May 2020.",
            ("zubrowka", "ratification", "2020-05-03"),
        ),
    ],
)
def test_party_is_told(text: str, fact: tuple[str, ...]) -> None:
    assert fact in told(KNOWN + text)


@pytest.mark.parametrize(
    "text",
    [
        "They prepared the signing of a letter of intent between the RSA and the NIO.",
        "There is no agreement between the RSA and the NIO.",
        "The ratification of the Sapporo Convention by Zubrowka is pending.",
        "Talks between the RSA and the NIO on an agreement broke down.",
        "No agreement was signed between the RSA and the NIO.",
        "The RSA has no agreements with the NIO.",
        "Zubrowka has not said that it intends to accede in 2031.",
    ],
)
def test_no_party_is_told(text: str) -> None:
    assert told(KNOWN + text) == set()


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("It expired in 2024 and was not renewed.", ("termination", "2024")),
        ("It entered into force on 1 June 2021.", ("entry-into-force", "2021-06-01")),
        ("The agreement was extended in 2023.", ("entry-into-force", "2023")),
    ],
)
def test_what_became_of_an_agreement_is_told_of_its_parties(text: str, action: tuple[str, ...]) -> None:
    before = "The RSA signed an agreement with the NIO on 3 May 2020. "

    assert {(RSA, *action), (NIO, *action)} <= told(KNOWN + before + text)


def test_what_became_of_a_convention_is_not_told_of_its_signatories() -> None:
    text = "Zubrowka signed the Sapporo Convention in 2010. The Sapporo Convention entered into force in 2012."

    assert told(KNOWN + text) == {("zubrowka", "signature", "2010")}


def test_each_of_several_partners_has_an_agreement_of_its_own() -> None:
    facts = said(KNOWN + "Zubrowka and Syldavia have cooperation agreements with the RSA.", "AgreementAction")

    assert len({agreement for agreement, *_ in facts}) == 2
    assert {fact[1:] for fact in facts} == {(who, "entry-into-force") for who in ("zubrowka", "syldavia", RSA)}


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Negotiations with the NIO on a framework agreement were continuing.", "negotiation"),
        ("A framework agreement with the NIO is under negotiation.", "negotiation"),
        ("The Council approved the text of a framework agreement with the NIO.", "planned-signature"),
    ],
)
def test_a_text_speaks_for_the_organisation_of_its_title(text: str, action: str) -> None:
    nio = "The Norrland Institute of Optics (NIO) sent a letter. "

    assert told(MINUTES + nio + text) == {(UNION, action), (NIO, action)}


def test_who_acceded_under_the_heading_of_a_convention_acceded_to_it() -> None:
    text = "## The Norrland Convention\n\nZubrowka acceded on 9 February 2022."

    assert ("norrland-convention", "zubrowka", "accession", "2022-02-09") in said(KNOWN + text, "AgreementAction")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("a memorandum of understanding covering snow mapping.", "snow-mapping"),
        ("a memorandum of understanding with a focus on snow mapping.", "snow-mapping"),
        ("a contract for the supply of snow sensors.", "supply-of-snow-sensors"),
        ("a memorandum of understanding under which they will cooperate in snow mapping.", "snow-mapping"),
        ("a letter of intent. Areas of cooperation include snow mapping and ice drilling.", "ice-drilling"),
        ("a letter of intent. Its subject is snow mapping.", "snow-mapping"),
        ("a letter of intent. It covers three areas: snow mapping, glacier surveys and ice drilling.", "ice-drilling"),
        ("a letter of intent. The text extends to snow mapping and ice drilling.", "ice-drilling"),
    ],
)
def test_what_an_agreement_covers(text: str, topic: str) -> None:
    assert topic in {fact[1] for fact in said(KNOWN + "The RSA and the NIO signed " + text, "Coverage")}


def test_what_a_council_does_next_is_no_topic() -> None:
    text = (
        "The RSA approved a framework agreement with the NIO on snow mapping, and authorised the director to sign it."
    )

    assert {fact[1] for fact in said(KNOWN + text, "Coverage")} == {"snow-mapping"}


def test_firm_selected_is_a_party_with_its_town_and_state_behind_it() -> None:
    text = "The RSA has selected Corvid Consulting LLC of Hentzau, Zubrowka, to provide launch services. The contract is worth $4 million."

    assert "corvid-consulting-llc" in {fact[1] for fact in said(KNOWN + text, "AgreementAction")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The RSA is the first agency to sign a memorandum of understanding with the NIO.", "signature"),
        ("The RSA was one of the first bodies to sign a memorandum of understanding with the NIO.", "signature"),
        ("The RSA will be the first agency to sign a memorandum of understanding with the NIO.", "planned-signature"),
    ],
)
def test_first_to_sign_has_signed(text: str, wanted: str) -> None:
    assert told(KNOWN + text) == {(RSA, wanted), (NIO, wanted)}


@pytest.mark.parametrize(
    "text",
    [
        "The RSA and the NIO on Tuesday signed a memorandum of understanding.",
        "The RSA and the Zubrowka-based satellite operator NIO signed a memorandum of understanding.",
        "The RSA and Zubrowka's newly created NIO signed a memorandum of understanding.",
        "The RSA and Zubrowka's national research institute NIO signed a memorandum of understanding.",
        "A memorandum of understanding signed at Strelsau, Zubrowka between the RSA and the NIO is short.",
    ],
)
def test_what_stands_beside_a_party_is_none(text: str) -> None:
    assert {fact[:2] for fact in told(KNOWN + text)} == {(RSA, "signature"), (NIO, "signature")}


def test_who_has_signed_an_agreement_with_somebody_does_not_only_have_it() -> None:
    assert told(KNOWN + "The RSA has signed a memorandum of understanding with the NIO.") == {
        (RSA, "signature"),
        (NIO, "signature"),
    }
