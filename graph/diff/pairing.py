"""Facts that only one of two releases has in, the pairs of them that are one fact restated or changed out."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from typing import Final

from graph.derivation.conflicts import RULES
from graph.derivation.stated import said
from graph.diff.model import FactState, Sort
from graph.diff.sides import DERIVED_FROM, first, term
from ontology.namespaces import DCTERMS, expand

_SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    **{kind: properties for kind, (properties, _) in RULES.items()},
    "AgreementAction": ("sp:agreement", "sp:party", "sp:action"),
    "Figure": ("sp:subject", "sp:measure"),
    "Coverage": ("sp:agreement", "sp:topic"),
    "Participation": ("sp:mission", "sp:participant"),
    "Seat": ("org:organization",),
}
"""For each kind the properties that tell what the fact is about; facts of one document that are alike in these are one fact, changed."""
_REPLACES: Final = term(DCTERMS + "replaces")

Pair = tuple[Sort, FactState, FactState]
Facts = dict[bytes, FactState]


def pairs(gone: Facts, new: Facts, passing: Set[bytes]) -> Iterator[Pair]:
    """Takes out of both what is one fact; the surest ground first: a correction, the same words, subject, passage.

    Of one passage, those go together first that say the same but for things that are `passing`, which only one release has.
    """
    for fact in list(new.values()):
        original = first(fact.node, _REPLACES)
        if original in gone:
            yield Sort.CHANGED, gone.pop(original), new.pop(fact.node.subject)
    yield from _matched(gone, new, _words, Sort.RESTATED)
    yield from _matched(gone, new, _subject, Sort.CHANGED)
    yield from _matched(gone, new, lambda fact: _lasting(fact, passing), Sort.CHANGED)
    yield from _matched(gone, new, _passage, Sort.CHANGED)


def _matched(gone: Facts, new: Facts, key: Callable[[FactState], Hashable | None], sort: Sort) -> Iterator[Pair]:
    """Pairs of equal keys, in the order of their IRIs."""
    waiting: dict[Hashable, list[FactState]] = defaultdict(list)
    for fact in _ordered(new):
        found = key(fact)
        if found is not None:
            waiting[found].append(fact)
    for fact in _ordered(gone):
        found = key(fact)
        if found is not None and waiting[found]:
            other = waiting[found].pop(0)
            yield sort, gone.pop(fact.node.subject), new.pop(other.node.subject)


def _ordered(facts: Facts) -> Iterable[FactState]:
    return [facts[subject] for subject in sorted(facts)]


def _words(fact: FactState) -> Hashable:
    return fact.kind, fact.document, frozenset(said(fact.node))


def _subject(fact: FactState) -> Hashable | None:
    if fact.kind not in _SUBJECTS:
        return None
    values = (first(fact.node, term(expand(prop))) for prop in _SUBJECTS[fact.kind])
    return fact.kind, fact.document, tuple(values)


def _lasting(fact: FactState, passing: Set[bytes]) -> Hashable | None:
    passage = _passage(fact)
    return (passage, frozenset(pair for pair in said(fact.node) if pair[1] not in passing)) if passage else None


def _passage(fact: FactState) -> Hashable | None:
    passage = first(fact.node, DERIVED_FROM)
    return (fact.kind, passage) if passage else None
