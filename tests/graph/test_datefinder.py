"""Dates in text: the forms that documents use, what is no date, relative dates, ranges, offsets, speed."""

import calendar
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates.finder import find_dates
from graph.dates.values import Date

ISSUED = Date.parse("2024-08-27")  # a Tuesday


def found(text: str, anchor: Date | None = None, **options: bool) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.date.value) for m in find_dates(text, anchor, **options)]


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        ("It was founded on 16 December 2008 in Beijing.", "16 December 2008", "2008-12-16"),
        ("signed on December 16, 2008, in", "December 16, 2008", "2008-12-16"),
        ("launched on Dec. 25, 2021.", "Dec. 25, 2021", "2021-12-25"),
        ("launched Dec 25 2021", "Dec 25 2021", "2021-12-25"),
        ("a ceremony, Thursday, Feb. 15, 2024.", "Thursday, Feb. 15, 2024", "2024-02-15"),
        ("Thu, 15 Feb 2024", "Thu, 15 Feb 2024", "2024-02-15"),
        ("Published 2024-09-05.", "2024-09-05", "2024-09-05"),
        ("Published 2024-09-05T10:00", "2024-09-05", "2024-09-05"),
        ("2024/09/05", "2024/09/05", "2024-09-05"),
        ("25/09/2024", "25/09/2024", "2024-09-25"),
        ("09/25/2024", "09/25/2024", "2024-09-25"),
        ("09/09/2024", "09/09/2024", "2024-09-09"),
        ("05/09/2024", "05/09/2024", "2024"),
        ("| 2015-06 |", "2015-06", "2015-06"),
        ("05.09.2024", "05.09.2024", "2024-09-05"),
        ("| 18 Sep 2021 |", "18 Sep 2021", "2021-09-18"),
        ("16-Dec-2008", "16-Dec-2008", "2008-12-16"),
        ("the 3rd of May 2021", "3rd of May 2021", "2021-05-03"),
        ("May 5,2024", "May 5,2024", "2024-05-05"),
        ("at 1:33 a.m. EST, Feb. 8, 2024", "Feb. 8, 2024", "2024-02-08"),
        ("29 February 2024", "29 February 2024", "2024-02-29"),
        ("in September 2024", "September 2024", "2024-09"),
        ("in Sept. 2024", "Sept. 2024", "2024-09"),
        ("- 2021.Jan Information shared", "2021.Jan", "2021-01"),
        ("- 2022. Jan Invitation", "2022. Jan", "2022-01"),
        ("2023. April\nWorking group", "2023. April", "2023-04"),
        ("it was established in 1958.", "1958", "1958"),
        ("(2024)", "2024", "2024"),
        ("held (Paris, 2019)", "2019", "2019"),
        ("since 2009 as part of it", "2009", "2009"),
        ("no later than 2030", "2030", "2030"),
        ("In 2020 scientists met", "2020", "2020"),
        ("the 1967 Outer Space Treaty", "1967", "1967"),
        ("the 2012 cooperation agreement", "2012", "2012"),
        ("in FY2025", "FY2025", "2025"),
        ("in fiscal year 2025", "fiscal year 2025", "2025"),
        ("early 2024", "early 2024", "2024-01/2024-04"),
        ("Early 2024 saw a launch.", "Early 2024", "2024-01/2024-04"),
        ("mid-2024", "mid-2024", "2024-05/2024-08"),
        ("late in 2025", "late in 2025", "2025-09/2025-12"),
        ("the end of 2025", "end of 2025", "2025"),
        ("early June 2024", "early June 2024", "2024-06"),
        ("the 1990s", "1990s", "1990/1999"),
        ("the early 1990s", "early 1990s", "1990/1993"),
        ("autumn 2024", "autumn 2024", "2024-09/2024-11"),
        ("the fall of 2024", "fall of 2024", "2024-09/2024-11"),
        ("winter 2024", "winter 2024", "2024-12/2025-02"),
        ("winter 2024/25", "winter 2024/25", "2024-12/2025-02"),
        ("the first half of 2026", "first half of 2026", "2026-01/2026-06"),
        ("first quarter of 2025", "first quarter of 2025", "2025-01/2025-03"),
        ("Q3 2025", "Q3 2025", "2025-07/2025-09"),
        ("2025 Q4", "2025 Q4", "2025-10/2025-12"),
        ("the last quarter of 2025", "last quarter of 2025", "2025-10/2025-12"),
        ("the season 2025-26", "2025-26", "2025/2026"),
    ],
)
def test_a_stated_date_needs_no_anchor(text: str, mention: str, value: str) -> None:
    assert found(text) == [(mention, value)]


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        ("5-7 November 2024", "5-7 November 2024", "2024-11-05/2024-11-07"),
        ("24–27 April 2023", "24–27 April 2023", "2023-04-24/2023-04-27"),
        ("from 5 to 7 November 2025.", "5 to 7 November 2025", "2025-11-05/2025-11-07"),
        ("between 5 and 7 November 2025", "5 and 7 November 2025", "2025-11-05/2025-11-07"),
        ("October 14 to 17, 2023", "October 14 to 17, 2023", "2023-10-14/2023-10-17"),
        ("17th–20th June, 2021", "17th–20th June, 2021", "2021-06-17/2021-06-20"),
        (
            "April 9 through Thursday, April 11, 2024",
            "April 9 through Thursday, April 11, 2024",
            "2024-04-09/2024-04-11",
        ),
        ("Oct. 30 - Nov. 2, 2024", "Oct. 30 - Nov. 2, 2024", "2024-10-30/2024-11-02"),
        ("20 and 21 October 2025", "20 and 21 October 2025", "2025-10-20/2025-10-21"),
        ("5, 6 and 7 November 2024", "5, 6 and 7 November 2024", "2024-11-05/2024-11-07"),
        ("from 20 December to 5 January 2025", "20 December to 5 January 2025", "2024-12-20/2025-01-05"),
        ("28 Feb 2024 to 3 March", "28 Feb 2024 to 3 March", "2024-02-28/2024-03-03"),
        ("a member from 2009 to 2016", "2009 to 2016", "2009/2016"),
        ("the plan (2021-2030)", "2021-2030", "2021/2030"),
        ("between May and July 2025", "May and July 2025", "2025-05/2025-07"),
        ("in April-June 2024.", "April-June 2024", "2024-04/2024-06"),
        ("in May/June 2025", "May/June 2025", "2025-05/2025-06"),
        ("from early 2024 to late 2025", "early 2024 to late 2025", "2024-01/2025-12"),
    ],
)
def test_a_range_is_an_interval_as_precise_as_its_members(text: str, mention: str, value: str) -> None:
    assert found(text) == [(mention, value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on 5 and 9 October 2025", ["2025-10-05", "2025-10-09"]),
        ("admitted in 2023 and 2024 respectively", ["2023", "2024"]),
        ("on 22 April and 23 April 2024, respectively", ["2024-04-22", "2024-04-23"]),
        ("Austria 21 May 1980 11 Jun 1984", ["1980-05-21", "1984-06-11"]),
        ("postponed from 5 May 2024 to 7 June 2024", ["2024-05-05", "2024-06-07"]),
        ("in March 2023\n\nMay 2024", ["2023-03", "2024-05"]),
    ],
)
def test_dates_that_make_no_range_stay_apart(text: str, values: list[str]) -> None:
    assert [value for _, value in found(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        *("2024 parts", "1000 experts", "1024 pixels", "of 2000 scientists", "by 2024 km", "COSPAR 2024"),
        *(
            "31 February 2024",
            "29 February 2023",
            "30/30/2024",
            "2024-13-01",
            "the year 2500",
            "in 1750",
            "$2020 in",
            "at 1,958 m",
        ),
        *(
            "it may rain",
            "April Smith joined",
            "of April Smith",
            "Mars 2020",
            "version 2024.1",
            "555-2000-2020",
            "No. 2024-057",
        ),
        *(
            "the Sun. 5 planets",
            "prices fall",
            "in the coming months",
            "the fall of the wall",
            "Astronaut of the year",
            "",
        ),
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert found(text, ISSUED) == []


def test_a_year_that_fills_a_cell_is_a_date() -> None:
    row = "Bolivia ABE 2022 Founding member"
    at = row.index("2022")
    assert find_dates(row) == []
    assert [m.date.value for m in find_dates(row, start=at, end=at + 4)] == ["2022"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("this year", "2024"), ("last year", "2023"), ("next year", "2025"), ("late last year", "2023-09/2023-12")),
        *(
            ("this month", "2024-08"),
            ("earlier this month", "2024-08"),
            ("last month", "2024-07"),
            ("next month", "2024-09"),
        ),
        *(("last December", "2023-12"), ("in December last year", "2023-12"), ("in May of this year", "2024-05")),
        *(("in February", "2024-02"), ("in October", "2023-10"), ("will meet in October", "2024-10")),
        *(("on 12 February", "2024-02-12"), ("on 12 October", "2023-10-12"), ("will fly on 12 February", "2025-02-12")),
        *(("29 February", "2024-02-29"), ("by the end of June", "2025-06"), ("end of the year", "2024")),
        *(("announced Thursday", "2024-08-22"), ("on Monday", "2024-08-26"), ("on Tuesday", "2024-08-27")),
        *(("next Monday", "2024-09-02"), ("last Tuesday", "2024-08-20"), ("will meet on Friday", "2024-08-30")),
        *(("yesterday", "2024-08-26"), ("today", "2024-08-27"), ("tomorrow", "2024-08-28")),
        *(("last week", "2024-08-19/2024-08-25"), ("two years ago", "2022"), ("three days ago", "2024-08-24")),
        *(("this autumn", "2024-09/2024-11"), ("last fall", "2023-09/2023-11"), ("next spring", "2025-03/2025-05")),
        *(("this winter", "2024-12/2025-02"), ("will follow in the autumn", "2024-09/2024-11")),
        *(("the second half of the year", "2024-07/2024-12"), ("Monday to Wednesday", "2024-08-26/2024-08-28")),
        *(("October 14 to 17", "2023-10-14/2023-10-17"), ("20 December to 5 January", "2023-12-20/2024-01-05")),
        *(
            ("Thursday, Feb. 29", "2024-02-29"),
            ("will visit on Monday, April 22 and Tuesday, April 23", "2024-04-22/2024-04-23"),
        ),
    ],
)
def test_a_relative_date_is_resolved_by_the_anchor_and_only_by_it(text: str, value: str) -> None:
    (mention,) = find_dates(text, ISSUED)
    assert (mention.date.value, mention.relative) == (value, True)
    assert find_dates(text) == []


