"""Finds the dates in a text: text and the date it was issued on in, date mentions with their values out.

Words become letters (`graph.dates.tokens`), a grammar over the letters finds single dates (`graph.dates.grammar`), what
they leave out comes from a neighbour or the date of issue (`graph.dates.anchor`), and neighbours join to intervals.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from graph.dates import anchor as anchoring
from graph.dates import context
from graph.dates.anchor import Stated
from graph.dates.grammar import Atom, atoms
from graph.dates.tokens import tokenize
from graph.dates.values import Date, DateMention, Precision

_SANE_YEARS = range(1500, 2200)
_JOINING = frozenset("-t&,/")
_LONGEST_RANGE = 200
"""Years between the members of a range of bare years ("2021-2030")."""
_LONGEST_LIST = 31
"""Days in a list of adjacent days ("5, 6 and 7 November")."""


def find_dates(
    text: str,
    anchor: Date | None = None,
    start: int = 0,
    end: int | None = None,
    *,
    future: bool | None = None,
    told: Date | None = None,
) -> list[DateMention]:
    """The dates in `text[start:end]`, in order, without overlap, offsets into `text`.

    `anchor` is the document's date of issue, or a date nearer in the text; without one, "last year", "Thursday" or
    "12 February" are not found. `future` says whether a date without a year lies ahead of the anchor; None leaves that
    to the words before it (past unless they plan). `told` is the date that the text before the slice told last. Where
    `start` and `end` cut out a table cell, a year that fills it is a date.

    Years run from 1900 to 2100 where they stand alone, from 1500 to 2199 in full dates. A fiscal year is the year it
    is named after, since its months differ from state to state.
    """
    end = len(text) if end is None else min(end, len(text))
    tokens = tokenize(text, start, end)
    if not tokens.tokens:
        return []
    if anchor and not (anchor.not_before.year in _SANE_YEARS and anchor.not_after.year in _SANE_YEARS):
        anchor = None
    finder = _Finder(context.Region(text, start, end), tokens.letters, anchor, future, told)
    return list(finder.mentions(finder.resolve(finder.accept(atoms(text, tokens, anchor)))))


@dataclass(frozen=True, slots=True)
class _Found:
    """A stated date and what it means."""

    atom: Atom
    date: Date
    relative: bool


@dataclass(frozen=True, slots=True)
class _Finder:
    region: context.Region
    letters: str
    anchor: Date | None
    future: bool | None
    told: Date | None

    def link(self, left: Atom, right: Atom) -> str:
        """The letter between two neighbours that belong together (one of `_JOINING`), or nothing."""
        gap = self.letters[left.last : right.first]
        return gap if gap in _JOINING else ""

    def accept(self, found: list[Atom]) -> list[Atom]:
        """The atoms that are dates: a bare year, month or season counts by the words around it or beside its like."""
        sure = [not atom.bare or context.supports(self.region, atom) for atom in found]
        pairs = [(i, i + 1) for i in range(len(found) - 1) if self._kindred(found[i], found[i + 1])]
        for left, right in pairs:
            if sure[left] or self._year_range(found[left], found[right]):
                sure[left] = sure[right] = True
        for left, right in reversed(pairs):
            sure[left] = sure[left] or sure[right]
        return [atom for atom, good in zip(found, sure, strict=True) if good and self._possible(atom)]

    def _possible(self, atom: Atom) -> bool:
        return atom.bare != "Y" or context.year_like(self.region, atom)

    def _kindred(self, left: Atom, right: Atom) -> bool:
        return bool(self.link(left, right)) and (left.stated.month is None) == (right.stated.month is None)

    def _year_range(self, left: Atom, right: Atom) -> bool:
        """ "2021-2030", and no part of a longer chain of numbers."""
        if left.bare != "Y" or right.bare != "Y" or self.link(left, right) not in ("-", "/"):
            return False
        first, last = left.stated.year or 0, right.stated.year or 0
        around = self.region.before(left.start, 1) + self.region.after(right.end, 1)
        return first < last < first + _LONGEST_RANGE and not set(around) & set("-–/")

    def resolve(self, found: list[Atom]) -> list[_Found]:
        """The atoms with their dates: a missing year comes from the neighbour it is linked to, else from the anchor."""
        known = list(found)
        for at in range(len(known) - 2, -1, -1):
            left, right = known[at].stated, known[at + 1].stated
            if left.month and right.month and right.year and not left.year and self.link(known[at], known[at + 1]):
                year = right.year - (left.calendar > right.calendar)
                known[at] = replace(known[at], stated=replace(left, year=year, relative=right.relative))
        resolved: list[_Found] = []
        for atom in known:
            date = self._date(atom, resolved[-1] if resolved else None)
            if date:
                resolved.append(_Found(atom, date, self._relative(atom, resolved[-1] if resolved else None)))
        return resolved

    def _date(self, atom: Atom, before: _Found | None) -> Date | None:
        stated = atom.stated
        if stated.told_from:
            return anchoring.told_from(stated.told_from, before.date if before else self.told)
        if before and stated.year is None and stated.fixed is None and self.link(before.atom, atom):
            return _after(stated, before.date)
        if stated.year is not None or stated.fixed is not None or self.anchor is None:
            return stated.resolved(None, False)
        future = context.lies_ahead(self.region, atom.start) if self.future is None else self.future
        return stated.resolved(self.anchor, future)

    def _relative(self, atom: Atom, before: _Found | None) -> bool:
        if atom.stated.month and atom.stated.year is None and before and self.link(before.atom, atom):
            return before.relative
        return atom.stated.relative

    def mentions(self, found: list[_Found]) -> Iterator[DateMention]:
        """The mentions: ranges and adjacent days as one interval, everything else by itself."""
        at = 0
        while at < len(found):
            last = self._last_of_range(found, at)
            first = found[at]
            date = _interval(first.date, found[last].date)
            if date is None:
                last, date = at, first.date
            members = found[at : last + 1]
            yield DateMention(first.atom.start, members[-1].atom.end, date, any(member.relative for member in members))
            at = last + 1

    def _last_of_range(self, found: list[_Found], at: int) -> int:
        """The index of the last member of the range that begins at `at`, `at` itself where there is none."""
        last = at
        while last + 1 < min(len(found), at + _LONGEST_LIST) and (
            link := self.link(found[last].atom, found[last + 1].atom)
        ):
            following = found[last + 1]
            if last == at and self._is_range(found[at], following, link):
                return last + 1
            if not _adjacent(found[last].date, following.date) or (
                link != "/" and following.date.precision is not Precision.DAY
            ):
                return at
            last += 1
            if link in "&/":
                return at if context.respective(self.region, following.atom.end) else last
        return at

    def _is_range(self, left: _Found, right: _Found, link: str) -> bool:
        if link == "&":
            return context.between(self.region, left.atom.start)
        if link not in "-t" or (link == "t" and context.moved(self.region, left.atom.start)):
            return False
        return link == "t" or (left.date.precision is Precision.YEAR) == (right.date.precision is Precision.YEAR)


def _after(stated: Stated, before: Date) -> Date | None:
    """The first such date on or after the beginning of another: the end of a range, or the next weekday."""
    if stated.month is None:
        return stated.resolved(Date.day(before.not_before), future=True)
    year = before.not_before.year
    found = stated.dated(year)
    return found if found and found.not_after >= before.not_before else stated.dated(year + 1)


def _adjacent(left: Date, right: Date) -> bool:
    return left.precision is right.precision and right.not_before - left.not_after == timedelta(1)


def _interval(first: Date, last: Date) -> Date | None:
    try:
        return Date.interval(first, last)
    except ValueError:
        return None
