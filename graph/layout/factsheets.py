"""Fact sheets, tables of two columns or items "Key: value": launches, parts, posts, seats and foundings out."""

import re
from collections.abc import Iterator

from graph.documents import BlockKind, Span
from graph.extraction.page import Page
from graph.facts import EntityRef, Fact
from graph.layout.cells import (
    current,
    date_in,
    date_of,
    launch_date,
    launch_details,
    mission_of,
    pieces,
    place_of,
    says_nothing,
    vehicle_of,
)
from graph.layout.columns import kinds_of
from graph.layout.entries import entries
from graph.layout.making import Values, fact, membership
from graph.layout.outline import Outline, Table
from graph.layout.parts import ROLES
from graph.layout.sheet_agreements import read_agreement
from graph.layout.sheet_figures import figures
from graph.layout.sheet_items import named_by, subjectless, with_post, without_subject
from graph.layout.sheet_missions import carried_mission, headed_mission, own_mission
from graph.layout.sheet_parts import SEVERAL, Pair, SheetParts
from graph.layout.sheet_people import is_title, posts
from graph.layout.standing import actions_of, annotation_standing, label_standing
from graph.layout.subjects import Subject, Subjects
from graph.layout.tables_missions import launch
from graph.names.english import is_word
from graph.sentences import split

_KEY = r"[A-Za-z][^:;<>().]{1,40}?(?: \([^():;<>]{1,30}\))?"
_PAIR = re.compile(rf"(?:^|[;.|·•] )(?P<key>{_KEY})\s?: (?P<value>.+?)(?=;? ?[;.|·•] {_KEY}\s?: |\.?$)")
"""A key with its value, which the next key of the same line ends ("Carrier: Zenit. Object: Skua-1. Launched: 2 May 2024.")."""
_DASHED = re.compile(rf"(?P<key>{_KEY}) [–—-] (?P<value>[^–—:]+)$")
"""A key that a dash sets apart ("Vice-Chair - Per Dahl"): only one that is known is one."""
_BEFORE = re.compile(r"(?:predecessor|previously|preceded by|formerly|before|until then)\W*", re.I)
_SIGNERS = re.compile(r"sign(?:atories|ed by|ers)\b", re.I)
_WITH_WHOM = re.compile(
    r"<A\d+>(?: [^:;<>]{1,40})? (?:with|between) (?P<who>(?:the )?<[SO]\d+>(?:,? and (?:the )?<[SO]\d+>)?)"
)
_NO_PART = re.compile(
    r"\b(?:not|no|former|declined|withdrawn|contacts?|sources?|references?|website|credits?|see|based|target|reports? to)\b",
    re.I,
)
_BOUND = re.compile(r"\b(?:parties|signatories)\b", re.I)
"""What an agreement has, where a key counts them below its name."""
_BELONGS = re.compile(
    r"(?P<role>(?:(?:full|founding|associate|permanent) )?(?:member|observer|partner))(?:ship)?s? (?:of|at|in|to|with)(?: the)?"
    r"|memberships?(?: of)?",
    re.I,
)
"""Keys behind which stand the bodies to which the one that a sheet is about belongs."""
_STATEMENT = 200
"""Characters of the longest paragraph that is taken for keys with their values, for each of these."""
_MOST = 12
"""Pairs in such a paragraph at most."""
_SENTENCE_KEY = ("launch", "site", "vehicle", "launch_provider", "headquarters", "established", *ROLES)


