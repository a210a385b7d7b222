"""The facts of one document in, its statements out: references by ids of things, what is said twice is one statement with two passages."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from graph.documents import Span
from graph.facts import EntityRef, Evidence, Extraction, Fact, Value
from graph.identifiers import digest
from graph.resolution.model import Statement


def statements(extraction: Extraction, ids: Mapping[str, str]) -> list[Statement]:
    """The statements of one document, sorted by id; `ids` gives the id of the thing for each entity key."""
    document = extraction.document
    facts = [replace(fact, values=_values(fact, ids)) for fact in extraction.facts]
    facts.sort(key=_said)
    merged = [_merge(list(same)) for _, same in groupby(facts, key=_said)]
    found = [Statement(fact_id(document.id, fact), document, fact) for fact in merged]
    return sorted(found, key=lambda statement: statement.id)


def _values(fact: Fact, ids: Mapping[str, str]) -> tuple[tuple[str, Value], ...]:
    pairs = ((prop, EntityRef(ids[v.key]) if isinstance(v, EntityRef) else v) for prop, v in fact.values)
    return tuple(dict.fromkeys(pairs))


def _said(fact: Fact) -> tuple[str, list[str]]:
    return fact.kind, sorted(f"{prop} {value!r}" for prop, value in fact.values)


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
    return replace(surest, evidence=tuple(merged))


def fact_id(document: str, fact: Fact) -> str:
    """The local name of a fact's IRI: a hash of what it says, in which document and where."""
    kind, values = _said(fact)
    offsets = [f"{evidence.span.start}-{evidence.span.end}" for evidence in fact.evidence]
    return f"fact-{digest(kind, document, *values, *offsets)}"
