"""Known names found in a text in, one reading of each out: ambiguous names and ordinary words are decided by the rest of the document."""

import re
from collections.abc import Sequence
from functools import lru_cache

from graph.lexicon import lexicon
from graph.names.carrying import carries
from graph.names.gazetteer import Candidate, Hit
from graph.names.launching import is_launched
from graph.names.played import is_played_in

_CONTEXT = 24
_PARTS = tuple(f"{part} " for part in ("Latin", "Central", "South", "North", "Pan", "West", "East"))
_OF_CONTINENT = re.compile(r"(?:Americ|Afric|Asia)[a-z]+ [A-Z]")
"""How a known name begins that is only the end of another behind one of the parts: "Latin American Space Agency"."""

_WITH_US = re.compile(r"\b(?:ABOUT|CALL|CONTACT|FIND|FOLLOW|JOIN|LET|MEET|REACH|SEE|SUPPORT|TELL|TO|VISIT|WITH) US$")
"""A heading in capitals that speaks of us, no state."""
_WORD = 10


def read_hits(flat: str, hits: Sequence[Hit]) -> tuple[list[tuple[Hit, Candidate]], list[Hit]]:
    """(hit, reading) pairs, and the hits that stay undecided because several entries bear the name and nothing tells which is meant."""
    hits = [
        h
        for h in hits
        if not (_OF_CONTINENT.match(flat, h.start) and flat[max(0, h.start - 8) : h.start].endswith(_PARTS))
        and not (h.end - h.start == len("US") and _WITH_US.search(flat, max(0, h.start - _WORD), h.end))
    ]
    certain = {h.candidates[0].entry.id for h in hits if len(h.candidates) == 1 and not h.candidates[0].common}
    in_context = {c.entry.id for h in hits for c in h.candidates if c.common and _has_context(flat, h)}
    read: list[tuple[Hit, Candidate]] = []
    undecided: list[Hit] = []
    for hit in hits:
        candidates = [c for c in hit.candidates if not c.common or c.entry.id in certain | in_context]
        if len(candidates) > 1:
            candidates = _decide(flat, hit, candidates, certain)
        if len(candidates) == 1:
            read.append((hit, candidates[0]))
        elif candidates:
            undecided.append(hit)
    return read, undecided


def _decide(flat: str, hit: Hit, candidates: Sequence[Candidate], certain: set[str]) -> list[Candidate]:
    """Of several readings, those that another name in the document supports; a name before a demonym of the same state."""
    names = [c for c in candidates if not c.demonym]
    if len({c.entry.id for c in candidates}) == 1:
        return names[:1] or list(candidates[:1])
    if names and len(names) < len(candidates):
        return names if len(names) == 1 else _decide(flat, hit, names, certain)
    supported = [c for c in candidates if c.entry.id in certain]
    if len(supported) == 1:
        return supported
    by_state = [c for c in candidates if c.entry.state in certain]
    if len(by_state) == 1:
        return by_state
    states = [c for c in candidates if c.entry.kind == "State"]
    return (
        states
        if len(states) == 1 and len(candidates) == 1 + len(states) and hit.end - hit.start > 3
        else list(candidates)
    )


@lru_cache(maxsize=1)
def _context() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind and in front of such a name."""
    words = "|".join(re.escape(w) for w in lexicon("heads")["missions"]["after"])
    return (
        re.compile(
            rf"(?:'s|(?:,(?: and)? (?-i:[A-Z])[\w-]+){{1,3}})?[ \t](?:[\w-]+[ \t]){{0,2}}?(?:{words})s?\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:{words})[, ]+(?:the |called |named |dubbed )*$|(?-i:\b(?:[A-Z]{{2,8}}|[Aa]gency))'s (?:(?-i:[a-z-]+) )?$",
            re.IGNORECASE,
        ),
    )


def _has_context(flat: str, hit: Hit) -> bool:
    """A name that is an ordinary word too counts beside a word such as "spacecraft" or "rover", behind its agency ("NASA's Aqua"), and
    where it carries something."""
    after, before = _context()
    span = flat, hit.start, hit.end
    if carries(*span) or is_launched(*span) or is_played_in(*span, placed=False):
        return True
    return bool(after.match(flat, hit.end) or before.search(flat, max(0, hit.start - _CONTEXT), hit.start))
