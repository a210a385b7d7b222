"""Whether a fact holds on a day, and who is in a roster then."""

import pytest

from server.views.asof import Dates, Standing, first_day, last_day, standing
from server.views.roster import Basis, Statement, changes, roster_on


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (Dates("Membership", "2010-01-01", "2024-07-01"), Standing.HOLDS),
        (Dates("Membership", "2010-01-01", "2012-12-31", ended=True), Standing.OVER),
        (Dates("Membership", "2010-01-01", "2012-12-31"), Standing.HOLDS),
        (Dates("AgreementAction", "2012-01-01", "2012-12-31"), Standing.HOLDS),
        (Dates("AgreementAction", "2020-01-01", "2020-01-01"), Standing.LATER),
        (Dates("Membership", asserted_on="2014"), Standing.HOLDS),
        (Dates("Membership", asserted_on="2016-03"), Standing.LATER),
        (Dates("Membership", asserted_on="2014", ended=True), Standing.OVER),
        (Dates("Membership"), Standing.UNDATED),
    ],
)
def test_standing_on_a_day(dates: Dates, expected: Standing) -> None:
    assert standing(dates, "2015-06-30") is expected


def test_first_and_last_day_of_vague_dates() -> None:
    assert [first_day(d) for d in ("2014", "2014-03", "2014-03-02", "2024-09/2024-11", "")] == [
        "2014-01-01", "2014-03-01", "2014-03-02", "2024-09-01", ""
    ]  # fmt: skip
    assert [last_day(d) for d in ("2014", "2014-03", "2024-09/2024-11")] == ["2014-12-31", "2014-03-31", "2024-11-31"]


def said(member: str, role: str, on: str, fact: str = "", **dates: object) -> Statement:
    return Statement(
        fact or f"{member}-{on}", member, member.title(), "o", "O", role, role, "active", "", "",
        Dates("Membership", asserted_on=on, **dates),  # type: ignore[arg-type]
    )  # fmt: skip


def names(day: str, *statements: Statement) -> set[str]:
    return {entry.iri for entry in roster_on(statements, day, "organization").entries}


OLD = (said("mexico", "observer", "2023-06-09"), said("china", "full member", "2023-06-09"))
NEW = (said("mexico", "observer", "2024-08-30"), said("venezuela", "observer", "2024-08-30"))


def test_what_is_said_later_is_not_in_the_roster() -> None:
    assert names("2024-01-01", *OLD, *NEW) == {"mexico", "china"}
    assert names("2024-09-01", *OLD, *NEW) == {"mexico", "china", "venezuela"}


def test_before_the_first_statement_the_first_is_shown_and_marked() -> None:
    roster = roster_on([*OLD, *NEW], "2023-05-01", "organization")
    assert {entry.iri for entry in roster.entries} == {"mexico", "china"}
    assert roster.basis is Basis.EARLIEST and roster.first == "2023-06-09"


def test_an_undated_document_counts_where_no_dated_one_is_old_enough() -> None:
    undated = said("peru", "full member", "")
    assert names("2023-05-01", *OLD, undated) == {"peru"}
    assert names("2024-01-01", *OLD, undated) == {"peru", "mexico", "china"}


def test_the_newest_word_on_a_role_counts() -> None:
    raised = said("mexico", "full member", "2024-08-30")
    roster = roster_on([*OLD, raised], "2024-09-01", "organization")
    assert [entry.role for entry in roster.entries if entry.iri == "mexico"] == ["full member"]
    assert names("2024-09-01", *OLD, said("mexico", "observer", "2024-08-30", ended=True)) == {"china"}


def test_own_dates_go_before_the_document_s() -> None:
    dated = said("france", "member", "2024-07-01", not_before="1986-01-01", not_after="2024-07-01")
    assert names("1990-01-01", dated) == {"france"}
    assert names("1980-01-01", dated) == set()


def test_changes_tell_who_joined_left_and_changed() -> None:
    before = roster_on([*OLD, said("iran", "observer", "2023-06-09")], "2024-01-01", "organization")
    later = [
        *OLD,
        *NEW,
        said("iran", "full member", "2024-08-30"),
        said("china", "full member", "2024-08-30", ended=True),
    ]
    found = {change.iri: change.what for change in changes(before, roster_on(later, "2024-09-01", "organization"))}
    assert found == {"venezuela": "joined", "iran": "changed", "china": "left"}
