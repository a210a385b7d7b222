"""Chronologies: what a leading year dates."""

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
