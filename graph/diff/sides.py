"""A release and the subjects that differ in it in, its facts among them, described as people read them, out."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.decisions.model import in_words
from graph.derivation.stated import is_fact, kind_of, said
from graph.diff.model import FactState
from graph.diff.scan import about
from graph.rdf.literals import text_of
from graph.rdf.nquads import Node, merged
from graph.releases.release import read_manifest
from ontology.namespaces import GRAPH_DERIVED, OA, PROV, RDFS, SKOS, SPID

DERIVED: Final = f" <{GRAPH_DERIVED}> .\n".encode()
"""The end of the lines of the derived graph."""


def term(iri: str) -> bytes:
    """An IRI as a term of N-Quads."""
    return f"<{iri}>".encode()


DERIVED_FROM: Final = term(PROV + "wasDerivedFrom")
INFLUENCED: Final = term(PROV + "wasInfluencedBy")
INVALIDATED: Final = term(PROV + "wasInvalidatedBy")
_DECISION: Final = f"<{SPID}decision-".encode()
_BY: Final = term(PROV + "wasAssociatedWith")
_ENDED: Final = term(PROV + "endedAtTime")
_COMMENT: Final = term(RDFS + "comment")
_LABEL: Final = term(RDFS + "label")
_PREF_LABEL: Final = term(SKOS + "prefLabel")
_SELECTOR: Final = term(OA + "hasSelector")
_EXACT: Final = term(OA + "exact")

Nodes = Mapping[bytes, Node]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two releases: its manifest, the names of its documents by id, the facts and the labels of the things among the subjects that
    differ, the decisions among these, whatever these facts lead to, and what of them is in quarantine, with decisions."""

    manifest: Mapping[str, Any]
    documents: Mapping[str, str]
    facts: Mapping[bytes, FactState]
    things: Mapping[bytes, str]
    decisions: frozenset[bytes]
    told: Nodes
    quarantine: Nodes

    def decision(self, iri: bytes) -> str:
        """A decision in words: who, when and why."""
        known = {**self.told, **self.quarantine}
        decision = known.get(iri)
        person = known.get(first(decision, _BY))
        return in_words(_text(person, _LABEL), _text(decision, _ENDED), _text(decision, _COMMENT))

    def deciding(self, state: FactState, beside: FactState) -> set[bytes]:
        """The decisions about things that this fact names and the other does not."""
        values = {value for _, value in state.node.pairs} - {value for _, value in beside.node.pairs}
        return {decision for value in values if (decision := first(self.told.get(value), INFLUENCED))}


def side(release: Path, differing: Collection[bytes]) -> Side:
    """Reads one side; `differing` are the subjects of what only one of the sides says.

    Raises:
        OSError: the release cannot be read.
    """
    file = release / "graph.nq"
    nodes = [*merged(line for line in about(file, differing) if not line.endswith(DERIVED))]
    facts = [node for node in nodes if is_fact(node)]
    told = _described(file, facts, None) | {node.subject: node for node in nodes if node.subject.startswith(_DECISION)}
    told |= _described(file, told.values(), (_SELECTOR, _BY, INFLUENCED))
    told |= _described(file, told.values(), (_BY,))
    quarantine = _quarantine(release / "quarantine.nq", differing)
    manifest = read_manifest(release)
    documents = {item["document"]: item["name"] for item in manifest.get("inputs", ())}
    return Side(
        manifest=manifest,
        documents=documents,
        facts={node.subject: _state(node, told, documents) for node in facts},
        things={node.subject: _text(node, _PREF_LABEL) for node in nodes if first(node, _PREF_LABEL)},
        decisions=frozenset(
            iri for iri in (*(node.subject for node in nodes), *quarantine) if iri.startswith(_DECISION)
        ),
        told=told,
        quarantine=quarantine,
    )


def first(node: Node | None, predicate: bytes) -> bytes:
    """The first value of a property, empty where there is none."""
    return next((value for name, value in node.pairs if name == predicate), b"") if node else b""


def _text(node: Node | None, predicate: bytes) -> str:
    value = first(node, predicate)
    return text_of(value) if value else ""


def _described(file: Path, nodes: Iterable[Node], by: Collection[bytes] | None) -> dict[bytes, Node]:
    """What the nodes lead to by these properties, or by all."""
    wanted = {value for node in nodes for name, value in node.pairs if value[0] == 60 and (by is None or name in by)}
    return {node.subject: node for node in merged(about(file, wanted))}


def _quarantine(file: Path, subjects: Collection[bytes]) -> dict[bytes, Node]:
    if not file.is_file() or not file.stat().st_size:
        return {}
    found = {node.subject: node for node in merged(about(file, subjects))}
    found |= _described(file, [*found.values()], (INVALIDATED,))
    return found | _described(file, [*found.values()], (_BY,))


def _state(node: Node, told: Nodes, documents: Mapping[str, str]) -> FactState:
    key = text_of(node.graph).removeprefix(SPID)
    values = tuple((_local(predicate), _shown(value, told)) for predicate, value in said(node))
    quote = next(_quotes(node, told), "")
    return FactState(node, kind_of(node), values, documents.get(key, key), quote)


def _quotes(node: Node, told: Nodes) -> Iterator[str]:
    for predicate, passage in node.pairs:
        if predicate == DERIVED_FROM and passage in told:
            for name, selector in told[passage].pairs:
                if name == _SELECTOR and (quote := _text(told.get(selector), _EXACT)):
                    yield quote


def _shown(value: bytes, told: Nodes) -> str:
    if value[0] == 34:
        return text_of(value)
    return _text(told.get(value), _PREF_LABEL) or _local(value)


def _local(name: bytes) -> str:
    iri = text_of(name)
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