def test_a_weekday_tells_the_year() -> None:
    assert found("Monday, April 22", ISSUED)[0][1] == "2024-04-22"
    assert found("Saturday, April 22", ISSUED)[0][1] == "2023-04-22"


def test_that_year_is_the_year_of_the_date_before() -> None:
    text = "once foreseen for June 2026, now planned for the last quarter of that year"
    assert [value for _, value in found(text)] == ["2026-06", "2026-10/2026-12"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("fuelled on 30 May 2025, launched three days later", "2025-06-02"),
        ("signed on 30 May 2025 and in force a month later", "2025-06"),
        ("founded in 2019; two years earlier", "2017"),
        ("tested in December 2025, to fly the following March", "2026-03"),
        ("The council met on 30 May 2025. The next day", "2025-05-31"),
        ("signed on 30 May 2025, ratified the same month", "2025-05"),
    ],
)
def test_a_date_is_told_from_the_date_before(text: str, value: str) -> None:
    assert found(text)[1][1] == value


@pytest.mark.parametrize(
    "text", ["three days later", "in 2019, three days later", "on 30 May 2025, two years later than planned"]
)
def test_a_date_is_told_from_no_date_too_vague_or_missing(text: str) -> None:
    assert len(found(text)) == text.count("20")


def test_the_caller_can_say_that_dates_lie_ahead() -> None:
    assert found("12 February", ISSUED, future=True)[0][1] == "2025-02-12"
    assert found("will be 12 February", ISSUED, future=False)[0][1] == "2024-02-12"


