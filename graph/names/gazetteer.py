"""The authority's names as one automaton: a text in, every place where a known name stands out, longest first, in one pass."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from graph.names import folding
from graph.names.folding import plain, spaced, words_only
from ontology.authority import Authority, AuthorityEntry
from ontology.kept import MANY, digest, kept

SPELLINGS = (
    ("organisation", "organization"),
    ("centre", "center"),
    ("programme", "program"),
    ("defence", "defense"),
    ("sciences", "science"),
    (" and ", " & "),
    ("utilisation", "utilization"),
    ("saint ", "st. "),
)
"""Pairs of spellings that English documents use for one another."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a name: the entry, the name as the authority spells it, and how it must be written to count."""

    entry: AuthorityEntry
    name: str
    exact: bool
    demonym: bool = False
    common: bool = False


class Hit(NamedTuple):
    """A known name in a text: offsets, and the entries that bear it."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


def spelling_variants(name: str) -> set[str]:
    """The name and the spellings of it that differ only as British and American English do."""
    variants = {name}
    for a, b in SPELLINGS:
        for old, new in ((a, b), (b, a)):
            for v in list(variants):
                for x, y in ((old, new), (old.capitalize(), new.capitalize())):
                    if x in v and re.search(rf"(?<!\w){re.escape(x)}(?!\w)" if x.strip() == x else re.escape(x), v):
                        variants.add(v.replace(x, y))
        if len(variants) > 32:
            break
    return variants


_Row = tuple[int, str, tuple[bool, bool, bool]]
_Needle = tuple[str, list[_Row]]
"""A name in plain words, and its candidates: the entry's number among those of the authority, then as `Candidate` has them."""


_LETTER = re.compile(r"-[A-Z](?![\w.])")
_SHORTENED = ("Inc", "Ltd", "Corp", "Co", "Univ")


class Gazetteer:
    """Finds the names of an authority in texts."""

    def __init__(self, authority: Authority) -> None:
        entries = authority.entries
        needles = _needles(authority)
        self._automaton = ahocorasick.Automaton()
        for needle, found in needles:
            candidates = tuple(Candidate(entries[n], name, *how) for n, name, how in found)
            self._automaton.add_word(needle, (len(needle), candidates))
        if needles:
            self._automaton.make_automaton()
        self._empty = not needles

    def find(self, text: str) -> list[Hit]:
        """Every known name in the text, leftmost longest, none overlapping another."""
        if self._empty:
            return []
        flat = plain(text)
        return list(_longest(self._hits(flat, spaced(text))))

    def _hits(self, flat: str, haystack: str) -> Iterator[Hit]:
        for last, (length, candidates) in self._automaton.iter(haystack):
            start = last - length + 1
            end = last - 1
            while end > start and not flat[end - 1].isalnum():
                end -= 1
            written = flat[start:end]
            kept = tuple(c for c in candidates if _written_as(c.name, c.exact, written))
            if len(kept) > 1:
                ordered = sorted(kept, key=lambda c: not c.common)
                kept = tuple({(c.entry.id, c.demonym): c for c in ordered}.values())
            if kept and not _continues(flat, end, kept):
                yield Hit(start, end + _ends_in_mark(written, flat[end : end + 1]), kept)


def _ends_in_mark(written: str, mark: str) -> bool:
    """Whether the mark behind the last word belongs to a name ("Marmot Inc.", "Iran (Islamic Republic of)")."""
    if mark == ")":
        return written.count("(") > written.count(")")
    return mark == "." and ("." in written or written.split()[-1] in _SHORTENED)


def _needles(authority: Authority) -> list[_Needle]:
    """What to look for; of an authority of the size of ours this is kept, smaller ones are quickly spelt out."""
    if len(authority.entries) < MANY:
        return _spelt(authority)
    return kept(
        "needles", digest([Path(__file__), Path(folding.__file__)]) + authority.digest, lambda: _spelt(authority)
    )


