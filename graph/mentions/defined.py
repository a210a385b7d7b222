"""A full name and its acronym where a text defines it in, the class of what they name out: by its head word, by what stands beside it,
else by what the text says that the acronym does."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from graph.lexicon import lexicon
from graph.mentions.model import EntityTable, Mention
from graph.names.acronyms import Definition
from graph.names.acting import acts
from graph.names.chains import head_kind
from graph.names.folding import plain
from graph.names.houses import kind_of_house
from graph.names.missions import may_name_mission, mission_at
from graph.names.organisations import organisation_at

_BODY = r"Office|(?:\w+ )?Directorate (?:of|for)|.*(?:Secretariat|Group)$"
_ACRONYM = re.compile(r"[A-Z](?<![\w-].)(?=[a-z-]{0,9}[A-Z])[A-Za-z-]{1,11}\b")
_FRONT = 45
"""Characters in front of an acronym in which it is told what it has or is asked for."""


@lru_cache(maxsize=1)
def _acts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind and in front of an acronym where it does, has or is asked for what only organisations do."""
    words = lexicon("heads")["acting"]
    does, has, of, joined = ("|".join(words[key]) for key in ("does", "has", "of", "joined"))
    return (
        re.compile(
            rf"\)?(?:,[^.;,]{{3,60}},|,)? (?:(?:will|has|have|had|also|jointly|then|now|itself|alone) ){{0,2}}(?:{does})\b"
            rf"|(?:'s?)? (?:{has})\b"
        ),
        re.compile(rf"\b(?:(?:{of})(?:[ -][Gg]eneral)? (?:of|at|in|from|for|to)|{joined}) (?:the )?$"),
    )


def defined_kind(flat: str, d: Definition, national: bool) -> str | None:
    """The class of what a definition names, None where nothing tells it; `national` says that the name begins with a state's."""
    full = flat[d.name_start : d.name_end]
    kind = (
        head_kind(full)
        or mission_at(flat, d.name_start, d.outer_end)
        or organisation_at(flat, d.name_start, d.name_end)
        or ("InternationalBody" if acts(flat, d.name_start, d.name_end) else None)
        or ("InternationalBody" if " " in full and flat[d.acronym_start : d.acronym_end] in _acting(flat) else None)
    )
    if kind == "Mission" and re.search(r"Space Program(?:me)?$", full):
        return "GovernmentBody"  # a state's programme with an acronym of its own is the body that runs it
    if kind == "Mission" and (house := kind_of_house(flat, full, flat[d.acronym_start : d.acronym_end])):
        return house
    if kind == "Mission" and not may_name_mission(flat, d.name_start, d.name_end):
        return None
    if kind != "Unit":
        return kind
    own = flat[max(0, d.name_start - 3) : d.name_start] not in ("'s ", "s' ")
    if own and national:
        return "SpaceAgency" if " Space " in full else "GovernmentBody"  # "Jordanian Space Directorate (JSD)"
    return "GovernmentBody" if re.match(_BODY if own else "Office", full) else None


class _Acting:
    """The acronyms of a text that do what organisations do somewhere; each is looked at when it is asked for."""

    def __init__(self, flat: str) -> None:
        self._flat = flat
        self._acts: dict[str, bool] = {}
        self._places: dict[str, list[int]] = defaultdict(list)
        for found in _ACRONYM.finditer(flat):
            self._places[found[0]].append(found.start())

    def __contains__(self, acronym: str) -> bool:
        if acronym in self._places:
            self._acts[acronym] = any(self._acts_at(at, at + len(acronym)) for at in self._places.pop(acronym))
        return self._acts.get(acronym, False)

    def _acts_at(self, start: int, end: int) -> bool:
        behind, front = _acts()
        return bool(behind.match(self._flat, end) or front.search(self._flat, max(0, start - _FRONT), start))


@lru_cache(maxsize=1)
def _acting(flat: str) -> _Acting:
    return _Acting(flat)


def redefined(
    flat: str, mentions: Mapping[int, Mention], names: Mapping[str, str], table: EntityTable
) -> dict[int, Mention]:
    """The mentions of known things by an acronym that the text defines for an unseen one of its own (acronym → key), now that one's."""
    own = {plain(name): key for name, key in names.items() if table.entities[key].authority is None}
    return {
        at: replace(m, letter=table.letter(key), entities=(key,))
        for at, m in mentions.items()
        if m.letter in "OMA" and (key := own.get(flat[m.start : m.end])) and key not in m.entities
    }


_TERM = re.compile(r"(?:^|[ \t(])((?:[a-z][a-z'-]*[ \t]+){1,8})\(([A-Z]{2,6})\)")
_SMALL = frozenset({"of", "and", "for", "the", "in", "on", "to"})


def common_terms(flat: str) -> frozenset[str]:
    """The acronyms of terms that the text defines in small letters ("space situational awareness (SSA)"): no names."""
    return frozenset(found[2] for found in _TERM.finditer(flat) if _spells(found[1], found[2]))


def _spells(words: str, acronym: str) -> bool:
    parts = re.findall(r"[a-z']+", words)
    letters = acronym.lower()
    large = [word for word in parts if word not in _SMALL]
    return any(
        "".join(word[0] for word in given[-len(letters) :]) == letters
        for given in (parts, large)
        if len(given) >= len(letters)
    )
