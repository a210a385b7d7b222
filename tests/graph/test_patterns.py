import re
import time

import pytest

from graph.extraction.patterns import Match, compile_pattern, find
from graph.extraction.tagging import PLACEHOLDER, Tagged
from graph.mentions.model import Mention
from graph.rules import load_rules


def tagged(text: str) -> Tagged:
    """A tagged sentence given as patterns see it; mention i is at offset i."""
    slots = tuple(Mention(i, i + 1, m.group(1), (m.group(),)) for i, m in enumerate(PLACEHOLDER.finditer(text)))
    return Tagged(text, slots, 0, len(text), (0,), (0,))


def matches(pattern: str, text: str) -> list[Match]:
    return list(find(compile_pattern(pattern), tagged(text)))


def named(match: Match, group: str, letters: str = "") -> list[str]:
    return [m.entities[0] for m in match.mentions(group, letters)]


def test_slot_binds_one_mention_of_its_types() -> None:
    (match,) = matches("{who:OS} met", "<O0> met and <S1> met and <M2> met")[:1]
    assert named(match, "who") == ["<O0>"]
    assert len(matches("{who:OS} met", "<O0> met and <S1> met and <M2> met")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "<O0>, <O1> and <O2> signed",
        "<O0>, the <O1>, and the <O2> signed",
        "both <O0> and its <O1>, together with <O2> signed",
        "<O0> (x), <O1> (y) and <O2> signed",
        "<O0> of <S5>, <O1> of <S6> and <O2> signed".replace("<S5>", "Hentzau").replace("<S6>", "Strelsau"),
        "<O0> / <O1> / <O2> signed".replace(" / ", "/"),
    ],
)
def test_list_binds_all_its_members(text: str) -> None:
    (match,) = matches("{who:O+} signed", text)
    assert named(match, "who") == ["<O0>", "<O1>", "<O2>"]


def test_places_behind_list_members_are_no_members() -> None:
    (match,) = matches("{who:OS+} signed", "<O0> in <S1> and <O2> signed")
    assert named(match, "who") == ["<O0>", "<O2>"]


def test_list_gives_a_member_back_to_what_follows() -> None:
    (match,) = matches("{who:O+} and {other:O} signed", "<O0>, <O1> and <O2> signed")
    assert (named(match, "who"), named(match, "other")) == (["<O0>", "<O1>"], ["<O2>"])


def test_people_bring_their_titles_and_employers() -> None:
    (match,) = matches("{people:P+} met", "Director <P0> of the <O1> and <O2>'s Chief Anna <P3> met")
    assert named(match, "people", "P") == ["<P0>", "<P3>"]


def test_stretch_stops_at_a_semicolon() -> None:
    assert matches("{a:O}{:*} signed", "<O0> who met; <S1> signed") == []


def test_verb_group_takes_auxiliaries() -> None:
    (match,) = matches("{who:O} {V:sign}", "<O0> has also recently signed it")
    assert match.text("verb") == "has also recently signed"


def test_groups_of_one_name_in_two_alternatives_are_one() -> None:
    (match,) = matches("(?:by {who:O}|from {who:S}) today", "from <S0> today")
    assert named(match, "who") == ["<S0>"]


@pytest.mark.parametrize("pattern", ["{nosuchmacro}", "(unclosed", "{V:nosuch}"])
def test_faulty_pattern_is_a_value_error_that_shows_it(pattern: str) -> None:
    with pytest.raises(ValueError, match=re.escape(pattern)):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    "piece",
    [
        "<O0>, and the ",
        "<S0> in <L0>, ",
        "<P0>, director of Earth, Science, ",
        "Earth and the Science, ",
        "jointly agreed ",
        "in charge of science ",
        "science director and ",
        "<O0>'s scientific instruments (a), ",
    ],
)
def test_no_rule_takes_exponential_time(piece: str) -> None:
    text = f"<O1> director signed {piece * 40}."
    expressions = [rule.regex for rule in load_rules()]  # compiling them the first time takes longer than searching
    start = time.process_time()
    for expression in expressions:
        list(expression.finditer(text))
    assert time.process_time() - start < 10
