"""RDF terms as text and back: an IRI as it is, a blank node as `_:label`, a literal in N-Triples form (`"…"`)."""

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

Term = NamedNode | BlankNode | Literal
Subject = NamedNode | BlankNode


def term_text(term: Term) -> str:
    """The text of a term; the three kinds cannot be mistaken for each other."""
    return term.value if isinstance(term, NamedNode) else str(term)


def term_of(text: str) -> Term:
    """The term that `term_text` wrote.

    Raises:
        ValueError: the text is a literal that N-Triples does not allow, or no IRI.
    """
    if text.startswith("_:"):
        return BlankNode(text[2:])
    if not text.startswith('"'):
        return NamedNode(text)
    try:
        quads = list(parse(f"<x:s> <x:p> {text} .", format=RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise ValueError(f"not a literal in N-Triples: {text}") from error
    if len(quads) != 1 or not isinstance(quads[0].object, Literal):
        raise ValueError(f"not one literal: {text}")
    return quads[0].object


def plain(text: str) -> str:
    """What a reader wants to see of a term's text: a literal without quotes and datatype, anything else unchanged."""
    term = term_of(text)
    return term.value if isinstance(term, Literal) else text


def as_term(node: NamedNode | BlankNode | Literal | Triple) -> Term:
    """The node of a triple's object position as a term.

    Raises:
        ValueError: the node is a quoted triple, which SHACL reports have no place for.
    """
    if isinstance(node, Triple):
        raise ValueError(f"a triple term where a plain term is wanted: {node}")
    return node
