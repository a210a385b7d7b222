"""Names of places in a text, told by the word in front of them ("in", "at", "visited", "seat:"); spans out."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from graph.lexicon import lexicon
from graph.names.beginnings import Beginnings
from graph.names.beside import Beside
from graph.names.chains import openers
from graph.names.english import is_word

_PLACE = re.compile(
    r"(?:\b(?:in|at|from|near|to|outside|visit(?:s|ed|ing)?)[ \t](?:the[ \t])?|\b(?:[Oo]ffices?|[Ss]eat"
    r"|[Hh]eadquarters|[Pp]lace|[Vv]enue):?[ \t]|\b(?:city|town|village|capital|port|resort|municipality) of[ \t]"
    r"|\bIn[ \t](?=[A-Z][\w'-]+(?:[ \t][A-Z][\w'-]+){0,2},?[ \t]on[ \t]\d))"
    r"((?:St\. )?[A-Z][\w'-]+(?:[ \t](?:(?:de|of|da|do|la|del|al|and the)[ \t])?[A-Z][\w'-]+){0,4})"
)

_BEGINNINGS = Beginnings(
    (
        *("in ", "at ", "from ", "near ", "to ", "outside ", "visit ", "visits ", "visited ", "visiting "),
        *("office ", "offices ", "seat ", "headquarters ", "place ", "venue "),
        *(f"{kind} of " for kind in ("city", "town", "village", "capital", "port", "resort", "municipality")),
    )
)


def find_places(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of capitalised words behind such a word in a slice of a `plain` text; worlds ("at Mars"), acronyms and
    what stands for an organisation ("to the Union") are none."""
    bodies = lexicon("heads")["missions"]["bodies"]
    for match in _BEGINNINGS.matches(_PLACE, flat, start, end):
        first, last = match.span(1)
        while flat[last - 1] in ".,'" or flat[last - 2 : last] == "'s":
            last -= 1 if flat[last - 1] in ".,'" else 2
        words = list(re.finditer(r"\S+", flat[first:last]))
        if cut := next((w.start() for w in words[1:] if w.group() in openers()), None):
            last = first + len(flat[first : first + cut].rstrip())
        name = flat[first:last]
        opens = re.split(r"[ -]", name)[0] in openers() and not re.match(r"New [A-Z]", name)
        if cut and " " not in name and is_word(name):
            continue  # "from Associate Member"
        if _is_field(name):
            continue  # "Cooperation in the Peaceful Uses of Outer Space"
        if " " not in name and is_word(name) and flat.endswith("the ", first - 4, first):
            continue  # "Cooperation in the Exploration of Outer Space"
        refers = f"{name[:1].lower()}{name[1:]}" in lexicon("reference")["organisation_nouns"]
        if not opens and not refers and not name.isupper() and name not in bodies:
            yield first, last


_FIELD: Final = re.compile(
    r"(?:[Ff]ields?|[Aa]reas?|[Ss]pheres?|[Dd]omains?|Peaceful|Use|Exploration|Utili[sz]ation)\b.*"
    r"|(?:.* )?(?:Space|Sciences?|Research|Technology|Technologies|Techniques?|Applications?|Activities|Exploration|Communications?"
    r"|Telecommunications|Observations?|Navigation|Sensing|Meteorology|Astronomy|Astrophysics|Geodesy|Education|Training|Development"
    r"|Security|Safety|Affairs|Law|Policy|Medicine|Industry|Management|Monitoring|Operations|Services|Systems|Engineering|Purposes|Data"
    r"|Flight|Spaceflight|Transportation)"
)


def _is_field(name: str) -> bool:
    """Whether English words in capitals name what is worked on, as in titles of agreements ("in Space Science")."""
    return _FIELD.fullmatch(name) is not None and all(map(is_word, re.findall(r"[a-z]+", name.lower())))


_STATES: Final = re.compile(
    r",[ \t](?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|N\.(?:C|D|H|J|M|Y)|Neb|Nev|Okla|Ore"
    r"|Pa|R\.I|S\.(?:C|D)|Tenn|Tex|Va|Vt|Wash|W\.Va|Wis|Wyo)\.(?!\w)"
)
_TOWN: Final = re.compile(r"[A-Z][\w'-]*(?:[ \t][A-Z][\w'-]*){0,2}$")
_LONGEST: Final = 40


def find_towns(flat: str) -> Iterator[tuple[int, int, int]]:
    """Where a town of the United States begins and ends, and its abbreviated state ("Greenbelt, Md.") behind it."""
    for match in _STATES.finditer(flat):
        if town := _TOWN.search(flat, max(0, match.start() - _LONGEST), match.start()):
            yield town.start(), match.start(), match.end()


def is_part_of_place(flat: str, start: int, end: int, *, exact: bool) -> bool:
    """Whether the name of a place is part of another's ("Colorado" in "Colorado Springs", "Cairo" in "New Cairo")."""
    return flat.startswith("New ", start - 4) or (exact and _FURTHER.match(flat, end) is not None)


_FURTHER: Final = re.compile(r" [A-Z][a-z]+")


def is_place(name: str, flat: str) -> bool:
    """Whether the text uses a name as that of a place: behind "in", "near" or the like, before a region, or as where somebody is from."""
    return name in _used(flat)


_WHERE: Final = re.compile(r"\b(?:in|near|to|from|outside|around|via)[ \t]")
_BASED: Final = re.compile("-based")
_ENDS: Final = re.compile(r"\b(?:,[ \t][A-Z]|(?![ \t][A-Z]))")


@lru_cache(maxsize=1)
def _used(flat: str) -> Beside:
    """The names that the text uses so."""
    return Beside(flat, _WHERE, _BASED, _ENDS)
