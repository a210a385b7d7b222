"""A parsed page in, the element that holds its main text out, furniture dropped from the tree."""

import re

from lxml.html import HtmlElement

from graph.readers.furniture import RULES

_PARAGRAPHS = ("p", "li", "td", "blockquote", "pre", "dd", "div", "section", "article", "main", "body")
_NEVER_DROP = frozenset({"html", "body", "main", "article"})
_KEEP_SHARE = 0.4
_MIN_MAIN_SHARE = 0.5
_MIN_PARAGRAPH = 40
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^A-Za-z]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAX_LINKED = 0.6
_MIN_LINKS = 3


def drop_boilerplate(root: HtmlElement) -> None:
    """Remove what RULES call furniture, hidden elements, and link lists beside the text; an element with much of the text stays."""
    most = _KEEP_SHARE * max(1, prose_length(root))
    for element in list(root.iter()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        if element.tag in RULES.html_tags or (_is_furniture(element) and prose_length(element) <= most):
            element.drop_tree()


def main_element(root: HtmlElement) -> HtmlElement:
    """The element with the main text: main, article or an element named so, where it holds most of the prose; else the body."""
    body = root.find("body")
    body = root if body is None else body
    enough = _MIN_MAIN_SHARE * prose_length(body)
    for candidates in (
        list(body.iter("main")) + [e for e in body.iter() if e.get("role") == "main"],
        list(body.iter("article")),
        [
            e
            for e in body.iter("div", "section", "td")
            if _names(e) & RULES.html_main or e.get("itemprop") == "articleBody"
        ],
    ):
        best = max(candidates, key=prose_length, default=None)
        if best is not None and prose_length(best) >= enough > 0:
            return _with_heading(best, body)
    _drop_link_lists(body)
    return body


def prose_length(element: HtmlElement) -> int:
    """Characters of text in paragraphs, list items and other blocks, links not counted."""
    total = 0
    for part in element.iter(*_PARAGRAPHS):
        own = len(part.text or "") + sum(len(child.tail or "") for child in part)
        inner = sum(len(child.text or "") for child in part if child.tag in ("b", "strong", "em", "i", "span"))
        total += own + inner
    return total


def _is_furniture(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in _NEVER_DROP:
        return False
    role = (element.get("role") or "").lower()
    if role in RULES.html_roles or element.get("aria-hidden") == "true" or element.get("hidden") is not None:
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    if tag in ("header", "aside"):
        return not _inside_text(element) or _link_share(element) > _MAX_LINKED
    return bool(_names(element) & RULES.html_names)


def _names(element: HtmlElement) -> set[str]:
    """The words of the element's class and id, and each name without its separators ("main-content" gives main, content, maincontent)."""
    names: set[str] = set()
    for name in f"{element.get('class') or ''} {element.get('id') or ''}".split()[:30]:
        words = [word.lower() for word in _NOT_WORD.split(_CAMEL.sub(" ", name)) if word]
        names |= {*words, "".join(words)}
    return names


def _inside_text(element: HtmlElement) -> bool:
    return any(parent.tag in ("article", "main") for parent in element.iterancestors())


def _link_share(element: HtmlElement) -> float:
    text = len(str(element.text_content()).strip())
    linked = sum(len(str(link.text_content()).strip()) for link in element.iter("a"))
    return linked / text if text else 1.0


def _with_heading(main: HtmlElement, body: HtmlElement) -> HtmlElement:
    """The main element, or the nearest one around it that also holds the page's only top-level heading."""
    if main.find(".//h1") is not None:
        return main
    headings = list(body.iter("h1"))
    if len(headings) != 1:
        return main
    around = set(headings[0].iterancestors())
    common = next((parent for parent in main.iterancestors() if parent in around), None)
    if common is None:
        return main
    return common if prose_length(common) <= 1.2 * prose_length(main) else main


def _drop_link_lists(body: HtmlElement) -> None:
    """In a page without a marked main text: lists of links before its first and after its last paragraph."""
    paragraphs = [p for p in body.iter("p") if len(str(p.text_content()).strip()) >= _MIN_PARAGRAPH]
    order = {element: number for number, element in enumerate(body.iter())}
    first = order[paragraphs[0]] if paragraphs else 0
    last = order[paragraphs[-1]] if paragraphs else len(order)
    for block in [e for e in body.iter("ul", "ol") if not first < order[e] < last]:
        if (
            block.getparent() is not None
            and len(list(block.iter("a"))) >= _MIN_LINKS
            and _link_share(block) > _MAX_LINKED
        ):
            block.drop_tree()
