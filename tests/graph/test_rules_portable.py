"""The rules find the same with every version of Python."""

from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from graph.rules import load_rules


def looks_around_in_possessive_repeat(parsed: Any, *, inside: bool = False) -> bool:
    for operator, operand in parsed:
        possessive = inside or operator is _constants.POSSESSIVE_REPEAT
        if possessive and operator in (_constants.ASSERT, _constants.ASSERT_NOT):
            return True
        parts = operand if isinstance(operand, list | tuple) else [operand]
        nested = [part for piece in parts for part in (piece if isinstance(piece, list) else [piece])]
        if any(
            looks_around_in_possessive_repeat(part, inside=possessive)
            for part in nested
            if isinstance(part, _parser.SubPattern)
        ):
            return True
    return False


def test_no_rule_looks_around_in_what_it_repeats_possessively() -> None:
    """Python 3.11.2 matches too little there."""
    assert looks_around_in_possessive_repeat(_parser.parse(r"(?:a(?!b))*+"))
    assert [
        rule.id
        for rule in load_rules()
        if looks_around_in_possessive_repeat(_parser.parse(rule.regex.pattern, rule.regex.flags))
    ] == []
