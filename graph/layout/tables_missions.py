"""Tables of missions (launch, rocket, partners), and tables of who does what in one mission; launches and participations out."""

import re
from collections.abc import Iterator, Mapping

from graph.builders.missions import hardware_role
from graph.documents import Span
from graph.extraction.behind import is_off
from graph.facts import Concept, EntityRef, Fact
from graph.layout.cells import LaunchDate, launch_date, launch_details, mission_of, place_of, vehicle_of
from graph.layout.contributions import contributions
from graph.layout.entries import entries
from graph.layout.grids import Grid, Row
from graph.layout.making import Values, fact, participation
from graph.layout.parts import ROLES, entry_is_current, roles_of, unseen_kind
from graph.layout.subjects import Subject

_HEADED_PARTNER = re.compile(
    r"\b(?:partner|participant|participating|contribut|with whom|together with|cooperation with|shared with)", re.I
)


_SHARE = re.compile(
    r"(?:(?:the )?(?P<who><[DSO]\d+>)(?:'s)?|our|own) (?:share|contribution|part|role|input|participation|hardware|involvement|task)s?\b",
    re.IGNORECASE,
)
_NO_SHARE = re.compile(r"\W*(?:none|no|nil|withdr[ae]wn?|left)\b", re.IGNORECASE)


def is_missions(grid: Grid) -> bool:
    """Whether each row is a mission with its launch or those who take part."""
    mission = _listed(grid)
    return (
        mission is not None
        and not any(
            "action" in own or own & {"agreement", "contribution"} == {"agreement"} for own in grid.columns.kinds
        )
        and (grid.columns.has("launch", "site", "vehicle", *ROLES) or bool(_shares(grid)))
        and grid.mentions(mission, "SOP") < 0.5
    )


def read_missions(grid: Grid) -> Iterator[Fact]:
    """A launch and the participations of each row."""
    column = _listed(grid)
    assert column is not None
    shares = _shares(grid)
    for row in grid.rows:
        if mission := mission_of(grid.page, row.cell(column)):
            yield from _launch(grid, row, mission)
            for kind, role in ROLES.items() if not _has_left(grid, row) else ():
                own = grid.columns.first(kind, but=column)
                if own is not None and (
                    kind != "participant" or _HEADED_PARTNER.search(grid.page.words(grid.head(own)))
                ):
                    leans_on = (grid.head(own), mission[1])
                    for who, part in _taking_part(
                        grid, row.cell(own), role, unseen_kind(kind, grid.page.words(grid.head(own)))
                    ):
                        if who != mission[0]:
                            yield participation(mission[0], who, part, row.span, leans_on, "layout-table-of-missions")
            yield from _shared(grid, row, mission, column, shares)


_LEFT = re.compile(r"\W*(?:withdr[ae]wn?|left|declined|dropped out|pulled out)\b", re.IGNORECASE)


def _has_left(grid: Grid, row: Row) -> bool:
    """Whether the row says that its partner has left the mission."""
    return any(_LEFT.match(grid.words(row, i)) for i in _states(grid))


def _shares(grid: Grid) -> dict[int, Subject]:
    """The columns that tell somebody's share, with whose: "Canadian share", "Our contribution"."""
    found: dict[int, Subject] = {}
    own = grid.subjects.owner(grid.context)
    for i, head in enumerate(grid.columns.header):
        tagged = grid.page.tagged(head.start, head.end)
        if share := _SHARE.match(tagged.text):
            named = tagged.slot(share["who"]).entities[0] if share["who"] else None
            if named and not (own and share["who"][1] in "DS" and _is_at_home(grid, own[0], named)):
                found[i] = named, head
            elif own:
                found[i] = own[0], head
    return found


def _is_at_home(grid: Grid, organization: str, state: str) -> bool:
    """Whether an agency is that of a state, or may be: nothing tells of which state it is."""
    home = grid.page.table.property(organization, "state")
    known = grid.page.table.entities[organization]
    unseen = known.authority is None and known.kind in ("SpaceAgency", "GovernmentBody")
    return home == EntityRef(state) or (home is None and unseen)


