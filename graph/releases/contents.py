"""What a build found in, the contents of a release out: graph, quarantine, report, texts, work list, manifest."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from graph.decisions.facts import Overlay
from graph.decisions.provenance import published_quads, rejected_quads
from graph.derivation.derive import derive
from graph.documents import Document
from graph.facts import EntityRef
from graph.releases.quarantine import Verdict, quarantine_quads
from graph.releases.release import Contents
from graph.resolution.model import Resolution


def contents(decided: Overlay, verdict: Verdict, head: Mapping[str, Any]) -> Contents:
    """The contents of the release; `head` goes into its manifest as it is.

    What people rejected stands in the quarantine beside what violates a shape, with the decision.
    """
    resolution = decided.resolution
    derived = list(derive(verdict.published))
    files = {
        "report.ttl": verdict.report.to_turtle(),
        "documents.json": _json([document_record(document) for document in resolution.documents]),
        "review.json": _json(review(resolution)),
    }
    files |= {f"texts/{document.id}.txt": document.text for document in resolution.documents}
    graph = [*verdict.quads, *derived, *published_quads(decided, verdict.published)]
    quarantine = [*quarantine_quads(verdict.quarantined), *rejected_quads(decided)]
    summary = _summary(resolution, verdict, len(graph)) | {"decisions": _decisions(decided)}
    return Contents(graph, quarantine, files, {**head, **summary})


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


def document_record(document: Document) -> dict[str, Any]:
    """A document as `documents.json` has it; offsets are characters of `texts/<id>.txt`."""
    return {
        "id": document.id,
        "name": document.name,
        "title": document.title,
        "publisher": document.publisher,
        "issued": document.issued.value if document.issued else None,
        "language": document.language,
        "source": document.source,
        "sha256": document.sha256,
        "characters": len(document.text),
        "warnings": list(document.warnings),
        "blocks": [
            {"kind": b.kind.value, "start": b.start, "end": b.end, "level": b.level, "page": b.page}
            for b in document.blocks
        ],
    }


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


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
