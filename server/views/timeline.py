"""Dated claims in, a drawing's geometry out: lasting ones as bars, others as dots, on a common scale of time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from server.views.asof import ONGOING, last_day
from server.views.claims import Claim, Table

WIDTH: Final = 960
ROW: Final = 22
LEFT: Final = 8
TOP: Final = 26
MOST_ROWS: Final = 60
_TICKS: Final = (1, 2, 5, 10, 20, 25, 50, 100)
_LETTER: Final = 6.6
"""Width of a letter of the labels, in the drawing's units; labels are placed by it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar (width above 0) or a dot. `label` stands at `text_x`, anchored at its start or end."""

    kind: str
    x: float
    y: float
    width: float
    label: str
    text_x: float
    anchor: str
    date: str
    path: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing: marks, ticks as (x, year), where the day asked for is, and how many marks were left out."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    day_x: float | None
    left_out: int


def timeline(tables: Iterable[Table], day: str = "") -> Timeline | None:
    """The drawing of all dated claims of tables, oldest first; None where there are fewer than two."""
    dated = [(table, claim) for table in tables for claim in table.claims if claim.date]
    dated.sort(key=lambda pair: (pair[1].date, pair[0].kind))
    if len(dated) < 2:
        return None
    kept = dated[-MOST_ROWS:]
    days = [claim.date for _, claim in kept] + [_end(claim) for _, claim in kept] + ([day] if day else [])
    scale = Scale(min(days), max(days))
    marks = tuple(_mark(table, claim, scale, TOP + ROW * index) for index, (table, claim) in enumerate(kept))
    return Timeline(
        width=WIDTH,
        height=TOP + ROW * len(kept) + 6,
        marks=marks,
        ticks=scale.ticks(),
        day_x=scale.x(day) if day else None,
        left_out=len(dated) - len(kept),
    )


class Scale:
    """Days on a line of WIDTH units, whole years at both ends."""

    def __init__(self, first: str, last: str) -> None:
        self._first = int(first[:4])
        self._last = max(int(last[:4]) + 1, self._first + 2)
        self._unit = (WIDTH - 2 * LEFT) / (self._last - self._first)

    def x(self, day: str) -> float:
        """Where a day lies."""
        year = min(max(int(day[:4]), self._first), self._last)
        try:
            share = (date.fromisoformat(day) - date(int(day[:4]), 1, 1)).days / 366
        except ValueError:
            share = 0.99
        return round(min(LEFT + (year - self._first + share) * self._unit, WIDTH - LEFT), 1)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Years at even steps, no more than twelve."""
        span = self._last - self._first
        step = next((step for step in _TICKS if span / step <= 12), 200)
        start = -(-self._first // step) * step
        return tuple((self.x(f"{year:04}-01-01"), str(year)) for year in range(start, self._last, step))


def _end(claim: Claim) -> str:
    return last_day(claim.stated[1]) if claim.stated[1] else claim.date


def _mark(table: Table, claim: Claim, scale: Scale, y: int) -> Mark:
    x = scale.x(claim.date)
    width = max(3.0, scale.x(max(_end(claim), claim.date)) - x) if table.kind in ONGOING else 0.0
    label = _label(table.columns, claim)
    after = x + max(width, 6) + 6
    fits = after + len(label) * _LETTER < WIDTH
    return Mark(
        kind=table.kind,
        x=x,
        y=y,
        width=round(width, 1),
        label=label,
        text_x=round(after if fits else x - 8, 1),
        anchor="start" if fits else "end",
        date=claim.date,
        path=claim.path,
    )


def _label(columns: Sequence[str], claim: Claim) -> str:
    parts = [
        ", ".join(value.text for value in cell[:2])
        for column, cell in zip(columns, claim.cells, strict=True)
        if cell and column not in ("From", "Until", "Date", "Established", "Status", "Place")
    ]
    text = " · ".join(parts[:3])
    return text if len(text) <= 60 else text[:59] + "…"
