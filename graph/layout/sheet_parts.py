"""Who takes which part in a mission, as a fact sheet tells it: behind a key ("Builder: …"), or in front of a share ("DLR: camera")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from graph.documents import Span
from graph.extraction.page import Page
from graph.extraction.patterns import macros
from graph.facts import Fact
from graph.layout.cells import launch_details, pieces
from graph.layout.contributions import contributions
from graph.layout.entries import Entry, entries
from graph.layout.making import participation
from graph.layout.outline import Outline
from graph.layout.parts import ROLES, entry_is_current, is_particular, role_in, roles_of, unseen_kind
from graph.layout.sheet_people import is_title
from graph.layout.subjects import Subject

_INSTRUMENT = re.compile(macros()["instrument"] + r"$", re.I)
_PARTNERS = re.compile(r"partner|participant|contributor|with whom|cooperation|together with", re.I)
_MADE = re.compile(rf"(?:being )?{macros()['made']} (?:by|at) (?:the )?", re.I)
_CARRIED = re.compile(r"\b(?:payloads?|instruments?|experiments?|platform|bus)$", re.I)
"""Keys behind which stands what a spacecraft is made of, and from whom each is."""
_STATIONS = re.compile(r"\b(?:stations?|sites?|antennas?|locations?)\b", re.I)
"""Keys behind which a state may be where something is."""
_WHOSE = re.compile(r"<[SL]\d+> \((?:the )?(?:<O\d+>|[A-Z]{2,}\))")
SEVERAL = 2
"""Keys that tell a part, from which on a table tells who does what."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A key with its value, and the row or item that they stand in."""

    key: Span
    value: Span
    block: int


class SheetParts:
    """Reads the parts that the pairs of one document's fact sheets tell."""

    def __init__(self, page: Page, outline: Outline) -> None:
        self._page = page
        self._outline = outline

    def shares(self, pairs: list[Pair], kinds: dict[int, frozenset[str]]) -> dict[int, list[str]]:
        """The pairs that are somebody with a share of the work on a mission ("DLR: magnetometer"), with the parts that these tell, where
        most pairs are; a sentence tells news."""
        told = {
            id(pair): roles_of(self._page, pair.value)
            for pair in pairs
            if entries(self._page, pair.key, "Company")
            and not kinds[id(pair)]
            and not is_title(self._page.words(pair.key))
            and not self._page.flat.startswith(".", pair.value.end)
        }
        sure = sum(map(is_particular, told.values()))
        return told if sure >= SEVERAL and 2 * len(told) > len(pairs) else {}

    def of_key(self, pair: Pair, kinds: frozenset[str], mission: Subject, *, all_parts: bool) -> Iterator[Fact]:
        """Those behind a key that tells a part; in a sheet of parts, those behind any other key are partners."""
        span, leans_on = self._outline.span(pair.block), (pair.key, mission[1])
        roles = self.roles(pair, kinds)
        carried = _CARRIED.search(self._page.words(pair.key)) is not None
        if carried or (not is_particular(roles) and (roles or all_parts)):
            told = dict.fromkeys(contributions(self._page, pair.value, None))
            yield from (
                participation(
                    mission[0],
                    who,
                    part if part != "partner" or not roles else roles[0],
                    span,
                    leans_on,
                    "layout-fact-sheet",
                )
                for who, part in told
                if who != mission[0] and not self._is_where(pair, who)
            )
            if told:
                return
        for piece in pieces(self._page, pair.value):
            listed = self._named(pair, piece, kinds) if roles or all_parts else []
            for entry, role in product(listed, roles or ["partner"]):
                part = role_in(entry.words) if role == "partner" else role
                if entry.entity != mission[0]:
                    yield participation(mission[0], entry.entity, part, span, leans_on, "layout-fact-sheet")
        if kinds & {"vehicle", "launch"} and (provider := launch_details(self._page, pair.value).provider):
            yield participation(mission[0], provider, "launch-provider", span, leans_on, "layout-fact-sheet")

    def shared(self, pair: Pair, roles: list[str], mission: Subject) -> Iterator[Fact]:
        """What somebody does whose name is the key."""
        span = self._outline.span(pair.block)
        for entry, role in product(entries(self._page, pair.key, "Company"), roles):
            if entry.entity != mission[0] and entry_is_current(entry.words):
                yield participation(mission[0], entry.entity, role, span, (mission[1],), "layout-fact-sheet")

    def _named(self, pair: Pair, value: Span, kinds: frozenset[str]) -> list[Entry]:
        """Those whom a value names; what stands behind a key such as "Builder" is somebody, though nothing knows the name."""
        key = self._page.words(pair.key)
        made = _MADE.match(self._page.words(value))
        value = Span(value.start + (made.end() if made else 0), value.end)
        unseen = [unseen_kind(kind, key) for kind in ROLES if kind in kinds]
        if not kinds and _INSTRUMENT.search(key):
            unseen = ["Organization"]
        listed = entries(self._page, value, unseen[0] if unseen else None)
        return [e for e in listed if entry_is_current(e.words) and not self._is_where(pair, e.entity)]

    def _is_where(self, pair: Pair, entity: str) -> bool:
        """Whether a state only tells where a station is, of which a bracket tells whose it is ("Svalbard (KSAT)")."""
        return (
            self._page.table.letter(entity) == "S"
            and _STATIONS.search(self._page.words(pair.key)) is not None
            and _WHOSE.search(self._page.tagged(pair.value.start, pair.value.end).text) is not None
        )

    def roles(self, pair: Pair, kinds: frozenset[str]) -> list[str]:
        """The parts that a key tells."""
        key = self._page.words(pair.key)
        roles = [ROLES[k] for k in ROLES if k in kinds and (k != "participant" or _PARTNERS.search(key))]
        return roles or (["instrument-provider"] if _INSTRUMENT.search(key) else [])
