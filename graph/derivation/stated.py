"""A fact as the graph of a release has it in, the statement that it was written from out, as far as rules over statements need it."""

from datetime import date
from decimal import Decimal
from typing import Final

from graph.dates.values import Date
from graph.derivation.asof import Days
from graph.documents import Document
from graph.facts import Concept, EntityRef, Fact, Value
from graph.rdf.literals import Literal, text_of
from graph.rdf.nquads import TYPE, Node
from graph.resolution.model import Statement
from ontology.namespaces import DCTERMS, EDTF, PREFIXES, PROV, SP, SPID, SPV, XSD

FACT: Final = f"<{SP}Fact>".encode()
_ABOUT_THE_FACT: Final = frozenset(
    f"<{iri}>".encode()
    for iri in (SP + "notBefore", SP + "notAfter", SP + "assertedOn", SP + "confidence", SP + "contradicts",
                SP + "supersedes", PROV + "wasDerivedFrom", PROV + "wasGeneratedBy", PROV + "wasInfluencedBy",
                DCTERMS + "replaces")
)  # fmt: skip
_DATES: Final = frozenset({XSD + "date", XSD + "gYearMonth", XSD + "gYear", EDTF})
_NUMBERS: Final = frozenset({XSD + "decimal", XSD + "integer"})
_ENDED: Final = frozenset({f"<{SPV}ended>".encode(), f"<{SPV}former>".encode()})


def is_fact(node: Node) -> bool:
    """Is it a fact? Its classes come first."""
    return (TYPE, FACT) in node.pairs


def kind_of(node: Node) -> str:
    """The kind of a fact: its class in sp: that is not sp:Fact."""
    classes = (text_of(value) for predicate, value in node.pairs if predicate == TYPE and value != FACT)
    return next((iri.removeprefix(SP) for iri in classes if iri.startswith(SP)), "Fact")


def said(node: Node) -> tuple[tuple[bytes, bytes], ...]:
    """What a fact says: its values, without class, days, certainty and evidence."""
    return tuple(pair for pair in node.pairs if pair[0] != TYPE and pair[0] not in _ABOUT_THE_FACT)


def days_of(node: Node) -> Days:
    """The days of a fact."""
    told = dict(node.pairs)
    asserted = told.get(f"<{SP}assertedOn>".encode())
    return Days(
        kind_of(node),
        _day(told.get(f"<{SP}notBefore>".encode())),
        _day(told.get(f"<{SP}notAfter>".encode())),
        Date.parse(text_of(asserted)).not_before if asserted else None,
        any(value in _ENDED for _, value in node.pairs) or f"<{PREFIXES['schema']}endDate>".encode() in told,
    )


def statement_of(node: Node) -> Statement:
    """The statement: kind, values, and of its document the id and the date. Evidence, rule and text are left behind."""
    values = tuple((_curie(text_of(predicate)), _value(value)) for predicate, value in said(node))
    asserted = next((value for predicate, value in node.pairs if predicate == f"<{SP}assertedOn>".encode()), None)
    document = Document(
        "",
        text_of(node.graph).removeprefix(SPID),
        "",
        "",
        (),
        issued=Date.parse(text_of(asserted)) if asserted else None,
    )
    fact = Fact(kind_of(node), values, (), "", Decimal(1))
    return Statement(text_of(node.subject).removeprefix(SPID), document, fact)


def _day(term: bytes | None) -> date | None:
    return date.fromisoformat(text_of(term)) if term else None


def _curie(iri: str) -> str:
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    return f"{_PREFIX[iri[:end]]}:{iri[end:]}" if iri[:end] in _PREFIX else iri


_PREFIX: Final = {iri: prefix for prefix, iri in PREFIXES.items()}


def _value(term: bytes) -> Value:
    if term[0] != 34:
        iri = text_of(term)
        return Concept(iri.removeprefix(SPV)) if iri.startswith(SPV) else EntityRef(iri.removeprefix(SPID))
    literal = Literal.of(term)
    if literal.datatype in _DATES:
        return Date.parse(literal.text)
    return Decimal(literal.text) if literal.datatype in _NUMBERS else literal.text
