"""What a build found in, what its manifest and the work list of identity tell of it out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from graph.decisions.facts import Overlay
from graph.documents import Document
from graph.facts import EntityRef, Unresolved
from graph.rdf.canonical import Fingerprint
from graph.releases.quarantine import Verdict
from graph.releases.records import as_json, json_list
from graph.resolution.model import Resolution, Thing, Unsure


def summary(decided: Overlay, verdict: Verdict, canonical: Fingerprint) -> dict[str, Any]:
    """What the manifest tells of a graph: counts, inputs, the outcome of validation, what is open, decisions, the canonical hash."""
    return _summary(decided.resolution, verdict, canonical.quads) | {
        "decisions": _decisions(decided),
        "canonical": canonical.as_json(),
    }


def _decisions(decided: Overlay) -> dict[str, Any]:
    return {
        "applied": len(decided.applied),
        "rejected": len(decided.rejected),
        "problems": [problem.shown() for problem in decided.problems],
    }


def _summary(resolution: Resolution, verdict: Verdict, quads: int) -> dict[str, Any]:
    inputs, used, kinds = list[dict[str, str]](), set[str](), Counter[str]()
    unresolved = 0
    for told in verdict.published.by_document():
        document, unresolved = told.document, unresolved + len(told.unresolved)
        inputs.append({"name": document.name, "sha256": document.sha256, "document": document.id})
        kinds.update(statement.fact.kind for statement in told.statements)
        used |= {value.key for s in told.statements for _, value in s.fact.values if isinstance(value, EntityRef)}
    return {
        "counts": {
            "quads": quads,
            "documents": len(resolution.told),
            "facts": dict(sorted(kinds.items())),
            "quarantined": len(verdict.quarantined),
            "entities": dict(sorted(Counter(resolution.things[key].kind for key in used).items())),
        },
        "inputs": inputs,
        "validation": {
            **{severity.value: count for severity, count in verdict.report.counts.items()},
            "remaining": len(verdict.remaining),
            "conforms": not verdict.remaining,
        },
        "review": {"unsure": len(resolution.unsure), "unresolved": unresolved},
    }


def review(resolution: Resolution) -> Iterator[str]:
    """The work list of identity, as JSON: what was merged and why, which pairs are in doubt, which names nothing explains."""
    lists: dict[str, Iterable[dict[str, Any]]] = {
        "merges": map(asdict, resolution.merges),
        "unsure": (_unsure(pair, resolution.things) for pair in resolution.unsure),
        "unresolved": (_unresolved(told.document, item) for told in resolution.told for item in told.unresolved),
    }
    opening = "{"
    for name, rows in lists.items():
        yield f'{opening}\n "{name}": '
        yield from json_list(map(as_json, rows), 1)
        opening = ","
    yield "\n}\n"


def _unsure(pair: Unsure, things: Mapping[str, Thing]) -> dict[str, Any]:
    return {
        "first": {"id": pair.first, "label": things[pair.first].label},
        "second": {"id": pair.second, "label": things[pair.second].label},
        "reason": pair.reason,
    }


def _unresolved(document: Document, item: Unresolved) -> dict[str, Any]:
    return {
        "document": document.name,
        "start": item.span.start,
        "end": item.span.end,
        "name": item.name,
        "kind": item.kind,
        "reason": item.reason,
    }
