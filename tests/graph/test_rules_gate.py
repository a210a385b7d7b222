from collections.abc import Sequence

import pytest

from graph.extraction.patterns import needed_words
from graph.needed import START
from graph.rules import Rule, load_rules
from graph.rules.gate import TITLE, Gate, needs

EVERY_TYPE = "".join(f"<{letter}{i}>" for i, letter in enumerate("adelmnopsuy"))


@pytest.mark.parametrize(
    ("pattern", "types"),
    [
        ("{a:O+} signed {b:A}", ["O", "A"]),
        (r"<[SO]\d+> {V:be} <M\d+>", ["OS", "M"]),
        ("{a:O} (?:with {b:M})? {c:Y}", ["O", "Y"]),
        ("{a:O}? {b:Y}* {c:N}{0,3} {d:M}+", ["M"]),
        ("(?:{a:O}|{b:S}) {c:M}", ["OS", "M"]),
        ("(?:{a:O} {b:P}|{b:S}|) {c:M}", ["M"]),
        ("{a:O}|{b:S} of {c:M}", ["OS"]),
        (r"(?P<a>of <M\d+>(?: and <A\d+>)?) (?:{b:Y}){1,2}", ["M", "Y"]),
        ("(?={a:O})(?<!{b:S} )(?!{c:M}){d:P}(?<={e:P})(?>{f:L})", ["P", "L"]),
        (r"[|(] \( \| {a:P}", ["P"]),
        ("{V:be} {unit} of {sign}", []),
    ],
)
def test_needs_are_types_that_every_match_has_in_this_order(pattern: str, types: list[str]) -> None:
    assert needs(pattern) == tuple(frozenset(some) for some in types)


def test_title_is_needed_under_any_name() -> None:
    assert needs("{title} of {:O}") == needs("{what:title} of {:O}") == (frozenset({TITLE}), frozenset("O"))
    assert needs("(?:{title})? of {:O}") == (frozenset("O"),)


def _rule(pattern: str, trigger: str = "") -> Rule:
    return Rule("a", "position", (trigger,), pattern, {}, "0.9", "", "", "")


def _wordings(rules: Sequence[Rule]) -> list[str]:
    """For each rule a trigger, then all that its pattern needs, with mentions of every type between."""
    told = zip(rules, needed_words(rule.pattern for rule in rules), strict=True)
    words = ((rule.trigger[0], *map(min, ways[0]), "") for rule, ways in told)
    return [f"director {EVERY_TYPE} ".join(some) * 2 for some in words]


def test_mentions_must_stand_in_the_order_of_the_pattern() -> None:
    rule = _rule("{title:title} of {:OS}, {:P}")
    gate = Gate([rule])
    assert gate.rules("the director of <s0>, <p1>") == [rule]
    assert gate.rules("<o0> director, <y1>, of <o2> and <m3>, <p4>") == [rule]
    assert gate.rules("<p0>, director of <o1>") == gate.rules("<o0> director <p1>") == gate.rules("<o0> of <p1>") == []


def test_trigger_may_say_how_a_sentence_begins() -> None:
    rule = _rule("^for {:O}", "^for ")
    gate = Gate([rule])
    assert gate.rules("for <o0>") == [rule]
    assert gate.rules("it is for <o0>") == []


def test_gate_lets_through_what_a_rule_matches_and_stops_what_it_cannot() -> None:
    rules = load_rules()
    gate = Gate(rules)
    for rule, text in zip(rules, _wordings(rules), strict=True):
        assert rule in gate.rules(text)
        if needs(rule.pattern) and "<" not in rule.trigger[0]:
            assert rule not in gate.rules(f"x {rule.trigger[0]} y")
    assert all(any(word in START + EVERY_TYPE for word in rule.trigger) for rule in gate.rules(EVERY_TYPE))


def test_rules_come_in_their_order() -> None:
    rules = load_rules()
    text = "".join(reversed(_wordings(rules)))
    assert Gate(rules).rules(text) == list(rules)
