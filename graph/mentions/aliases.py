"""Names as one document writes them, long, short and in brackets, with capitals and honorifics that are no part of them; one thing out."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from graph.lexicon import lexicon
from graph.mentions.model import EntityTable, type_letter
from graph.names.chains import Chain, head_kind, openers
from graph.names.english import is_word
from graph.names.folding import plain
from graph.names.people import surname_start
from graph.names.places import is_place

NATIONAL: Final = frozenset(
    {"SpaceAgency", "GovernmentBody", "ResearchInstitution", "ScientificSociety", "InternationalBody"}
)
"""Classes of organisations whose names may begin with the adjective of a state."""
BRACKETED: Final = re.compile(r" \(([A-Z][A-Za-z]{0,3}[A-Z]{1,6})\)")
"""What stands behind a name whose letters do not spell its acronym, as in another language."""
_OF = re.compile(r"([A-Z][a-z]+) (?:of|for) (?:the )?(?=[A-Z])")


def without_noun(flat: str, chain: Chain) -> Chain:
    """ "Operations of the Polaris-2" without the common noun that only the beginning of the sentence writes large."""
    found = _OF.match(flat, chain.start, chain.end) if chain.kind in ("Mission", None) else None
    if found is None or not is_word(found[1].lower()) or head_kind(f"X {found[1]}"):
        return chain
    return replace(chain, start=found.end())


def same_organisation(table: EntityTable, kind: str, name: str) -> str | None:
    """The key of the one unseen organisation whose full name a name begins, or the other way round ("Ladoga Institute" and "Ladoga
    Institute for Ice Research")."""
    if type_letter(kind) != "O" or " " not in name:
        return None
    same = {
        key
        for key, known in table.entities.items()
        if known.kind == kind and known.authority is None
        if any(_begins(name, other) or _begins(other, name) for other in known.names if " " in other)
    }
    return same.pop() if len(same) == 1 else None


def _begins(short: str, full: str) -> bool:
    return full.startswith((f"{short} for ", f"{short} of ", f"{short} on "))


def shortened(kind: str, label: str, flat: str) -> str | None:
    """How an organisation is called after its full name: by the name that opens it ("Corvid" for "Corvid Satellitbau GmbH",
    "Juralis" for "Juralis Institute of Optics"); one that the text uses as a place is the seat of the organisation, not its name."""
    words = label.split()
    if len(words) < 2 or len(words[0]) < 4 or words[0] in openers() or type_letter(kind) != "O" or kind == "Event":
        return None
    if kind == "Company":
        return words[0]
    return None if is_word(plain(words[0])) or is_place(words[0], flat) else words[0]


@lru_cache(maxsize=1)
def honorifics() -> re.Pattern[str]:
    """Honorifics at the end of what stands in front of a name."""
    return re.compile(rf"\b(?:(?:{'|'.join(map(re.escape, lexicon('people')['honorifics']))})\.?[ \t]+)+$")


def has_word(flat: str, word: str) -> bool:
    """Whether the text has a word or words that are no part of others."""
    at = flat.find(word)
    while at >= 0:
        around = flat[max(0, at - 1) : at] + flat[at + len(word) : at + len(word) + 1]
        if not any(char.isalnum() or char in "_-" for char in around):
            return True
        at = flat.find(word, at + 1)
    return False


def surnames(table: EntityTable) -> dict[str, str]:
    """Surname (and for names of two words the first one too, since family names may stand in front) → the one person so called."""
    owners: dict[str, set[str]] = {}
    for key, entity in table.entities.items():
        if entity.kind == "Person":
            for name in entity.names:
                words = name.split()
                for part in {
                    name[surname_start(name) :],
                    words[-1],
                    *(words[:1] if len(words) == 2 else ()),
                    *([" ".join(words[1:])] if len(words) > 2 else ()),
                }:
                    owners.setdefault(part, set()).add(key)
    return {part: min(keys) for part, keys in owners.items() if len(keys) == 1 and len(part) > 1}
