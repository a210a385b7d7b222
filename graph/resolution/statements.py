"""The facts of one document in, its statements out: references by ids of things, what is said twice is one statement with two passages."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from graph.documents import Span
from graph.facts import Concept, EntityRef, Evidence, Extraction, Fact, Value
from graph.identifiers import digest
from graph.resolution.model import Statement


def statements(extraction: Extraction, ids: Mapping[str, str]) -> list[Statement]:
    """The statements of one document, sorted by id; `ids` gives the id of the thing for each entity key."""
    document = extraction.document
    facts = [_global(fact, ids) for fact in extraction.facts]
    told = sorted(((_said(fact), fact) for fact in facts), key=itemgetter(0))
    merged = ((said, _merge([fact for _, fact in same])) for said, same in groupby(told, key=itemgetter(0)))
    found = [Statement(_id(document.id, said, fact), document, fact) for said, fact in merged]
    return sorted(found, key=lambda statement: statement.id)


def _global(fact: Fact, ids: Mapping[str, str]) -> Fact:
    pairs = ((prop, EntityRef(ids[v.key]) if isinstance(v, EntityRef) else v) for prop, v in fact.values)
    return Fact(fact.kind, tuple(dict.fromkeys(pairs)), fact.evidence, fact.rule, fact.confidence)


def _said(fact: Fact) -> tuple[str, list[str]]:
    return fact.kind, sorted([f"{prop} {_shown(value)}" for prop, value in fact.values])


def _shown(value: Value) -> str:
    """As `repr` shows it, which takes ten times as long for what occurs most."""
    match value:
        case EntityRef(key):
            return f"EntityRef(key={key!r})"
        case Concept(name):
            return f"Concept(name={name!r})"
    return repr(value)


def _merge(same: Sequence[Fact]) -> Fact:
    """One fact for those that say the same: all their evidence, and rule and confidence of the surest."""
    surest = min(same, key=lambda fact: (-fact.confidence, fact.rule))
    spans: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for evidence in (evidence for fact in same for evidence in fact.evidence):
        spans[evidence.span.start, evidence.span.end] |= {(span.start, span.end) for span in evidence.antecedents}
    merged = (
        Evidence(Span(*span), tuple(Span(*place) for place in sorted(antecedents)))
        for span, antecedents in sorted(spans.items())
    )
    return Fact(surest.kind, surest.values, tuple(merged), surest.rule, surest.confidence)


def fact_id(document: str, fact: Fact) -> str:
    """The local name of a fact's IRI: a hash of what it says, in which document and where."""
    return _id(document, _said(fact), fact)


def _id(document: str, said: tuple[str, list[str]], fact: Fact) -> str:
    kind, values = said
    offsets = [f"{evidence.span.start}-{evidence.span.end}" for evidence in fact.evidence]
    return f"fact-{digest(kind, document, *values, *offsets)}"
