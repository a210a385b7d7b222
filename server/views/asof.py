"""A fact's dates and a day in, whether the fact holds on that day, and on what ground, out.

Two clocks count: the days that a fact tells of itself (`sp:notBefore`, `sp:notAfter`), and the day on which its
document says it (`sp:assertedOn`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ontology.namespaces import SPV

ONGOING: Final = frozenset({"Membership", "Position", "Seat"})
"""Kinds that last; all others happen once."""
OVER: Final = frozenset({SPV + "ended", SPV + "former"})


class Standing(StrEnum):
    """How a fact stands on a day."""

    HOLDS = "holds"
    """By its own dates, or because a document of that day or before says so and none says that it has ended."""
    UNDATED = "undated"
    """Neither the fact nor its document has a date."""
    OVER = "over"
    """It has ended before that day."""
    LATER = "later"
    """It begins after that day, or is first said after it."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a fact, ISO dates that compare as text ("" where unknown). `ended`: its end is stated."""

    kind: str
    not_before: str = ""
    not_after: str = ""
    asserted_on: str = ""
    ended: bool = False


def standing(dates: Dates, day: str) -> Standing:
    """How a fact stands on a day (ISO date). A lasting fact whose end is not stated goes on after its last day known."""
    if dates.not_before:
        if first_day(dates.not_before) > day:
            return Standing.LATER
        past = dates.kind in ONGOING and dates.ended and last_day(dates.not_after or dates.not_before) < day
        return Standing.OVER if past else Standing.HOLDS
    if dates.asserted_on:
        if first_day(dates.asserted_on) > day:
            return Standing.LATER
        return Standing.OVER if dates.ended and dates.kind in ONGOING else Standing.HOLDS
    return Standing.UNDATED


def first_day(text: str) -> str:
    """The first day that a date as precise as a year, a month or a day can mean; the first of an interval."""
    if len(text) == 10:  # a day, as most are
        return text
    start = text.partition("/")[0]
    return start + "-01-01"[len(start) - 4 :] if 4 <= len(start) < 10 else start


def last_day(text: str) -> str:
    """The last day that a date can mean, compared as text: the 31st stands for the end of any month."""
    end = text.rpartition("/")[2]
    return end + "-12-31"[len(end) - 4 :] if 4 <= len(end) < 10 else end


def earliest(days: Iterable[str]) -> str:
    """The first of the days that are known; "" where none is."""
    return min((day for day in days if day), default="")
