"""A cell that tells who takes which part in a mission ("JAXA: thermal imager; joint mission with CAS"): participants with roles out."""

import re
from collections.abc import Iterator

from graph.builders.missions import hardware_role
from graph.documents import Span
from graph.extraction.page import Page
from graph.layout.cells import pieces, words_pattern
from graph.layout.columns import kinds_of
from graph.layout.entries import Entry, entries
from graph.layout.parts import ROLES, entry_is_current, roles_of
from graph.layout.standing import is_negated

_JOINT = re.compile(
    r"\s*(?:a |an )?(?:joint (?:mission|project|programme|program|venture|undertaking)|jointly|together|in cooperation|cooperation)"
    r" (?:with|of|between) (?=\S)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r" \(([^()]+)\)")
_JOINED = re.compile(r", (?:together )?(?:with|plus) (?:the )?(?=[A-Z])")
"""Those who join the one that a piece begins with ("CSA, with Natural Resources Canada")."""
_KEYED = re.compile(r"\s*(?P<what>[a-z][^:;<>]{2,40}?)(?::| by| from| of) (?:the )?(?=[A-Z])", re.IGNORECASE)
_GIVEN = re.compile(r"\s*(?P<what>[^:;<>()]{3,60}) \((?P<who>[A-Z][^()]+)\)\s*$")
"""What is given, and behind it who gives it ("GNSS receiver (Trimark Navigation)")."""
_OVER = re.compile(
    r"\b(?:no longer|formerly|previously|until|instead of|declined|rejected|withdrew|withdrawn|dropped)\b",
    re.IGNORECASE,
)


def contributions(page: Page, cell: Span, own: str | None) -> Iterator[tuple[str, str]]:
    """Participant and role for each piece of the cell between semicolons; `own` is whom "joint mission with" joins. Parts that are over
    or denied are left out."""
    for span in pieces(page, cell):
        words = page.words(span)
        if _OVER.search(words) or is_negated(words) or words_pattern("undecided").search(words):
            continue
        if joint := _JOINT.match(words):
            partners = entries(page, Span(span.start + joint.end(), span.end))
            yield from ((e.entity, "partner") for e in partners)
            if own and partners and "with" in joint.group().lower():
                yield own, "partner"
        elif told := list(_by_name(page, span)):
            yield from told
        elif given := _GIVEN.match(words):
            whom = entries(page, Span(span.start + given.start("who"), span.start + given.end("who")))
            role = hardware_role(given["what"])
            yield from ((e.entity, role) for e in whom if role != "partner" or page.table.letter(e.entity) == "O")
        elif keyed := _KEYED.match(words):
            role = _role_of_key(keyed.group().strip() if " by" in keyed.group() else keyed.group("what"))
            yield from ((e.entity, role) for e in entries(page, Span(span.start + keyed.end(), span.end)))


def _by_name(page: Page, span: Span) -> Iterator[tuple[str, str]]:
    """ "JAXA: thermal imager", "JAXA (thermal imager)", "JAXA – thermal imager", "JAXA"."""
    joined = _JOINED.search(page.words(span))
    if joined:
        yield from ((e.entity, "partner") for e in entries(page, Span(span.start + joined.end(), span.end)))
        span = Span(span.start, span.start + joined.start())
    colon = re.match(r"[^:()–—]{2,80}?(?::| [–—-]) (?=\S)", page.words(span))
    named = (
        entries(page, Span(span.start, span.start + len(colon.group().rstrip(" :–—-"))))
        if colon
        else entries(page, span)
    )
    for entry in named:
        said = Span(span.start + colon.end(), span.end) if colon else _bracket(page, entry, span)
        if entry_is_current(entry.words):
            yield from ((entry.entity, role) for role in (roles_of(page, said) if said else ["partner"]))


def _bracket(page: Page, entry: Entry, span: Span) -> Span | None:
    found = _IN_BRACKETS.match(page.flat, entry.name.end, span.end)
    return Span(found.start(1), found.end(1)) if found else None


def _role_of_key(words: str) -> str:
    """The part that a key tells ("camera", "built by")."""
    kinds = kinds_of(words, whole=True)
    return next((ROLES[k] for k in ROLES if k in kinds), hardware_role(words))
