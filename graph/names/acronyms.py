"""Acronyms that a text defines: "Full Name (FN)", "FN (Full Name)", "Full Name, known as FN"; pairs of spans out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.names.chains import Chain, find_chains

_IN_BRACKETS = re.compile(
    r"\((?<=[ \t]\()\s*(?:the\s+|or\s+|hereinafter\s+|also\s+|[\"'])*([A-Z][A-Za-z0-9&/.-]{1,14}"
    r"|[A-Z]{2,8}(?:[- ][A-Z0-9]+)?)[\"']?\s*[);,]"
)
_KNOWN_AS = re.compile(
    r"(?:, | )(?:also )?(?:known as|called|abbreviated(?: as| to)?|or),? (?:the )?([A-Z][A-Za-z0-9-]{0,14}[A-Z][A-Za-z0-9-]{0,14})\b"
)
_EXPANSION = re.compile(r"\((?:the[ \t])?([A-Z][^()\n]{5,90})\)")
_ACRONYM_BEFORE = re.compile(r"\b([A-Z][A-Za-z0-9-]{0,14}[A-Z0-9])[ \t]$")
_LONGEST_ACRONYM = 16
_IN_KEY = re.compile(
    r"(?:(?<=\n)|(?<=[;,:.|] )|(?<=\())(?P<acronym>[A-Z][A-Za-z0-9-]{0,9}[A-Z][A-Za-z0-9-]{0,3})"
    r"(?:[ \t]?[=:|][ \t]?|[ \t][-–—][ \t]|,[ \t]|[ \t](?:stands for|means)[ \t])(?:the[ \t])?(?P<name>[A-Z][^;=:|()\n]{5,90})"
)
"""A line or a piece of a key to abbreviations: "NSA = Norland Space Agency; ZSB = Zendian Space Bureau"."""
_PIECE_END = re.compile(r",? (?=[A-Z][A-Za-z0-9-]{0,9}[A-Z][A-Za-z0-9-]{0,3}(?: ?=| [-–—] |, ))|, |\. |\.$|$")
_SPELT_OUT_BELOW = re.compile(
    r"(?:^|\n)([A-Z][A-Za-z-]{0,12}[A-Z](?:-?\d)?)[ \t]*\n+([A-Z][^.,:;|()\n]{8,110})(?=\n|$)"
)
"""An acronym that is a line, above the line that spells it out, as on title pages."""
_QUOTED = re.compile(
    r"\((?<=\s\()(?:hereinafter[ \t,]+)?(?:referred to as[ \t]+)?(?:the[ \t]+)?\"(?:the[ \t]+)?([A-Z][^\"()\n]{1,40})\"\)"
)
_WORDS = re.compile(r"[A-Za-z0-9]+(?:'[a-z]+)?")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SMALL = frozenset(
    {
        "of",
        "for",
        "and",
        "the",
        "on",
        "in",
        "to",
        "de",
        "du",
        "des",
        "la",
        "le",
        "di",
        "del",
        "della",
        "da",
        "do",
        "der",
        "von",
        "a",
        "d",
        "at",
        "with",
        "by",
    }
)


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym and the full name that it stands for, as slices of one text; `outer_end` is behind the bracket."""

    name_start: int
    name_end: int
    acronym_start: int
    acronym_end: int
    outer_end: int

    def words(self, text: str) -> tuple[str, str]:
        """The full name and the acronym as the text writes them."""
        return text[self.name_start : self.name_end], text[self.acronym_start : self.acronym_end]


def find_definitions(flat: str) -> Iterator[Definition]:
    """All definitions in a `plain` text, in order of kind and place; a bracket whose letters fit no name before it is none."""
    for pattern in (_IN_BRACKETS, _KNOWN_AS):
        for match in pattern.finditer(flat):
            acronym = match.group(1)
            end = match.start() - (pattern is _IN_BRACKETS)
            start = full_name_start(flat, end, acronym)
            if start is None and pattern is _IN_BRACKETS:
                start = _named_before(flat, end, acronym)
            if start is not None:
                closing = match.end() if flat[match.end() - 1 : match.end()] == ")" else match.end(1)
                yield Definition(start, _trim(flat, end), match.start(1), match.end(1), closing)
    for match in _QUOTED.finditer(flat):
        named = _chain_before(flat, match.start() - 1)
        if named is not None:
            yield Definition(named.start, named.end, match.start(1), match.end(1), match.end())
    for match in _EXPANSION.finditer(flat):
        before = _ACRONYM_BEFORE.search(flat, max(0, match.start() - _LONGEST_ACRONYM - 1), match.start())
        if before and fits(before[1], match[1]):
            yield Definition(*match.span(1), *before.span(1), match.end())
    for match in _SPELT_OUT_BELOW.finditer(flat):
        if fits(match[1], match[2]):
            yield Definition(*match.span(2), *match.span(1), match.end(2))
    yield from _keyed(flat)


