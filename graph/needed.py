"""A regular expression in; the words without which it matches nothing, in their order, out: a cheap test before a dear search.

An expression can match in several ways, each a sequence of sets of words (in lower case, of long ones the first letters) of each of which
what is matched has one, one behind the other. `START` stands among them for the beginning of a text. What the words are is read
off what `re` parses an expression to.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Any, Final

from re import _parser, _constants as _re  # type: ignore[attr-defined]  # isort: skip

Way = tuple[frozenset[str], ...]
START: Final = "^"
"""Stands in front of a text, so that a word can say that it begins so."""
ANY: Final[tuple[Way, ...]] = ((),)
"""Nothing is needed."""
_MOST_WORDS: Final = 48
"""Words that are put together of their parts; of more, the parts are told one behind the other."""
_MOST_ENDINGS: Final = 10_000
ENDING: Final = 9
"""Characters of an ending that are told."""
_MOST_WAYS: Final = 12
_MOST_LETTERS: Final = 4
"""Letters of a set that are told; a larger set may be any letter."""
_SHORTEST: Final = 2
_LONGEST: Final = 7
"""Letters by which a word is told: more would tell little more, and what looks for them would not fit into the processor's cache."""
_NOTHING: Final = frozenset({""})
_REPEATS: Final = (_re.MAX_REPEAT, _re.MIN_REPEAT, _re.POSSESSIVE_REPEAT)

_Whole = frozenset[str] | None
"""All that a part of an expression can match, if it is a few words."""
_Told = tuple[_Whole, tuple[Way, ...]]


def needed(text: str, flags: int = 0, parts: Mapping[str, str] | None = None) -> tuple[Way, ...]:
    """The ways in which an expression can match. Characters that are keys of `parts` stand for the expressions there.

    Raises:
        re.error: the text is no regular expression.
    """
    whole, ways = _told(text, flags, tuple((parts or {}).items()))
    ways = ((whole,),) if whole is not None else ways
    return tuple(dict.fromkeys(tuple(_shortest(words) for words in way if _tells(words)) for way in ways))


@lru_cache(maxsize=256)
def _told(text: str, flags: int, parts: tuple[tuple[str, str], ...] = ()) -> _Told:
    inner = dict(parts)

    def part(char: str) -> _Told:
        return _told(inner[char], flags) if char in inner else (frozenset({char.lower()}), ANY)

    parsed = _parser.parse(text, flags)
    return _sequence(parsed, part) if not parsed.state.flags & re.MULTILINE else (None, ANY)


def _sequence(nodes: Iterable[tuple[Any, Any]], part: Callable[[str], _Told]) -> _Told:
    """What stands one behind the other: words are put together as far as they are few."""
    ways: tuple[Way, ...] = ANY
    words, is_whole = _NOTHING, True
    for operator, argument in nodes:
        whole, inner = _node(operator, argument, part)
        if whole is not None and len(words) * len(whole) <= _MOST_WORDS:
            words = frozenset(map("".join, product(words, whole)))
            continue
        is_whole = False
        ways = _behind(ways, ((words,),))
        words = _NOTHING if whole is None else whole
        ways = _behind(ways, inner)
    return (words, ANY) if is_whole else (None, _behind(ways, ((words,),)))


def _node(operator: Any, argument: Any, part: Callable[[str], _Told]) -> _Told:
    if operator is _re.LITERAL:
        return part(chr(argument))
    if operator is _re.IN:
        return _letters(argument), ANY
    if operator is _re.AT:
        return frozenset({START if argument in (_re.AT_BEGINNING, _re.AT_BEGINNING_STRING) else ""}), ANY
    if operator in (_re.ASSERT, _re.ASSERT_NOT):
        return _NOTHING, ANY
    if operator is _re.SUBPATTERN:
        return _sequence(argument[3], part) if not argument[1] & re.MULTILINE else (None, ANY)
    if operator is _re.ATOMIC_GROUP:
        return _sequence(argument, part)
    if operator is _re.BRANCH:
        return _one_of([_sequence(inner, part) for inner in argument[1]])
    if operator in _REPEATS:
        least, most, inner = argument
        whole, ways = _sequence(inner, part)
        if least == most == 1:
            return whole, ways
        if least == 0:
            return (whole | _NOTHING if most == 1 and whole is not None else None), ANY
        return None, ways if whole is None else ((whole,),)
    return None, ANY


