import pytest

from graph.rules import load_rules
from graph.rules.gate import TITLE, Gate, needs

EVERY_TYPE = "ADELMNOPSUY"


@pytest.mark.parametrize(
    ("pattern", "types"),
    [
        ("{a:O+} signed {b:A}", ["O", "A"]),
        (r"<[SO]\d+> {V:be} <M\d+>", ["OS", "M"]),
        ("{a:O} (?:with {b:M})? {c:Y}", ["O", "Y"]),
        ("{a:O}? {b:Y}* {c:N}{0,3} {d:M}+", ["M"]),
        ("(?:{a:O}|{b:S}) {c:M}", ["M"]),
        ("{a:O}|{b:S}", []),
        (r"[|(] \( \| {a:P}", ["P"]),
        ("{V:be} {unit} of {sign}", []),
    ],
)
def test_needs_are_types_that_every_match_has(pattern: str, types: list[str]) -> None:
    assert needs(pattern) == tuple(frozenset(some) for some in types)


def test_title_is_needed_under_any_name() -> None:
    assert needs("{title} of {:O}") == needs("{what:title} of {:O}") == (frozenset({TITLE}), frozenset("O"))
    assert needs("(?:{title})? of {:O}") == (frozenset("O"),)


def test_gate_lets_through_what_a_rule_matches_and_stops_what_it_cannot() -> None:
    rules = load_rules()
    gate = Gate(rules)
    for rule in rules:
        assert rule in gate.rules(f"x {rule.trigger[0]} y director", EVERY_TYPE)
        if needs(rule.pattern):
            assert rule not in gate.rules(f"x {rule.trigger[0]} y", "")
    assert all("" in rule.trigger for rule in gate.rules("", EVERY_TYPE))


def test_rules_come_in_their_order() -> None:
    rules = load_rules()
    text = "director ".join(word for rule in reversed(rules) for word in rule.trigger)
    assert Gate(rules).rules(text, EVERY_TYPE) == list(rules)
