"""Lists, tables and items about agreements give what each party did, when and by whom; a dash, a plan and a denial are told apart."""

import pytest
from layout_reading import said

TREATY = "The Polar Ice Convention was opened for signature on 3 May 2001.\n\n"
ICE = "polar-ice-convention"


def test_column_of_dates_is_what_each_party_did() -> None:
    text = TREATY + (
        "| State | Convention signed | Ratified |\n|---|---|---|\n"
        "| Zubrowka | 3 May 2001 | 4 June 2002 |\n| Ruritania | 5 May 2001 | – |\n| Syldavia | – | – |\n"
    )
    assert said(text, "AgreementAction") == {
        (ICE, "zubrowka", "signature", "2001-05-03"),
        (ICE, "zubrowka", "ratification", "2002-06-04"),
        (ICE, "ruritania", "signature", "2001-05-05"),
    }


def test_items_with_their_own_action_and_date() -> None:
    text = (
        TREATY
        + "Two States ratified it:\n\n- Zubrowka (ratified on 4 June 2002)\n- Ruritania (acceded on 5 June 2003)\n"
    )
    assert {(ICE, "zubrowka", "ratification", "2002-06-04"), (ICE, "ruritania", "accession", "2003-06-05")} <= said(
        text, "AgreementAction"
    )


def test_date_of_the_introducing_line_holds_for_the_names_behind_its_colon() -> None:
    text = (
        "# Polar ice\n\nThe Polar Ice Convention was signed in Kiruna on 3 May 2001 by three "
        "countries:\n\nZubrowka, Ruritania and Syldavia.\n"
    )
    assert {row[1:] for row in said(text, "AgreementAction")} == {
        (n, "signature", "2001-05-03") for n in ("zubrowka", "ruritania", "syldavia")
    }


def test_signatories_of_an_agreement_are_no_members() -> None:
    text = TREATY + "## Signatories\n\n- Zubrowka\n- Ruritania\n"
    assert not said(text, "Membership")
    assert {(row[1], row[2]) for row in said(text, "AgreementAction")} == {
        ("zubrowka", "signature"),
        ("ruritania", "signature"),
    }


def test_signers_of_a_table_sign_for_the_state_of_their_row() -> None:
    text = (
        TREATY
        + "| Country | Signed on | Signed by | Place |\n|---|---|---|---|\n"
        + "| Zubrowka | 3 May 2001 | Mirela Novak, Foreign Minister | Kiruna |\n"
    )
    assert said(text, "AgreementAction") == {(ICE, "zubrowka", "signature", "2001-05-03", "mirela-novak", "kiruna")}
    assert said(text, "Position") == {("mirela-novak", "zubrowka", "Foreign Minister", "current")}


@pytest.mark.parametrize(
    ("signed", "status", "action"),
    [
        ("3 May 2020", "in force", "signature"),
        ("–", "under negotiation", "negotiation"),
        ("expected 2090", "", "planned-signature"),
        ("–", "", None),
        ("–", "not signed", None),
    ],
)
def test_agreements_of_an_organisation_with_its_partners(signed: str, status: str, action: str | None) -> None:
    text = (
        "# Agreements of the Polar Survey Union\n\nThe Polar Survey Union was founded in 1999.\n\n"
        "| Agreement | Partner | Signed | Status |\n|---|---|---|---|\n"
        f"| Framework agreement | Nordic Survey Institute | {signed} | {status} |\n"
    )
    expected = {(p, action) for p in ("polar-survey-union", "nordic-survey-institute")} if action else set()
    assert {row[1:3] for row in said(text, "AgreementAction")} == expected


def test_item_about_an_agreement_to_be_signed() -> None:
    text = (
        "The Polar Survey Union was founded in 1999.\n\n## Paperwork\n\n"
        "- Data agreement with the Nordic Survey Institute: text agreed, to be signed in the first half of 2090.\n"
    )
    assert {row[1:] for row in said(text, "AgreementAction")} == {
        (p, "planned-signature", "2090-01/2090-06") for p in ("polar-survey-union", "nordic-survey-institute")
    }


def test_list_completes_the_line_that_introduces_it() -> None:
    text = (
        "The space agencies of Zubrowka and Ruritania met.\n\nThe memorandum of understanding was signed by\n\n"
        "- Mirela Novak, president of the Zubrowka Space Agency, and\n"
        "- Pavel Horak, director of the Nordic Survey Institute.\n"
    )
    assert {(row[1], row[3]) for row in said(text, "AgreementAction")} == {
        ("zubrowka-space-agency", "mirela-novak"),
        ("nordic-survey-institute", "pavel-horak"),
    }


def test_table_of_treaties_tells_their_entry_into_force() -> None:
    text = (
        "| Treaty | Opened for signature | Entry into force |\n|---|---|---|\n"
        "| Polar Ice Convention | 3 May 2001 | 4 June 2003 |\n"
    )
    assert said(text, "Establishment") == {(ICE, "2003-06-04")}
