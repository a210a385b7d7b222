"""A difference of two releases in, text for people, JSON for scripts, or RDF in the Changeset vocabulary out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from graph.diff.compare import differences
from graph.diff.model import Cause, Change, Difference, FactState, Sort
from graph.diff.sides import term
from graph.export.turtle import turtle_text
from graph.identifiers import digest
from graph.rdf.nquads import TYPE, Node
from ontology.namespaces import DCTERMS, PROV, RDF, SPID

CS: Final = "http://purl.org/vocab/changeset/schema#"
"""The Changeset vocabulary (Tunnicliffe and Davis, 2005)."""
_MARKS: Final[Mapping[Sort, str]] = {Sort.ADDED: "+", Sort.WITHDRAWN: "-", Sort.CHANGED: "~", Sort.RESTATED: "="}
_DOCUMENT_MARKS: Final = {"added": "+", "withdrawn": "-", "changed": "~"}
_QUOTE: Final = 100
_WHO: Final = re.compile(r"(?:withdrawn: )?(.+?), \d{4}-\d\d-\d\d: ")
"""The person in the words of a decision."""


def as_text(difference: Difference, most: int | None) -> str:
    """Text; of each group of facts the first `most`, or all. Restated facts are counted only."""
    if difference.is_empty and not difference.versions:
        return f"Releases {difference.before} and {difference.after} say the same."
    counts = {sort: sum(change.sort is sort for change in difference.changes) for sort in Sort}
    gone, new = difference.derived
    lines = [
        f"From release {difference.before} to {difference.after}",
        "Facts: " + ", ".join(f"{number:,} {sort}" for sort, number in counts.items()),
        "Things: " + ", ".join(f"{len(found):,} {name}" for name, found in difference.things.items()),
        f"Derived: {new:,} added, {gone:,} withdrawn",
    ]
    if difference.versions:
        lines.append(f"Other versions: {', '.join(difference.versions)}")
    for name, documents in difference.documents.items():
        lines += [f"{_DOCUMENT_MARKS[name]} document {document}" for document in documents]
    shown = (change for change in difference.changes if change.sort is not Sort.RESTATED)
    for (sort, cause, detail), group in groupby(shown, key=lambda c: (c.sort, c.cause, c.detail)):
        changes = list(group)
        lines += ["", f"{len(changes):,} {sort}: {cause}{f' ({detail})' if detail else ''}"]
        lines += [line for change in changes[:most] for line in _lines(change)]
        if most is not None and len(changes) > most:
            lines.append(f"  … and {len(changes) - most:,} more")
    return "\n".join(lines)


def _lines(change: Change) -> Iterator[str]:
    state = change.state
    yield f"{_MARKS[change.sort]} {state.kind}: {', '.join(f'{name} {value}' for name, value in state.values)}"
    if change.before and change.after:
        for name, was, now in differences(change.before, change.after):
            yield f"    {name}: {was or 'nothing'} → {now or 'nothing'}" if was or now else f"    {name}"
    quote = " ".join(state.quote.split())
    yield f"    {state.document}: {quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + '…'}"


def as_json(difference: Difference) -> dict[str, Any]:
    """All of it, for scripts."""
    gone, new = difference.derived
    return {
        "before": difference.before,
        "after": difference.after,
        "counts": {sort.value: sum(c.sort is sort for c in difference.changes) for sort in Sort},
        "versions": list(difference.versions),
        "documents": {name: list(found) for name, found in difference.documents.items()},
        "facts": [_json(change) for change in difference.changes],
        "things": {n: [{"iri": i, "label": label} for i, label in found] for n, found in difference.things.items()},
        "derived": {"added": new, "withdrawn": gone},
    }


def _json(change: Change) -> dict[str, Any]:
    return {
        "change": change.sort.value,
        "cause": change.cause.value,
        "detail": change.detail,
        "before": state_as_json(change.before),
        "after": state_as_json(change.after),
    }


def state_as_json(state: FactState | None) -> dict[str, Any] | None:
    """A fact as one release has it; None where it has it not."""
    if state is None:
        return None
    values = [{"property": name, "value": value} for name, value in state.values]
    return {
        "fact": state.iri,
        "kind": state.kind,
        "values": values,
        "document": state.document,
        "quote": state.quote,
    }


def as_turtle(difference: Difference) -> Iterator[bytes]:
    """A cs:ChangeSet for each fact of either release that changed: its triples that went (cs:removal) and came (cs:addition), and why.

    Where a fact got another IRI, the new one is a prov:wasRevisionOf the old one. All nodes have IRIs, the same ones each time.
    """
    return turtle_text(sorted(node for change in difference.changes for node in _changesets(change, difference)))


def _changesets(change: Change, difference: Difference) -> Iterable[Node]:
    one, other = change.before, change.after
    if one and other and one.iri == other.iri:
        was, now = set(one.node.pairs), set(other.node.pairs)
        return _changeset(change, difference, one.node.subject, was - now, now - was)
    nodes = [
        node
        for state, gone in ((one, True), (other, False))
        if state
        for node in _changeset(change, difference, state.node.subject, *_all(state, gone))
    ]
    if one and other:
        nodes.append(Node(b"", other.node.subject, [(term(PROV + "wasRevisionOf"), one.node.subject)]))
    return nodes


def _all(state: FactState, gone: bool) -> tuple[set[tuple[bytes, bytes]], set[tuple[bytes, bytes]]]:
    pairs = set(state.node.pairs)
    return (pairs, set()) if gone else (set(), pairs)


def _changeset(
    change: Change,
    difference: Difference,
    subject: bytes,
    removed: set[tuple[bytes, bytes]],
    added: set[tuple[bytes, bytes]],
) -> list[Node]:
    iri = f"{SPID}change-{digest(difference.before, difference.after, subject.decode())}"
    person = _WHO.match(change.detail) if change.cause is Cause.DECISION else None
    reason = f"{change.sort}: {change.cause}{f' ({change.detail})' if change.detail else ''}"
    pairs = [
        (TYPE, term(CS + "ChangeSet")),
        (term(CS + "subjectOfChange"), subject),
        (term(CS + "changeReason"), _text(reason)),
        (term(CS + "creatorName"), _text(person[1] if person else "spacepact")),
        (term(DCTERMS + "isPartOf"), term(f"{SPID}release-{difference.after}")),
    ]
    statements = []
    for name, triples in (("removal", removed), ("addition", added)):
        for number, (predicate, value) in enumerate(sorted(triples), 1):
            statement = term(f"{iri}-{name}-{number}")
            pairs.append((term(CS + name), statement))
            said = [(RDF + "subject", subject), (RDF + "predicate", predicate), (RDF + "object", value)]
            about = [(TYPE, term(RDF + "Statement")), *((term(prop), told) for prop, told in said)]
            statements.append(Node(b"", statement, about))
    return [Node(b"", term(iri), pairs), *statements]


def _text(value: str) -> bytes:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'.encode()
