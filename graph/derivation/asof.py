"""What a fact tells of its days in, whether it is known to hold on a given day out.

Two clocks count: the days that the fact itself tells (sp:notBefore, sp:notAfter), and the day on which its document says it
(sp:assertedOn). The pages of the server read days the same way.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

LASTING: Final = frozenset({"Membership", "Position", "Seat"})
"""Kinds of facts that last; all others happen once, and have happened ever after."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a fact of this kind: first and last day that its own dates can mean, and the first that its document's date can mean.

    `ended`: the fact says that it is over.
    """

    kind: str
    not_before: date | None = None
    not_after: date | None = None
    asserted_on: date | None = None
    ended: bool = False


def holds(days: Days, day: date) -> bool:
    """Is the fact known to hold, or to have happened, on that day?

    What lasts, and is not said to have ended, goes on after its last day known. Without days of its own a fact counts from the day of
    its document; without either it is not known to hold on any day.
    """
    over = days.ended and days.kind in LASTING
    if days.not_before:
        return days.not_before <= day and not (over and (days.not_after or days.not_before) < day)
    return days.asserted_on is not None and days.asserted_on <= day and not over
