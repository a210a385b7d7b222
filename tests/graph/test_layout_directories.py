"""Tables of organisations, and people beside the body that they speak for."""

import pytest
from layout_reading import said

BODIES = """# Space bodies of the north

| Agency | Est. | HQ | Head | Polar Science Union | Glacier Treaty |
|---|---|---|---|---|---|
| Nordic Space Agency (NSA) | 1992 | Kiruna | Maria Olsen | yes (1995) | 5 June 2023 |
| Lagoon Space Bureau (LSB) | 2004 | Addu | vacant | no | - |
"""


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("Establishment", {("nordic-space-agency", "1992"), ("lagoon-space-bureau", "2004")}),
        ("Seat", {("nordic-space-agency", "kiruna"), ("lagoon-space-bureau", "addu")}),
        ("Position", {("maria-olsen", "nordic-space-agency", "Head", "current")}),
        ("Membership", {("nordic-space-agency", "polar-science-union", "member", "active", "1995")}),
        ("AgreementAction", {("glacier-treaty", "nordic-space-agency", "signature", "2023-06-05")}),
    ],
)
def test_columns_of_a_table_of_organisations(kind: str, told: set[tuple[str, ...]]) -> None:
    assert said(BODIES, kind) == told


def test_table_without_seats_and_foundings_is_none_of_organisations() -> None:
    text = BODIES.replace("Est.", "Budget").replace("HQ", "Weather")

    assert said(text, "Membership") == set()


PRESENT = """Meeting of the Glacier Board

Present
For the Polar Science Union:   Ms Ida Lund, Director of Research
                               Mr Per Holm, Legal Adviser
For the Lagoon Institute:      Dr Ada Quill, Chief Executive
"""


def test_people_beside_the_body_that_they_speak_for() -> None:
    assert {row[:3] for row in said(PRESENT, "Position", "minutes.txt")} == {
        ("ida-lund", "polar-science-union", "Director of Research"),
        ("per-holm", "polar-science-union", "Legal Adviser"),
        ("ada-quill", "lagoon-institute", "Chief Executive"),
    }


SIGNATORIES = """LIST OF SIGNATORIES

Glacier Data Declaration, Kiruna, 9 December 2022

For Zubrowka              Erik Dahl, Minister of Science
For the Republic of Syldavia   Dr Ana Ruiz, Director, Lagoon Space Bureau
For Ruritania            H.E. Karl Stein, Ambassador
"""


def test_signatories_beside_their_states() -> None:
    assert {row[1:5] for row in said(SIGNATORIES, "AgreementAction", "list.txt")} == {
        ("zubrowka", "signature", "2022-12-09", "erik-dahl"),
        ("syldavia", "signature", "2022-12-09", "ana-ruiz"),
        ("ruritania", "signature", "2022-12-09", "karl-stein"),
    }


def test_post_of_a_signatory_is_at_the_body_behind_it() -> None:
    assert ("ana-ruiz", "lagoon-space-bureau", "Director") in {
        row[:3] for row in said(SIGNATORIES, "Position", "list.txt")
    }


def test_numbers_of_members_in_a_table_of_organisations() -> None:
    text = (
        "| Body | Founded | Members | Seat |\n|---|---|---|---|\n| Polar Science Union | 1994 | 14 | Kiruna |\n"
        "| Glacier Space Council | 1987 | 32 | Addu |\n"
    )

    assert {(row[0], row[-1]) for row in said(text, "Figure")} == {
        ("polar-science-union", "14"),
        ("glacier-space-council", "32"),
    }
