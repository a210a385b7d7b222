"""Keys that are titles ("Project manager: X, HSB", "HSB Director: X (until 2025)"): the people behind them with their posts, out."""

import re
from collections.abc import Iterator

from graph.dates.values import Date
from graph.documents import Span
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged
from graph.facts import Concept, EntityRef, Fact
from graph.layout.cells import person_of
from graph.layout.making import Values, fact
from graph.layout.subjects import Subject
from graph.names.people import title_pattern

_PERSON = re.compile(r"<P\d+>(?:(?:,| of| from| at)? (?:the )?(?P<body><[OS]\d+>))?(?:,? \((?P<note>[^()]*)\))?")
_PREDECESSOR = re.compile(
    r"\b(?:previously|formerly|before(?: that| (?:him|her|them))?|predecessor|until (?:then|<Y\d+>)|succeed(?:ed|ing)|replac(?:es|ed)"
    r"|after|preceded by|took over from):?,? (?:was )?<P\d+>",
    re.I,
)
_TITLE = re.compile(
    rf"(?:(?:the|its|former|current) )*(?:(?:[\w-]+ ){{0,3}}?{title_pattern()}(?:,? [\w'-]+){{0,3}}"
    r"|(?:(?:deputy|dep\.|vice|acting|executive|exec\.) )?(?:DGs?|DDGs?|dir\.?|deputy|deputies|SG|sec\.[- ]?gen\.?|pres\.?))",
    re.I,
)
_IMPRINT = re.compile(r"(?:editor|writer|photographer|designer|illustrator)s?\b", re.I)
"""Who made the paper, no holder of a post."""
_VACANT = re.compile(r"(?:currently |at present )?vacant\b|(?:former(?:ly)?|previously|until <Y\d+>):? ", re.I)
"""A value that names those who held the post."""
_SINCE = re.compile(r" \((?:since|from|until|acting)\b[^()]*\)(?=[ :]*$)", re.I)
"""Behind a key that is a title: since when the post is held."""


def is_title(key: str) -> bool:
    """Whether a key is a title, with or without since when it is held in a bracket."""
    return _TITLE.fullmatch(_SINCE.sub("", key).strip(" :")) is not None


def posts(page: Page, key: Span, value: Span, organization: Subject | None, *, former: bool = False) -> Iterator[Fact]:
    """The posts of the people whom a value names, with the organisation behind the name, in the key, or else the one given."""
    owner = next((m for m in page.mentions_in(key.start, key.end) if m.letter in "OS"), None)
    start = key.start if owner is None else min(owner.end, key.end)
    if owner is not None and owner.start > key.start + 4:
        start = key.start
    title = re.sub(r"^(?:'s|\W|the |former |current )+", "", page.document.text[start : key.end], flags=re.I).strip(
        " :"
    )
    title = _SINCE.sub("", title)
    if _IMPRINT.match(title):
        return
    if not is_title(page.words(Span(start, key.end))):
        return
    tagged = page.tagged(value.start, value.end)
    front = page.tagged(key.start, key.end)
    begun = _date(front, front.text, "since|from")
    found = list(_PERSON.finditer(tagged.text))
    title = re.sub(r"(?<=[a-z])s$", "", title) if len(found) > 1 else title
    said = "former" if former or _VACANT.match(tagged.text) else page.words(key)
    whole = Span(min(key.start, value.start), max(key.end, value.end))
    if not found and organization and (unseen := person_of(page, value)):
        yield _post(unseen[0], organization[0], title, said, whole, None, tagged, begun)
    for match in found:
        body = match.group("body")
        employer = (
            tagged.slot(body).entities[0]
            if body
            else owner.entities[0]
            if owner
            else organization[0]
            if organization
            else None
        )
        if employer:
            person = tagged.mentions(match.group(), "P")[0].entities[0]
            page.table.set_property(person, "employer", EntityRef(employer))
            note = match.group("note") or ""
            yield _post(person, employer, title, said, whole, note, tagged, begun)
            for before in _PREDECESSOR.finditer(note):
                earlier = tagged.mentions(before.group(), "P")[0].entities[0]
                page.table.set_property(earlier, "employer", EntityRef(employer))
                yield _post(earlier, employer, title, "former", whole, None, tagged)


def _post(
    person: str,
    employer: str,
    title: str,
    key: str,
    span: Span,
    note: str | None,
    tagged: Tagged,
    begun: Date | None = None,
) -> Fact:
    """A post; a bracket behind the name or the title tells since or until when."""
    until, since = (_date(tagged, note, word) for word in ("until|till|to", "since|from"))
    former = bool(until) or re.match(r"(?:the )?(?:former|past)\b", key, re.I) is not None
    values: Values = [
        ("org:member", EntityRef(person)),
        ("org:organization", EntityRef(employer)),
        ("sp:title", title),
        ("sp:status", Concept("former" if former else "current")),
        ("schema:startDate", since or begun),
        ("schema:endDate", until),
    ]
    return fact("Position", "layout-fact-sheet", values, span, (), "0.9")


def _date(tagged: Tagged, note: str | None, word: str) -> Date | None:
    found = re.search(rf"\b(?:{word}) (<Y\d+>)", note or "", re.I)
    value = tagged.slot(found.group(1)).value if found else None
    return value if isinstance(value, Date) else None
