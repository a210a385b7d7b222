"""What a sentence leaves out because the one before told it: a text in, the memberships and parties that it tells, out."""

import pytest
from layout_reading import said

UNION = "# Polar Space Union\n\nThe Polar Space Union has nine member states. "
NEWS = "# News\n\nIt rains. "
ACCORDS = "The Lunar Conduct Accords are new. "


@pytest.mark.parametrize(
    ("text", "member", "standing"),
    [
        ("Both Zubrowka and Ruritania are observers.", "ruritania", ("observer", "active")),
        ("Zubrowka has been one of them since 2008.", "zubrowka", ("member", "active", "2008")),
        ("Zubrowka was admitted in 2012.", "zubrowka", ("member", "active", "2012")),
        ("It welcomed two observers. They are Zubrowka and Ruritania.", "ruritania", ("observer", "active")),
        ("It has nine stations after Zubrowka's entry in 2014.", "zubrowka", ("member", "active", "2014")),
        ("Zubrowka came in 2015.", "zubrowka", ("member", "active", "2015")),
        ("At the last session the chair passed to Zubrowka.", "zubrowka", ("chair", "active")),
        ("Zubrowka joined the union in 2005; Ruritania followed in 2015.", "ruritania", ("member", "active", "2015")),
        ("Zubrowka joined the union in 2005, as did Ruritania.", "ruritania", ("member", "active")),
        ("Zubrowka joined the union in 2005. So did Ruritania.", "ruritania", ("member", "active")),
        ("Zubrowka has applied to join before the summer.", "zubrowka", ("member", "applicant")),
        ("Zubrowka was welcomed as a corporate member.", "zubrowka", ("member", "active")),
    ],
)
def test_organisation_left_out_is_the_one_spoken_of(text: str, member: str, standing: tuple[str, ...]) -> None:
    assert (member, "polar-space-union", *standing) in said(UNION + text, "Membership")


@pytest.mark.parametrize(
    "text",
    [
        "Zubrowka and Ruritania are members of the crew.",
        "Zubrowka has not joined the union; Ruritania followed in 2015.",
        "Zubrowka has never been one of them.",
        "It has nine stations in spite of Zubrowka's entry in 2014.",
        "Zubrowka did not come in 2015.",
        "Zubrowka came in 2015 to visit.",
        "They are tired of Zubrowka and Ruritania.",
        "Zubrowka has worked there for years as an observer.",
        "Zubrowka will be one of them in 2031.",
        "Zubrowka has not joined the union, as did Ruritania.",
        "Zubrowka would like to join.",
    ],
)
def test_no_standing_is_made_up(text: str) -> None:
    assert not said(UNION + text, "Membership")


@pytest.mark.parametrize(
    ("text", "party", "action"),
    [
        ("The Kiruna Declaration on Ice is open; so far Zubrowka has acceded.", "zubrowka", "accession"),
        (ACCORDS + "Zubrowka and Ruritania are signatories.", "ruritania", "signature"),
        (ACCORDS + "Zubrowka and Ruritania signed on that day.", "ruritania", "signature"),
        (ACCORDS + "Zubrowka signed on 3 May 2020; Ruritania followed on 4 May 2021.", "ruritania", "signature"),
        (ACCORDS + "Zubrowka is expected to accede before the summer.", "zubrowka", "planned-signature"),
        (ACCORDS + "Zubrowka, Syldavia and Ruritania met. All three have since ratified.", "syldavia", "ratification"),
        ("The Sapporo Convention has lost a party. Zubrowka withdrew on 5 May 2024.", "zubrowka", "withdrawal"),
        ("Zubrowka and Ruritania agreed to share data. The pact was sealed on 5 May 2024.", "ruritania", "signature"),
        (
            "Zubrowka met Ruritania. They talked and ate. A treaty is to be signed in 2031.",
            "zubrowka",
            "planned-signature",
        ),
    ],
)
def test_what_is_left_out_of_an_agreement_is_put_in(text: str, party: str, action: str) -> None:
    assert (party, action) in {tuple(row[1:3]) for row in said(NEWS + text, "AgreementAction")}


@pytest.mark.parametrize(
    "text",
    [
        ACCORDS + "Zubrowka and Ruritania are no signatories.",
        "Zubrowka and Ruritania agreed to share data. The pact was never sealed.",
        "Zubrowka and Ruritania agreed to share data. The treaty was signed in 1967.",
        "Zubrowka and Ruritania agreed to share data. A contract was awarded in May.",
        "Zubrowka, Ruritania and Syldavia met. The pact was sealed on 5 May 2024.",
        "Zubrowka and Ruritania agreed to share data. The pact with local schools was sealed on 5 May 2024.",
    ],
)
def test_no_party_is_made_up(text: str) -> None:
    assert not said(NEWS + text, "AgreementAction")


PACT = (
    NEWS
    + "The Polar Space Office and Zubrowka signed a pact. It was signed by Dr. Mirela Novak, director of the Polar Space Office, and "
)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (PACT + "Dr. Pavel Horak.", "pavel-horak"),
        (PACT + "Dr. Pavel Horak, in the presence of Dr. Anna Holm.", "pavel-horak"),
        (PACT + "Dr. Pavel Horak and Dr. Anna Holm.", None),
    ],
)
def test_one_signer_left_signs_for_the_one_party_left(text: str, person: str | None) -> None:
    assert {row[-1] for row in said(text, "AgreementAction") if row[1] == "zubrowka"} == {person or "signature"}
