"""Nodes by graph in, JSON-LD 1.1 compacted by our context out: the context inline, so that nothing need be fetched."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.export.head import Head
from graph.rdf.literals import Literal, text_of
from graph.rdf.nquads import TYPE, Node
from ontology.namespaces import XSD
from ontology.resources import context_file

_STRING: Final = XSD + "string"


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the context: its name, and the type or language that plain text under it has."""

    name: str
    datatype: str | None = None
    language: str | None = None


class Compaction:
    """Compacts IRIs and values by a context of prefixes, names of classes, and properties with a type or a language.

    A term that fits a value only in part is used with the value's type spelled out, which JSON-LD puts before the term's.
    """

    def __init__(self, context: Mapping[str, Any]) -> None:
        plain = {name: value for name, value in context.items() if isinstance(value, str) and value[0] != "@"}
        self._prefixes = {iri: name for name, iri in plain.items() if iri[-1] in "#/"}
        self._names = {self._expand(iri, plain): name for name, iri in plain.items() if iri[-1] not in "#/"}
        self._terms = {iri: _Term(name) for iri, name in self._names.items()}
        for name, value in context.items():
            if isinstance(value, dict):
                datatype = self._expand(value["@type"], plain) if "@type" in value else None
                self._terms[self._expand(value["@id"], plain)] = _Term(name, datatype, value.get("@language"))

    @staticmethod
    def _expand(iri: str, plain: Mapping[str, str]) -> str:
        prefix, _, local = iri.partition(":")
        return plain[prefix] + local if prefix in plain else iri

    def iri(self, iri: str) -> str:
        """An IRI by its prefix, or as it is."""
        end = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:end])
        return f"{prefix}:{iri[end:]}" if prefix else iri

    def node(self, node: Node) -> dict[str, Any]:
        """A node as a JSON object: id, types, properties."""
        found: dict[str, Any] = {"id": self.id(node.subject)}
        values: dict[bytes, list[Any]] = {}
        for predicate, value in node.pairs:
            values.setdefault(predicate, []).append(value)
        for predicate, said in values.items():
            if predicate == TYPE:
                found["type"] = _single([self._class(value) for value in said])
            else:
                term = self._terms.get(text_of(predicate)) or _Term(self.iri(text_of(predicate)))
                found[term.name] = _single([self._value(value, term) for value in said])
        return found

    def id(self, term: bytes) -> str:
        """A node's identifier."""
        return self.iri(text_of(term)) if term[0] == 60 else term.decode()

    def _class(self, term: bytes) -> str:
        iri = text_of(term)
        return self._names.get(iri) or self.iri(iri)

    def _value(self, term: bytes, under: _Term) -> Any:
        if term[0] != 34:
            return self.id(term) if under.datatype == "@id" else {"id": self.id(term)}
        literal = Literal.of(term)
        if literal.language:
            plain = under.language == literal.language and not under.datatype
            return literal.text if plain else {"@value": literal.text, "@language": literal.language}
        if literal.datatype == _STRING:
            return {"@value": literal.text} if under.datatype or under.language else literal.text
        if literal.datatype == under.datatype:
            return literal.text
        return {"@value": literal.text, "@type": self.iri(literal.datatype)}


def jsonld_text(nodes: Iterable[Node], head: Head) -> Iterator[bytes]:
    """JSON-LD, a node a line; the nodes are sorted by graph. The head is a node of the default graph."""
    context = json.loads(context_file().read_text("utf-8"))["@context"]
    compaction = Compaction(context)
    yield b'{"@context": %s,\n"@graph": [\n' % _json(context)
    yield _json(compaction.node(Node(b"", f"<{head.iri}>".encode(), head.triples())))
    graph = b""
    for node in nodes:
        if node.graph != graph:
            yield b"%s,\n" % (b"\n]}" if graph else b"")
            yield b'{"id": %s, "@graph": [\n' % _json(compaction.id(node.graph))
            graph = node.graph
        else:
            yield b",\n"
        yield _json(compaction.node(node))
    yield b"\n]}\n]}\n" if graph else b"\n]}\n"


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()
