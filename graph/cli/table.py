"""The rows of a SELECT query in, a table of text with prefixed names out."""

from collections.abc import Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from ontology.namespaces import PREFIXES

WIDEST = 60
"""Characters of a cell; what is longer is cut."""


def table(solutions: QuerySolutions) -> str:
    """The solutions as a table: a row of names, a rule, the rows, and their number."""
    names = [variable.value for variable in solutions.variables]
    rows = [[cell(value) for value in solution] for solution in solutions]
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    lines = [_line(names, widths), "-+-".join("-" * width for width in widths), *(_line(row, widths) for row in rows)]
    return "\n".join([*lines, f"({len(rows):,} {'row' if len(rows) == 1 else 'rows'})"]) + "\n"


def cell(term: NamedNode | BlankNode | Literal | Triple | None) -> str:
    """A term on one line: a prefixed name, a literal's text, nothing for nothing."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return _short(term.value)
    text = " ".join((term.value if isinstance(term, Literal) else str(term)).split())
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
