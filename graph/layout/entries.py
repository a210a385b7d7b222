"""The names that a list item or cell begins with, and what stands behind each: a slice of the text in, entries out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.builders.memberships import role_of, status_of
from graph.documents import Span
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged
from graph.mentions.model import Mention
from graph.names.chains import head_kind
from graph.names.english import is_word

_MARKS = re.compile(r"\*{1,3}|[†‡§¹²³⁴⁵⁶⁷⁸⁹]|\[\w{1,3}\]|\((?:\d{1,2}|[a-z])\)")
_NAME = re.compile(r"(?:(?P<since><Y\d+>)\s?[:,.|–—-]+\s*)?[\W_]*?(?:the |The )?(?=<)")
_BRACKETS = re.compile(
    r"\s*(?:\([^()]*\)|<N\d+>(?:\s?%| per ?cent\b)?(?=\s*(?:$|[,;/]|and\b))|\*{1,3}|[†‡§¹²³⁴⁵⁶⁷⁸⁹]|\[\w{1,3}\])"
)
_NEXT = re.compile(r"(?:,? (?:and|&|as well as|with|together with) |, |; |/| / )(?:the |The )?(?=<[SO]\d)")
_LOCATION = re.compile(r", (?:<[SL]\d+>|[A-Z][\w.'-]+)(?:, <[SL]\d+>)?(?=\s*(?:$|[;.(]|and\b))")
_BARE = re.compile(
    r"(?:the )?([A-Z][\w'’.&-]*(?:[ ](?:and the |of the |and |& |of |for |für |de |do |da |la |y )?[A-Z][\w'’.&-]*){0,7}"
    r"(?: [A-Z]/[A-Z]\b)?)(?=\s*(?:$|[(*†‡§¹²³\[,;–—:|]))"
)
_MAX_ANNOTATION = 14


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody listed: the entity, the span of its name, the words behind it (tagged), and the marks that point at notes."""

    entity: str
    name: Span
    words: str
    marks: tuple[str, ...]
    tagged: Tagged


def entries(page: Page, span: Span, kind: str | None = None) -> list[Entry]:
    """The entries of an item or cell that is led by names, each followed by no more than brackets, marks or a short annotation.

    An item that goes on as a sentence has none. A name that nothing knows is entered as a thing of `kind`, if one is given.
    """
    tagged = page.tagged(span.start, span.end)
    lead = _NAME.match(tagged.text)
    if lead and re.match(r"<[SO]\d+>", tagged.text[lead.end() :]):
        found, rest = _listed(page, tagged, lead.end())
        if since := lead.group("since"):
            found = [replace(entry, words=f"{entry.words} ({since})") for entry in found]
        return found if _is_annotation(rest) else []
    return _unseen(page, tagged, span, kind) if kind else []


def inline_entries(tagged: Tagged, start: int, end: int) -> Iterator[Entry]:
    """The entries of a running list in tagged text: every state or organisation outside brackets and not behind "of" or "from"."""
    at = start
    while found := re.compile(r"<[SO]\d+>").search(tagged.text, at, end):
        left = tagged.text[start : found.start()]
        behind = _behind(tagged.text, found.end(), end)
        if left.count("(") <= left.count(")") and not re.search(
            r"\b(?:of|from|in|by|at|for|with)(?: the)? $|'s? $", left
        ):
            mention = tagged.slot(found.group())
            words = tagged.text[found.end() : behind]
            yield Entry(mention.entities[0], Span(mention.start, mention.end), words, marks_in(words), tagged)
        at = behind


def _behind(text: str, at: int, end: int) -> int:
    while at < end and (found := _BRACKETS.match(text, at, end)):
        at = found.end()
    return at


def _listed(page: Page, tagged: Tagged, at: int) -> tuple[list[Entry], str]:
    """The names from an offset on, up to where something else than a further name follows; and that rest."""
    found: list[Entry] = []
    text = tagged.text
    while name := re.compile(r"<[SO]\d+>").match(text, at):
        end = _behind(text, name.end(), len(text))
        mention = tagged.slot(name.group())
        is_place = (
            found
            and mention.letter == "S"
            and page.table.letter(found[-1].entity) == "O"
            and re.search(r", $", text[:at])
        )
        if not is_place:
            found += [
                Entry(
                    e,
                    Span(mention.start, mention.end),
                    text[name.end() : end],
                    marks_in(text[name.end() : end]),
                    tagged,
                )
                for e in mention.entities
            ]
        at = end
        following = _NEXT.match(text, at)
        if not following:
            break
        at = following.end()
    rest = _LOCATION.sub("", text[at:], count=1)
    if len(found) == 1:
        found = [
            Entry(found[0].entity, found[0].name, found[0].words + rest, (*found[0].marks, *marks_in(rest)), tagged)
        ]
    return found, rest


def _unseen(page: Page, tagged: Tagged, span: Span, kind: str | None) -> list[Entry]:
    text = page.flat[span.start : span.end]
    bare = _BARE.match(text)
    if not bare or not _is_annotation(_LOCATION.sub("", text[bare.end() :], count=1)):
        return []
    start, end = span.start + bare.start(1), span.start + bare.end(1)
    if any(kind != "Company" or not _is_nobody(page, m) for m in page.mentions_in(start, end)):
        return []
    if kind in ("Company", "Organization") and " " not in bare[1] and is_word(bare[1]):
        return []  # "Right: …", "Funding | Private"
    name = page.document.text[start:end]
    known = head_kind(bare.group(1))
    entity = page.table.unseen(known if known and known != "Unit" else str(kind), name)
    words = tagged.text[bare.end() :] if not page.mentions_in(span.start, end) else ""
    return [Entry(entity, Span(start, end), words, marks_in(words), tagged)]


def _is_nobody(page: Page, mention: Mention) -> bool:
    """Whether a name was taken for a person's by its looks only."""
    return mention.letter == "P" and page.table.entities[mention.entities[0]].authority is None


def marks_in(words: str) -> tuple[str, ...]:
    """The marks in words behind a name that point at notes."""
    return tuple(m.group() for m in _MARKS.finditer(words))


def _is_annotation(rest: str) -> bool:
    """Whether words behind a name only say something of it ("– observer since 2020", "(host State)"), or end the item."""
    core = _BRACKETS.sub("", rest).strip(" ,;.:–—-|")
    if core in ("", "and") or core.lower() in ("secretariat", "headquarters", "hq", "centre", "staff"):
        return True
    if len(core.split()) > _MAX_ANNOTATION:
        return False
    opened = re.match(r"\s*[,;:|–—-]", _BRACKETS.sub("", rest)) is not None
    return opened and bool(
        role_of(core)
        or status_of(core)
        or re.match(r"(?:since|joined|from|until|admitted|signed|ratified|acceded|<Y\d+>)", core, re.I)
    )
