"""A release in, a table for each kind of facts, with labels and evidence, and tables of things and documents out, as CSV or Parquet."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Self

from graph.decisions.model import in_words
from graph.derivation.stated import is_fact, kind_of, said
from graph.export.head import Head
from graph.export.selection import Selection, selected
from graph.export.sheets import Row, Sheets
from graph.rdf.canonical import fingerprint
from graph.rdf.literals import text_of
from graph.rdf.nquads import TYPE, Node, merged
from graph.releases.release import read_manifest
from ontology.namespaces import DCTERMS, OA, PREFIXES, PROV, RDFS, SKOS, SP, SPID, SPV

TABLES: Final = ("csv", "parquet")
BETWEEN: Final = " | "
"""What stands between several values in one cell."""
_ABOUT: Final = ("fact", "kind")
_DAYS: Final = ("notBefore", "notAfter", "assertedOn")
_EVIDENCE: Final = ("confidence", "rule", "document", "document_title", "quote", "start", "end", "decision")


class TablesError(Exception):
    """The tables cannot be written; the message says why."""


def write_tables(release: Path, name: str, folder: Path, selection: Selection) -> None:
    """Writes `<kind>.<name>` for each kind of facts, `things` and `documents`, and `release.json` with release and hash, into the folder.

    A column for each property by its local name, IRIs by their local name, with a column `<property>_label` where they have labels;
    `decision` tells who decided on a fact or thing, when and why.
    Names of all things and the quotes are held in memory; rows are not.

    Raises:
        TablesError: Parquet without pyarrow, or the folder is a file.
        SelectionError: nothing is selected.
        OSError: the folder cannot be written.
    """
    if name == "parquet" and find_spec("pyarrow") is None:
        raise TablesError("Parquet needs pyarrow: pip install 'spacepact[tables]'")
    if folder.exists() and not folder.is_dir():
        raise TablesError(f"{folder} is a file; tables need a folder")
    lines = selected(release, selection)
    found = fingerprint(lines())
    head = Head.of(read_manifest(release), selection.text(), found.quads, found.quads_sha256)
    index = _Index.of(merged(lines()))
    folder.mkdir(parents=True, exist_ok=True)
    about = {"release": head.release, "selection": head.selection or "all of it", "quads_sha256": head.sha256}
    with Sheets(folder, name, {**index.columns, **_OTHER_TABLES}, about) as sheets:
        for node in merged(lines()):
            for table, row in index.rows(node):
                sheets.write(table, row)
    (folder / "release.json").write_text(_json(head, selection), encoding="utf-8")


_OTHER_TABLES: Final[Mapping[str, Sequence[str]]] = {
    "things": ("thing", "kind", "label", "names", "state", "iso3", "same_as", "decision"),
    "documents": ("document", "name", "title", "publisher", "issued", "language", "source", "sha256"),
}


def _json(head: Head, selection: Selection) -> str:
    content = {
        "release": head.release,
        "selection": selection.text() or "all of it",
        "quads": head.statements,
        "quads_sha256": head.sha256,
        "versions": dict(head.versions),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@dataclass(frozen=True, slots=True)
class _Index:
    """What rows need of other nodes: labels, rules, quotes and offsets by IRI, documents, and the columns of each kind of facts."""

    labels: dict[bytes, str] = field(default_factory=dict)
    told: dict[bytes, dict[str, bytes]] = field(default_factory=dict)
    selectors: dict[bytes, list[bytes]] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> Self:
        index = cls()
        properties: dict[str, set[str]] = defaultdict(set)
        labelled: dict[str, set[str]] = defaultdict(set)
        for node in nodes:
            if is_fact(node):
                kind = kind_of(node)
                for predicate, value in said(node):
                    properties[kind].add(_local(predicate))
                    if value[0] == 60:
                        labelled[kind].add(_local(predicate))
            else:
                index._remember(node)
        for kind, names in properties.items():
            shown = (
                n for name in sorted(names) for n in ([name, f"{name}_label"] if name in labelled[kind] else [name])
            )
            index.columns[kind] = [*_ABOUT, *shown, *_DAYS, *_EVIDENCE]
        return index

    def _remember(self, node: Node) -> None:
        for predicate, value in node.pairs:
            if predicate == _PREF_LABEL:
                self.labels[node.subject] = text_of(value)
            elif predicate in _TOLD:
                self.told.setdefault(node.subject, {})[_TOLD[predicate]] = value
            elif predicate == _SELECTOR:
                self.selectors.setdefault(node.subject, []).append(value)

    def rows(self, node: Node) -> Iterator[tuple[str, Row]]:
        """The row of a node, with the name of its table; passages and the like have none."""
        if is_fact(node):
            yield kind_of(node), self._fact(node)
        elif (TYPE, _DOCUMENT) in node.pairs:
            yield "documents", _document(node)
        elif any(predicate == _PREF_LABEL for predicate, _ in node.pairs):
            yield "things", self._thing(node)

    def _fact(self, node: Node) -> Row:
        cells: dict[str, list[str]] = defaultdict(list)
        cells["fact"], cells["kind"] = [_short(node.subject)], [kind_of(node)]
        for predicate, value in said(node):
            name = _local(predicate)
            cells[name].append(_short(value))
            if value[0] == 60:
                cells[f"{name}_label"].append(self.labels.get(value, ""))
        for predicate, value in node.pairs:
            name = _local(predicate)
            if predicate == _DERIVED_FROM:
                self._evidence(value, cells)
            elif predicate == _GENERATED_BY:
                cells["rule"].append(self._text(value, "rule"))
            elif predicate == _INFLUENCED:
                cells["decision"].append(self._decision(value))
            elif name in _DAYS or name == "confidence":
                cells[name].append(text_of(value))
        cells["document"] = [_short(node.graph)]
        cells["document_title"] = [self._text(node.graph, "title")]
        return {name: BETWEEN.join(values) for name, values in cells.items()}

    def _evidence(self, passage: bytes, cells: dict[str, list[str]]) -> None:
        for selector in self.selectors.get(passage, ()):
            for name in ("quote", "start", "end"):
                if text := self._text(selector, name):
                    cells[name].append(text)

    def _thing(self, node: Node) -> Row:
        cells: dict[str, list[str]] = defaultdict(list)
        cells["thing"] = [_short(node.subject)]
        for predicate, value in node.pairs:
            if name := _OF_THINGS.get(predicate):
                cells[name].append(_short(value))
            elif predicate == _INFLUENCED:
                cells["decision"].append(self._decision(value))
        return {name: BETWEEN.join(values) for name, values in cells.items()}

    def _decision(self, iri: bytes) -> str:
        who = self.told.get(iri, {}).get("who", b"")
        return in_words(self._text(who, "name"), self._text(iri, "when"), self._text(iri, "why"))

    def _text(self, subject: bytes, name: str) -> str:
        value = self.told.get(subject, {}).get(name)
        return text_of(value) if value else ""


def _document(node: Node) -> Row:
    found = {_OF_DOCUMENTS[p]: text_of(value) for p, value in node.pairs if p in _OF_DOCUMENTS}
    return {"document": _short(node.subject), **found}


def _term(iri: str) -> bytes:
    return f"<{iri}>".encode()


_PREF_LABEL: Final = _term(SKOS + "prefLabel")
_SELECTOR: Final = _term(OA + "hasSelector")
_DERIVED_FROM: Final = _term(PROV + "wasDerivedFrom")
_GENERATED_BY: Final = _term(PROV + "wasGeneratedBy")
_INFLUENCED: Final = _term(PROV + "wasInfluencedBy")
_DOCUMENT: Final = _term(SP + "Document")
_TOLD: Final = {
    _term(SP + "rule"): "rule",
    _term(OA + "exact"): "quote",
    _term(OA + "start"): "start",
    _term(OA + "end"): "end",
    _term(DCTERMS + "title"): "title",
    _term(PROV + "wasAssociatedWith"): "who",
    _term(PROV + "endedAtTime"): "when",
    _term(RDFS + "comment"): "why",
    _term(RDFS + "label"): "name",
}
_OF_THINGS: Final = {
    TYPE: "kind",
    _PREF_LABEL: "label",
    _term(SKOS + "altLabel"): "names",
    _term(SP + "ofState"): "state",
    _term(SP + "iso3"): "iso3",
    _term(SKOS + "exactMatch"): "same_as",
}
_OF_DOCUMENTS: Final = {
    _term(DCTERMS + "identifier"): "name",
    _term(DCTERMS + "title"): "title",
    _term(DCTERMS + "publisher"): "publisher",
    _term(DCTERMS + "issued"): "issued",
    _term(DCTERMS + "language"): "language",
    _term(DCTERMS + "source"): "source",
    _term(SP + "sha256"): "sha256",
}


def _local(predicate: bytes) -> str:
    iri = text_of(predicate)
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


def _short(term: bytes) -> str:
    """A literal's text; an IRI without namespace where it is ours, with a prefix or in full otherwise."""
    text = text_of(term)
    if term[0] == 34:
        return text
    for namespace in (SPID, SPV, SP):
        if text.startswith(namespace):
            return text.removeprefix(namespace)
    prefix = next((f"{p}:{text.removeprefix(iri)}" for p, iri in PREFIXES.items() if text.startswith(iri)), None)
    return prefix or text
