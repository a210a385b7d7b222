"""A text in; spans of the names that it gives to spacecraft and missions itself out: "a small satellite to watch the sea, known as X",
"its next one, X", the name before the dash of a title over what is said of a mission, and those in a table's column of missions."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from graph.lexicon import lexicon
from graph.names.acronyms import fits
from graph.names.beside import Beside
from graph.names.carrying import part_pattern
from graph.names.chains import head_kind
from graph.names.english import is_word

_NAME: Final = r"[A-Z]\w+(?:-[A-Z\d]\w*)*(?: (?:[A-Z]\w+(?:-[A-Z\d]\w*)*|\d{1,2}[A-Z]?|[IVX]{1,4})){0,2}"
_CRAFT: Final = (
    r"(?:(?:micro|nano|mini|small|cube|Cube)?[Ss]ats?|(?:micro|nano|mini)?satellites?|spacecraft|space(?:plane|ship)|probes?|rovers?|landers?"
    r"|orbiters?|constellation|missions?|twins|space telescope|capsule)"
)
_GIVEN: Final = re.compile(
    r" (?:known(?: (?:together|collectively|jointly|simply))? as|called|dubbed|christened|bapti[sz]ed|nicknamed|named) [\"']?"
    rf"(?P<name>{_NAME})(?=[\"']?(?:[,.;:)\n]|$| (?:and|that|which|will|is|was|to|in|on|for|by|from|with|has|have|are|were)\b))"
)
_RUN_IN: Final = re.compile(
    r"(?:^|\n)(?:[▸•*–—-] ?)?(?P<name>(?=[A-Z]{3})[A-Z][A-Z\d-]*(?: [A-Z][A-Z\d-]+){0,2})(?: [a-z][^.!?\n]{2,60})?[.!:] "
    rf"(?:The|Our|This) (?:[a-z-]+ ){{0,2}}{_CRAFT}\b(?! (?:industry|operator|data|images?))",
)
"""A run-in heading in capitals that the text takes up as a spacecraft ("SOL NORTE in orbit. The microsatellite went up …")."""
_FRONT: Final = 110
"""Characters in front of where a name is given in which it is told to what."""
_NEXT: Final = re.compile(
    rf" (?<=(?:ts|ir|ur|is|er|'s) )(?:(?:own|next|first|second|third|latest|newest|new|only|previous|future) )+"
    rf"(?:(?:[a-z-]+ ){{0,2}}{_CRAFT}|one),? (?:the (?:[a-z-]+ ){{0,3}})?(?P<name>{_NAME})(?=,)"
)
_TITLE: Final = re.compile(
    r"(?:(?:Mission|Satellite|Spacecraft|Project)[\w ]{0,16}[:–—-] ?)?(?P<name>[A-Z][\w-]{3,}(?: ?[-–]?\d{1,2}[A-Z]?)?)"
    r"(?:(?: ?[:|]| [–—-]+) [^\n]{3,80})?"
)
_SHARED: Final = (
    r"(?i:who (?:does|did|builds|makes) what|work ?shares?|work packages?"
    r"|(?:industrial |international |scientific )?(?:partners?|team|consortium)"
    r"|participants?|contributions?|contributors?|suppliers?|instruments?(?: suite)?|payloads?|hardware contributions?|division of work)"
)
_ONE: Final = r"[A-Z][\w-]{2,}(?: ?[-–]?\d{1,2}[A-Z]?)?"
_WORKED: Final = re.compile(
    rf"(?:{_SHARED}(?: and {_SHARED})? (?i:on board|aboard|of|on|for|to|in) (?i:the )?(?P<name>{_ONE})"
    rf"(?: (?i:mission|satellite|spacecraft|project))?"
    rf"|(?P<name__2>{_ONE})(?: (?i:mission|satellite|spacecraft|project))?(?: ?:| [–—-]+) {_SHARED}"
    rf"|(?:(?i:mission|satellite|constellation|project|programme) )?{_SHARED}(?: ?:| [–—-]+) (?P<name__3>{_ONE}))"
    r"(?: ?\([^()\n]*\))?"
)
"""A title over who does what for a spacecraft ("Instruments on board SKUA", "SKUA mission: work share")."""
_SHEET: Final = re.compile(
    r"\b(?:[Ll]aunch|[Ll]ift-?off|[Pp]rime contractor|[Pp]ayloads?|[Oo]rbit|[Gg]round segment|[Mm]ission (?:type|control|operations))\b"
)
_BODY: Final = re.compile(
    r"(?:'s)? (?:members?|secretariat|headquarters|staff|director|was founded|employs|joined|signed)\b|,? (?:Inc|Ltd|plc|GmbH)\b"
)
_ANY_CRAFT: Final = re.compile(rf"\b{_CRAFT}\b")
_STOP: Final = re.compile(r"[.;:\n\"()]")


OWN_CRAFT: Final = re.compile(
    r"(?:-\d{1,2}|(?<=[Ss]at|SAT) \d{1,3})[A-Z]?(?![\w-]| (?:\w+ )?(?:members|states|satellites)\b)"
)
"""What makes the name of an organisation or a state that of its spacecraft ("ClearSpace-1", "Arabsat 6A", not "Arabsat 21 members")."""


def find_called(flat: str, title: tuple[int, int] | None) -> Iterator[tuple[int, int]]:
    """Spans of such names in a `plain` text whose title lies in the slice; the same name may stand elsewhere, too."""
    for match in _GIVEN.finditer(flat):
        if _is_name(match["name"]) and _is_given_to_craft(flat[max(0, match.start() - _FRONT) : match.start()]):
            yield match.span("name")
    for match in _NEXT.finditer(flat):
        if _is_name(match["name"]):
            yield match.span("name")
    for match in _RUN_IN.finditer(flat):
        if _is_name(match["name"]) and match["name"] not in _bodies(flat):
            yield match.span("name")
    found = _TITLE.fullmatch(flat, *title) if title else None
    if found and _is_subject(flat, found["name"], found.end()) and (_is_headed(found) or _is_spelt_out(flat, found)):
        yield found.span("name")
    if title and (found := _WORKED.fullmatch(flat, *title)):
        group = next(group for group in ("name", "name__2", "name__3") if found[group])
        if not (is_word(found[group].lower()) and not found[group].isupper()) and found[group] not in _bodies(flat):
            yield found.span(group)


_HEAD: Final = re.compile(r"(?P<name>[A-Z][A-Za-z]{1,15}(?:[ -][A-Z][A-Za-z]{1,15})?[ -]?\d{1,2}[A-Z]?)")
_NAMED_HEAD: Final = re.compile(r"(?P<name>[A-Z][\w'-]*(?: [A-Z][\w-]*){0,5})(?: \((?P<spelt>[^()]{2,80})\))?")
_SHARE: Final = re.compile(
    r"\W*(?:(?:lead|leader|lead agency|(?:implementing |main |international )?partners?|operator|builder|customer|funding|contractor) ?:"
    r"|(?:led|developed|built|funded|operated|managed) by |runs from )",
    re.IGNORECASE,
)
"""How an item begins that tells who takes which part in something."""
_TELLS_CRAFT: Final = re.compile(
    r"\W*(?:(?:(?:planned|expected|target|first) )?launch(?:ed|er| date| site| vehicle|ing)?|lift-?off|in orbit|de-?orbited|orbit|rocket"
    r"|payloads?|prime contractor|(?:main )?(?:camera|instruments?))\b(?: (?:in|on|by|from|with)\b|[ :]| *$)",
    re.IGNORECASE,
)
"""How an item begins that tells what only spacecraft have."""


def headed_craft(flat: str, heading: tuple[int, int], items: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The span of the name of a spacecraft or programme in a heading, if the items below it tell of one: a name with a number, none of
    English, or one whose words in brackets say what it is ("SKUA (Sea Kelp Satellite)")."""
    named = _HEAD.fullmatch(flat, *heading) or _NAMED_HEAD.fullmatch(flat, *heading)
    if not named:
        return None
    name, spelt = named["name"], named.groupdict().get("spelt") or ""
    tells_craft = any(_TELLS_CRAFT.match(flat, *item) for item in items)
    is_craft = (
        "Mission" in (head_kind(name), head_kind(spelt)) and sum(bool(_SHARE.match(flat, *item)) for item in items) > 1
    )
    unknown = named.re is _HEAD or not all(is_word(word) for word in re.findall(r"[a-z]+", name.lower()))
    return named.span("name") if (tells_craft and unknown) or is_craft else None


