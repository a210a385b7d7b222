"""A paragraph of a Word document in, its text, style and list level out."""

import re
from dataclasses import dataclass

from docx.document import Document as WordDocument
from lxml import etree

from graph.readers.ooxml import W, descendants

_TEXT = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_NOT_TEXT = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "txbxContent", "pPr", "rPr", "instrText", "delText"))
_HEADING_NAME = re.compile(r"^(?:heading|überschrift|titre|título|заголовок|标题)\s*(\d)$", re.IGNORECASE)
_LIST_NAME = re.compile(r"^list(?: (?:bullet|number|paragraph))?(?: (\d))?$", re.IGNORECASE)
_MAX_BASES = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's style says: the level of a heading and of a list item are 0 where it is none."""

    heading: int = 0
    list_level: int = 0
    is_title: bool = False
    is_caption: bool = False


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, document: WordDocument) -> None:
        elements = document.styles.element.findall(f"{W}style")
        self._elements = {element.get(f"{W}styleId"): element for element in elements}
        self._known: dict[str, Style] = {}

    def of(self, paragraph: etree._Element) -> Style:
        """The style of a paragraph; an outline level set on the paragraph itself makes a heading."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return Style()
        outline = _value(properties, "outlineLvl")
        if outline.isdigit() and int(outline) < 9:
            return Style(heading=min(6, int(outline) + 1))
        name = _value(properties, "pStyle")
        if name not in self._known:
            self._known[name] = self._resolve(name)
        return self._known[name]

    def _resolve(self, identifier: str) -> Style:
        """The first style of the chain of bases that says what the paragraph is."""
        for _ in range(_MAX_BASES):
            element = self._elements.get(identifier)
            if element is None:
                break
            style = _style(element)
            if style != Style():
                return style
            identifier = _value(element, "basedOn")
        return Style()


def _style(element: etree._Element) -> Style:
    name = _value(element, "name")
    heading = _HEADING_NAME.match(name)
    if name.lower() == "title":
        return Style(is_title=True)
    if heading or name.lower() == "subtitle":
        return Style(heading=min(6, max(1, int(heading.group(1)))) if heading else 2)
    if name.lower() == "caption":
        return Style(is_caption=True)
    properties = element.find(f"{W}pPr")
    if properties is None:
        return Style()
    outline = _value(properties, "outlineLvl")
    if outline.isdigit() and int(outline) < 9:
        return Style(heading=min(6, int(outline) + 1))
    numbered = _LIST_NAME.match(name)
    if numbered and properties.find(f"{W}numPr") is not None:
        return Style(list_level=int(numbered.group(1) or 1))
    return Style()


def list_level(paragraph: etree._Element) -> int:
    """The level of a list item, from 1; 0 for a paragraph that is none."""
    numbering = paragraph.find(f"{W}pPr/{W}numPr")
    if numbering is None or _value(numbering, "numId") in ("", "0"):
        return 0
    level = _value(numbering, "ilvl")
    return int(level) + 1 if level.isdigit() and len(level) < 3 else 1


def paragraph_text(paragraph: etree._Element) -> str:
    """The visible text: insertions in, deletions, field codes, note marks and text boxes out; a line break is a newline."""
    parts: list[str] = []
    for node in descendants(paragraph, _NOT_TEXT):
        if node.tag == f"{W}t":
            parts.append(node.text or "")
        elif node.tag == f"{W}br" and node.get(f"{W}type") in ("page", "column"):
            parts.append(" ")
        else:
            parts.append(_TEXT.get(node.tag, ""))
    return "".join(parts)


def is_bold(element: etree._Element) -> bool:
    """Is all text below the element set in bold by its runs?"""
    runs = [run for run in element.iter(f"{W}r") if any((text.text or "").strip() for text in run.iter(f"{W}t"))]
    return bool(runs) and all(
        (bold := run.find(f"{W}rPr/{W}b")) is not None and bold.get(f"{W}val") not in ("0", "false") for run in runs
    )


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return (child.get(f"{W}val") or "") if child is not None else ""