def _spelt(authority: Authority) -> list[_Needle]:
    table: dict[str, dict[tuple[str, bool, str], _Row]] = {}
    agencies = _agencies(authority)
    for number, entry in enumerate(authority.entries):
        for found in (
            *_candidates(entry),
            *(Candidate(entry, name, exact=False) for name in agencies.get(entry.id, ())),
        ):
            needle = f" {words_only(found.name).strip()} "
            if needle.strip():
                row = number, found.name, (found.exact, found.demonym, found.common)
                spelling = found.name if found.exact else found.name[:1]  # "Arabsat" and "ARABSAT" are two
                table.setdefault(needle, {}).setdefault((entry.id, found.demonym, spelling), row)
    return [(needle, [found[key] for key in sorted(found)]) for needle, found in table.items()]


def _agencies(authority: Authority) -> dict[str, list[str]]:
    """What the space agency of a state is called by the state's name, where it has one agency only, or one that is called "the Chinese
    space agency": entry → names such as "China's space agency"."""
    of_state: dict[str, list[AuthorityEntry]] = defaultdict(list)
    for entry in authority.entries:
        if entry.kind == "SpaceAgency" and entry.state:
            of_state[entry.state].append(entry)
    named: dict[str, list[str]] = {}
    for state, agencies in of_state.items():
        home = authority.by_id.get(state)
        adjectives = [f"{d} space agency" for d in home.demonyms] if home else []
        meant = (
            agencies
            if len(agencies) == 1
            else [a for a in agencies if {n.lower() for n in a.names} & {n.lower() for n in adjectives}]
        )
        if home and len(meant) == 1:
            named[meant[0].id] = adjectives + [f"{name}'s space agency" for name in home.names]
    return named


def _candidates(entry: AuthorityEntry) -> Iterator[Candidate]:
    for name in entry.names:
        exact = name in entry.acronyms or " " not in name.strip()
        for variant in sorted(spelling_variants(name)) if not exact else [name]:
            yield Candidate(entry, variant, exact, common=name in entry.common)
    for name in entry.demonyms:
        yield Candidate(entry, name, exact=True, demonym=True)


@lru_cache(maxsize=1 << 14)
def _written_as(name: str, exact: bool, written: str) -> bool:
    """Acronyms and single words stand as the authority writes them (or all in capitals); longer names begin with a capital."""
    name = plain(name).rstrip(".")
    if exact:
        loose = re.sub(r"[^A-Za-z0-9]", "", written)
        wanted = re.sub(r"[^A-Za-z0-9]", "", name)
        if len(wanted) > 4 and any(c.isdigit() for c in wanted) and loose.casefold() == wanted.casefold():
            return written[:1].isupper()  # "Chang'E-6" for "Chang'e-6"
        if len(wanted) > 5 and loose.casefold() == wanted.casefold() and re.match(r"[A-Z][a-z]+[A-Z][a-z]", written):
            return True  # "KazCosmos" for "Kazcosmos"
        return loose == wanted or (len(loose) > 4 and written == name.upper())
    return written[:1].isupper() or written[:1].isdigit() or not name[:1].isupper()


def _continues(flat: str, end: int, candidates: Iterable[Candidate]) -> bool:
    """A mission's name that goes on with a number ("Artemis" in "Artemis IX") is another mission's, a name with a letter behind a hyphen
    ("CSA-K") another's too."""
    if _LETTER.match(flat, end):
        return True
    if not any(c.entry.kind == "Mission" for c in candidates):
        return False
    return re.match(r"(?:-[A-Z0-9]|\s?\d+[A-Z]?\b|\s[IVX]{1,4}\b)", flat[end : end + 6]) is not None


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of hits that overlap, the longest; of equal ones the first."""
    taken = -1
    ordered = sorted(hits, key=lambda h: (h.start, -h.end))
    for i, hit in enumerate(ordered):
        if hit.start < taken:
            continue
        longer = [h for h in ordered[i + 1 : i + 8] if h.start < hit.end and h.end - h.start > hit.end - hit.start]
        if longer:
            continue
        taken = hit.end
        yield hit
