"""Dates: lexical forms, bounds, datatypes, intervals."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates.values import Date, Precision
from ontology.namespaces import EDTF, XSD

YEARS = st.integers(1, 9999)


@st.composite
def single_dates(draw: st.DrawFn) -> Date:
    kind = draw(st.sampled_from(["day", "month", "year"]))
    if kind == "day":
        return Date.day(draw(st.dates()))
    return Date.month(draw(YEARS), draw(st.integers(1, 12))) if kind == "month" else Date.year(draw(YEARS))


def test_a_day_is_its_own_bounds() -> None:
    day = Date.day(date(2008, 12, 16))
    assert day == Date("2008-12-16", Precision.DAY, date(2008, 12, 16), date(2008, 12, 16))


@pytest.mark.parametrize(
    ("year", "month", "last"),
    [(2024, 2, 29), (2023, 2, 28), (1900, 2, 28), (2000, 2, 29), (2024, 4, 30), (2024, 12, 31)],
)
def test_a_month_ends_on_its_last_day(year: int, month: int, last: int) -> None:
    assert Date.month(year, month).not_after == date(year, month, last)


def test_a_year_runs_from_january_to_december() -> None:
    year = Date.year(1958)
    assert (year.value, year.not_before, year.not_after) == ("1958", date(1958, 1, 1), date(1958, 12, 31))


def test_years_before_1000_keep_four_digits() -> None:
    assert Date.year(33).value == "0033"


def test_an_interval_keeps_the_precision_of_its_members() -> None:
    interval = Date.interval(Date.month(2024, 9), Date.day(date(2024, 11, 5)))
    assert (interval.value, interval.precision) == ("2024-09/2024-11-05", Precision.INTERVAL)
    assert (interval.not_before, interval.not_after) == (date(2024, 9, 1), date(2024, 11, 5))


def test_an_interval_of_intervals_takes_their_outer_members() -> None:
    quarter, half = Date.parse("2024-01/2024-03"), Date.parse("2024-07/2024-12")
    assert Date.interval(quarter, half).value == "2024-01/2024-12"


def test_two_equal_dates_make_no_interval() -> None:
    assert Date.interval(Date.year(2024), Date.year(2024)) == Date.year(2024)


@pytest.mark.parametrize(
    ("first", "last"), [("2025", "2024"), ("2024-05-03", "2024-05-02"), ("2024-06", "2024-05-31"), ("2024-05", "2024")]
)
def test_an_interval_that_ends_or_begins_before_its_first_member_is_refused(first: str, last: str) -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        Date.interval(Date.parse(first), Date.parse(last))


@pytest.mark.parametrize(
    "lexical",
    [
        *("", "24", "2024-13", "2024-02-30", "2023-02-29", "2024-1", "2024/", "/2024", "2024/2023", "2024/2024"),
        *("2024-09-05T10:00", "0000", "٢٠٢٤", "2024-09/2024-11/2024-12", "-2024", "2024-09-05-01", " 2024", "2024/.."),
    ],
)
def test_what_is_no_date_is_refused(lexical: str) -> None:
    with pytest.raises(ValueError):
        Date.parse(lexical)


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [("2024-09-05", XSD + "date"), ("2024-09", XSD + "gYearMonth"), ("2024", XSD + "gYear"), ("2024/2025", EDTF)],
)
def test_the_datatype_follows_from_the_precision(lexical: str, datatype: str) -> None:
    assert Date.parse(lexical).datatype == datatype


def test_the_members_of_an_interval() -> None:
    assert Date.parse("2009/2016").members == (Date.year(2009), Date.year(2016))


def test_any_other_date_is_both_its_members() -> None:
    assert Date.year(2009).members == (Date.year(2009), Date.year(2009))


@given(single_dates())
def test_parse_is_the_inverse_of_value(single: Date) -> None:
    assert Date.parse(single.value) == single


@given(single_dates(), single_dates())
def test_parse_is_the_inverse_of_value_for_intervals(one: Date, other: Date) -> None:
    first, last = sorted([one, other], key=lambda d: (d.not_before, d.not_after))
    try:
        interval = Date.interval(first, last)
    except ValueError:
        assert last.not_after < first.not_after
        return
    assert Date.parse(interval.value) == interval


@given(single_dates())
def test_bounds_are_in_order_and_tight(single: Date) -> None:
    assert single.not_before <= single.not_after
    if single.not_after < date.max:
        following = single.not_after + timedelta(1)
        assert not following.isoformat().startswith(single.value)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        assert Date.parse(text).value == text
    except ValueError:
        return
