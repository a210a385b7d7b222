"""How often each rule was right, by gold and by hand, in; the confidence that its facts deserve out."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Final

PRIOR: Final = 0.93
"""The precision expected of a rule about which nothing is known: that of all facts judged by hand (410 of 441)."""
WEIGHT: Final = 3
"""How many judged facts the expectation is worth."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How many facts of a rule were judged by gold and by hand, and how many of them were right."""

    gold: tuple[int, int] = (0, 0)
    hand: tuple[int, int] = (0, 0)

    @property
    def right(self) -> int:
        """The facts that were right."""
        return self.gold[0] + self.hand[0]

    @property
    def facts(self) -> int:
        """The facts that were judged."""
        return self.gold[1] + self.hand[1]

    @property
    def confidence(self) -> Decimal:
        """The precision, drawn towards the prior where few facts were judged (mean of a beta distribution), in hundredths."""
        return Decimal(f"{(self.right + PRIOR * WEIGHT) / (self.facts + WEIGHT):.2f}")


@lru_cache(maxsize=1)
def judged_rules() -> Mapping[str, Judged]:
    """The counts of `judged.toml` by rule, in the order of the file."""
    table = tomllib.loads((files(__package__) / "judged.toml").read_text("utf-8"))
    return {
        rule: Judged(_pair(said.get("gold", ())), _pair(said.get("hand", ()))) for rule, said in table["rules"].items()
    }


def _pair(counts: Iterable[int]) -> tuple[int, int]:
    right, facts = tuple(counts) or (0, 0)
    return right, facts
