"""What a cell or the value behind a key says: a span in; whether it says anything, its date, place, person, mission or launch, out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.dates.values import Date
from graph.documents import Span
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged
from graph.lexicon import lexicon
from graph.names.people import title_pattern

_DESIGNATION = re.compile(r"(?:the )?([A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|\d[\w-]*|of|de|la)){0,5})(?=\s*(?:$|[(,;|/]))")
_PLACE = re.compile(
    r"(?:in |at |near )?(?:the )?([A-Z][\w'’.-]+(?:[ -](?:(?:de|of|da|do|la|del|al) )?[A-Z][\w'’-]+){0,4})"
)
_PERSON = re.compile(
    r"(?:(?:Prof|Dr|Mr|Mrs|Ms|H\.E)\.? )*"
    r"([A-Z][\w'’-]+(?: (?:(?:de|van|von|da|al|bin|der|den|del|di|la|las|dos|du|ter|ibn|el|y) ){0,2}[A-Z][\w.'’-]*){1,4}?)"
    r"(?=\s*(?:$|[,(;]|and [A-Z]))"
)
_PIECE = re.compile(r"[^;]+")
_VEHICLE = re.compile(r"(?:on an? |aboard an? |the )?([A-Z][\w'’-]*(?:[ /-][A-Z0-9][\w'’-]*){0,5})")


@lru_cache(maxsize=8)
def words_pattern(name: str) -> re.Pattern[str]:
    """Any of the words of a list of `[values]`, as whole words."""
    return re.compile(
        r"(?<!\w)(?:"
        + "|".join(sorted(map(re.escape, lexicon("layout")["values"][name]), key=lambda w: (-len(w), w)))
        + r")(?!\w)",
        re.I,
    )


def pieces(page: Page, cell: Span) -> Iterator[Span]:
    """What stands between the semicolons of a cell."""
    for piece in _PIECE.finditer(page.words(cell)):
        yield Span(cell.start + piece.start(), cell.start + piece.end())


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, a dash or a word for none."""
    return text.strip().lower().rstrip(".") in lexicon("layout")["values"]["nothing"]


def says_yes(text: str) -> bool:
    """Whether a cell only ticks its column."""
    return text.strip().lower() in lexicon("layout")["values"]["yes"]


def current(tagged: Tagged) -> str:
    """The tagged text without what it says of earlier states ("(previously: late 2025)", "; formerly in Paris")."""
    old = words_pattern("superseded").pattern
    return re.sub(rf"\s*\((?:{old})[^()]*\)|[;,]\s*(?:{old})\b.*$", "", tagged.text, flags=re.I)


def date_in(tagged: Tagged, text: str) -> Date | None:
    """The first date in a piece of tagged text."""
    found = re.search(r"<Y\d+>", text)
    value = tagged.slot(found.group()).value if found else None
    return value if isinstance(value, Date) else None


def date_of(page: Page, cell: Span) -> Date | None:
    """The date of a cell, superseded ones left out."""
    tagged = page.tagged(cell.start, cell.end)
    return date_in(tagged, current(tagged))


def place_of(page: Page, cell: Span) -> str | None:
    """The place that a cell begins with; a name that is no place yet becomes one."""
    words = page.words(cell)
    lead = re.match(r"(?:in |at |near )?(?:the )?", words)
    start = cell.start + (lead.end() if lead else 0)
    for m in page.mentions_in(start, cell.end):
        if m.start == start and m.letter in "LOS":
            return m.entities[0]
    found = _PLACE.match(words)
    if not found:
        return None
    end = found.end(1)
    inside = [m for m in page.mentions_in(cell.start + found.start(1), cell.end) if m.start < cell.start + end]
    if inside:
        end = inside[0].start - cell.start
    name = page.document.text[cell.start + found.start(1) : cell.start + end].strip(" ,")
    return page.table.unseen("Place", name) if name else None


def person_of(page: Page, cell: Span) -> tuple[str, int] | None:
    """The person that a cell begins with, and the offset behind the name."""
    people = [m for m in page.mentions_in(cell.start, cell.end) if m.letter == "P"]
    if people and people[0].start - cell.start <= 12:
        return people[0].entities[0], people[0].end
    found = _PERSON.match(page.words(cell))
    if not found or people or re.search(title_pattern(), found.group(1), re.I):
        return None
    start, end = cell.start + found.start(1), cell.start + found.end(1)
    if any(m.start < end for m in page.mentions_in(start, cell.end)):
        return None
    return page.table.unseen("Person", page.document.text[start:end]), end