def _shared(grid: Grid, row: Row, mission: Subject, column: int, shares: Mapping[int, Subject]) -> Iterator[Fact]:
    """What the columns of shares and of other sides tell."""
    told: list[tuple[str, str, Span]] = []
    for i, (who, head) in shares.items():
        cell = row.cell(i)
        by_name = list(contributions(grid.page, cell, who))
        if by_name:
            told += [(entity, part, head) for entity, part in by_name]
        elif not _NO_SHARE.match(grid.page.words(cell)):
            told += [(who, part, head) for part in roles_of(grid.page, cell)]
    other = grid.columns.first("counterpart", but=column)
    if other is not None and other not in shares:
        told += [(*each, grid.head(other)) for each in _taking_part(grid, row.cell(other), "partner")]
    for entity, part, head in dict.fromkeys(told):
        if entity != mission[0]:
            yield participation(mission[0], entity, part, row.span, (head, mission[1]), "layout-table-of-missions")


def _listed(grid: Grid) -> int | None:
    """The column of missions: the one so headed, one of names in a table that tells when each was launched, or the first, if it names
    spacecraft."""
    mission = grid.columns.first("mission")
    if mission is None and grid.columns.has("vehicle", "site"):
        mission = grid.columns.first("passenger")
    if mission is None and grid.columns.has("launch"):
        return grid.columns.first("person")
    if mission is None and not grid.columns.kinds[0] and not _NUMBERS.fullmatch(grid.page.words(grid.head(0)).strip()):
        named = max(grid.mentions(0, "M"), grid.share(0, _DESIGNATION))
        return 0 if named >= _MOST_NAMED else None
    return mission


_NUMBERS = re.compile(r"(?:no|nr|number|#|id|ref|reference|code|item|lot)\.?", re.IGNORECASE)
"""The header of a column that numbers the rows."""
_MOST_NAMED = 0.5
_DESIGNATION = re.compile(r"^[A-Z][\w-]*-\d{1,2}[A-Z]?$")
"""A name that ends in a number, as spacecraft have them ("Skua-2")."""


def _taking_part(grid: Grid, cell: Span, role: str, kind: str | None = None) -> Iterator[tuple[str, str]]:
    """Those named in a cell: with the role of its column, in a column of partners with the part that the cell tells. `kind` is that of a
    name that nothing knows."""
    if role != "partner":
        yield from ((entry.entity, role) for entry in entries(grid.page, cell, kind))
        return
    lister = grid.subjects.owner(grid.context)
    yield from dict.fromkeys(contributions(grid.page, cell, lister[0] if lister else None))


def _launch(grid: Grid, row: Row, mission: Subject) -> Iterator[Fact]:
    column = grid.columns.first("launch")
    if column is None and grid.columns.has("vehicle", "site"):
        column = grid.columns.first("date")
    if column is None:
        column = next((i for i in _states(grid) if _LAUNCH.search(grid.words(row, i))), None)
    if any(is_off(grid.words(row, i)) for i in _states(grid)):
        return
    when = launch_date(grid.page, row.cell(column), _key(grid, row, column)) if column is not None else None
    if when is None:
        return
    if any(_PLANNED.fullmatch(grid.words(row, i).strip()) for i in _states(grid)):
        when = LaunchDate(when.date, "planned")
    own = launch_details(grid.page, row.cell(column))
    site, vehicle, provider = (grid.columns.first(kind) for kind in ("site", "vehicle", "launch_provider"))
    yield launch(
        mission,
        when,
        row.span,
        (grid.header, mission[1]),
        site=place_of(grid.page, row.cell(site)) if site is not None else own.site,
        vehicle=vehicle_of(grid.page, row.cell(vehicle)) if vehicle is not None else own.vehicle,
        provider=next((e.entity for e in entries(grid.page, row.cell(provider), "Company")), None)
        if provider is not None
        else own.provider,
    )


