"""Tables of members and of parties: role, since when, and what each did about the agreement that a column names; facts out."""

import re
from collections.abc import Iterator

from graph.builders.memberships import role_of, status_of
from graph.dates.values import Date
from graph.documents import Span
from graph.facts import Fact
from graph.layout.cells import date_of, place_of, says_nothing, says_yes, words_pattern
from graph.layout.entries import Entry, entries
from graph.layout.grids import Grid, Row
from graph.layout.legends import coded_actions, legend
from graph.layout.making import Standing, action, membership
from graph.layout.standing import actions_of, annotation_standing, is_negated, label_standing
from graph.layout.subjects import Subject, subject_of
from graph.layout.tables_people import signers

_WHO = ("state", "member", "participant")
_MEMBERSHIP = re.compile(r"\b(?:members?|observers?|signator(?:y|ies)|associate|applicant|candidate)\b", re.I)
_GRADE = re.compile(r"(?:full|founding|founder|associated?|signatory|ordinary|regular)\W*", re.I)
_OVER = re.compile(r"\b(?:lapsed|expired|terminated|ended|under negotiation|being negotiated|draft)\b", re.I)
_PLANNED = {"signature": "planned-signature", "accession": "planned-signature"}


def is_members(grid: Grid) -> bool:
    """Whether the rows are members or parties: who, and a standing in words of membership, a date of joining, or an action."""
    who = _listed(grid)
    if who is None or (grid.mentions(who, "SO") < 0.5 and "state" not in grid.columns.kinds[who]):
        return False
    standing = grid.columns.first("standing", but=who)
    if standing is not None and grid.share(standing, _MEMBERSHIP) > 0:
        return True
    label = _label(grid)
    return (
        _has_actions(grid)
        or grid.columns.has("since")
        or bool(label and (label.role or "") != "partner" and not grid.columns.has("contribution"))
    )


def lists_members(grid: Grid) -> bool:
    """Whether the line or heading right above says that those in a column of organisations or states are members."""
    who, above = _listed(grid), grid.context[:1]
    label = label_standing(grid.page.words(above[0])) if above else None
    return who is not None and label is not None and label.role is not None and grid.mentions(who, "SO") >= _MOST_NAMED


_MOST_NAMED = 0.5


def read_members(grid: Grid) -> Iterator[Fact]:
    """The facts of all rows."""
    who = _listed(grid)
    assert who is not None
    if holder := _holder(grid, who) or _member_elsewhere(grid, who):
        yield from _held(grid, who, holder)
        return
    kind = _kind(grid, who)
    listed = {row: entries(grid.page, row.cell(who), kind) for row in grid.rows}
    named = {entry.entity for found in listed.values() for entry in found}
    organization = None if _lists_signatories(grid) else grid.subjects.organization(grid.context, named)
    agreements = {
        column: grid.subjects.agreement((grid.head(column), *grid.context)) for column in _action_columns(grid)
    } | _coded(grid)
    for row, found in listed.items():
        for entry in found:
            if organization and entry.entity != organization[0]:
                yield from _membership(grid, row, entry, organization, who)
                yield from _bound(grid, row, entry, organization, who)
            for column, agreement in agreements.items():
                if agreement:
                    yield from _action(grid, row, entry, column, agreement)


def _holder(grid: Grid, who: int) -> Subject | None:
    """Whose standings in the bodies of the rows a column gives ("Zubrowka's standing", "Status of Zubrowka")."""
    standing = grid.columns.first("standing", but=who)
    head = grid.head(standing) if standing is not None else None
    named = [m for m in grid.page.mentions_in(head.start, head.end) if m.letter in "SO"] if head else []
    return (named[0].entities[0], head) if head and named else None


def _member_elsewhere(grid: Grid, who: int) -> Subject | None:
    """Who is a member of the bodies in the rows: the one whose memberships a heading says they are, else the organisation that the part is
    about, under a heading such as "Memberships"."""
    if not grid.columns.has("standing", "since"):
        return None
    for span in grid.context[:2]:
        tagged = grid.page.tagged(span.start, span.end)
        if found := _MEMBERSHIPS_OF.fullmatch(tagged.text.strip()):
            mention = tagged.slot(found["whose"] or found["of"])
            return subject_of(mention)
        if grid.columns.has("standing") and _MEMBERSHIPS.fullmatch(grid.page.words(span).strip()):
            return grid.subjects.owner(
                grid.context, [e.entity for row in grid.rows for e in entries(grid.page, row.cell(who))]
            )
    return None


