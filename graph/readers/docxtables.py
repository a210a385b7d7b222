"""A table of a Word document in, its header and rows out, merged cells filled."""

from lxml import etree

from graph.readers.docxtext import is_bold, paragraph_text
from graph.readers.ooxml import W, header_of

Rows = list[tuple[str, ...]]


def read_table(table: etree._Element, max_columns: int) -> tuple[tuple[str, ...], Rows] | None:
    """Header (empty where there is none) and rows of cells; None for a table of one column, which only frames text."""
    elements = table.findall(f"{W}tr")
    rows: Rows = []
    for element in elements:
        above = rows[-1] if rows else ()
        rows.append(tuple(_cells(element, above, max_columns)))
    if max((len(row) for row in rows), default=0) < 2:
        return None
    marked = elements[0].find(f"{W}trPr/{W}tblHeader") is not None
    second_bold = len(elements) > 1 and is_bold(elements[1])
    header = header_of(rows, marked, is_bold(elements[0]), second_bold)
    return header, rows[1:] if header else rows


def _cells(row: etree._Element, above: tuple[str, ...], max_columns: int) -> list[str]:
    """The texts of a row; a cell merged with the one above repeats it, one over several columns leaves the others empty."""
    cells: list[str] = []
    for cell in row.iter(f"{W}tc"):
        if cell.getparent() is not row and cell.getparent().getparent().getparent() is not row:
            continue  # of a table inside a cell; content controls stand between row and cell
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val") != "restart" and len(cells) < len(above):
            cells.append(above[len(cells)])
        else:
            cells.append(_text(cell))
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        value = span.get(f"{W}val") if span is not None else "1"
        cells += [""] * (min(int(value), max_columns) - 1 if value and value.isdigit() and len(value) < 4 else 0)
    return cells[:max_columns]


def _text(cell: etree._Element) -> str:
    return " ".join(" ".join(paragraph_text(paragraph).split()) for paragraph in cell.iter(f"{W}p")).strip()
