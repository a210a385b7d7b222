"""Tables of agreements: title, parties, date, place, what it covers; actions and coverages out."""

import re
from collections.abc import Iterator

from graph.builders.missions import done_role
from graph.builders.topics import MAX_WORDS
from graph.dates.values import Date
from graph.documents import Span
from graph.facts import Concept, EntityRef, Fact
from graph.layout.cells import current, date_in, date_of, place_of, says_nothing, words_pattern
from graph.layout.entries import entries
from graph.layout.grids import Grid, Row
from graph.layout.legends import agreement_codes, state_codes
from graph.layout.making import Values, action, fact, participation, signing
from graph.layout.standing import actions_of, is_negated, state_of_agreement
from graph.layout.subjects import Subject
from graph.mentions.agreements import agreement_type, find_nouns

_RULE = "layout-table-of-agreements"
_SIDE = re.compile(r"(?:(?! [–—/-] | ?[;/] ?).)+")
_LISTED = re.compile(r"[^\s,;/–—&](?:(?!,? (?:and|&) | [–—/-] | ?[,;/] ?).)*")
"""The names of a cell of parties, where one is known and another is not."""


_NAME = r"(?:<[LS]\d+>|[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
_WHERE = re.compile(
    rf"(?<![\w'-]){_NAME}(?=,? (?:on )?<Y\d+>\W*$)|(?<=> ){_NAME}\W*$|(?<=>, ){_NAME}\W*$|(?<=> in ){_NAME}\W*$"
)
"""The place of a signature beside its day."""
_PART = re.compile(
    r"(?:the )?(?P<what>launch(?:ing)?|assembly|construction|manufactur(?:e|ing)|building|development|operations?)"
    r" of (?:the )?<M\d+>(?: (?:satellite|mission))?",
    re.I,
)
"""What a contractor does for a mission."""


def is_agreements(grid: Grid) -> bool:
    """Whether each row is an agreement with its parties, or the day of its entry into force."""
    column = grid.columns.first("agreement")
    if column is None or not (grid.columns.has("parties", "counterpart", "in_force") or _partner(grid) is not None):
        return False
    named = sum(bool(find_one(grid, row, column)) for row in grid.rows)
    return named >= len(grid.rows) / 2


def read_agreements(grid: Grid) -> Iterator[Fact]:
    """For each row what each party did about its agreement; without parties, when the agreement came into being."""
    column = grid.columns.first("agreement")
    assert column is not None
    other = grid.columns.first("counterpart")
    other = _partner(grid) if other is None else other
    keeper = _keeper(grid, other) if other is not None and not grid.columns.has("parties") else None
    for row in grid.rows:
        if agreement := find_one(grid, row, column):
            if other is not None or grid.columns.has("parties"):
                yield from _row(grid, row, agreement, column, other, keeper)
            else:
                yield from _beginning(grid, row, agreement)


def find_one(grid: Grid, row: Row, column: int) -> str | None:
    """The agreement of a cell: the one mentioned, or a new one named as the cell has it."""
    cell = row.cell(column)
    words = grid.page.words(cell)
    mentioned = [m for m in grid.page.mentions_in(cell.start, cell.end) if m.letter == "A"]
    if mentioned and words.strip() not in agreement_codes(grid.page.flat):
        return mentioned[0].entities[0]
    if noun := agreement_codes(grid.page.flat).get(words.strip()):
        coded = grid.page.table.anonymous("Agreement", noun)
        grid.page.table.set_property(coded, "sp:agreementType", Concept(agreement_type(noun) or "agreement"))
        return coded
    kind = agreement_type(re.sub(r"\([^()]*\)", "", words).strip())
    if kind is None and not any(find_nouns(grid.page.flat, cell.start, cell.end)):
        return None
    entity = grid.page.table.unseen("Agreement", grid.page.document.slice(cell))
    grid.page.table.set_property(entity, "sp:agreementType", Concept(kind or "agreement"))
    return entity


def _beginning(grid: Grid, row: Row, agreement: str) -> Iterator[Fact]:
    """The establishment of an agreement: the day on which it entered into force."""
    column = grid.columns.first("in_force")
    date = date_of(grid.page, row.cell(column)) if column is not None else None
    issued = grid.page.document.issued
    if date and column is not None and not (issued and date.not_before > issued.not_after):
        values: Values = [("sp:subject", EntityRef(agreement)), ("sp:date", date)]
        yield fact("Establishment", _RULE, values, row.span, (grid.head(column),), "0.9")