_BODIES = (
    r"(?:(?:other |international |intergovernmental |regional |space )*"
    r"(?:bodies|organi[sz]ations|networks|associations|unions|fora|forums))"
)
_MEMBERSHIPS_OF = re.compile(
    rf"(?:(?P<whose><[SO]\d+>)(?:'s|')? (?:international |institutional |current )*"
    rf"(?:memberships?(?: (?:in|of) {_BODIES})?|memberships|as an? member(?: of {_BODIES})?|in {_BODIES})"
    rf"|(?:international |institutional |current )*memberships(?: (?:in|of) {_BODIES})?"
    r"(?: held)?(?: of| by|:| [–—-]) (?:the )?(?P<of><[SO]\d+>))"
    r"(?: \([^()]*\))?\W*",
    re.I,
)
"""Headings that say whose memberships are listed below ("International memberships of Ruritania", "Ruritania in international bodies")."""
_MEMBERSHIPS = re.compile(
    r"(?:(?:[A-Za-z\d.]+\W+)?(?:our |its |other |international |current |institutional )*memberships(?: of other bodies)?"
    r"|(?:our |its )?memberships? (?:in|of) (?:other |international )?(?:bodies|organi[sz]ations|networks|associations|unions)"
    r"|member of|affiliations)\W*",
    re.I,
)
"""Headings over the bodies to which somebody belongs. "Membership" alone heads members, too: one needs the plural or where."""


def _held(grid: Grid, who: int, holder: Subject) -> Iterator[Fact]:
    """The memberships of one holder in the bodies of the rows."""
    standing = grid.columns.first("standing", but=who)
    for row in grid.rows:
        cell = row.cell(standing)
        tagged, words = grid.page.tagged(cell.start, cell.end), grid.words(row, standing)
        said = annotation_standing(tagged, tagged.text).over(_columns(grid, row))
        if said.status == "ended" or (standing is None and said.since):
            said = said.over(Standing("member"))
        elif says_nothing(words) or words_pattern("undecided").search(words):
            continue
        if said.role is None:
            continue
        bound = [m for m in grid.page.mentions_in(row.cell(who).start, row.cell(who).end) if m.letter == "A"]
        for m in bound[:1] if said.status != "ended" else ():
            leans_on = (holder[1], grid.head(who))
            yield action(
                m.entities[0], holder[0], "signature", said.since, row.span, leans_on, "layout-table-of-members"
            )
        for entry in entries(grid.page, row.cell(who), "InternationalBody"):
            leans_on = (holder[1], grid.head(who))
            yield membership(holder[0], entry.entity, said, row.span, leans_on, "layout-table-of-members", "0.94")


def _listed(grid: Grid) -> int | None:
    """The column of those listed; where bodies stand left of countries, the countries only tell where each is at home."""
    state, body = grid.columns.first("state"), grid.columns.first("member", "participant")
    if state is not None and body is not None and body < state and grid.mentions(body, "O") >= 0.5:
        return body
    return grid.columns.first(*_WHO)


def _kind(grid: Grid, who: int) -> str | None:
    """What a name that nothing knows is in the column: a state where the header or most of its cells say so, an organisation where
    most of them name one."""
    if "state" in grid.columns.kinds[who] or grid.mentions(who, "S") >= 0.5:
        return "State"
    return "Organization" if grid.mentions(who, "O") >= 0.5 else None


def _lists_signatories(grid: Grid) -> bool:
    """Whether the line or heading above says that the rows are signatories of an agreement, not members."""
    return any(grid.subjects.signed_by_those_under(grid.page.words(span), grid.context) for span in grid.context[:2])


def _label(grid: Grid) -> Standing | None:
    """The standing that the line or heading right above the table gives to its rows."""
    return next((found for span in grid.context[:2] if (found := label_standing(grid.page.words(span)))), None)


