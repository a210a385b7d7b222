"""A run of capitalised words in; whether a given name or an initial tells by itself that a person is called so, out."""

import re
from functools import lru_cache

from graph.lexicon import lexicon
from graph.names.chains import title_heads
from graph.names.english import is_word
from graph.names.missions import is_called_mission
from graph.names.organisations import organisation_at

_INITIAL = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?[ \t](?:[A-Z]\.[ \t]?){1,2}[A-Z]|[A-Z]\.[ \t][A-Z][a-z]+[ \t][A-Z]")
"""How a name with an initial begins ("Ada C. Holm", "N. Ada Holm")."""
_GOES_ON = re.compile(r"[ \t][A-Z0-9]|-\d")
_PART_OF_NAME = re.compile(r"(?:\b[Tt]he|(?<![\w'])(?:[A-Z][\w-]*|St\.))[ \t]$")
_LONGEST = 4


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """The given names that tell a person by themselves, in plain spelling."""
    return frozenset(lexicon("given")["names"])


@lru_cache(maxsize=1)
def _never() -> frozenset[str]:
    return frozenset(lexicon("given")["never"])


def is_given(flat: str, start: int, end: int) -> bool:
    """Whether the two to four words of a slice begin with a given name or have an initial, and go on as people's names do."""
    words = flat[start:end].split()
    if (
        not 2 <= len(words) <= _LONGEST
        or words[-1] in _never()
        or not _is_full(words, bool(_INITIAL.match(flat, start)))
    ):
        return False
    before = _PART_OF_NAME.search(flat, max(0, start - 30), start)
    if before and before.group().split()[-1].lower().removesuffix("s") not in title_heads():
        return False
    return (
        not any(word.isupper() and len(word) > 2 for word in words)
        and (not _GOES_ON.match(flat, end) or _breaks_off(flat, start, end))
        and not is_called_mission(flat, end)
        and not organisation_at(flat, start, end)
    )


def _is_full(words: list[str], initial: bool) -> bool:
    """Whether words are a given name and a surname, which may be an ordinary word behind a name that is none ("Sally Ride")."""
    names = [word for word in words if word[-1] != "."]
    if len(names) < 2:
        return False
    ordinary = sum(is_word(name) for name in names[1:])
    if names[0].split("-")[0] not in given_names():
        return initial and not ordinary
    return not ordinary or (ordinary == 1 and (initial or not is_word(names[0])))


def broken_off(flat: str, start: int, end: int) -> int:
    """Where a name of two words ends that heads a line, or a picture's credit, and behind which the text goes on with an ordinary word
    ("Nell Obama Crews prepare …"); else the end of the slice."""
    words = flat[start:end].split()
    if len(words) != 3 or words[0] not in given_names() or is_word(words[1]) or not is_word(words[2]):
        return end
    shorter = end - len(words[2]) - 1
    return shorter if _breaks_off(flat, start, shorter) else end


def _breaks_off(flat: str, start: int, end: int) -> bool:
    return (start == 0 or flat[start - 1] in "\n/") and bool(_ORDINARY.match(flat, end))


_ORDINARY = re.compile(
    r"[ \t][A-Z][a-z]+[ \t](?!(?:and|of|at|is|was|in|for|on|with|said|will|has|had|who|becomes|became|takes|took|leaves|left|joins"
    r"|joined|retires|retired|died)\b)[a-z]"
)
