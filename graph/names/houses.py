"""A name that ends as missions' names do in; whether it is that of a house or body on Earth out, by what the text says of it: who works
there, and who its members are."""

import re
from functools import lru_cache
from typing import Final

from graph.names.beside import Beside

_SKY: Final = re.compile(
    r"\b(?:Space|Orbit|Solar|Helio|Dynamics|X-ray|Gamma|Infrared|Ultraviolet|Carbon|Magneto|Lunar|Planet|Worlds|Cosmic|Gravit|Wave|Neutrino"
    r"|Stratospheric|Airborne|Ocean|Great|Sun\b|Polar|Earth|Climate)",
    re.IGNORECASE,
)
"""What the names of observatories in space tell."""


def _is_house(flat: str, name: str) -> bool:
    """Whether an observatory is a house: by its name, which tells nothing of space ("Sunda Volcano Observatory"), or by the people whom the
    text places in it ("director of the X Observatory")."""
    return name.endswith("Observatory") and (not _SKY.search(name) or name in _staffed(flat))


def _has_members(flat: str, name: str, *others: str) -> bool:
    """Whether a programme is a house: the text speaks of its member states, council or secretariat, by its name or another."""
    return name.endswith(("Programme", "Program", "Initiative", "Project")) and any(
        called in _joined(flat) for called in (name, *others)
    )


def kind_of_house(flat: str, name: str, *others: str) -> str | None:
    """What is named as missions are but is a house or body on Earth; others are its further names."""
    if _is_house(flat, name):
        return "ResearchInstitution"
    return "InternationalBody" if _has_members(flat, name, *others) else None


@lru_cache(maxsize=1)
def _joined(flat: str) -> Beside:
    """What the text says that there are members, a council or a secretariat of."""
    return Beside(flat, _ORGAN_OF, _HAS_ORGAN)


def has_member_states(text: str, name: str) -> bool:
    """Whether a text speaks of the member states of what bears a name ("The Tidal Bureau has nine member states")."""
    return name in _of_states(text)


@lru_cache(maxsize=1)
def _of_states(text: str) -> Beside:
    return Beside(text, _STATES_OF, _HAS_STATES)


_STATES: Final = (
    r"(?:[Mm]ember (?:[Ss]tates|[Cc]ountries|[Aa]dministrations|[Aa]gencies|[Oo]rgani[sz]ations|[Ii]nstitutions)"
    r"|(?:[Ff]ounding|[Ff]ounder|[Ff]ull|[Aa]ssociate) [Mm]embers)\b"
)
_STATES_OF: Final = re.compile(rf"\b{_STATES} of (?:the )?(?=[A-Z])")
_HAS_STATES: Final = re.compile(
    r"(?:'s)?(?:,[^,.;\n]{3,60},)? (?:(?:now |today |currently )?(?:has|counts|comprises|groups|unites)(?: now)? [\w-]+ )?"
    rf"(?:full )?{_STATES}"
    r"| (?:now |today |currently )?(?:has|counts|comprises|numbers|unites) (?:now )?(?:\d+|[a-z]+(?:-[a-z]+)?) members\b"
    rf"| was (?:founded|set up|created|established|formed) [^.;\n]{{3,160}}, its {_STATES}"
)
_ORGAN: Final = r"(?:[Cc]ouncil|[Ss]ecretariat|[Aa]ssembly|[Mm]ember [Ss]tates?|[Mm]ember [Cc]ountries|[Oo]bservers?)"
_ORGAN_OF: Final = re.compile(rf"\b{_ORGAN} (?:of|in|to) (?:the )?(?=[A-Z])")
_HAS_ORGAN: Final = re.compile(rf"(?:'s {_ORGAN}| {_ORGAN})\b")
_POST: Final = r"(?:director|head|president|secretary|staff|scientists?|astronomers?|chair)"
_POST_AT: Final = re.compile(
    rf"\b(?:{_POST} (?:of|at)|(?:[Aa]greement|[Mm]emorandum|[Aa]rrangement|[Cc]ontract|[Ll]etter of [Ii]ntent)"
    r"(?: on [\w ]{3,40}?)? with) (?:the )?"
)
_HAS_POST: Final = re.compile(
    rf"'s (?:[a-z]+ )?{_POST}\b"
    r"| (?:leads|heads(?: up)?|manages|hosts|built|developed|runs|funds|coordinates|signed|joined|operates|employs)\b"
)


@lru_cache(maxsize=1)
def _staffed(flat: str) -> Beside:
    """What the text says somebody holds a post at or has an agreement with."""
    return Beside(flat, _POST_AT, _HAS_POST)