def _membership(grid: Grid, row: Row, entry: Entry, organization: Subject, who: int) -> Iterator[Fact]:
    standing = grid.columns.first("standing", but=who)
    said, leans_on = Standing(), [organization[1]]
    if standing is not None:
        cell = row.cell(standing)
        words = grid.page.words(cell)
        if says_nothing(words) or (is_negated(words) and not role_of(words)):
            return
        tagged = grid.page.tagged(cell.start, cell.end)
        said = annotation_standing(tagged, tagged.text)
        marked = Entry(entry.entity, entry.name, tagged.text, tuple(m for m in _marks(tagged.text)), tagged)
        if _GRADE.fullmatch(words):
            said = Standing(role_of(f"{words} member")).over(said)
        said, notes = grid.rosters.standing(marked, said, row.block)
        leans_on += [grid.head(standing), *notes]
    said, notes = grid.rosters.standing(entry, said.over(_columns(grid, row)), row.block)
    label = _label(grid)
    head = label_standing(f"{grid.page.words(grid.head(who))}:") if standing is None else None
    role = said.role or (label.role if label else None) or (head.role if head and said.since else None)
    role = role or ("member" if said.since and standing is None else None)
    if role is None:
        return
    since = grid.columns.first("since")
    leans_on += [*notes, *([grid.head(since)] if since is not None and said.since else [])]
    full = said.over(Standing(role, label.status if label and standing is None else None))
    yield membership(entry.entity, organization[0], full, row.span, leans_on, "layout-table-of-members", "0.94")


def _bound(grid: Grid, row: Row, entry: Entry, organization: Subject, who: int) -> Iterator[Fact]:
    """A standing that is an agreement ("Cooperation agreement"): in force between both since the day of the row."""
    standing = grid.columns.first("standing", but=who)
    cell = row.cell(standing)
    words = grid.page.words(cell)
    found = [m for m in grid.page.mentions_in(cell.start, cell.end) if m.letter == "A"] if standing is not None else []
    if not found or is_negated(words) or words_pattern("planned").search(words) or _OVER.search(words):
        return
    since = _columns(grid, row).since
    for party in (entry.entity, organization[0]):
        leans_on = (organization[1], grid.head(standing or 0))
        yield action(
            found[0].entities[0], party, "entry-into-force", since, row.span, leans_on, "layout-table-of-members"
        )


def _marks(words: str) -> list[str]:
    return re.findall(r"\*{1,3}|[†‡§¹²³⁴⁵⁶⁷⁸⁹]|\[\w{1,3}\]|\((?:\d{1,2}|[a-z])\)", words)


def _columns(grid: Grid, row: Row) -> Standing:
    """What the columns since, until and remarks say."""
    since, until, remark = (grid.columns.first(kind) for kind in ("since", "until", "remark"))
    first, last = (date_of(grid.page, row.cell(c)) if c is not None else None for c in (since, until))
    if since is not None and first and re.search(r"\b(?:until|till)\b", grid.words(row, since)):
        first, last = None, first
    if first and first.members[0] != first.members[1]:
        first, last = first.members
    return Standing(None, status_of(grid.words(row, remark)) if remark is not None else None, first, last)


_LETTERS = {"a": "accession", "r": "ratification", "s": "signature"}


def _what(grid: Grid, column: int, words: str) -> tuple[str, ...]:
    """What a column is about; in one of several acts the letter behind the day says which ("2024 (A)", "3 May 2020 a")."""
    head = grid.page.words(grid.head(column))
    named = actions_of(head) or coded_actions(grid.page.flat, head)
    if not named and "date" in grid.columns.kinds[column] and _lists_signatories(grid):
        return ("signature",)
    own = actions_of(words)
    if named and own[:1] in (("accession",), ("withdrawal",)):
        return own[:1]  # "accession 9 Sept. 2022" in the column of ratifications
    letter = re.search(r"(?:\(([ars])\)|\d ([ars]))$", words.strip(), re.I)
    by_letter = _LETTERS[(letter.group(1) or letter.group(2)).lower()] if letter else ""
    if len(named) > 1 and by_letter in named:
        return (by_letter,)
    return named[:1] or (("entry-into-force",) if "in_force" in grid.columns.kinds[column] else ())


def _has_actions(grid: Grid) -> bool:
    named = bool(_action_columns(grid)) and (
        grid.subjects.agreement(grid.context) is not None or _names_agreement(grid)
    )
    return named or bool(_coded(grid))


def _names_agreement(grid: Grid) -> bool:
    return any(grid.subjects.agreement((grid.head(c),), main=False) for c in _action_columns(grid))


def _action_columns(grid: Grid) -> list[int]:
    columns = [
        i
        for i, kinds in enumerate(grid.columns.kinds)
        if (kinds & {"action", "in_force"} and "signer" not in kinds) or _is_deposit(grid, i)
    ]
    return columns or [i for i in grid.columns.all("date")[:1] if _lists_signatories(grid)]


