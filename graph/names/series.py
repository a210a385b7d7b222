"""Missions told by a number in their names: members of well-known series, and what bears a number before the noun for a spacecraft; also
rockets whose names look like those of spacecraft, and programmes that are called by a list."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from graph.fronts import Front
from graph.lexicon import lexicon
from graph.names.beginnings import Beginnings
from graph.names.chains import openers

LAUNCHERS = re.compile(
    r"(?:Ariane|Falcon|Angara|Antares|PSLV|GSLV|LVM|KSLV|Rokot|Dnepr|Kuaizhou|Zhuque|Long March)(?:[ -]?(?:Heavy|[A-Z]{0,2}\d\S*))?"
    r"|Vega(?:[ -][CE])?|Proton-M|Soyuz(?:-(?:2|FG|ST|U)(?:\.1[abv])?)?|Electron|Vulcan(?: Centaur)?|Starship|New (?:Glenn|Shepard)"
    r"|Delta (?:I+|IV)(?: Heavy)?|Atlas (?:V|I+)|Saturn (?:V|IB?)|Titan (?:I+|IV)|H-?(?:2A|II[AB]|3)|Epsilon|SLS|Minotaur(?: [IVX]+)?"
    r"|Pegasus(?: XL)?"
)
"""Rockets whose names look like those of spacecraft."""


@lru_cache(maxsize=1)
def _stems() -> Beginnings:
    return Beginnings(lexicon("heads")["missions"]["series"])


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    stems = "|".join(map(re.escape, lexicon("heads")["missions"]["series"]))
    return re.compile(rf"\b(?:{stems})[ -](?:(?:[A-Z]{{1,3}}-?)?\d{{1,3}}[A-Z]?|[IVX]{{1,4}})(?![\w-])")


def find_series(flat: str) -> Iterator[tuple[int, int]]:
    """Spans of the members of well-known series of missions in a `plain` text ("Apollo 10", "Soyuz TM-20"), and of somebody's programmes
    that are called by a list ("NASA's Prizes, Challenges, and Crowdsourcing program")."""
    for match in _stems().matches(_numbered(), flat, 0, len(flat)):
        if not LAUNCHERS.fullmatch(match.group()):
            yield match.span()
    yield from _counted(flat)
    for match in _LISTED.finditer(flat):
        yield match.span(1)


def _counted(flat: str) -> Iterator[tuple[int, int]]:
    """Names with a number before a noun that says that they are a spacecraft's ("the Skua 37 satellite")."""
    for noun in _CRAFT:
        at = flat.find(noun)
        while at >= 0:
            found = _BEFORE_CRAFT.search(flat, max(0, at - _NAME_REACH), at)
            if found and found[2] not in openers() and not LAUNCHERS.fullmatch(found[1]):
                yield found.span(1)
            at = flat.find(noun, at + 1)


_CRAFT = ("spacecraft", "satellite ", "orbiter", "lander", "rover", "probe", "cubesat", "CubeSat", "smallsat")
_NAME_REACH = 48
_BEFORE_CRAFT: Final = Front(
    r"(?<![\w-])((?!(?:Expedition|Block|Phase|Group|Class|Type|Level|Batch|Flight|Launch|Series|Stage|Version|Generation|Node|Crew|Sept)\b)"
    r"([A-Z][A-Za-z]{2,})(?:-[A-Z]\w+)?(?: [A-Z][a-z]+)? \d{1,3}[A-Z]?) (?:[a-z-]+ )?$"
)


_LISTED = re.compile(
    r"'s ((?:[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}, ){1,3}and [A-Z][\w-]+(?: [A-Z][\w-]+){0,2})(?= (?:program(?:me)?|project|initiative)\b)"
)