def endings(text: str, flags: int = 0) -> frozenset[str]:
    """Strings in one of which (in lower case, a tab as a blank) ends whatever a search for an expression "…$" finds in a text, if
    no line break stands there; none if the expression has another form, or may end in anything."""
    parsed = _parser.parse(text, flags)
    if parsed.state.flags & re.MULTILINE or not _reaches_end(parsed):
        return frozenset()
    found = {ending.replace("\t", " ").removeprefix(START) for ending in _endings(parsed)}
    return frozenset() if "" in found else frozenset(found)


def _reaches_end(nodes: Sequence[tuple[Any, Any]]) -> bool:
    """Whether what is found always reaches to the end of the text."""
    for operator, argument in nodes[-1:]:
        if operator is _re.SUBPATTERN:
            return _reaches_end(argument[3])
        if operator is _re.BRANCH:
            return all(map(_reaches_end, argument[1]))
        return operator is _re.AT and argument is _re.AT_END
    return False


def _endings(nodes: Sequence[tuple[Any, Any]]) -> frozenset[str]:
    """In what the matches of a sequence end: in its last parts, as far as they are few words."""
    ends, done = _NOTHING, frozenset[str]()
    for operator, argument in reversed(nodes):
        whole, _ = _node(operator, argument, _as_it_is)
        last = _last(operator, argument) if whole is None else whole
        if len(last) * len(ends) > _MOST_ENDINGS:
            break
        behind = frozenset((first + then)[-ENDING:] for first, then in product(last, ends))
        if whole is None and not (operator in _REPEATS and argument[0] == 0):
            return done | behind
        long = frozenset(end for end in behind if whole is None or len(end) == ENDING)
        ends, done = (ends, done | long) if whole is None else (behind - long, done | long)
        if not ends:
            break
    return done | ends


def _last(operator: Any, argument: Any) -> frozenset[str]:
    """In what the matches of a part end that is not a few words."""
    if operator is _re.SUBPATTERN:
        return _endings(argument[3])
    if operator is _re.BRANCH:
        return frozenset().union(*map(_endings, argument[1]))
    if operator in _REPEATS:
        return _endings(argument[2])
    return _NOTHING


def _as_it_is(char: str) -> _Told:
    return frozenset({char.lower()}), ANY


def _letters(members: Sequence[tuple[Any, Any]]) -> _Whole:
    """The letters of a set, if they are few."""
    letters: set[str] = set()
    for operator, argument in members:
        if operator is _re.LITERAL:
            letters.add(chr(argument).lower())
        elif operator is _re.RANGE and argument[1] - argument[0] < _MOST_LETTERS:
            letters.update(chr(code).lower() for code in range(argument[0], argument[1] + 1))
        else:
            return None
    return frozenset(letters)


def _one_of(told: Sequence[_Told]) -> _Told:
    """What one of several alternatives needs."""
    wholes = [whole for whole, _ in told if whole is not None]
    whole = frozenset().union(*wholes)
    if len(wholes) == len(told):
        return whole, ANY
    ways = [way for inside, inner in told if inside is None for way in inner]
    return None, _few((*ways, (whole,)) if wholes else ways)


def _behind(first: Sequence[Way], then: Sequence[Way]) -> tuple[Way, ...]:
    if len(first) * len(then) > _MOST_WAYS:
        then = _few(then, 1)
    return tuple((*one, *other) for one, other in product(first, then))


def _few(ways: Sequence[Way], most: int = _MOST_WAYS) -> tuple[Way, ...]:
    """The ways; of too many, what each needs most as one set."""
    telling = [[words for words in way if _tells(words)] for way in ways]
    if not all(telling):
        return ANY
    if len(ways) <= most:
        return tuple(tuple(way) for way in telling)
    return ((frozenset().union(*(max(way, key=_worth) for way in telling)),),)


def _tells(words: frozenset[str]) -> bool:
    return min(map(len, words)) >= _SHORTEST


def _worth(words: frozenset[str]) -> tuple[int, int]:
    return min(map(len, words)), -len(words)


def _shortest(words: frozenset[str]) -> frozenset[str]:
    """What tells one of the words: their first letters, without what holds another of them."""
    kept: list[str] = []
    for word in sorted({word[:_LONGEST] for word in words}, key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return frozenset(kept)