def _is_given_to_craft(front: str) -> bool:
    """Whether what stands in front of a name speaks of a spacecraft, and behind that, in the sentence, of nothing else."""
    craft = [match.end() for match in _ANY_CRAFT.finditer(front)]
    gap = front[craft[-1] :] if craft else ""
    return bool(craft) and not _STOP.search(gap) and not _other_thing().search(gap)


_COLUMN: Final = re.compile(
    r"(?:name of (?:the )?)?(?:missions?|satellites?|spacecraft|probes?|cubesats?|rovers?)(?: names?)?", re.IGNORECASE
)
_NAMES: Final = re.compile(r"names?", re.IGNORECASE)
_OF_CRAFT: Final = re.compile(
    r"launch(?:ed)?(?: date| year)?|date of launch|(?:launcher|rocket|carrier|launch vehicle)s?", re.IGNORECASE
)
_CELL: Final = re.compile(_NAME)


def find_listed(
    flat: str, cells: Sequence[tuple[int, int]], header: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The span of the name in a row of a table whose first column is headed as one of missions, or as one of names beside their launch."""
    heads = [flat[start:end].strip() for start, end in header[:6]]
    if (
        heads
        and cells
        and (_COLUMN.fullmatch(heads[0]) or (_NAMES.fullmatch(heads[0]) and any(map(_OF_CRAFT.fullmatch, heads))))
    ):
        name = flat[slice(*cells[0])].strip()
        if _CELL.fullmatch(name) and _is_name(name):
            start = flat.index(name, cells[0][0])
            yield start, start + len(name)


@lru_cache(maxsize=1)
def _other_thing() -> re.Pattern[str]:
    """What else than the spacecraft may be called so, where it stands between."""
    return re.compile(
        rf"\b(?:{part_pattern()}|team|company|firm|agency|centre|center|institute|organi[sz]ation|rockets?|launcher|software|process|region"
        r"|crater|asteroid|comet|star|moon|engineer|scientist|astronaut|technique|method|programme|program|event|element|gas|mineral|area|site"
        r"|place|group|samples?|rocks?|named|called|known)\b"
    )


def _is_name(name: str) -> bool:
    """Whether a name is none of a world, and not begun by a word that only opens sentences."""
    words = lexicon("heads")
    return name not in words["missions"]["bodies"] and name.split()[0] not in words["openers"]["words"]


def _is_headed(title: re.Match[str]) -> bool:
    """Whether a title goes on behind the name."""
    return title.end("name") < title.end()


def _is_spelt_out(flat: str, title: re.Match[str]) -> bool:
    """Whether a title that is no more than a name is none of English, or the line below says what its letters stand for."""
    below = flat[title.end() : title.end() + _LINE].lstrip().partition("\n")[0]
    return fits(title["name"], below) or not is_word(title["name"])


_LINE: Final = 200
"""Characters of the line below a title that are looked at."""


def _is_subject(flat: str, name: str, end: int) -> bool:
    """Whether the name in a title is that of the mission which the text describes: no English word, and nothing with members or staff."""
    if is_word(name) and not name.isupper():
        return False
    told = {found[0].lower() for found in _SHEET.finditer(flat, end, end + _SOON)}
    return len(told) > 1 and _ANY_CRAFT.search(flat, end, end + _SOON) is not None and name not in _bodies(flat)


_SOON: Final = 1500
"""Characters behind a title in which a text about a mission tells of launch, orbit and payload."""


@lru_cache(maxsize=1)
def _bodies(flat: str) -> Beside:
    """The names of what has members or staff."""
    return Beside(flat, None, _BODY)