def _keyed(flat: str) -> Iterator[Definition]:
    """The definitions of a key to abbreviations, whose names its letters spell."""
    for match in _IN_KEY.finditer(flat):
        said, start = match["name"], match.start("name")
        for cut in _PIECE_END.finditer(said):
            name = said[: cut.start()].rstrip(" .")
            if (
                " " in name
                and match["acronym"] not in name
                and fits(match["acronym"], name)
                and name[0] == match["acronym"][0]
            ):
                yield Definition(start, start + len(name), *match.span("acronym"), start + len(name))
                break


def full_name_start(flat: str, end: int, acronym: str) -> int | None:
    """Where the name that ends at `end` begins if its initials spell the acronym, else None. Looks back over at most 14 words."""
    letters = re.sub(r"[^A-Za-z0-9]", "", acronym)
    if sum(c.isupper() for c in letters) < 2 or len(letters) > 12:
        return None
    floor = _floor(flat, end, ("\n", ". ", ";"))
    words = list(_WORDS.finditer(flat, floor, end))[-14:]
    for n in range(1, len(words) + 1):
        first = words[-n]
        if not first.group()[0].isupper():
            continue
        name = flat[first.start() : end]
        if name.lower().startswith("the ") or len(name) <= len(acronym):
            continue
        if fits(letters, name) and first.group()[0].upper() == letters[0].upper():
            return first.start()
    return None


def _floor(flat: str, end: int, marks: Iterable[str]) -> int:
    """Where the text begins in which a name that ends at `end` may stand: behind one of the marks, and not far back."""
    far = max(0, end - 160)
    return max(far, *(flat.rfind(mark, far, end) + 1 for mark in marks))


def _chain_before(flat: str, end: int) -> Chain | None:
    """The name with a telling head word that ends where a bracket begins."""
    floor = _floor(flat, end, ("\n", ". "))
    return next((c for c in find_chains(flat, floor, end) if c.end == end and c.kind is not None), None)


def _named_before(flat: str, end: int, acronym: str) -> int | None:
    """Where the name of an organisation begins that ends at a bracket with some of its letters, in order ("Pelagos Space Agency (PEL)")."""
    if not re.fullmatch(r"[A-Z][A-Za-z]{0,3}[A-Z]{1,6}[A-Za-z]{0,2}(?:-[A-Z])?", acronym) or len(acronym) < 3:
        return None
    last = _chain_before(flat, end)
    if last is None or last.kind in ("Agreement", "Event", "Mission") or " " not in flat[last.start : end]:
        return None
    letters = iter(flat[last.start : end].lower())
    firsts = "".join(word[0] for word in initials(flat[last.start : end]) if word[0].isupper())
    begun = len(firsts) > 1 and acronym.startswith(firsts)  # "Ladoga Institute (LIESR)"
    spelt = flat[last.start] == acronym[0] and all(c in letters for c in acronym.lower())
    return last.start if spelt or begun else None


def fits(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym are taken, in order, from the beginnings of a name's words: every capitalised word gives one
    or more letters (one large word may be left out for every two letters), small words may give none. The letters of an acronym of
    four or more may also stand in another order (ASO-S for Advanced Space-based Solar Observatory)."""
    letters, words = re.sub(r"[^a-z0-9]", "", acronym.lower()), initials(name)
    if _fits(letters, 0, words, 0, len(letters) // 2):
        return True
    large = [word[0].lower() for word in words if word[0].isupper()]
    return len(letters) > 3 and sorted(letters) == sorted(large) and letters[0] == large[0]


def _fits(letters: str, i: int, words: list[str], j: int, spare: int) -> bool:
    if j == len(words):
        return i == len(letters)
    word = words[j]
    lowered = word.lower()
    for take in range(min(4, len(lowered), len(letters) - i), 0, -1):
        if lowered[:take] == letters[i : i + take] and _fits(letters, i + take, words, j + 1, spare):
            return True
    if word.islower() or lowered in _SMALL:
        return _fits(letters, i, words, j + 1, spare)
    return spare > 0 and len(words) > 2 and j > 0 and _fits(letters, i, words, j + 1, spare - 1)


def initials(name: str) -> list[str]:
    """The words of a name, those with a hyphen or a capital inside ("CubeSat") apart."""
    return _WORDS.findall(_HUMP.sub(" ", name))


def _trim(flat: str, end: int) -> int:
    while end > 0 and flat[end - 1] in " ,\t":
        end -= 1
    return end
