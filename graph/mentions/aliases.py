"""Names as one document writes them, long, short and in brackets, with capitals and honorifics that are no part of them; one thing out."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from graph.facts import Entity
from graph.lexicon import lexicon
from graph.mentions.model import EntityTable, type_letter
from graph.names.chains import Chain, head_kind, openers, title_heads
from graph.names.english import is_word
from graph.names.folding import key as name_key
from graph.names.folding import plain
from graph.names.given import given_names
from graph.names.people import find_single_names, surname_start
from graph.names.places import is_place

NATIONAL: Final = frozenset(
    {"SpaceAgency", "GovernmentBody", "ResearchInstitution", "ScientificSociety", "InternationalBody"}
)
"""Classes of organisations whose names may begin with the adjective of a state."""
BRACKETED: Final = re.compile(r" \(([A-Z][A-Za-z]{0,3}[A-Z]{1,6})\)")
"""What stands behind a name whose letters do not spell its acronym, as in another language."""
_OF = re.compile(r"([A-Z][a-z]+) (?:of|for) (?:the )?(?=[A-Z])")


_SIMILAR = 70
"""Of 100, for two names with the same words in another order or spelling."""
_WORDS_ALIKE = 80


@lru_cache(maxsize=1)
def _shared() -> frozenset[str]:
    """Words that the names of many bodies have."""
    return frozenset(lexicon("heads")["shared"]["words"])


def bears_similar(names: Collection[str], full: str) -> bool:
    """Whether a full name is a spelling of one of the names: alike as a whole, and in what it does not share with other bodies."""
    words = name_key(full)
    own = set(words.split()) - _shared()
    for name in map(name_key, names):
        if fuzz.token_set_ratio(name, words) >= _SIMILAR:
            theirs = set(name.split()) - _shared()
            if not own or not theirs or any(fuzz.ratio(a, b) >= _WORDS_ALIKE for a in own for b in theirs):
                return True
    return False


_CRAFT_BEHIND = re.compile(r"(?<=\d)(?: (?:CubeSat|Cubesat|SmallSat|NanoSat|Satellite|Spacecraft)s?)$")


def without_noun(flat: str, chain: Chain) -> Chain:
    """ "Operations of the Polaris-2" without the common noun that only the beginning of the sentence writes large."""
    if behind := _CRAFT_BEHIND.search(flat, chain.start, chain.end):
        return chain._replace(end=behind.start(), kind=None)  # "Skua-2 CubeSats"
    found = _OF.match(flat, chain.start, chain.end) if chain.kind in ("Mission", None) else None
    if found is None or not is_word(found[1].lower()) or head_kind(f"X {found[1]}"):
        return chain
    return chain._replace(start=found.end())


@dataclass(slots=True)
class FullNames:
    """The names of several words of a document's unseen organisations, and what they begin with ("Ladoga Institute" of "Ladoga Institute
    for Ice Research"), each by kind with its bearers."""

    _bearers: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    _begun: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def add(self, entity: Entity, name: str) -> None:
        """Notes a name, if it is one of several words of an unseen organisation."""
        if entity.authority is None and type_letter(entity.kind) == "O" and " " in name:
            _note(self._bearers, (entity.kind, name), entity.key)
            for beginning in _beginnings(name):
                _note(self._begun, (entity.kind, beginning), entity.key)

    def same(self, kind: str, name: str) -> str | None:
        """The key of the one organisation of the kind whose full name the name begins, or the other way round."""
        if type_letter(kind) != "O" or " " not in name:
            return None
        same = set(self._begun.get((kind, name), ()))
        for beginning in _beginnings(name):
            same.update(self._bearers.get((kind, beginning), ()))
        return same.pop() if len(same) == 1 else None


def _note(bearers: dict[tuple[str, str], tuple[str, ...]], name: tuple[str, str], key: str) -> None:
    """Two bearers are as good as more: which one is meant is not known."""
    found = bearers.get(name, ())
    if len(found) < 2 and key not in found:
        bearers[name] = (*found, key)


def _beginnings(name: str) -> Iterator[str]:
    return (name[: match.start()] for match in _GOES_ON.finditer(name))


