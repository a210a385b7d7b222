"""What an incomplete date means: a date as stated and the day it is stated on in, the date meant (or no guess) out."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.dates.tokens import COUNTS, SEASONS, WEEKDAYS, month_number, weekday_number
from graph.dates.values import Date, Precision

_YEARS_FOR_WEEKDAY = (0, -1, 1, -2, 2)
_YEARS_FOR_LEAP_DAY = 8
_STEPS = {"last": -1, "this": 0, "the": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as a text states it; what it leaves out is None.

    `through` is the last month of a season (2 for winter, which ends in the next year). `fixed` is a date that needs
    nothing more; `relative` says that the year, month or day was worked out and not stated. `told_from` is what tells it
    from the date before ("three days later").
    """

    year: int | None = None
    month: int | None = None
    through: int | None = None
    day: int | None = None
    weekday: int | None = None
    fixed: Date | None = None
    relative: bool = False
    told_from: str = ""

    @property
    def calendar(self) -> tuple[int, int]:
        """Its place in the year, to tell which of two comes first."""
        return self.month or 1, self.day or 1

    def dated(self, year: int) -> Date | None:
        """Its date in that year; None where there is no such day."""
        try:
            if self.month is None:
                return Date.year(year)
            if self.through is not None:
                return Date.interval(
                    Date.month(year, self.month), Date.month(year + (self.through < self.month), self.through)
                )
            if self.day is not None:
                return Date.day(date(year, self.month, self.day))
            return Date.month(year, self.month)
        except ValueError:
            return None

    def resolved(self, anchor: Date | None, future: bool) -> Date | None:
        """The date meant, stated on `anchor`: without a year, the last such date up to it, or the next from it on."""
        if self.fixed is not None:
            return self.fixed
        if self.year is not None:
            return self.dated(self.year)
        if anchor is None:
            return None
        if self.month is not None:
            return self._near(anchor, future)
        if self.weekday is not None and anchor.precision is Precision.DAY:
            return Date.day(_weekday(anchor.not_before, self.weekday, future))
        return None

    def _near(self, anchor: Date, future: bool) -> Date | None:
        now = anchor.not_before.year
        if self.weekday is not None:
            for year in (now + step for step in _YEARS_FOR_WEEKDAY):
                found = self.dated(year)
                if found and found.not_before.weekday() == self.weekday:
                    return found
        years = (
            range(now - 1, now + _YEARS_FOR_LEAP_DAY + 1)
            if future
            else range(now + 1, now - _YEARS_FOR_LEAP_DAY - 1, -1)
        )
        for year in years:
            found = self.dated(year)
            if found and (found.not_after >= anchor.not_before if future else found.not_before <= anchor.not_after):
                return found
        return None


def _weekday(day: date, weekday: int, future: bool) -> date:
    """The weekday on or after (future) or on or before a day."""
    return day + timedelta((weekday - day.weekday()) % 7 if future else -((day.weekday() - weekday) % 7))


def reference_year(text: str, anchor: Date | None) -> int | None:
    """The year that "last year", "this year", "next year", "the year" means."""
    if anchor is None or anchor.not_before.year != anchor.not_after.year:
        return None
    return anchor.not_before.year + _STEPS[text.split()[0].lower()]


def reference_period(text: str, anchor: Date | None) -> Date | None:
    """The month or week (Monday to Sunday) that "this month", "last week", "the month" means."""
    if anchor is None or anchor.precision not in (Precision.DAY, Precision.MONTH):
        return None
    words = text.lower().split()
    step = _STEPS[words[0]]
    if words[-1] == "month":
        return shift_months(anchor.not_before, step)
    if anchor.precision is not Precision.DAY:
        return None
    return week(anchor.not_before + timedelta(7 * step))


def week(day: date) -> Date:
    """The week, Monday to Sunday, of a day."""
    monday = day - timedelta(day.weekday())
    return Date.interval(Date.day(monday), Date.day(monday + timedelta(6)))