_LAUNCH = re.compile(r"\b(?:launch(?:ed)?|lift-?off|in orbit since)\b", re.IGNORECASE)
_LIES_AHEAD = re.compile(r"\b(?:launch|lift-?off)\b", re.IGNORECASE)


_PLANNED = re.compile(
    r"(?:planned|scheduled|upcoming|expected|to be confirmed|tbc|in preparation|under construction)\b.{0,40}",
    re.IGNORECASE,
)
"""What a column of remarks says of a launch that lies ahead."""


def _states(grid: Grid) -> list[int]:
    """The columns that tell how far a mission is."""
    return [*grid.columns.all("standing"), *grid.columns.all("state_of_agreement"), *grid.columns.all("remark")]


def _key(grid: Grid, row: Row, column: int) -> str:
    """The header of a column of launches; in one of states "launch in 2029" is planned."""
    if "launch" in grid.columns.kinds[column]:
        return grid.page.words(grid.head(column))
    return "planned" if _LIES_AHEAD.search(grid.words(row, column)) else ""


def launch(
    mission: Subject,
    when: LaunchDate,
    span: Span,
    leans_on: tuple[Span, ...],
    *,
    site: str | None,
    vehicle: str | None,
    provider: str | None,
) -> Fact:
    """A launch of a row or fact sheet."""
    values: Values = [
        ("sp:mission", EntityRef(mission[0])),
        ("sp:date", when.date),
        ("sp:status", Concept(when.status)),
        ("sp:launchSite", EntityRef(site) if site else None),
        ("sp:launchVehicle", vehicle),
        ("sp:launchProvider", EntityRef(provider) if provider else None),
    ]
    return fact("Launch", "layout-launch", values, span, leans_on, "0.92")


def is_parts(grid: Grid) -> bool:
    """Whether each row tells who does what in the mission that the table is about."""
    who = _who(grid)
    if who is None or grid.mentions(who, "SO") < 0.5 or _mission(grid) is None:
        return False
    return _what(grid, who) is not None or bool(_HEADED_PARTNER.search(grid.page.words(grid.head(who))))


def read_parts(grid: Grid) -> Iterator[Fact]:
    """The participations of all rows, with the role that the contribution tells."""
    who, mission = _who(grid), _mission(grid)
    assert who is not None and mission is not None
    what = _what(grid, who)
    for row in grid.rows:
        if any(_LEFT.match(grid.words(row, i)) for i in range(len(row.cells)) if i != who):
            continue
        cell = row.cell(what)
        roles = (
            roles_of(grid.page, cell, hardware_role(grid.page.words(grid.head(what))))
            if what is not None
            else ["partner"]
        )
        leans_on = (grid.head(who), *((grid.head(what),) if what is not None else ()), mission[1])
        for entry in entries(grid.page, row.cell(who), "ResearchInstitution") or _leading(grid, row, who):
            for role in roles:
                if entry_is_current(entry.words) and entry.entity != mission[0]:
                    yield participation(mission[0], entry.entity, role, row.span, leans_on, "layout-table-of-parts")


def _leading(grid: Grid, row: Row, who: int) -> list:  # type: ignore[type-arg]
    """The first name of a cell that says more ("ESA, with hardware of JAXA")."""
    cell = row.cell(who)
    comma = re.search(r", (?:with|and|plus|supported by|together with) ", grid.page.words(cell))
    return entries(grid.page, Span(cell.start, cell.start + comma.start())) if comma else []


def _who(grid: Grid) -> int | None:
    return grid.columns.first("participant", "lead", "state", "member")


def _what(grid: Grid, who: int) -> int | None:
    return grid.columns.first("contribution", "standing", but=who)


def _mission(grid: Grid) -> Subject | None:
    return grid.subjects.mission(grid.context)