_DEPOSIT = re.compile(r"(?:date of )?deposit(?: of (?:the )?instruments?)?|instruments? deposited(?: on)?", re.I)


def _is_deposit(grid: Grid, column: int) -> bool:
    """Whether a column tells when instruments were deposited; what they were, another cell says."""
    return _DEPOSIT.fullmatch(grid.page.words(grid.head(column)).strip()) is not None


def _deposited(grid: Grid, row: Row) -> tuple[str, ...]:
    """What an instrument that was deposited did, as the cells of the row tell it alone."""
    told = (actions_of(grid.page.words(cell)) for cell in row.cells)
    return next((what for what in told if what in (("ratification",), ("accession",))), ())


_UNEXPLAINED = re.compile(r"[A-Z]{1,2}(?=$|[ *†‡(\[])")
"""One or two letters, which may stand for something that no key here explains."""


def _coded(grid: Grid) -> dict[int, Subject | None]:
    """The agreements that head columns of letters ("R", "S"): those named or abbreviated there."""
    codes = legend(grid.page.flat)
    found: dict[int, Subject | None] = {}
    for column, head in enumerate(grid.columns.header):
        cells = [words for row in grid.rows if not says_nothing(words := grid.words(row, column))]
        firsts = {words.split()[0] for words in cells}
        if firsts & codes.keys() and all(map(_UNEXPLAINED.match, firsts - codes.keys())):
            named = grid.subjects.agreement((head,), main=False) or _abbreviated(grid, head)
            if not named and all(re.search(r"\d{4}", words) for words in cells):
                named = grid.subjects.agreement(grid.context)
            found |= {column: named} if named else {}
    return found


def _abbreviated(grid: Grid, head: Span) -> Subject | None:
    """The agreement for which a header stands by a line or key that gives its name in full ("ARRA  Agreement on …", "ARRA = …")."""
    short = grid.page.words(head).strip()
    lines = (i for i, block in enumerate(grid.outline.blocks) if grid.page.flat.startswith(f"{short} ", block.start))
    spans = [grid.outline.span(i) for i in lines]
    key = re.compile(rf"(?<![\w-]){re.escape(short)} ?[=:–-] ?(?P<name>[^;=\n]{{5,120}})") if short else None
    spans += [Span(*m.span("name")) for m in key.finditer(grid.page.flat)] if key else []
    return next((named for span in spans if (named := grid.subjects.agreement((span,), main=False))), None)


_WITH_YEAR = re.compile(r"[A-Za-z]{1,2}[ .,(]{0,2}(?P<year>(?:19|20)\d\d)\W*")
"""A letter with its year ("R 2019")."""


def _action(grid: Grid, row: Row, entry: Entry, column: int, agreement: Subject) -> Iterator[Fact]:
    """The action of a cell: its date, or a tick; a dash is nothing, what is only expected is planned."""
    words = grid.words(row, column)
    date = date_of(grid.page, row.cell(column))
    code = legend(grid.page.flat).get(words.partition(" ")[0]) if grid.columns.kinds[column] <= {"agreement"} else None
    year = _WITH_YEAR.fullmatch(words) if code and not date else None
    date = Date.year(int(year["year"])) if year else date
    if says_nothing(words) or is_negated(words) or not (date or code or says_yes(words) or actions_of(words)):
        return
    what = (code,) if code else _deposited(grid, row) if _is_deposit(grid, column) else _what(grid, column, words)
    for name in what:
        planned = words_pattern("planned").search(words) is not None or (
            grid.page.document.issued and date and date.not_before > grid.page.document.issued.not_after
        )
        kept = _PLANNED.get(name) if planned else name
        if kept is None:
            continue
        leans_on = (grid.head(column), agreement[1])
        people = list(signers(grid, row, entry.entity)) if name == "signature" else []
        place_column = grid.columns.first("place")
        place = (
            place_of(grid.page, row.cell(place_column)) if place_column is not None and name == "signature" else None
        )
        signed_by: list[str | None] = [p for p, _ in people] or [None]
        for person in signed_by:
            yield action(
                agreement[0],
                entry.entity,
                kept,
                date,
                row.span,
                leans_on,
                "layout-table-of-parties",
                person=person,
                place=place,
            )
        yield from (position for _, position in people if position)
