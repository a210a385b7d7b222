"""The confidence of a rule is what its judged facts say."""

from decimal import Decimal

import pytest

from graph.evaluation.calibration import PRIOR, Judged, judged_rules
from graph.rules import Rule, load_rules


def test_rule_that_nobody_judged_gets_the_prior() -> None:
    assert Judged().confidence == Decimal(str(PRIOR))


def test_gold_and_hand_count_alike() -> None:
    assert Judged(gold=(3, 4)).confidence == Judged(hand=(3, 4)).confidence == Judged((1, 2), (2, 2)).confidence


def test_many_judged_facts_outweigh_the_prior() -> None:
    assert Judged(gold=(500, 1000)).confidence == Decimal("0.50")
    assert Decimal("0.50") < Judged(gold=(1, 2)).confidence < Decimal(str(PRIOR))


def test_no_rule_is_right_more_often_than_it_was_judged() -> None:
    assert [
        rule for rule, j in judged_rules().items() if not (0 <= j.gold[0] <= j.gold[1] and 0 <= j.hand[0] <= j.hand[1])
    ] == []


def test_every_judged_rule_is_there() -> None:
    """Rules of layout are not in the rule files."""
    known = {rule.id for rule in load_rules()}
    assert [rule for rule in judged_rules() if rule not in known and not rule.startswith("layout-")] == []


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_confidence_of_a_rule_is_what_was_judged(rule: Rule) -> None:
    judged = judged_rules().get(rule.id)
    if judged is None:
        assert Decimal(rule.confidence) <= Decimal(str(PRIOR))
    else:
        assert Decimal(rule.confidence) == judged.confidence
