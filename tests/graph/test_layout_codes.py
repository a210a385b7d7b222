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
