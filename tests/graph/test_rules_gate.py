import pytest

from graph.rules import load_rules
from graph.rules.gate import Gate, needed_letters


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("{a:O+} signed {b:A}", ["O", "A"]),
        (r"<[SO]\d+> {V:be} <M\d+>", ["OS", "M"]),
        ("{a:O} (?:with {b:M})? {c:Y}", ["O", "Y"]),
        ("{a:O}? {b:Y}* {c:N}{0,3} {d:M}+", ["M"]),
        ("(?:{a:O}|{b:S}) {c:M}", ["M"]),
        ("{a:O}|{b:S}", []),
        (r"[|(] \( \| {a:P}", ["P"]),
        ("{title} of {sign}", []),
    ],
)
def test_needed_letters_are_those_that_every_match_has(pattern: str, letters: list[str]) -> None:
    assert needed_letters(pattern) == tuple(frozenset(some) for some in letters)


def test_gate_lets_through_what_a_rule_matches_and_stops_what_it_cannot() -> None:
    rules = load_rules()
    gate = Gate(rules)
    everything = "ADELMNOPSUY"
    for rule in rules:
        assert rule in gate.rules(f"x {rule.trigger[0]} y", everything)
        if needed_letters(rule.pattern):
            assert rule not in gate.rules(f"x {rule.trigger[0]} y", "")
    assert all("" in rule.trigger for rule in gate.rules("", everything))


def test_rules_come_in_their_order() -> None:
    rules = load_rules()
    text = " ".join(word for rule in reversed(rules) for word in rule.trigger)
    assert Gate(rules).rules(text, "ADELMNOPSUY") == list(rules)