class FactSheets:
    """Reads the fact sheets of one document."""

    def __init__(self, page: Page, outline: Outline, subjects: Subjects) -> None:
        self._page = page
        self._outline = outline
        self._subjects = subjects
        self._parts = SheetParts(page, outline)

    def table(self, table: Table) -> Iterator[Fact]:
        """The facts of a table of two columns, its header included where that is a pair of its own; of posts also with a third."""
        rows = [*([table.header] if table.header is not None else []), *table.rows]
        cells = {i: self._outline.blocks[i].cells for i in rows}
        yield from self._sheet([Pair(c[0], c[1], i) for i, c in cells.items() if len(c) > 1], self._headed(table))

    def is_sheet(self, table: Table) -> bool:
        """Whether a table's rows are keys with values: without header or with one that says so, or with keys in its first column."""
        if any(len(self._outline.blocks[i].cells) != 2 for i in table.rows):
            return table.header is None and self._lists_officers(table)
        if table.header is None or self._headed(table):
            return True
        head = kinds_of(self._page.words(self._outline.blocks[table.header].cells[0]))
        keys = [
            kinds_of(self._page.words(self._outline.blocks[i].cells[0]), whole=True) & set(_SENTENCE_KEY)
            for i in table.rows
        ]
        return "key" in head or (len(keys) > 1 and sum(map(bool, keys)) >= len(keys) / 2)

    def _lists_officers(self, table: Table) -> bool:
        """Whether rows of three cells begin with a title and the person who holds it ("Chair | Kari Moen (Norway) | 2025-2027")."""
        rows = [self._outline.blocks[i].cells for i in table.rows]
        return all(len(cells) >= 3 and is_title(self._page.words(cells[0])) for cells in rows)

    def _headed(self, table: Table) -> Span | None:
        """The organisation that alone stands in a table's header, over keys with values."""
        head = self._outline.blocks[table.header].cells if table.header is not None else ()
        if len(head) != 2 or self._page.words(head[1]).strip():
            return None
        return head[0] if named_by(self._page, head[0]) else None

    def is_comparison(self, table: Table) -> bool:
        """Whether a table's first column holds keys, and each other column tells of the mission or organisation that heads it."""
        if table.header is None or len(heads := self._outline.blocks[table.header].cells) < 3:
            return False
        keys = [kinds_of(self._page.words(self._outline.blocks[i].cells[0]), whole=True) for i in table.rows]
        telling = sum(bool(kinds & {"mission", *_SENTENCE_KEY}) for kinds in keys)
        return (
            telling > 1
            and sum(map(bool, keys)) >= len(keys) / 2
            and not any(kinds_of(self._page.words(head), whole=True) for head in heads[1:])
        )

    def compared(self, table: Table) -> Iterator[Fact]:
        """The facts of a table whose columns are fact sheets side by side."""
        assert table.header is not None
        rows = {i: self._outline.blocks[i].cells for i in table.rows}
        for column, head in enumerate(self._outline.blocks[table.header].cells[1:], 1):
            yield from self._sheet([Pair(c[0], c[column], i) for i, c in rows.items() if column < len(c)], head)

    def row(self, pairs: list[Pair], about: Span) -> Iterator[Fact]:
        """The facts of a row that is a fact sheet of its own."""
        yield from self._sheet(pairs, about)

    def items(self) -> Iterator[Fact]:
        """The facts of items that are keys with values, list by list, and of items without subject in a section about an organisation."""
        for each in self._outline.lists:
            if self._outline.blocks[each.items[0]].kind is not BlockKind.ROW:
                pairs = [list(self._pairs(i)) for i in each.items]
                apart = [own for own in pairs if len(own) > 1 and self._front(own)]
                for own in apart:
                    yield from self._sheet(own, self._front(own))
                yield from self._sheet([pair for own in pairs if own not in apart for pair in own])
                for i in each.items:
                    yield from subjectless(self._page, self._outline, self._subjects, i)
                    yield from with_post(self._page, self._outline, self._subjects, i)
        for run in self._statements():
            yield from self._sheet(run, self._front(run))

    def _front(self, pairs: list[Pair]) -> Span | None:
        """The name in front of the pairs of one line ("Skua-1. Builder: Zenit. Customer: Ruritania")."""
        start = self._outline.blocks[pairs[0].block].start
        front = Span(start, start + len(self._page.flat[start : pairs[0].key.start].rstrip(" .:;|–—-")))
        named = self._page.mentions_in(front.start, front.end) or not all(map(is_word, self._page.words(front).split()))
        return front if named and (mission_of(self._page, front) or named_by(self._page, front)) else None

    def _statements(self) -> Iterator[list[Pair]]:
        """Paragraphs that are keys with values: a line of several by itself, lines of one each one below the other."""
        run: list[Pair] = []
        for i, block in enumerate(self._outline.blocks):
            pairs = (
                list(self._pairs(i))
                if block.kind is BlockKind.PARAGRAPH and block.end - block.start <= _STATEMENT * _MOST
                else []
            )
            whole = (
                bool(pairs) and pairs[0].key.start == block.start and block.end - block.start <= _STATEMENT * len(pairs)
            )
            alone = whole and len(pairs) > 2
            if run and (alone or not whole):
                yield run
                run = []
            titled = len(pairs) > 1 and all(is_title(self._page.words(pair.key)) for pair in pairs)
            if alone or (not whole and len(pairs) > 1 and (titled or self._front(pairs))):
                yield pairs
            elif whole:
                run += pairs
        if run:
            yield run

    def _pairs(self, block: int) -> Iterator[Pair]:
        span = self._outline.span(block)
        words = self._page.words(span)
        dashed = _DASHED.match(words) if self._outline.blocks[block].kind is BlockKind.ITEM else None
        known = dashed and (is_title(dashed["key"]) or kinds_of(dashed["key"], whole=True) & set(_SENTENCE_KEY))
        for m in [dashed] if dashed and known else _PAIR.finditer(words) if ": " in words else ():
            yield Pair(
                Span(span.start + m.start("key"), span.start + m.end("key")),
                Span(span.start + m.start("value"), span.start + m.end("value")),
                block,
            )

    def _sheet(self, pairs: list[Pair], about: Span | None = None) -> Iterator[Fact]:
        """The facts of pairs that belong together, about the mission or organisation that `about`, else a pair or the headings name."""
        if not pairs:
            return
        kinds = {id(p): kinds_of(self._page.words(p.key), whole=True) for p in pairs}
        context = self._outline.context(pairs[0].block)
        shares = self._parts.shares(pairs, kinds)
        if about:
            mission, organization = mission_of(self._page, about), named_by(self._page, about)
        else:
            keyed = [(kinds[id(p)], p.value) for p in pairs]
            mission = (
                own_mission(self._page, keyed)
                or headed_mission(self._page, self._subjects, keyed, context, len(shares))
                or carried_mission(self._page, self._subjects, keyed, context)
                or self._subjects.mission(context)
            )
            organization = self._own_organization(pairs, kinds) or self._subjects.named_organization(context)
        yield from self._launch(pairs, kinds, mission)
        yield from self._agreement(pairs, kinds, context)
        yield from self._beginnings(pairs, kinds, context)
        agreement = self._subjects.agreement(context, main=False)
        is_table = self._outline.blocks[pairs[0].block].kind is BlockKind.ROW
        all_parts = is_table and sum(bool(self._parts.roles(p, kinds[id(p)])) for p in pairs) >= SEVERAL
        before: Pair | None = None
        for pair in pairs:
            if says_nothing(self._page.words(pair.value)):
                continue
            if mission and id(pair) in shares:
                yield from self._parts.shared(pair, shares[id(pair)], mission)
                continue
            if own := named_by(self._page, pair.key):
                for sentence in split(self._page.document.text, pair.value.start, pair.value.end):
                    yield from without_subject(self._page, Span(*sentence), own)
                continue
            if before and _BEFORE.fullmatch(self._page.words(pair.key)):
                yield from posts(self._page, before.key, pair.value, organization, former=True)
            before = pair if is_title(self._page.words(pair.key)) else before
            yield from posts(self._page, pair.key, pair.value, organization)
            if mission and "mission" not in kinds[id(pair)]:
                told = not kinds[id(pair)] and all_parts and not _NO_PART.search(self._page.words(pair.key))
                yield from self._parts.of_key(pair, kinds[id(pair)], mission, all_parts=told)
            if agreement and _BOUND.search(self._page.words(pair.key)):
                yield from figures(self._page, pair.key, pair.value, self._outline.span(pair.block), agreement)
            elif organization:
                yield from self._about(pair, kinds[id(pair)], organization)

    def _beginnings(
        self, pairs: list[Pair], kinds: dict[int, frozenset[str]], context: tuple[Span, ...]
    ) -> Iterator[Fact]:
        """When the agreement that the headings name entered into force."""
        agreement = self._subjects.agreement(context, main=False)
        for pair in pairs:
            if agreement and "in_force" in kinds[id(pair)] and (date := date_of(self._page, pair.value)):
                values: Values = [("sp:subject", EntityRef(agreement[0])), ("sp:date", date)]
                span = self._outline.span(pair.block)
                yield fact("Establishment", "layout-fact-sheet", values, span, (pair.key, agreement[1]), "0.92")

    def _own_organization(self, pairs: list[Pair], kinds: dict[int, frozenset[str]]) -> Subject | None:
        """The organisation that a pair gives as the one that the sheet is about."""
        for pair in pairs:
            if "own_name" in kinds[id(pair)]:
                named = [m for m in self._page.mentions_in(pair.value.start, pair.value.end) if m.letter == "O"]
                return (named[0].entities[0], pair.value) if named and named[0].start == pair.value.start else None
        return None

    def _agreement(
        self, pairs: list[Pair], kinds: dict[int, frozenset[str]], context: tuple[Span, ...]
    ) -> Iterator[Fact]:
        by_kind = {kind: p.value for p in reversed(pairs) for kind in kinds[id(p)]}
        signers = next((p for p in pairs if _SIGNERS.match(self._page.words(p.key))), None)
        if signers and any(m.letter == "P" for m in self._page.mentions_in(signers.value.start, signers.value.end)):
            named = (p.value for p in pairs if "parties" in kinds[id(p)] and p is not signers)
            by_kind |= {"signatories": signers.value, "parties": next(named, signers.value)}
        done = [
            (p.key, p.value) for p in pairs if actions_of(self._page.words(p.key)) and "parties" not in kinds[id(p)]
        ]
        bound = self._bound(context) if done and "parties" not in by_kind else []
        headed = self._subjects.agreement(context, main=False) if "parties" in by_kind or bound else None
        signed = any(
            "signature" in actions_of(self._page.words(key)) and date_of(self._page, value) for key, value in done
        )
        if "parties" in by_kind and not signed:
            done += [(p.key, p.value) for p in pairs if "date" in kinds[id(p)]][:1]
        yield from read_agreement(self._page, by_kind, done, headed[0] if headed else None, bound)

    def _bound(self, context: tuple[Span, ...]) -> list[str]:
        """Those whom the heading above binds by an agreement ("Framework Agreement with the PSU"), the lister among them."""
        tagged = self._page.tagged(context[0].start, context[0].end) if context else None
        named = _WITH_WHOM.search(tagged.text) if tagged else None
        if tagged is None or named is None:
            return []
        parties = [m.entities[0] for m in tagged.mentions(named["who"], "SO")]
        own = self._subjects.owner(context[1:], parties) if len(parties) == 1 else None
        return [own[0], *parties] if own else parties

    def _launch(self, pairs: list[Pair], kinds: dict[int, frozenset[str]], mission: Subject | None) -> Iterator[Fact]:
        by_kind = {kind: p for p in reversed(pairs) for kind in kinds[id(p)]}
        for pair in pairs:
            if "predecessor" in kinds[id(pair)]:
                yield from self._predecessor(pair)
        for pair in pairs:
            named = [m for m in self._page.mentions_in(pair.value.start, pair.value.end) if m.letter == "M"]
            leads = [m for m in named if m.start == pair.value.start or self._page.flat[m.start - 1] == "("]
            when = launch_date(self._page, pair.value, self._page.words(pair.key)) if leads else None
            if "launch" in kinds[id(pair)] and when and len(named) == 1:
                flown, span = (named[0].entities[0], pair.value), self._outline.span(pair.block)
                yield launch(flown, when, span, (pair.key,), site=None, vehicle=None, provider=None)
        key = by_kind.get("launch") or (by_kind.get("date") if {"vehicle", "site"} & by_kind.keys() else None)
        if mission is None or key is None:
            return
        when = launch_date(self._page, key.value, self._page.words(key.key))
        if when is None:
            return
        own = launch_details(self._page, key.value)
        used = [by_kind[k] for k in ("site", "vehicle", "launch_provider") if k in by_kind]
        yield launch(
            mission,
            when,
            self._outline.span(key.block),
            (mission[1], key.key, *(self._outline.span(p.block) for p in used if p.block != key.block)),
            site=place_of(self._page, by_kind["site"].value) if "site" in by_kind else own.site,
            vehicle=vehicle_of(self._page, by_kind["vehicle"].value) if "vehicle" in by_kind else own.vehicle,
            provider=next((e.entity for e in entries(self._page, by_kind["launch_provider"].value, "Company")), None)
            if "launch_provider" in by_kind
            else own.provider,
        )

    def _predecessor(self, pair: Pair) -> Iterator[Fact]:
        """The launch of another mission, told in a bracket behind its name: "Vega-1 (launched 3 June 2017 on a Halla-3 rocket)"."""
        mission = mission_of(self._page, pair.value)
        bracket = re.compile(r"\(((?:launched|launch|to be launched)\b[^()]*)\)", re.I).search(
            self._page.flat, pair.value.start, pair.value.end
        )
        if mission is None or bracket is None:
            return
        first = re.split(r"[;,] ", bracket.group(1))[0]
        span = Span(bracket.start(1), bracket.start(1) + len(first))
        when = launch_date(self._page, span, "")
        if when:
            rocket = re.search(
                r"\b(?:on|aboard|atop) (?:an? |the )?([A-Z][\w/ -]*?)(?= rocket| launcher| launch vehicle| from|$)",
                first,
            )
            yield launch(
                mission,
                when,
                self._outline.span(pair.block),
                (),
                site=None,
                vehicle=rocket.group(1) if rocket else None,
                provider=None,
            )

    def _about(self, pair: Pair, kinds: frozenset[str], organization: Subject) -> Iterator[Fact]:
        span, leans_on, subject = (
            self._outline.span(pair.block),
            (pair.key, organization[1]),
            EntityRef(organization[0]),
        )
        if "headquarters" in kinds and (place := place_of(self._page, pair.value)):
            yield fact(
                "Seat",
                "layout-fact-sheet",
                [("org:organization", subject), ("sp:place", EntityRef(place))],
                span,
                leans_on,
                "0.92",
            )
        if "established" in kinds:
            tagged = self._page.tagged(pair.value.start, pair.value.end)
            if date := date_in(tagged, current(tagged)):
                yield fact(
                    "Establishment",
                    "layout-fact-sheet",
                    [("sp:subject", subject), ("sp:date", date)],
                    span,
                    leans_on,
                    "0.92",
                )
        key = self._page.words(pair.key)
        if belongs := _BELONGS.fullmatch(key):
            said = label_standing(f"{belongs['role'] or 'member'}:")
            assert said
            for piece in pieces(self._page, pair.value):
                for entry in entries(self._page, piece, "InternationalBody"):
                    standing = annotation_standing(entry.tagged, entry.words).over(said)
                    yield membership(organization[0], entry.entity, standing, span, leans_on, "layout-fact-sheet")
            return
        yield from figures(self._page, pair.key, pair.value, span, organization)
        if self._outline.blocks[pair.block].kind is BlockKind.ROW and (label := label_standing(key)) and label.role:
            for entry in entries(self._page, pair.value):
                said = annotation_standing(entry.tagged, entry.words).over(label)
                if entry.entity != organization[0]:
                    yield membership(entry.entity, organization[0], said, span, leans_on, "layout-fact-sheet")
