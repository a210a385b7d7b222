"""Dates as precise as the text: year, month, day or lexical form in, a value with its first and last day out."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from ontology.namespaces import EDTF, XSD


class Precision(StrEnum):
    """How precise a date is; the RDF datatype follows from it (xsd:date, xsd:gYearMonth, xsd:gYear, EDTF interval)."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


_DATATYPES = {
    Precision.DAY: XSD + "date",
    Precision.MONTH: XSD + "gYearMonth",
    Precision.YEAR: XSD + "gYear",
    Precision.INTERVAL: EDTF,
}


@dataclass(frozen=True, slots=True)
class Date:
    """A date: `value` is its lexical form (2024-09-05, 2024-09, 2024, or an EDTF interval 2024-09/2024-11).

    The bounds are days, inclusive.
    """

    value: str
    precision: Precision
    not_before: date
    not_after: date

    @classmethod
    def day(cls, day: date) -> Self:
        """One day."""
        return cls(day.isoformat(), Precision.DAY, day, day)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """A month of a year (month 1 to 12).

        Raises:
            ValueError: no such month, or a year outside 1 to 9999.
        """
        first = date(year, month, 1)
        return cls(f"{year:04d}-{month:02d}", Precision.MONTH, first, first.replace(day=monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> Self:
        """A calendar year.

        Raises:
            ValueError: a year outside 1 to 9999.
        """
        return cls(f"{year:04d}", Precision.YEAR, date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def interval(cls, first: "Date", last: "Date") -> "Date":
        """From the beginning of `first` to the end of `last`; of an interval its outer member counts.

        Two equal dates make no interval: that date comes back.

        Raises:
            ValueError: `last` begins or ends before `first` does.
        """
        start, end = first.members[0], last.members[1]
        if start == end:
            return start
        if end.not_before < start.not_before or end.not_after < start.not_after:
            raise ValueError(f"interval ends before it starts: {start.value}/{end.value}")
        return cls(f"{start.value}/{end.value}", Precision.INTERVAL, start.not_before, end.not_after)

    @classmethod
    def parse(cls, lexical: str) -> "Date":
        """The date of a lexical form, the inverse of `value`: "2024-09-05", "2024-09", "2024", "2024-09/2024-11".

        Raises:
            ValueError: not such a form, or no such date.
        """
        if "/" in lexical:
            first, last = (cls._parse_simple(part) for part in lexical.split("/", 1))
            if first == last:
                raise ValueError(f"not an interval: {lexical!r}")
            return cls.interval(first, last)
        return cls._parse_simple(lexical)

    @classmethod
    def _parse_simple(cls, lexical: str) -> "Date":
        parts = lexical.split("-")
        if [len(part) for part in parts] != [4, 2, 2][: len(parts)] or not all(
            p.isascii() and p.isdigit() for p in parts
        ):
            raise ValueError(f"not a date: {lexical!r}")
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return cls.day(date(*numbers))
        return cls.month(*numbers) if len(numbers) == 2 else cls.year(*numbers)

    @property
    def datatype(self) -> str:
        """The IRI of the RDF datatype of `value`."""
        return _DATATYPES[self.precision]

    @property
    def members(self) -> tuple["Date", "Date"]:
        """The first and last member of an interval ("2009/2016": 2009 and 2016); any other date is both itself."""
        if self.precision is not Precision.INTERVAL:
            return self, self
        first, last = self.value.split("/", 1)
        return Date._parse_simple(first), Date._parse_simple(last)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: `start` and `end` are character offsets. Words such as "since" are not part of it."""

    start: int
    end: int
    date: Date
    relative: bool = False
    """Resolved by the document's date or an earlier date ("last year", "Thursday")."""
