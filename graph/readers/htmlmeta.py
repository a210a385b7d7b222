"""A parsed page in, what it says of itself out: title, publisher, date of issue, language."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from graph.dates.values import Date
from graph.readers import dateline
from graph.readers.metadata import copyright_holder

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "citation_publication_date", "parsely-pub-date", "sailthru.date", "publishdate", "pubdate", "publication_date",
)  # fmt: skip
_PUBLISHERS = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "publisher",
    "application-name",
)
_TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title")
_SITE_SUFFIX = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,60}$")
_MAX_JSON = 200_000
_MAX_SCRIPTS = 20
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None where it says nothing."""

    title: str | None
    publisher: str | None
    issued: Date | None
    language: str | None


def read_metadata(root: HtmlElement) -> Metadata:
    """Title, publisher, date of issue and language, from meta elements, JSON-LD, the heading and the footer (in this order)."""
    named = _named(root)
    linked = list(_json_ld(root))
    return Metadata(
        title=_title(root, named),
        publisher=_first(named, _PUBLISHERS) or _linked_publisher(linked) or _copyright(root),
        issued=_issued(root, named, linked),
        language=_language(root),
    )


def _named(root: HtmlElement) -> dict[str, str]:
    """Contents of the meta elements by their name, property or itemprop in lower case; the first of a name counts."""
    named: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if name and content:
            named.setdefault(name.lower(), content)
    return named


def _first(named: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((named[name][:300] for name in names if name in named), None)


def _title(root: HtmlElement, named: dict[str, str]) -> str | None:
    headings = [text for element in root.iter("h1") if (text := _text(element))]
    if len(headings) == 1:
        return headings[0][:300]
    titles = [text for element in root.iter("title") if (text := _text(element))]
    own = _first(named, _TITLES) or (_SITE_SUFFIX.sub("", titles[0])[:300] if titles else None)
    return own or (headings[0][:300] if headings else None)


def _issued(root: HtmlElement, named: dict[str, str], linked: list[dict[str, object]]) -> Date | None:
    stated = [named[name] for name in _PUBLISHED if name in named]
    stated += [value for item in linked if isinstance(value := item.get("datePublished"), str)]
    stated += [element.get("datetime") or "" for element in islice(root.iter("time"), 50) if _is_publication(element)]
    return next((found for value in stated if (found := dateline.parse(value))), None)


def _is_publication(element: HtmlElement) -> bool:
    """A time element that is marked as the date of publication."""
    marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
    return element.get("pubdate") is not None or any(
        mark in marks for mark in ("datepublished", "published", "entry-date", "pubdate")
    )


def _json_ld(root: HtmlElement) -> Iterator[dict[str, object]]:
    """The top-level objects of the page's JSON-LD."""
    scripts = (
        element for element in root.iter("script") if (element.get("type") or "").lower() == "application/ld+json"
    )
    for element in islice(scripts, _MAX_SCRIPTS):
        try:
            data = json.loads((element.text or "")[:_MAX_JSON])
        except (ValueError, RecursionError):
            continue
        items = data.get("@graph", [data]) if isinstance(data, dict) else data
        yield from (item for item in items if isinstance(item, dict)) if isinstance(items, list) else ()


def _linked_publisher(linked: list[dict[str, object]]) -> str | None:
    for item in linked:
        publisher = item.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return name.strip()[:300]
    return None


def _copyright(root: HtmlElement) -> str | None:
    for footer in root.iter("footer"):
        holder = copyright_holder(_text(footer)[:2000])
        if holder:
            return holder
    return None


def _language(root: HtmlElement) -> str | None:
    language = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    return language if _LANGUAGE.match(language) else None


def _text(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())