def test_the_nearest_tense_word_decides() -> None:
    assert found("The next meeting was held in March", ISSUED)[0][1] == "2024-03"
    assert found("It was said that they will meet in March", ISSUED)[0][1] == "2025-03"
    assert found("They will meet. Signed 5 March", ISSUED)[0][1] == "2024-03-05"


@pytest.mark.parametrize("text", ["yesterday", "Thursday", "last week", "two days ago"])
def test_a_month_is_too_vague_an_anchor_for_days(text: str) -> None:
    assert found(text, Date.month(2024, 8)) == []


def test_a_year_from_the_last_member_is_not_relative() -> None:
    (mention,) = find_dates("from May to July 2025", ISSUED)
    assert not mention.relative


def test_the_full_stop_of_a_sentence_is_no_part_of_a_month() -> None:
    assert found("on 5 Dec. Then", ISSUED)[0][0] == "5 Dec"


FORMATS = [
    "{d} {B} {y}",
    "{B} {d}, {y}",
    "{b}. {d}, {y}",
    "{d} {b} {y}",
    "{y:04d}-{m:02d}-{d:02d}",
    "{A}, {B} {d}, {y}",
    "{d:02d}.{m:02d}.{y}",
]


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)), st.sampled_from(FORMATS))
def test_every_day_is_read_in_every_format(day: date, form: str) -> None:
    name = calendar.month_name[day.month]
    text = form.format(
        d=day.day,
        m=day.month,
        y=day.year,
        B=name,
        b=name[:3] if len(name) > 3 else "May",
        A=calendar.day_name[day.weekday()],
    )
    text = text.replace("May.", "May")
    assert found(f"Signed on {text}; more") == [(text, day.isoformat())]


