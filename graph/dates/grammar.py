"""Single dates: the letters of a text's date words in, one atom per stated date, as far as it goes, out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from graph.dates import anchor as dateanchor
from graph.dates.anchor import Stated
from graph.dates.tokens import ORDINALS, Token, Tokens, month_number, weekday_number
from graph.dates.values import Date

_WEEKDAY = "(?:[WN][ ,])?"
_SLASHED = re.compile(r"(?<![\w/.-])(\d{1,2})/(\d{1,2})/\d{4}(?![\w/])")


@lru_cache(maxsize=1)
def days_come_first(text: str) -> bool | None:
    """Whether a text that writes "12/05/2004" puts the day in front, as others of its dates show; None where none or both ways do."""
    told = {int(a) > int(b) for a, b in _SLASHED.findall(text) if max(int(a), int(b)) > _MONTHS_OF_A_YEAR}
    return told.pop() if len(told) == 1 else None


_MONTHS_OF_A_YEAR = 12
_DAYS = f"D(?:[-t&/]{_WEEKDAY}D|(?:,D){{1,9}}&D)?"
_YEAR = "(?:[ ,o-]Y|[ ,oi][RB])"

GRAMMAR: Final = re.compile(
    "(?P<mod>E[ io-])?(?:"
    + "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            "numeric": "[IU]",
            "days": f"{_WEEKDAY}{_DAYS}[ o-]M{_YEAR}?|{_WEEKDAY}M {_DAYS}(?![ o]M)(?:[ ,]Y|[ ,o][RB])?",
            "year_first": "Y[ ./-]M(?: D)?(?! ?Y)",
            "month": f"M{_YEAR}",
            "season": "S[ ,o](?:Y[-/][DY]|Y|[RB])",
            "part": f"H[ ,o](?:[YRBT]|M{_YEAR}?)|Y H",
            "years": "Y[-/]D",
            "single": "[XFYRKTBNAGMSWZ]",
        }.items()
    )
    + ")"
)
"""Names of the readers below → what they read, over the letters of `graph.dates.tokens`."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One stated date: its letters `first` to `last`, its offsets `start` to `end` (ends exclusive), what it says.

    `bare` is the kind (Y, M or S) of a year, month or season that stands alone and needs words around it to be a date.
    """

    first: int
    last: int
    start: int
    end: int
    stated: Stated
    bare: str = ""


def atoms(text: str, tokens: Tokens, anchor: Date | None) -> list[Atom]:
    """The stated dates in order, without overlap. What refers to a missing or too vague `anchor` is left out."""
    found: list[Atom] = []
    for match in GRAMMAR.finditer(tokens.letters):
        found.extend(_Reader(text, tokens, match, anchor, found[-1] if found else None).read())
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one match of the grammar; `before` is the date that "that year" means."""

    text: str
    tokens: Tokens
    match: re.Match[str]
    anchor: Date | None
    before: Atom | None

    def read(self) -> Iterator[Atom]:
        """The dates of the match: one, or one for each day of "5-7 November"."""
        name = self.match.lastgroup or ""
        if name == "days":
            yield from self._days()
            return
        readers: dict[str, Callable[[], Stated | None]] = {
            "numeric": self._numeric,
            "year_first": self._year_first,
            "month": self._month,
            "season": self._season,
            "part": self._part,
            "years": self._years,
            "single": self._single,
        }
        stated = readers[name]()
        if stated is not None:
            yield self._atom(self.match.start(), self.match.end(), stated)
        elif name in ("years", "year_first"):
            first = self.match.start(name)
            yield self._atom(first, first + 1, Stated(year=int(self._first("Y").text)))

    def _atom(self, first: int, last: int, stated: Stated) -> Atom:
        inside = self.tokens.within(first, last)
        end = inside[-1].end - (inside[-1].kind in "MN" and inside[-1].text.endswith("."))
        bare = inside[0].kind if len(inside) == 1 and inside[0].kind in "YMS" else ""
        return Atom(first, last, inside[0].start, end, stated, bare)

    def _all(self) -> tuple[Token, ...]:
        return self.tokens.within(self.match.start(), self.match.end())

    def _first(self, kinds: str) -> Token:
        return next(token for token in self._all() if token.kind in kinds)

    def _has(self, kinds: str) -> bool:
        return any(token.kind in kinds for token in self._all())

    def _year(self) -> tuple[int | None, bool]:
        """The year of the match, and whether it was worked out; (None, True) where it is left open."""
        for token in self._all():
            if token.kind == "Y":
                return int(token.text), False
            if token.kind in "RT":
                return dateanchor.reference_year(token.text, self.anchor), True
            if token.kind == "B":
                return self._that_year(token), True
        return None, True

    def _that_year(self, token: Token) -> int | None:
        if self.before is None or token.start - self.before.end > 300:
            return None
        stated = self.before.stated
        return stated.fixed.members[1].not_after.year if stated.fixed else stated.year

    def _days(self) -> Iterator[Atom]:
        letters, start, end = self.tokens.letters, self.match.start(), self.match.end()
        month = month_number(self._first("M").text)
        year, relative = self._year()
        if year is None and self._has("RTB"):
            return
        days = [at for at in range(start, end, 2) if letters[at] == "D"]
        for first, at, last in zip(
            [start, *(d + 2 for d in days)], days, [*(d + 1 for d in days[:-1]), end], strict=False
        ):
            inside = self.tokens.within(first, last)
            weekday = next((weekday_number(t.text.split()[-1]) for t in inside if t.kind == "W"), None)
            day = int(re.match(r"\d+", self.tokens.tokens[at // 2].text).group())  # type: ignore[union-attr]
            yield self._atom(first, last, Stated(year, month, day=day, weekday=weekday, relative=relative))

    def _numeric(self) -> Stated | None:
        token = self._first("IU")
        numbers = [int(part) for part in re.split(r"\D", token.text)]
        if token.kind == "I":
            year, month, day = numbers
        else:
            day, month, year = numbers
            if "." not in token.text and month > 12:
                day, month = month, day
            elif "/" in token.text and day <= 12 and day != month:
                first = days_come_first(self.text)
                if first is None:
                    return Stated(fixed=Date.year(year))
                day, month = (day, month) if first else (month, day)
        try:
            return Stated(fixed=Date.day(date(year, month, day)))
        except ValueError:
            return None

    def _year_first(self) -> Stated | None:
        """ "2021 Jan 5"; with a full stop ("2022. Jan") only where it begins a line, as in lists of milestones."""
        year, month = self._first("Y"), self._first("M")
        if "." in self.text[year.end : month.start] and not re.search(
            r"(?:^|[\n|(*•-])[ \t]*$", self.text[max(0, year.start - 8) : year.start]
        ):
            return None
        day = int(re.match(r"\d+", self._first("D").text).group()) if self._has("D") else None  # type: ignore[union-attr]
        return Stated(int(year.text), month_number(month.text), day=day)

    def _month(self) -> Stated | None:
        year, relative = self._year()
        return Stated(year, month_number(self._first("M").text), relative=relative) if year else None

    def _season(self) -> Stated | None:
        year, relative = self._year()
        season = dateanchor.season(self._first("S").text)
        return Stated(year, season.month, season.through, relative=relative) if year else None

    def _part(self) -> Stated | None:
        """A half or quarter of a year; of a month, that month."""
        year, relative = self._year()
        if year is None:
            return None
        if self._has("M"):
            return Stated(year, month_number(self._first("M").text), relative=relative)
        text = self._first("H").text.lower()
        months = 3 if "q" in text else 6
        number = int(re.sub(r"\D", "", text)) if len(text) == 2 else ORDINALS[text.split()[0]]
        number = 12 // months if number < 0 else number
        if number > 12 // months:
            return None
        return Stated(fixed=_months(year, (number - 1) * months + 1, number * months), relative=relative)

    def _years(self) -> Stated | None:
        """ "2025-26"; nothing that could be a month ("2009-10"). A month where it fills a cell and could be no years ("2015-06")."""
        year, second = int(self._first("Y").text), self._first("D").text
        if re.fullmatch(r"0[1-9]|1[0-2]", second) and int(second) != (year + 1) % 100 and self._fills_a_cell():
            return Stated(fixed=Date.month(year, int(second)))
        if not (second.isdigit() and int(second) > 12 and int(second) == (year + 1) % 100):
            return None
        return Stated(fixed=Date.interval(Date.year(year), Date.year(year + 1)))

    def _fills_a_cell(self) -> bool:
        inside = self._all()
        start, end = inside[0].start, inside[-1].end
        before, behind = self.text[max(0, start - 2) : start].rstrip(" "), self.text[end : end + 2].lstrip(" ")
        return (before[-1:] or "|") in "|\n" and (behind[:1] or "|") in "|\n"

    def _single(self) -> Stated | None:
        kind = self.match.group("single")
        token = self._first(kind)
        modifier = self._first("E").text.lower() if self.match.group("mod") else ""
        if kind in "YRBT" and not token.text.endswith("month"):
            year, relative = self._year()
            return _third_of_year(year, modifier, relative) if year and (kind != "T" or modifier) else None
        if kind == "X":
            return Stated(fixed=_decade(int(token.text[:4]), modifier))
        if kind in "MSW":
            return _nameless(token)
        if kind == "Z":
            return Stated(relative=True, told_from=token.text)
        if kind == "N":
            return dateanchor.named(token.text, self.anchor)
        readings = {"F": _fiscal_year, "K": dateanchor.reference_period, "T": dateanchor.reference_period}
        readings |= {"A": dateanchor.reference_day, "G": dateanchor.ago}
        found = readings[kind](token.text, self.anchor) if kind != "T" or modifier else None
        return Stated(fixed=found, relative=kind != "F") if found else None


def _months(year: int, first: int, last: int) -> Date:
    return Date.interval(Date.month(year, first), Date.month(year, last))


def _third_of_year(year: int, modifier: str, relative: bool) -> Stated:
    """The year; "early" is its first four months, "mid" the next, "late" the last; "the end of" leaves it a year."""
    first = {"early": 1, "mid": 5, "late": 9}.get(modifier)
    return (
        Stated(fixed=_months(year, first, first + 3), relative=relative) if first else Stated(year, relative=relative)
    )


def _decade(year: int, modifier: str) -> Date:
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(modifier, (0, 9))
    return Date.interval(Date.year(year + first), Date.year(year + last))


def _nameless(token: Token) -> Stated | None:
    """A month, season or weekday of no stated year; a short weekday ("Thu") is no date by itself."""
    if token.kind == "M":
        return Stated(month=month_number(token.text), relative=True)
    if token.kind == "S":
        return replace(dateanchor.season(token.text), relative=True)
    return Stated(weekday=weekday_number(token.text), relative=True) if token.text.endswith("day") else None


def _fiscal_year(text: str, anchor: Date | None) -> Date:  # noqa: ARG001 - one signature for all readings
    digits = re.sub(r"\D", "", text)
    return Date.year(int(digits) if len(digits) == 4 else 2000 + int(digits))
