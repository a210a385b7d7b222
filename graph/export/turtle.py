"""Nodes in, Turtle or TriG that people can read out: prefixes, a paragraph a subject, its classes first, one value a line."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from graph.rdf.nquads import TYPE, Node
from ontology.namespaces import PREFIXES, XSD

_NAMESPACES: Final = {iri.encode(): prefix.encode() for prefix, iri in PREFIXES.items()}
_NAME: Final = re.compile(rb"<([^>]*[/#])([A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)>")
"""An IRI with what may be a local name without escapes."""
_BARE: Final = {
    f"<{XSD}integer>".encode(): re.compile(rb"0|-?[1-9][0-9]*"),
    f"<{XSD}decimal>".encode(): re.compile(rb"-?(?:0|[1-9][0-9]*)\.(?:0|[0-9]*[1-9])"),
    f"<{XSD}boolean>".encode(): re.compile(rb"true|false"),
}
"""Literals that Turtle writes without quotes, by datatype, in their canonical form: of 007 some parsers make 7."""
_REMEMBERED: Final = 50_000


class Shortened(dict[bytes, bytes]):
    """IRIs and blank nodes of N-Quads by their shortest form in Turtle; the last ones are remembered."""

    def __missing__(self, term: bytes) -> bytes:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[term] = short = shortened(term)
        return short


def shortened(term: bytes) -> bytes:
    """An IRI as prefixed name where it has a namespace of ours; any other term as it is."""
    match = _NAME.fullmatch(term)
    prefix = _NAMESPACES.get(match[1]) if match else None
    return b"%s:%s" % (prefix, match[2]) if match and prefix is not None else term


def literal(term: bytes, names: Shortened) -> bytes:
    """A literal of N-Quads in Turtle: numbers and truth values bare, datatypes as prefixed names."""
    if term[-1] != 62:  # ">": no datatype
        return term
    text, _, datatype = term.rpartition(b"^^")
    bare = _BARE.get(datatype)
    if bare and bare.fullmatch(text, 1, len(text) - 1):
        return text[1:-1]
    return text + b"^^" + names[datatype]


def prefixes() -> bytes:
    """The declarations of all our prefixes, sorted."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(PREFIXES.items())).encode()


def turtle_text(nodes: Iterable[Node]) -> Iterator[bytes]:
    """Turtle, a paragraph at a time."""
    names = Shortened()
    yield prefixes()
    for node in nodes:
        yield b"\n" + _paragraph(node, names, b"")


def trig_text(nodes: Iterable[Node]) -> Iterator[bytes]:
    """TriG, a paragraph at a time; the nodes are sorted by graph."""
    names, graph = Shortened(), b""
    yield prefixes()
    for node in nodes:
        if node.graph != graph:
            yield b"%s\n%s {\n" % (b"}\n" if graph else b"", names[node.graph])
            graph = node.graph
        else:
            yield b"\n"
        yield _paragraph(node, names, b"    ")
    if graph:
        yield b"}\n"


def _paragraph(node: Node, names: Shortened, indent: bytes) -> bytes:
    """A subject with its properties, one a line; further values of a property on lines of their own, but for classes."""
    parts = [indent, names[node.subject]]
    last = b""
    line, more = b" ;\n    " + indent, b",\n        " + indent
    start = b" "
    for predicate, value in node.pairs:
        shown = literal(value, names) if value[0] == 34 else names[value]  # 34 is the quotation mark
        if predicate == last:
            parts += (b", " if predicate == TYPE else more, shown)
        else:
            parts += (start, b"a" if predicate == TYPE else names[predicate], b" ", shown)
            last, start = predicate, line
    parts.append(b" .\n")
    return b"".join(parts)
