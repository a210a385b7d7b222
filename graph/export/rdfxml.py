"""Nodes in, RDF/XML out: a description a subject, prefixes of ours."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from graph.export.head import Head
from graph.rdf.literals import Literal, text_of
from graph.rdf.nquads import Node
from ontology.namespaces import PREFIXES, XSD

_LOCAL: Final = re.compile(r"[A-Za-z_][\w.-]*$")
"""The longest local name at the end of an IRI."""
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMESPACES: Final = {iri: prefix for prefix, iri in PREFIXES.items()}


class NotXmlError(ValueError):
    """The graph has something that RDF/XML cannot say: a character that XML forbids, or a property whose IRI has no name at its end."""


def rdfxml_text(nodes: Iterable[Node], head: Head) -> Iterator[bytes]:
    """RDF/XML, a description at a time.

    Raises:
        NotXmlError: the format cannot say it; another format can.
    """
    names: dict[bytes, tuple[str, str]] = {}
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n' + head.xml_comment() + b"<rdf:RDF"
    for prefix, iri in sorted(PREFIXES.items()):
        yield f"\n    xmlns:{prefix}={quoteattr(iri)}".encode()
    yield b">\n"
    for node in nodes:
        yield _description(node, names).encode()
    yield b"</rdf:RDF>\n"


def _description(node: Node, names: dict[bytes, tuple[str, str]]) -> str:
    lines = [f"  <rdf:Description {_reference(node.subject, 'about')}>"]
    for predicate, value in node.pairs:
        if predicate not in names:
            names[predicate] = _element(text_of(predicate))
        name, declared = names[predicate]
        lines.append(f"    <{name}{declared}{_content(value, name)}")
    return "\n".join([*lines, "  </rdf:Description>\n"])


def _content(value: bytes, name: str) -> str:
    """What follows an element's name: a reference, or a literal's attributes and text."""
    if value[0] != 34:
        return f" {_reference(value, 'resource')}/>"
    literal = Literal.of(value)
    if _NOT_XML.search(literal.text):
        raise NotXmlError(f"RDF/XML cannot hold the control characters of {literal.text[:60]!r}")
    kind = ""
    if literal.language:
        kind = f" xml:lang={quoteattr(literal.language)}"
    elif literal.datatype != XSD + "string":
        kind = f" rdf:datatype={quoteattr(literal.datatype)}"
    return f"{kind}>{escape(literal.text, {chr(13): '&#13;'})}</{name}>"


def _reference(term: bytes, attribute: str) -> str:
    if term.startswith(b"_:"):
        return f'rdf:nodeID="{term.decode()[2:]}"'
    return f"rdf:{attribute}={quoteattr(text_of(term))}"


def _element(iri: str) -> tuple[str, str]:
    """An element's name for a property, and the declaration that it needs where the namespace is none of ours."""
    match = _LOCAL.search(iri)
    if not match or not match.start():
        raise NotXmlError(f"RDF/XML cannot name the property {iri}")
    namespace, local = iri[: match.start()], match[0]
    prefix = _NAMESPACES.get(namespace)
    return (f"{prefix}:{local}", "") if prefix else (f"p:{local}", f" xmlns:p={quoteattr(namespace)}")
