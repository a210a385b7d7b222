"""The formats of results and graphs: media types, short names and file extensions."""

from typing import Final

from server.http.negotiation import Offer

BINDINGS: Final = (
    Offer("application/sparql-results+json", "srj"),
    Offer("application/sparql-results+xml", "srx"),
    Offer("text/csv", "csv"),
    Offer("text/tab-separated-values", "tsv"),
    Offer("application/json", "srj"),
    Offer("application/xml", "srx"),
    Offer("text/xml", "srx"),
)
"""For SELECT and ASK; the name is the extension by which the engine knows the format."""

GRAPHS: Final = (
    Offer("text/turtle", "ttl"),
    Offer("application/n-triples", "nt"),
    Offer("application/rdf+xml", "rdf"),
    Offer("application/ld+json", "jsonld"),
    Offer("application/n-quads", "nq"),
    Offer("application/trig", "trig"),
    Offer("text/n3", "n3"),
    Offer("application/x-turtle", "ttl"),
    Offer("application/json", "jsonld"),
    Offer("application/xml", "rdf"),
    Offer("text/plain", "nt"),
)
"""For CONSTRUCT, DESCRIBE and whole graphs."""

_TEXTUAL: Final = frozenset({"text/csv", "text/tab-separated-values", "text/plain", "text/turtle", "text/n3"})
SHORT_NAMES: Final = {
    "json": "application/sparql-results+json, application/ld+json",
    "srj": "application/sparql-results+json",
    "xml": "application/sparql-results+xml, application/rdf+xml",
    "srx": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "ntriples": "application/n-triples",
    "nt": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "nquads": "application/n-quads",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "n3": "text/n3",
    "html": "text/html",
}
"""What `format=` may be, and the value of an Accept header that it stands for."""


def media_type_of(name: str) -> str | None:
    """What `format=` names, by a short name or in full, as the value of an Accept header; None for an unknown short name."""
    return name if "/" in name else SHORT_NAMES.get(name.lower())


def content_type(media_type: str) -> str:
    """The value of Content-Type: texts say that they are UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type in _TEXTUAL else media_type
