"""A full name and its acronym where a text defines it in, the class of what they name out: by its head word, by what stands beside it,
else by what the text says that the acronym does."""

import re
from functools import lru_cache

from graph.names.acronyms import Definition
from graph.names.chains import head_kind
from graph.names.missions import may_name_mission, mission_at
from graph.names.organisations import organisation_at

_BODY = r"Office|(?:\w+ )?Directorate (?:of|for)|.*(?:Secretariat|Group)$"
_VERBS = (
    r"(?:signed|signs|joined|joins|agreed|agrees|announced|leads(?! to)|led(?! to)|hosts|hosted|funds|employs|elected|appointed"
    r"|ratified|approved|owns|operates|manages|cooperates|took part|takes part|withdrew"
    r"|became a|is a (?:[a-z]+ )?member|has (?:its|\d+|[a-z]+ members))"
)
_ACRONYM = r"([A-Z][A-Za-z-]{1,11})"
_ACTS = re.compile(
    rf"\b{_ACRONYM} (?:(?:will|has|have|had|also|jointly|then) ){{0,2}}{_VERBS}\b"
    rf"|\b(?:[Dd]irector|[Pp]resident|[Cc]hair|[Hh]ead|[Ss]ecretary|[Bb]oard|[Cc]ouncil|[Hh]eadquarters|[Ss]taff"
    rf"|[Aa]greements? with|[Mm]oU with|[Aa]dmi(?:tted|ssion) to|[Mm]embers? of|[Mm]embership of|[Oo]bservers? in)"
    rf"(?:[ -][Gg]eneral)?(?: (?:of|at|in))? (?:the )?{_ACRONYM}\b"
)


def defined_kind(flat: str, d: Definition, national: bool) -> str | None:
    """The class of what a definition names, None where nothing tells it; `national` says that the name begins with a state's."""
    full = flat[d.name_start : d.name_end]
    kind = (
        head_kind(full)
        or mission_at(flat, d.name_start, d.outer_end)
        or organisation_at(flat, d.name_start, d.name_end)
        or ("InternationalBody" if " " in full and flat[d.acronym_start : d.acronym_end] in _acting(flat) else None)
    )
    if kind == "Mission" and re.search(r"Space Program(?:me)?$", full):
        return "GovernmentBody"  # a state's programme with an acronym of its own is the body that runs it
    if kind == "Mission" and not may_name_mission(flat, d.name_start, d.name_end):
        return None
    if kind != "Unit":
        return kind
    own = flat[max(0, d.name_start - 3) : d.name_start] not in ("'s ", "s' ")
    if own and national:
        return "SpaceAgency" if " Space " in full else "GovernmentBody"  # "Jordanian Space Directorate (JSD)"
    return "GovernmentBody" if re.match(_BODY if own else "Office", full) else None


@lru_cache(maxsize=1)
def _acting(flat: str) -> frozenset[str]:
    """The acronyms of a text that do what organisations do."""
    return frozenset(found[1] or found[2] for found in _ACTS.finditer(flat))