def _keeper(grid: Grid, other: int) -> Subject | None:
    """The organisation whose agreements the table lists: none of its partners."""
    return grid.subjects.owner(
        grid.context, {e.entity for row in grid.rows for e in entries(grid.page, row.cell(other))}
    )


def _row(
    grid: Grid, row: Row, agreement: str, column: int, other: int | None, keeper: Subject | None
) -> Iterator[Fact]:
    done = _done(grid, row)
    parties, leans_on = _parties(grid, row, other, keeper)
    if not done or len(parties) < 2:
        return
    for what, date, head in done:
        place = _place(grid, row, head) if what == "signature" else None
        spans = (grid.head(column), *leans_on, *((grid.head(head),) if head is not None else ()))
        for party in parties:
            yield action(agreement, party, str(what), date, row.span, spans, _RULE, place=place)
        if place and date:
            yield signing(parties, date, place, row.span, spans, _RULE)
    yield from _topics(grid, row, agreement, (grid.head(column), *leans_on))
    yield from _parts(grid, row, parties[1:], tuple(leans_on))


def _place(grid: Grid, row: Row, head: int | None) -> str | None:
    """Where an agreement was signed: by the column of places, else in front of the day or behind it ("3 May 2023, Lusaka")."""
    column = grid.columns.first("place")
    if column is not None:
        return place_of(grid.page, row.cell(column))
    cell = row.cell(head) if head is not None else None
    tagged = grid.page.tagged(cell.start, cell.end) if cell else None
    found = _WHERE.search(tagged.text) if tagged and "<Y" in tagged.text else None
    return place_of(grid.page, Span(tagged.origin(found.start()), cell.end)) if cell and tagged and found else None


def _parts(grid: Grid, row: Row, others: list[str], leans_on: tuple[Span, ...]) -> Iterator[Fact]:
    """What a contract with somebody is for ("launch of Polaris-2") is their part in that mission."""
    topic = grid.columns.first("topic")
    if topic is None or grid.columns.has("parties"):
        return
    cell = row.cell(topic)
    tagged = grid.page.tagged(cell.start, cell.end)
    if found := _PART.fullmatch(tagged.text.strip(" .")):
        (mission,) = tagged.mentions(found.group(), "M")
        for other in others:
            role = done_role(found.group("what"))
            yield participation(mission.entities[0], other, role, row.span, leans_on, "layout-table-of-contracts")


def _topics(grid: Grid, row: Row, agreement: str, leans_on: tuple[Span, ...]) -> Iterator[Fact]:
    topic = grid.columns.first("topic")
    words = grid.page.document.slice(row.cell(topic)).strip(" .") if topic is not None else ""
    if says_nothing(words) or len(words.split()) > MAX_WORDS:
        return
    for piece in re.split(r"[;,]\s+", words):
        values: Values = [
            ("sp:agreement", EntityRef(agreement)),
            ("sp:topic", EntityRef(grid.page.table.unseen("Topic", piece))),
        ]
        yield fact("Coverage", _RULE, values, row.span, leans_on, "0.85")


def _partner(grid: Grid) -> int | None:
    """A column of partners of the organisation whose agreements the table lists."""
    return grid.columns.first("participant", "state")


def _parties(grid: Grid, row: Row, other: int | None, keeper: Subject | None) -> tuple[list[str], list[Span]]:
    if columns := grid.columns.all("parties"):
        named = [party for i in columns for party in _between(grid, row.cell(i), alone=len(columns) == 1)]
        return list(dict.fromkeys(named)), [grid.head(i) for i in columns]
    assert other is not None
    found = [e.entity for e in entries(grid.page, row.cell(other))]
    if keeper is None:
        return list(dict.fromkeys(found)), [grid.head(other)]
    return list(dict.fromkeys([keeper[0], *found])), [grid.head(other), keeper[1]]


_Done = tuple[str | None, Date | None, int | None]
"""An action, its day, and the column that says so."""


