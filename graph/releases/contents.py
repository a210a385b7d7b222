"""What a build found in, what its manifest and the work list of identity tell of it out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from graph.decisions.facts import Overlay
from graph.facts import EntityRef
from graph.rdf.canonical import Fingerprint
from graph.releases.quarantine import Verdict
from graph.resolution.model import Resolution


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
    used = {v.key for s in verdict.published for _, v in s.fact.values if isinstance(v, EntityRef)}
    return {
        "counts": {
            "quads": quads,
            "documents": len(resolution.documents),
            "facts": _counted(statement.fact.kind for statement in verdict.published),
            "quarantined": len(verdict.quarantined),
            "entities": _counted(resolution.things[key].kind for key in used),
        },
        "inputs": [
            {"name": document.name, "sha256": document.sha256, "document": document.id}
            for document in resolution.documents
        ],
        "validation": {
            **{severity.value: count for severity, count in verdict.report.counts.items()},
            "remaining": len(verdict.remaining),
            "conforms": not verdict.remaining,
        },
        "review": {"unsure": len(resolution.unsure), "unresolved": sum(map(len, resolution.unresolved.values()))},
    }


def _counted(kinds: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(kinds).items()))


def review(resolution: Resolution) -> dict[str, Any]:
    """The work list of identity: what was merged and why, which pairs are in doubt, which names nothing explains."""
    names = {document.id: document for document in resolution.documents}
    return {
        "merges": [asdict(merge) for merge in resolution.merges],
        "unsure": [
            {
                "first": {"id": pair.first, "label": resolution.things[pair.first].label},
                "second": {"id": pair.second, "label": resolution.things[pair.second].label},
                "reason": pair.reason,
            }
            for pair in resolution.unsure
        ],
        "unresolved": [
            {
                "document": names[key].name,
                "start": item.span.start,
                "end": item.span.end,
                "name": item.name,
                "kind": item.kind,
                "reason": item.reason,
            }
            for key, items in resolution.unresolved.items()
            for item in items
        ],
    }
