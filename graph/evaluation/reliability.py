"""Judged facts in, how far confidence can be trusted out: precision by bins of confidence, and by rule."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.evaluation.found import Found
from graph.evaluation.scoring import Judgement

BOUNDS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
"""Lower bounds of the bins of confidence; the last bin ends at 1, which belongs to it."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Facts of a range of confidence, or of one rule: how many, how many of them right, and their mean confidence."""

    name: str
    facts: int
    right: int
    confidence: float

    @property
    def precision(self) -> float:
        """The share of facts that are right."""
        return self.right / self.facts if self.facts else 0.0

    @property
    def gap(self) -> float:
        """By how much confidence is above precision."""
        return self.confidence - self.precision


def by_confidence(judged: Iterable[tuple[Found, Judgement]]) -> list[Bin]:
    """The bins that hold a fact, lowest first; borderline facts are left out."""
    edges = [*BOUNDS, 1.0]
    groups: dict[str, list[tuple[Found, Judgement]]] = defaultdict(list)
    for fact, judgement in judged:
        at = max(i for i, low in enumerate(BOUNDS) if low <= float(fact.confidence))
        groups[f"{edges[at]:.2f}–{edges[at + 1]:.2f}"].append((fact, judgement))
    return _bins(groups)


def by_rule(judged: Iterable[tuple[Found, Judgement]]) -> list[Bin]:
    """One bin for each rule that found something, by id."""
    groups: dict[str, list[tuple[Found, Judgement]]] = defaultdict(list)
    for fact, judgement in judged:
        groups[fact.rule].append((fact, judgement))
    return _bins(groups)


def _bins(groups: dict[str, list[tuple[Found, Judgement]]]) -> list[Bin]:
    return [_bin(name, groups[name]) for name in sorted(groups) if _counted(groups[name])]


def _bin(name: str, judged: Sequence[tuple[Found, Judgement]]) -> Bin:
    counted = _counted(judged)
    right = sum(judgement is Judgement.RIGHT for _, judgement in counted)
    return Bin(name, len(counted), right, sum(float(fact.confidence) for fact, _ in counted) / len(counted))


def _counted(judged: Sequence[tuple[Found, Judgement]]) -> list[tuple[Found, Judgement]]:
    return [(fact, judgement) for fact, judgement in judged if judgement is not Judgement.BORDERLINE]


def expected_error(bins: Iterable[Bin]) -> float:
    """The mean distance between confidence and precision, weighted by facts (expected calibration error, Naeini and others 2015)."""
    rows = list(bins)
    facts = sum(row.facts for row in rows)
    return sum(abs(row.gap) * row.facts for row in rows) / facts if facts else 0.0