def _done(grid: Grid, row: Row) -> list[_Done]:
    """What was done: by the column of states, and by that of days where the two do not contradict each other."""
    stated, dated = _stated(grid, row) or _ended(grid, row), _action(grid, row)
    if not dated[0] or {"planned-signature", "negotiation"} & {what for what, _, _ in stated}:
        return stated
    same = next((done for done in stated if done[0] == dated[0] and done[1]), dated)
    return [same, *(done for done in stated if done[0] != dated[0])]


def _between(grid: Grid, cell: Span, *, alone: bool = True) -> list[str]:
    """Those named in a cell of parties, also where a dash or stroke stands between them ("PSU – Lagoon Institute"); beside a known one
    a name of several words that nothing knows is an organisation. A cell that stands not `alone` may name one of them."""
    listed = [e.entity for e in entries(grid.page, cell)]
    if not alone:
        return listed or [e.entity for e in entries(grid.page, cell, "Organization")]
    if len(listed) < 2:
        sides = [Span(cell.start + m.start(), cell.start + m.end()) for m in _SIDE.finditer(grid.page.words(cell))]
        listed = [e.entity for side in sides for e in entries(grid.page, side)]
    if len(listed) < 2 and any(m.letter in "SO" for m in grid.page.mentions_in(cell.start, cell.end)):
        sides = [Span(cell.start + m.start(), cell.start + m.end()) for m in _LISTED.finditer(grid.page.words(cell))]
        listed = [
            e.entity
            for side in sides
            for e in entries(grid.page, side, "Organization" if " " in grid.page.words(side) else None)
        ]
    return list(dict.fromkeys(listed))


def _stated(grid: Grid, row: Row) -> list[_Done]:
    """What the column of states says was done, clause by clause, each with the date in it ("signed in May 2020; lapsed in 2023")."""
    state = grid.columns.first("state_of_agreement", "standing")
    if state is None:
        return []
    cell = row.cell(state)
    tagged = grid.page.tagged(cell.start, cell.end)
    found: dict[str, Date | None] = {}
    said = state_codes(grid.page.flat).get(grid.words(row, state)) or current(tagged)
    for clause in re.split(r"[;.(] ?|,(?! ?<Y) ?| (?:and|but) ", said):
        what = state_of_agreement(clause)
        if what and (what in ("planned-signature", "termination") or not is_negated(clause)):
            date = date_in(tagged, clause)
            if what == "signature" and (words_pattern("planned").search(clause) or _lies_ahead(grid, date)):
                what = "planned-signature"
            is_day_of_it = what != "negotiation" and "initial" not in clause.lower()
            found[what] = found.get(what) or (date if is_day_of_it else None)
    if list(found) == ["signature"]:
        found["signature"] = found["signature"] or date_in(tagged, current(tagged))  # "Signed, Lusaka, 3 May 2023"
    if "planned-signature" in found or "negotiation" in found:
        found.pop("signature", None)
    return [(what, date, state) for what, date in found.items()]


def _ended(grid: Grid, row: Row) -> list[_Done]:
    """That the agreement is over, where the column of ends says so in words."""
    until = grid.columns.first("until")
    over = until is not None and state_of_agreement(grid.words(row, until)) == "termination"
    return [("termination", date_of(grid.page, row.cell(until)), until)] if over else []


def _lies_ahead(grid: Grid, date: Date | None) -> bool:
    issued = grid.page.document.issued
    return bool(issued and date and date.not_before > issued.not_after)


def _action(grid: Grid, row: Row) -> _Done:
    """What was done, and when, by the column of days."""
    state = grid.columns.first("state_of_agreement", "standing")
    words = grid.words(row, state) if state is not None else ""
    signed = next(
        (i for i in grid.columns.all("action") if "signature" in actions_of(grid.page.words(grid.head(i)))), None
    )
    column = signed if signed is not None else grid.columns.first("date", "in_force")
    cell = row.cell(column)
    date = date_of(grid.page, cell) if column is not None else None
    said = f"{words} {grid.page.words(cell)}"
    if words_pattern("planned").search(said) or _lies_ahead(grid, date):
        return "planned-signature", date, column
    in_force = column is not None and "in_force" in grid.columns.kinds[column]
    if is_negated(words) or not (date or "signature" in actions_of(words)):
        return None, None, None
    return "entry-into-force" if in_force else "signature", date, column
