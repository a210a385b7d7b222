"""Dates as precise as the text: a mention in, its value with the first and last day it can mean out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How precise a date is; the RDF datatype follows from it (xsd:date, xsd:gYearMonth, xsd:gYear, EDTF interval)."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Date:
    """A date: `value` is its lexical form (2024-09-05, 2024-09, 2024, or an EDTF interval 2024-09/2024-11), the bounds are days, inclusive."""

    value: str
    precision: Precision
    not_before: date
    not_after: date


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: `start` and `end` are character offsets. `words` such as "since" or "until" are not part of it."""

    start: int
    end: int
    date: Date
    relative: bool = False
    """Resolved by the document's date or an earlier date ("last year", "Thursday")."""