WORDS = [
    *(
        "5",
        "17th",
        "31",
        "2024",
        "1999",
        "May",
        "Dec.",
        "Sept",
        "Thursday",
        "autumn",
        "early",
        "end of",
        "first half",
        "of",
        "the",
        "to",
        "and",
    ),
    *(
        "-",
        "–",
        ",",
        ".",
        "/",
        "in",
        "between",
        "from",
        "this year",
        "last March",
        "today",
        "that year",
        "Q3",
        "FY25",
        "1990s",
        "\n",
        "respectively",
    ),
    *("will", "(", ")", "30", "Feb", "next Monday", "two years ago", "2024-05-06", "1/2/2003"),
]


@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=30).map(" ".join),
    st.none() | st.dates().map(Date.day) | st.builds(Date.month, st.integers(1, 9999), st.integers(1, 12)),
)
def test_mentions_are_ordered_slices_on_any_text(text: str, anchor: Date | None) -> None:
    mentions = find_dates(text, anchor)
    ends = [0] + [m.end for m in mentions]
    assert all(before <= m.start < m.end <= len(text) for before, m in zip(ends, mentions, strict=False))
    assert all(Date.parse(m.date.value) == m.date for m in mentions)
    assert all(text[m.start : m.end].strip() == text[m.start : m.end] for m in mentions)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.integers(0, 40))
def test_a_region_counts_from_the_beginning_of_the_text(text: str, pad: int) -> None:
    whole = find_dates("x" * pad + "\n\n" + text, ISSUED, start=pad + 2)
    assert [(m.start - pad - 2, m.end - pad - 2, m.date) for m in whole] == [
        (m.start, m.end, m.date) for m in find_dates(text, ISSUED)
    ]


@pytest.mark.parametrize(
    "unit", ["7", "2024 ", "5, ", "May ", "5 May, ", "5 and ", "1.1.", "first half of ", "between 1 and ", "the words "]
)
def test_hostile_text_costs_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        find_dates((unit * (length // len(unit) + 1))[:length], ISSUED)
        return time.process_time() - start

    seconds(10_000)
    assert seconds(200_000) < max(12 * seconds(40_000), 0.5)


@pytest.mark.parametrize(("other", "told"), [("25/09/2024", "2024-09-05"), ("09/25/2024", "2024-05-09")])
def test_other_dates_of_a_text_tell_which_number_is_the_day(other: str, told: str) -> None:
    assert found(f"on 05/09/2024 and on {other}", ISSUED)[0] == ("05/09/2024", told)
