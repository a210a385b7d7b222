"""The steps of a chronology, by lines and rows that a date leads and by headings that are years or months; dates with what was done, and
what a step lacks to be a sentence of its own, out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from graph.dates.finder import find_dates
from graph.dates.tokens import month_number
from graph.dates.values import Date, Precision
from graph.documents import BlockKind, Span
from graph.extraction.clauses import participles
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged, spliced
from graph.layout.columns import kinds_of
from graph.layout.outline import Outline
from graph.mentions.model import Mention
from graph.mentions.speaker import speaker
from graph.sentences import split

_MANY = 3
"""Lines or rows led by a date from which on they are steps of a chronology."""
_LEAD = 40
_APART = re.compile(r"\s?\([^()]*\)\s?[:|]|\s?[:|]|\s[–—-]\s")
_YEAR = re.compile(r"(?:The year )?(?P<year>(?:19|20)\d\d)\W*")
_MONTH = re.compile(
    r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: (?P<year>(?:19|20)\d\d))?\W*",
    re.IGNORECASE,
)
_STEPS = (BlockKind.ITEM, BlockKind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Step:
    """What was done on a date: the date, where it is said, what was done, and the headings that it leans on."""

    date: Date
    lead: Span
    said: Span
    context: tuple[Span, ...] = ()


class Chronology:
    """Finds the steps of one document that a date of their own or a heading dates."""

    def __init__(self, page: Page, outline: Outline) -> None:
        self._page, self._outline = page, outline

    def steps(self, but: frozenset[int]) -> Iterator[Step]:
        """The steps, without those of some blocks."""
        led = [(i, step) for i in self._blocks() if (step := self._led(i))]
        if len(led) >= _MANY:
            yield from (step for i, step in led if i not in but)
        own = {i for i, _ in led}
        yield from (step for i in self._blocks() if i not in own and i not in but and (step := self._headed(i)))
        for table in self._outline.tables:
            rows = [step for i in table.rows if (step := self._row(i))]
            head = self._outline.blocks[table.header].cells if table.header is not None else ()
            dated = len(head) == 2 and "date" in kinds_of(self._page.words(head[0]))
            if dated or (len(rows) >= _MANY and 2 * len(rows) > len(table.rows)):
                yield from rows

    def _blocks(self) -> Iterator[int]:
        return (i for i, block in enumerate(self._outline.blocks) if block.kind in _STEPS)

    def _led(self, i: int) -> Step | None:
        """A line that begins with a date and a mark behind it."""
        block = self._outline.blocks[i]
        if not _STARTS.match(self._page.flat, block.start, block.end):
            return None
        found = find_dates(self._page.flat, self._year_above(i), block.start, min(block.end, block.start + _LEAD))
        if not found or found[0].start != block.start:
            return None
        behind = _APART.match(self._page.flat, found[0].end, block.end)
        if not behind or behind.end() >= block.end:
            return None
        return self._step(found[0].date, Span(block.start, behind.end()), Span(behind.end(), block.end))

    def _headed(self, i: int) -> Step | None:
        """A line below a heading that is a year or a month."""
        headings = self._outline.headings(i)
        date = self._date_of(headings) if headings else None
        block = self._outline.blocks[i]
        return (
            self._step(
                date, Span(block.start, block.start), Span(block.start, block.end), self._outline.span(headings[0])
            )
            if date
            else None
        )

    def _row(self, i: int) -> Step | None:
        """A row of a date and what was done."""
        cells = self._outline.blocks[i].cells
        if len(cells) != 2 or not _STARTS.match(self._page.flat, cells[0].start, cells[0].end):
            return None
        found = find_dates(self._page.flat, self._page.spoken, cells[0].start, cells[0].end)
        if (
            len(found) != 1
            or self._page.flat[cells[0].start : cells[0].end].strip(" .:")
            != self._page.flat[found[0].start : found[0].end]
        ):
            return None
        return self._step(found[0].date, cells[0], cells[1])

    def _step(self, date: Date, lead: Span, rest: Span, *context: Span) -> Step | None:
        first = next(iter(split(self._page.document.text, rest.start + _blanks(self._page.flat, rest), rest.end)), None)
        return Step(date, lead, Span(*first), context) if first else None

    def _date_of(self, headings: tuple[int, ...]) -> Date | None:
        """The year or month that the nearest heading is, the year of a month by the next one or by the one that the document tells of."""
        nearest = self._page.words(self._outline.span(headings[0])).strip()
        if found := _YEAR.fullmatch(nearest):
            return Date.year(int(found["year"]))
        month = _MONTH.fullmatch(nearest)
        if month is None:
            return None
        year = int(month["year"]) if month["year"] else self._year(headings[1:])
        return Date.month(year, month_number(month["month"])) if year else None

    def _year(self, headings: tuple[int, ...]) -> int | None:
        for i in headings:
            if found := _YEAR.fullmatch(self._page.words(self._outline.span(i)).strip()):
                return int(found["year"])
        told = self._page.spoken
        return told.not_before.year if told and told.precision is Precision.YEAR else None

    def _year_above(self, i: int) -> Date | None:
        year = self._year(self._outline.headings(i))
        return Date.year(year) if year else self._page.spoken


_STARTS = re.compile(
    r"\d|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter|Early|Late|Mid)[a-z]*[. -]"
)


def _blanks(flat: str, span: Span) -> int:
    said = flat[span.start : span.end]
    return len(said) - len(said.lstrip())


_BODIES = r"(?P<first><[SO]\d+>)(?: ?[-–—/] ?| and | & )(?:the )?(?P<second><[SO]\d+>)"
_PAIR = re.compile(_BODIES)
_GRADE = r"(?:full|founding|associate|permanent|signatory|cooperating)"
_HOUSE = r"(?:headquarters|seat|secretariat|head office)"
_ACTED = r"(?:signed|joined|ratified|acceded|became|withdrew|left|hosted|concluded|launched)"
_UNSAID = (
    (re.compile(r"(?:foundation|founding|creation|establishment)(?: by [^;:]{3,60})?\W*$", re.I), " was founded", None),
    (re.compile(r"(?:accession|acceding|accedes?) to (?=(?:the )?<A)", re.I), " acceded to ", True),
    (re.compile(r"ratification of (?=(?:the )?<A)", re.I), " ratified ", True),
    (re.compile(r"(?:signature|signing|conclusion) of (?=(?:an? |the )?(?:[\w-]+ ){0,3}<A)", re.I), " signed ", True),
    (re.compile(r"(?:membership|member) (?:of|in) (?=(?:the )?<O)", re.I), " became a member of ", True),
    (re.compile(r"(?:admission|accession) to (?=(?:the )?<O)", re.I), " was admitted to ", True),
    (re.compile(r"withdrawal from ", re.I), " withdrew from ", True),
    (re.compile(rf"(?:an? )?{_GRADE} (?:member|state|observer|partner) (?:of|in|at)\b", re.I), " became ", None),
    (re.compile(r"observer (?:status )?(?:of|in|at|to|with) (?=(?:the )?<O)", re.I), " became an observer of ", True),
    (re.compile(rf"{_HOUSE} (?:is |was |has been )?(?:moved|transferred|relocated) (?:from \S+ )?to ", re.I), "'s ", None),
    (re.compile(r"(?:signs|joins|ratifies|accedes|becomes|withdraws|leaves|hosts|launches|moves|concludes|is|was) ", re.I), " ", None),
    (re.compile(rf"{_ACTED} (?!(?:in|by|on|at|from|as|with|between)\b)", re.I), " ", None),
    (re.compile(r"(?:admitted|accepted|granted) ", re.I), " was ", None),
)  # fmt: skip
"""How a step begins that lacks its subject, the verb that it lacks too, and whether that stands for the words that it begins with."""
_OF_AGREEMENT = re.compile(r"(?:an? |the )?(?:[\w-]+ ){0,3}?<A\d+>(?P<rest>.*)$", re.I)
_WITH = re.compile(r"^[^;:]{0,80}? with ")
_NOT_SIGNED = re.compile(
    r"\b(?:renew|extend|prolong|expir|terminat|enter|in force|ratif|lapse|amend|suspend|negotiat|end(?:s|ed)|approv|adopt|open|initial"
    r"|to be|planned|expected|draft|talks|no|not|between|is|was|were|are|has|have|will)\w*",
    re.I,
)
_LAUNCH = re.compile(
    r"(?:the )?(?:successful )?launch of (?:the )?(?P<mission><M\d+>)(?P<aside>, [^,;<>]{3,60},)?", re.I
)
_TO_BE = re.compile(r"^(?P<what>[^;:.]{0,80}?<[A-Z]\d+>[^;:.<>]{0,40}?) (?P<to>to be \w+)")
_SAID_OF = re.compile(r"^(?P<what><M\d+>), [^,;:<>]{3,60}, (?=(?:was )?launched\b)")


class Sayer:
    """Makes sentences of steps, about the organisation or state whose chronology a document is."""

    def __init__(self, page: Page, outline: Outline) -> None:
        self._page, self._outline = page, outline

    @cached_property
    def _subjects(self) -> tuple[Mention, ...]:
        """The one or two that the title names; else the organisation that issues the document."""
        title = next((b for b in self._outline.blocks if b.kind is BlockKind.TITLE), None)
        if title is not None:
            tagged = self._page.tagged(title.start, title.end)
            if pair := _PAIR.search(tagged.text):
                return tagged.slot(pair["first"]), tagged.slot(pair["second"])
            named = {m.entities[0]: m for m in reversed(tagged.mentions(tagged.text, "SO")) if len(m.entities) == 1}
            if len(named) == 1:
                return tuple(named.values())
            bodies = [m for m in named.values() if m.letter == "O"]
            if named:
                return tuple(bodies) if len(bodies) == 1 else ()
        found = speaker(self._page.flat, [m for m in self._page.mentions if m.form == "name"])
        return (found,) if found else ()

    @property
    def about(self) -> Mention | None:
        """What the document is about, if it is one."""
        return self._subjects[0] if len(self._subjects) == 1 else None

    def told(self, said: Tagged) -> Tagged:
        """What was done in words that rules know ("launch of X" as "X was launched", "X to be launched" with its verb)."""
        if found := _LAUNCH.match(said.text):
            return spliced(said, [found.span("mission"), " was launched", (found.end(), len(said.text))])
        if found := _SAID_OF.match(said.text):
            return spliced(said, [found.span("what"), " ", (found.end(), len(said.text))])
        if (found := _TO_BE.match(said.text)) and not re.search(r"\b(?:is|are|was|were)\b", found["what"]):
            return spliced(said, [found.span("what"), " is ", (found.start("to"), len(said.text))])
        return said

    def subject(self, said: Tagged) -> tuple[tuple[Mention, ...], str, int] | None:
        """Who did it, the verb that lacks, and where the words begin that follow it; None for a step that is a sentence."""
        lacks = self._lacks(said.text)
        if lacks is None or not self._subjects:
            return None
        verb, at = lacks
        if len(self._subjects) > 1 and verb.startswith(" was "):
            verb = verb.replace(" was ", " were ", 1)
        return self._subjects, verb, at

    def _lacks(self, said: str) -> tuple[str, int] | None:
        for pattern, verb, instead in _UNSAID:
            if found := pattern.match(said):
                return verb, found.end() if instead or verb == " was founded" else 0
        if _participle().match(said):
            return " was ", 0
        found = _OF_AGREEMENT.match(said)
        several = len(self._subjects) > 1
        if found and not _NOT_SIGNED.search(found["rest"]) and (several or _WITH.match(found["rest"])):
            return " signed the " if not re.match(r"an? |the ", said, re.I) else " signed ", 0
        return None


@lru_cache(maxsize=1)
def _participle() -> re.Pattern[str]:
    return re.compile(
        rf"{participles()} (?:by|in|on|at|as|from|with|under)\b|(?:founded|established|created|set up|formed)\W*$",
        re.IGNORECASE,
    )
