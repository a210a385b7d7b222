"""Tables whose cells hold letters and abbreviations, with a key below."""

from layout_reading import said

STATUS = """31 July 2025

# Convention on Polar Tracking

| State or organisation | Sig. | Instrument deposited | Bound from |
|---|---|---|---|
| Ruritania | 14-05-2015 | R 22-08-2016 | 01-12-2017 |
| Syldavia | 14-05-2015 | | |
| Borduria | | A 26-02-2021 | 28-03-2021 |

R = ratification; A = accession.
"""


def test_letters_with_days_tell_what_was_done_about_the_agreement_of_the_heading() -> None:
    assert {f[1:4] for f in said(STATUS, "AgreementAction")} == {
        ("ruritania", "signature", "2015-05-14"),
        ("ruritania", "ratification", "2016-08-22"),
        ("ruritania", "entry-into-force", "2017-12-01"),
        ("syldavia", "signature", "2015-05-14"),
        ("borduria", "accession", "2021-02-26"),
        ("borduria", "entry-into-force", "2021-03-28"),
    }


REGISTER = """# Register of instruments - Polar Space Bureau

Kept by the Department of Ties. Edition of 1 September 2025.

| No. | Counterpart | Nature | Done | Fields |
|---|---|---|---|---|
| 1 | Delta Lightning Institute | CA | 6 Sep 2022 | ground stations |
| 2 | Norland Science Council | IA | Strelsau, 20 Jun 2023 | climate data |

Abbreviations: CA cooperation agreement; IA implementing arrangement.
"""


def test_abbreviations_tell_the_type_of_agreement() -> None:
    assert {f[1:4] for f in said(REGISTER, "AgreementAction")} == {
        ("polar-space-bureau", "signature", "2022-09-06"),
        ("delta-lightning-institute", "signature", "2022-09-06"),
        ("polar-space-bureau", "signature", "2023-06-20"),
        ("norland-science-council", "signature", "2023-06-20"),
    }


def test_without_a_key_abbreviations_are_no_agreements() -> None:
    assert (
        said(
            REGISTER.replace("Abbreviations: CA cooperation agreement; IA implementing arrangement.", ""),
            "AgreementAction",
        )
        == set()
    )


def test_letters_of_a_key_head_columns_of_days() -> None:
    text = (
        "# Glacier Treaty: status\n\nS = signed, R = ratified, a = acceded\n\n| State | S | R / a |\n|---|---|---|\n"
        "| Zubrowka | 12.05.2019 | 03.09.2020 R |\n| Ruritania | | 14.01.2022 a |\n"
    )

    assert {row[1:] for row in said(text, "AgreementAction")} == {
        ("zubrowka", "signature", "2019-05-12"),
        ("zubrowka", "ratification", "2020-09-03"),
        ("ruritania", "accession", "2022-01-14"),
    }


STATES = """# Zubrowka's bilateral agreements

(F: in force; T: terminated; N: under negotiation)

| Partner | Instrument | Signed | State |
|---|---|---|---|
| Ruritania | FA | 25/05/2004 | F |
| Syldavia | MoU | 03/09/2007 | T |
| Borduria | FA | - | N |

FA framework agreement; MoU memorandum of understanding
"""


def test_letters_of_a_key_tell_how_agreements_of_a_state_stand() -> None:
    assert {row[1:] for row in said(STATES, "AgreementAction") if row[1] != "zubrowka"} == {
        ("ruritania", "signature", "2004-05-25"),
        ("ruritania", "entry-into-force"),
        ("syldavia", "signature", "2007-09-03"),
        ("syldavia", "termination"),
        ("borduria", "negotiation"),
    }


def test_state_whose_agreements_a_heading_says_they_are_is_party_to_all() -> None:
    assert len([row for row in said(STATES, "AgreementAction") if row[1] == "zubrowka"]) == 5


def test_parties_in_columns_of_their_own_and_agreements_under_titles() -> None:
    text = (
        "# Agreements\n\n| ID | Title | Party A | Party B | Signed |\n|---|---|---|---|---|\n"
        "| 1 | MoU on ice | Zubrowka | Ruritania | 3 June 2014 |\n| 2 | Framework Agreement | Syldavia | Borduria | 30 May 2016 |\n"
    )

    assert {row[1:] for row in said(text, "AgreementAction")} == {
        ("zubrowka", "signature", "2014-06-03"),
        ("ruritania", "signature", "2014-06-03"),
        ("syldavia", "signature", "2016-05-30"),
        ("borduria", "signature", "2016-05-30"),
    }


CODED = """# Status of two instruments

## Key

- R: ratification, acceptance, approval or accession
- S: signature only
- D: declaration of acceptance of rights and duties (organisations)
- -: nothing

| State or organisation | Sapporo Convention | Tundra Agreement |
|---|---|---|
| Ruritania | R | S |
| Syldavia | - | R |
| Lagoon Observation Agency | D | X |
"""


def test_agreements_head_columns_of_letters_that_a_list_explains() -> None:
    assert {f[:3] for f in said(CODED, "AgreementAction")} == {
        ("sapporo-convention", "ruritania", "ratification"),
        ("tundra-agreement", "ruritania", "signature"),
        ("tundra-agreement", "syldavia", "ratification"),
        ("sapporo-convention", "lagoon-observation-agency", "ratification"),
    }


def test_matrix_of_treaties_whose_first_column_has_no_name() -> None:
    text = (
        "Treaty tracker\n\n              ICT     GLT\nZubrowka      R 2019  S\nRuritania     -       R\nSyldavia      S       -\n\n"
        "R = ratified; S = signed only\nICT = Ice Treaty; GLT = Glacier Treaty\n"
    )

    assert {row[:4] for row in said(text, "AgreementAction", "matrix.txt")} == {
        ("ice-treaty", "zubrowka", "ratification", "2019"),
        ("glacier-treaty", "zubrowka", "signature"),
        ("glacier-treaty", "ruritania", "ratification"),
        ("ice-treaty", "syldavia", "signature"),
    }