_GOES_ON = re.compile(r"(?= (?:for|of|on) )")


def _shortened(kind: str, label: str, flat: str) -> str | None:
    """How an organisation is called after its full name: by the name that opens it ("Corvid" for "Corvid Satellitbau GmbH",
    "Juralis" for "Juralis Institute of Optics"); one that the text uses as a place is the seat of the organisation, not its name."""
    words = label.split()
    if len(words) < 2 or len(words[0]) < 4 or words[0] in openers() or type_letter(kind) != "O" or kind == "Event":
        return None
    if kind == "Company":
        return None if is_place(words[0], flat) else words[0]
    no_name = is_word(plain(words[0])) or is_place(words[0], flat) or head_kind(label) == "Unit"
    return None if no_name else words[0]


def own_names(
    table: EntityTable, flat: str, told: Mapping[str, str], short: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """The names by which a document's own things are to be found again: those that it tells to be names of an entity, those of all entities
    that no authority has, and the short ones of people; each with its entity and its form."""
    names = {plain(name): (entity, "name") for name, entity in told.items()}
    for key, known in table.entities.items():
        if known.authority is None:
            for name in known.names:
                names.setdefault(plain(name), (key, "name"))
            if shortened := _shortened(known.kind, known.label, flat):
                names.setdefault(plain(shortened), (key, "short"))
    for name, key in short.items():
        names.setdefault(plain(name), (key, "short"))
    return names


@lru_cache(maxsize=1)
def honorifics() -> re.Pattern[str]:
    """Honorifics at the end of what stands in front of a name."""
    return re.compile(rf"\b(?:(?:{'|'.join(map(re.escape, lexicon('people')['honorifics']))})\.?[ \t]+)+$")


def are_small_words(flat: str, name: str) -> bool:
    """Whether each word of a name stands in a text in small letters."""
    return all(is_small_word(flat, word.lower()) for word in _WORD.findall(name))


def is_small_word(flat: str, word: str) -> bool:
    """Whether a word of small ASCII letters, of two or more, stands in a text as no part of another."""
    at = flat.find(word) if _SMALL.fullmatch(word) else -1
    while at >= 0:
        end = at + len(word)
        if not (_WORD_CHAR.match(flat, end) or (at and _WORD_CHAR.match(flat, at - 1))):
            return True
        at = flat.find(word, end)
    return False


_SMALL = re.compile(r"[a-z]{2,}")
_WORD = re.compile(r"[\w'-]+")
_WORD_CHAR = re.compile(r"[\w-]")


def surnames(table: EntityTable) -> dict[str, str]:
    """Surname (and for names of two words the first one too, since family names may stand in front) → the one person so called."""
    return {part: min(keys) for part, keys in _owners(table).items() if len(keys) == 1}


def called_so(table: EntityTable, flat: str) -> frozenset[str]:
    """What people are called for short, one or several: surnames, and names behind an honorific."""
    return frozenset(_owners(table)).union(flat[start:end] for start, end in find_single_names(flat))


def _owners(table: EntityTable) -> dict[str, set[str]]:
    """Short name → the persons who bear it."""
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
                    *_first_of_two_surnames(words),
                }:
                    if len(part) > 1:
                        owners.setdefault(part, set()).add(key)
    return owners


def _first_of_two_surnames(words: list[str]) -> list[str]:
    """ "Quispe" of "Paulina Quispe Arancibia", as people of Spanish and Portuguese names are called."""
    if len(words) < 3 or words[-2] in given_names() or not words[-2].isalpha() or words[-2].islower():
        return []
    return words[-2:-1]


_CAPITAL = re.compile(r"([A-Z][\w'-]*)[ \t]$")


def follows_capital(flat: str, start: int) -> bool:
    """Whether a surname is part of a longer chain of capitalised words: then it is somebody's or something else's."""
    before = _CAPITAL.search(flat, max(0, start - 30), start)
    known = (openers(), lexicon("people")["honorifics"])
    return (
        before is not None and not any(before[1] in words for words in known) and before[1].lower() not in title_heads()
    )
