"""An address on the web in, the documents out that a list or a page there names, or the one that lies there itself."""

import errno
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from graph.readers.formats import SUFFIXES
from graph.readers.sidecar import SUFFIX as SIDECAR
from graph.sources.archives import is_archive
from graph.sources.choosing import choose
from graph.sources.places import WEB, Place, Remote
from graph.sources.remote import blocks, file_system, told

PAGES: Final = 1_000
"""Pages that are read at most, those below the first one included."""
PAGE_BYTES: Final = 50_000_000
_SMALL: Final = 1 << 20
_LINE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")
_INDEX: Final = ("index.html", "index.htm")


def find(address: str) -> Iterator[Place]:
    """What an address names.

    An address that ends in a slash or in index.html is a page: its links to documents, archives and further pages that lie below it are
    followed. A text (.txt) of nothing but addresses, one a line, blank lines and those with # apart, is a list; only http:// and
    https:// may stand there. Anything else is the document, or the archive, itself.

    Raises:
        OSError: it cannot be fetched, or the list names what it may not.
        SourceError: what it takes is not installed.
    """
    path = urlsplit(address).path
    if path.rpartition("/")[2] in ("", *_INDEX):
        yield from _chosen(address, _linked(address))
    elif path.endswith(".txt") and (listed := _listed(_content(address))):
        yield from _chosen(address, dict.fromkeys(listed))
    else:
        files, _ = file_system(address)
        with told():
            yield Remote(address, address, version=str(files.info(address).get("ETag") or ""))


def _chosen(address: str, links: dict[str, None]) -> Iterator[Place]:
    for link, beside in choose(links, lambda link: _content(link)):
        yield Remote(address, link, sidecar=Remote(address, beside) if beside else None)


def _listed(content: bytes) -> list[str]:
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if not all(map(_LINE.fullmatch, lines)):
        return []
    if other := next((line for line in lines if not line.startswith(WEB)), ""):
        scheme = other.partition("://")[0]
        raise OSError(errno.EINVAL, f"a list may name http:// and https:// only, not {scheme}://")
    return lines


def _linked(address: str) -> dict[str, None]:
    """The links of a page and of those below it, in their order."""
    base = urljoin(address, ".")
    pages, links = {address: None}, dict[str, None]()
    for number in range(PAGES):
        if number == len(pages):
            break
        page = list(pages)[number]
        for link in _links(page):
            if link.startswith(base) and link != base:
                (pages if link.endswith("/") else links)[link] = None
    return links


def _links(page: str) -> Iterator[str]:
    content = _content(page)
    if not content.strip():
        return
    for element, attribute, target, _ in html.document_fromstring(content).iterlinks():
        if element.tag == "a" and attribute == "href":
            link = urljoin(page, target).partition("#")[0]
            name = unquote(PurePosixPath(urlsplit(link).path).name)
            if link.endswith("/") or name.lower().endswith((*SUFFIXES, SIDECAR)) or is_archive(name):
                yield link


def _content(address: str) -> bytes:
    content = b""
    for block in blocks(Remote(address, address), 0, _SMALL):
        content += block
        if len(content) > PAGE_BYTES:
            raise OSError(errno.EFBIG, f"a page or list of more than {PAGE_BYTES:,} bytes")
    return content