@lru_cache(maxsize=1)
def title_behind() -> re.Pattern[str]:
    """A title behind a name and a comma."""
    return re.compile(
        rf", ((?:[\w'’&-]+ ){{0,5}}?{title_pattern()}(?: (?:of|for|to) [^,;()]{{2,60}})?)(?=$|[,;(]| and )", re.I
    )


def person_with_title(page: Page, cell: Span) -> tuple[str, Span] | None:
    """The person that a cell begins with, and the title behind the name ("Ada Holm, Managing Director")."""
    found = person_of(page, cell)
    title = title_behind().match(page.flat[found[1] : cell.end]) if found else None
    return (found[0], Span(found[1] + title.start(1), found[1] + title.end(1))) if found and title else None


def mission_of(page: Page, cell: Span) -> tuple[str, Span] | None:
    """The mission that a cell of a column of missions begins with; a name that nothing knows becomes one."""
    for m in page.mentions_in(cell.start, cell.end):
        if m.letter == "M":
            return m.entities[0], Span(m.start, m.end)
    found = _DESIGNATION.match(page.words(cell))
    if not found:
        return None
    span = Span(cell.start + found.start(1), cell.start + found.end(1))
    if any(
        m.start < span.end and span.start < m.end and m.letter in "OSAP" for m in page.mentions_in(cell.start, cell.end)
    ):
        return None
    return page.table.unseen("Mission", page.document.slice(span)), span


def vehicle_of(page: Page, cell: Span) -> str | None:
    """The launch vehicle that a cell names, in the document's words."""
    found = _VEHICLE.match(page.words(cell))
    return page.document.text[cell.start + found.start(1) : cell.start + found.end(1)] if found else None


@dataclass(frozen=True, slots=True)
class LaunchDate:
    """When a launch was or will be."""

    date: Date
    status: str


def launch_date(page: Page, cell: Span, key: str) -> LaunchDate | None:
    """The launch date of a cell under a key; planned by its words or the document's date, else launched."""
    tagged = page.tagged(cell.start, cell.end)
    text = current(tagged)
    date = date_in(tagged, text)
    if date is None or re.search(r"\b(?:cancel\w*|scrubbed|abandoned)\b", text, re.I):
        return None
    issued = page.spoken
    if re.search(r"\bfail(?:ed|ure)\b", text, re.I):
        return LaunchDate(date, "failed")
    if (
        words_pattern("planned").search(text)
        or words_pattern("planned").search(key)
        or (issued and date.not_before > issued.not_after)
    ):
        return LaunchDate(date, "planned")
    return LaunchDate(date, "launched")


@dataclass(frozen=True, slots=True)
class LaunchDetails:
    """Where, on what and by whom something is launched, as far as a cell says it beside the day."""

    site: str | None
    vehicle: str | None
    provider: str | None


_SITE = re.compile(r"(?:, | from | at |; )(?:the )?(<L\d+>)")
_ROCKET = re.compile(
    r"(?:, | on an? | on | aboard (?:an? )?|\(|^)([A-Z][\w-]*(?: (?:[A-Z][\w-]*|\d\w*))*)(?=\)| \(|,|;|$)"
)
_BY = re.compile(r"(?:\(|\bwith |\bby |\bof )(?:the )?(<O\d+>)")


def launch_details(page: Page, cell: Span) -> LaunchDetails:
    """ "20 October 2018, Kourou, Ariane 5 (Arianespace)", "Varuna-2, under contract with Quill Orbital"."""
    tagged = page.tagged(cell.start, cell.end)
    text = current(tagged)
    site, rocket, provider = (pattern.search(text) for pattern in (_SITE, _ROCKET, _BY))
    return LaunchDetails(
        tagged.slot(site.group(1)).entities[0] if site else None,
        rocket.group(1) if rocket else None,
        tagged.slot(provider.group(1)).entities[0] if provider else None,
    )