def shift_months(day: date, months: int) -> Date:
    """The month so many months after (before, if negative) that of a day."""
    index = day.year * 12 + day.month - 1 + months
    return Date.month(index // 12, index % 12 + 1)


def reference_day(text: str, anchor: Date | None) -> Date | None:
    """The day that "yesterday", "today", "this morning", "tomorrow" means."""
    if anchor is None or anchor.precision is not Precision.DAY:
        return None
    step = {"yesterday": -1, "tomorrow": 1}.get(text.lower(), 0)
    return Date.day(anchor.not_before + timedelta(step))


def ago(text: str, anchor: Date | None) -> Date | None:
    """The year, month, week or day of "two years ago", as precise as the unit."""
    count, unit, _ = text.lower().split()
    return _shifted(anchor, -_count(count), unit)


def told_from(text: str, before: Date | None) -> Date | None:
    """The day, month or year of "three days later", "the following May", "the same month", told from the date before it."""
    words = text.lower().split()
    if words[-1] in ("later", "earlier"):
        return _shifted(before, _count(words[0]) * (1 if words[-1] == "later" else -1), words[1])
    if words[0] == "that":
        return before if before and before.precision is Precision.DAY else None
    if words[-1] in ("year", "month", "week", "day"):
        return _shifted(before, int(words[1] != "same"), words[-1])
    stated = named(f"next {words[-1]}", before)
    return stated.resolved(None, future=True) if stated else None


def _count(word: str) -> int:
    return COUNTS.get(word) or int(word)


def _shifted(anchor: Date | None, count: int, unit: str) -> Date | None:
    """The year, month, week or day so many units after (before, if negative) a date; None where that is too vague."""
    if anchor is None or anchor.not_before.year != anchor.not_after.year:
        return None
    if unit.startswith("year"):
        return Date.year(anchor.not_before.year + count)
    if anchor.precision is Precision.YEAR or anchor.precision is Precision.INTERVAL:
        return None
    if unit.startswith("month"):
        return shift_months(anchor.not_before, count)
    if anchor.precision is not Precision.DAY:
        return None
    if unit.startswith("week"):
        return week(anchor.not_before + timedelta(7 * count))
    return Date.day(anchor.not_before + timedelta(count))


def named(text: str, anchor: Date | None) -> Stated | None:
    """What "last December", "this autumn", "next Monday" means: the nearest before, about or after the anchor."""
    which, name = text.lower().rsplit(" ", 1)
    if anchor is None:
        return None
    step = _STEPS[which.split()[-1] if which != "this past" else "last"]
    if name.capitalize() in WEEKDAYS:
        return _named_weekday(weekday_number(name), step, anchor)
    stated = Stated(month=month_number(name)) if name not in SEASONS else season(name)
    year = anchor.not_before.year
    candidates = [found for y in (year - 1, year, year + 1) if (found := stated.dated(y))]
    if step < 0:
        found = max((c for c in candidates if c.not_after < anchor.not_before), key=lambda c: c.not_before)
    elif step > 0:
        found = min((c for c in candidates if c.not_before > anchor.not_after), key=lambda c: c.not_before)
    else:
        running = [c for c in candidates if c.not_before <= anchor.not_before <= c.not_after]
        found = running[0] if running else candidates[1]
    return replace(stated, year=found.not_before.year, relative=True)


def _named_weekday(weekday: int, step: int, anchor: Date) -> Stated | None:
    if anchor.precision is not Precision.DAY:
        return None
    day = anchor.not_before
    found = (
        day - timedelta(day.weekday() - weekday) if step == 0 else _weekday(day + timedelta(step), weekday, step > 0)
    )
    return Stated(weekday=weekday, fixed=Date.day(found), relative=True)


def season(name: str) -> Stated:
    """A season of no stated year."""
    first, last = SEASONS[name.lower()]
    return Stated(month=first, through=last)
