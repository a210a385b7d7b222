"""Chronologies: what a leading year dates."""

import pytest
from layout_reading import said

CHRONOLOGY = """# Polar Space Union: a chronology

1975 30 May: Zubrowka and Ruritania sign the Glacier Treaty.

1987 Zubrowka, a neighbour, joins the Polar Space Union on 1 January.

2005 Syldavia joins the Polar Space Union.
"""


def test_day_behind_the_leading_year() -> None:
    assert {(a[1], a[3]) for a in said(CHRONOLOGY, "AgreementAction")} == {
        ("zubrowka", "1975-05-30"),
        ("ruritania", "1975-05-30"),
    }


def test_day_in_the_sentence_is_of_the_leading_year() -> None:
    assert ("zubrowka", "polar-space-union", "member", "active", "1987-01-01") in said(CHRONOLOGY, "Membership")


def test_leading_year_dates_what_tells_no_day() -> None:
    assert ("syldavia", "polar-space-union", "member", "active", "2005") in said(CHRONOLOGY, "Membership")


def test_two_leading_years_are_no_chronology() -> None:
    text = CHRONOLOGY.split("2005")[0].replace("on 1 January", "on 3 May")
    assert not any(m[-1].startswith("1987-05") for m in said(text, "Membership"))


def test_months_and_days_of_the_year_that_the_title_names() -> None:
    items = "- **January** - Zubrowka joins the Union.\n- **4 May** - Ruritania joins the Union.\n"
    text = f"# The Polar Space Union: 2023 in review\n\n{items}"
    found = {(m[0], m[-1]) for m in said(text, "Membership")}
    assert found == {("zubrowka", "2023-01"), ("ruritania", "2023-05-04")}


BRIEF = """# Polar Space Agency: our history

{}

1970 first rocket
1971 second rocket
1972 third rocket
"""


def brief(step: str, kind: str) -> set[tuple[str, ...]]:
    return said(BRIEF.format(step).replace("\n\n", "\n"), kind, "history.txt")


@pytest.mark.parametrize(
    ("step", "kind", "told"),
    [
        ("1987 founded by decree", "Establishment", ("polar-space-agency", "1987")),
        (
            "2019 joins the Glacier Space Union",
            "Membership",
            ("polar-space-agency", "glacier-space-union", "member", "active", "2019"),
        ),
        (
            "1994 observer of the Glacier Space Union",
            "Membership",
            ("polar-space-agency", "glacier-space-union", "observer", "active", "1994"),
        ),
        ("2015 headquarters moved to Kiruna", "Seat", ("polar-space-agency", "kiruna")),
    ],
)
def test_steps_of_a_chronology_are_about_its_body(step: str, kind: str, told: tuple[str, ...]) -> None:
    assert told in brief(step, kind)


@pytest.mark.parametrize(
    ("step", "action"),
    [
        ("2003 MoU with the Lagoon Institute", "signature"),
        ("2003 ratification of the Glacier Treaty", "ratification"),
        ("2003 accession to the Glacier Treaty", "accession"),
    ],
)
def test_what_a_body_did_in_a_chronology(step: str, action: str) -> None:
    assert ("polar-space-agency", action, "2003") in {row[1:] for row in brief(step, "AgreementAction")}


def test_agreement_with_another_state_of_it_is_not_signed_then() -> None:
    assert not any(
        row[2:] == ("signature", "2003")
        for row in brief("2003 MoU with the Lagoon Institute expired", "AgreementAction")
    )


@pytest.mark.parametrize(
    ("step", "status"),
    [("2026 Skua-3 to be launched", "planned"), ("2012 launch of Skua-3 on a Halla rocket", "launched")],
)
def test_launches_in_a_chronology(step: str, status: str) -> None:
    assert {row[2] for row in brief(step, "Launch")} == {status}


def test_years_and_months_that_head_lines_date_them() -> None:
    text = "THE YEAR IN SPACE\n\n2023\n\nJanuary\n  Zubrowka joins the Polar Space Union\nMarch\n  Ruritania joins the Polar Space Union\n"

    assert {(m[0], m[-1]) for m in said(text, "Membership", "year.txt")} == {
        ("zubrowka", "2023-01"),
        ("ruritania", "2023-03"),
    }


def test_rows_of_years_below_no_heading_are_steps() -> None:
    rows = "".join(
        f"| {year} | {step} |\n"
        for year, step in ((1987, "founded by decree"), (1990, "first rocket"), (1999, "new office"))
    )

    assert said(f"# Polar Space Agency: milestones\n\n| Year | |\n|---|---|\n{rows}", "Establishment") == {
        ("polar-space-agency", "1987")
    }
