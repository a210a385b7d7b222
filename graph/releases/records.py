"""Documents in, their records as `documents.json` has them out, one by one."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from graph.documents import Document


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


def as_json(content: Any) -> str:
    """A value as all files of a release but the manifest have it."""
    return json.dumps(content, ensure_ascii=False, indent=1)


def json_list(items: Iterable[str], depth: int = 0) -> Iterator[str]:
    """The pieces of what `as_json` makes of a list, from what it makes of its items, in a list that lies `depth` deep."""
    indent = "\n" + " " * (depth + 1)
    opening = "["
    for item in items:
        yield opening + indent + item.replace("\n", indent)
        opening = ","
    yield "[]" if opening == "[" else "\n" + " " * depth + "]"
