"""Two release folders in, the facts that one has and the other has not, with the cause, out. Run as a process of its
own: it reads whole files."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from ontology.namespaces import OA, PROV, RDF, SKOS, SP, SPID
from server.linked import short
from server.views.facts import words

MOST_LISTED: Final = 300
_FACT: Final = f"<{SP}Fact>"
_TYPE: Final = f"<{RDF}type>"
_BOOKS: Final = frozenset(
    {RDF + "type", PROV + "wasDerivedFrom", PROV + "wasGeneratedBy", SP + "notBefore", SP + "notAfter", SP + "assertedOn",
     SP + "confidence"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact that only one of two releases has: what it says, its sentence, and why it came or went."""

    fact: str
    kind: str
    says: tuple[tuple[str, str], ...]
    document: str
    name: str
    quote: str
    cause: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from one release to another; lists have the first MOST_LISTED facts."""

    before: str
    after: str
    added: tuple[ChangedFact, ...]
    withdrawn: tuple[ChangedFact, ...]
    added_total: int
    withdrawn_total: int
    documents_added: tuple[str, ...]
    documents_removed: tuple[str, ...]


def compare(before: Path, after: Path) -> Changes:
    """The changes from one release folder to another.

    Raises:
        OSError: a folder is no release.
    """
    old_inputs, new_inputs = _inputs(before), _inputs(after)
    old, new = _facts(before), _facts(after)
    added, withdrawn = sorted(new - old), sorted(old - new)
    return Changes(
        before=before.name,
        after=after.name,
        added=tuple(_describe(after, added[:MOST_LISTED], new_inputs, old_inputs, "added")),
        withdrawn=tuple(_describe(before, withdrawn[:MOST_LISTED], old_inputs, new_inputs, "removed")),
        added_total=len(added),
        withdrawn_total=len(withdrawn),
        documents_added=tuple(sorted(new_inputs[d] for d in new_inputs.keys() - old_inputs.keys())),
        documents_removed=tuple(sorted(old_inputs[d] for d in old_inputs.keys() - new_inputs.keys())),
    )


def _inputs(release: Path) -> dict[str, str]:
    manifest = json.loads((release / "manifest.json").read_bytes())
    return {item["document"]: item["name"] for item in manifest.get("inputs", ()) if "document" in item}


def _facts(release: Path) -> set[str]:
    """IRIs of all facts, by a scan of the lines."""
    found = set()
    with (release / "graph.nq").open(encoding="utf-8") as lines:
        for line in lines:
            parts = line.split(" ", 3)
            if len(parts) == 4 and parts[1] == _TYPE and parts[2] == _FACT:
                found.add(parts[0][1:-1])
    return found


def _describe(
    release: Path, facts: Iterable[str], own: Mapping[str, str], other: Mapping[str, str], verb: str
) -> Iterable[ChangedFact]:
    wanted = frozenset(facts)
    said = _about(release, wanted)
    names = {name: key for key, name in other.items()}
    for fact in sorted(wanted):
        about = said[fact]
        document = next(iter(about.get("document", ())), "").removeprefix(SPID)
        name = own.get(document, document)
        gone = "document changed" if name in names else f"document {verb}"
        yield ChangedFact(
            fact=fact,
            kind=next(
                (words(t) for t in sorted(about.get(RDF + "type", ())) if t.startswith(SP) and t != SP + "Fact"), ""
            ),
            says=tuple(
                (words(prop), value)
                for prop, values in about.items()
                if prop not in _BOOKS and prop not in ("document", "quote")
                for value in values
            ),
            document=document,
            name=name,
            quote=next(iter(about.get("quote", ())), ""),
            cause="rules or authority data changed" if document in other else gone,
        )


def _about(release: Path, facts: frozenset[str]) -> Mapping[str, dict[str, list[str]]]:
    """What a release says of facts, with labels for things, and document and quote of their first passage."""
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    labels: dict[str, str] = {}
    passages: dict[str, dict[str, str]] = defaultdict(dict)
    exact: dict[str, str] = {}
    for quad in ox.parse(path=str(release / "graph.nq"), format=ox.RdfFormat.N_QUADS):
        subject, prop, value = str(getattr(quad.subject, "value", "")), quad.predicate.value, quad.object
        text = str(getattr(value, "value", ""))
        if subject in facts:
            about[subject][prop].append(text)
        elif prop == SKOS + "prefLabel":
            labels[subject] = text
        elif prop == OA + "hasSource":
            passages[subject]["document"] = text
        elif prop == OA + "exact":
            exact[subject] = text
    for properties in about.values():
        passage = next(iter(properties.get(PROV + "wasDerivedFrom", ())), "")
        properties["document"].append(passages.get(passage, {}).get("document", ""))
        properties["quote"].append(exact.get(f"{passage}-quote", ""))
        for prop, values in properties.items():
            if prop not in _BOOKS and prop not in ("document", "quote"):
                values[:] = [labels.get(value) or short(value) for value in values]
    return about


def main(before: str, after: str) -> None:
    """Write the changes to standard output, as JSON."""
    content: dict[str, Any] = asdict(compare(Path(before), Path(after)))
    sys.stdout.write(json.dumps(content, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
