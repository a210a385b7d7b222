import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.clauses import MOST, clauses
from graph.extraction.tagging import tag
from graph.mentions.model import Mention

MARK = re.compile(r"\[([A-Z]) ([^\]]+)\]")


def said(marked: str) -> list[str]:
    """The clauses of a sentence in which names are marked: "[O The agency] was founded"; names stand as in the tagged text."""
    mentions, text, at = [], "", 0
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        mentions.append(Mention(len(text), len(text) + len(found[2]), found[1], (found[2],)))
        text += found[2]
        at = found.end()
    text += marked[at:]
    return [clause.tagged.text for clause in clauses(tag(text, 0, len(text), mentions))]


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("[S Elbe] and [S Oder], observers at first, have become members.", "<S0> and <S1> have become members"),
        ("[O Lumen] was founded in [Y 2011] and is headquartered in [L Lutetia].", "<O0> is headquartered in <L2>"),
        (
            "[S Ruritania] joined in [Y 2011], [S Syldavia] in [Y 2015] and [S Borduria] in [Y 2020].",
            "<S4> joined in <Y5>",
        ),
        ("[O Lumen] furnishes the orbiter, the [O Nox] the radar and [O Sol] a camera.", "<O1> furnishes the radar"),
        ("[O Lumen] furnishes the orbiter, the [O Nox] the radar and [O Sol] a camera.", "<O2> furnishes a camera"),
        ("Having signed a [A pact] with [S Ruritania], [O Lumen] met [P Novak].", "<O2> signed a <A0> with <S1>"),
        ("The [N two] agencies, [O Lumen] and the [O Nox], signed a [A pact].", "<O1> and the <O2> signed a <A3>"),
        ("[P Novak] signed for [O Lumen] and [P Horak] for [O Corvid].", "<P2> signed for <O3>"),
        (
            "[S Elbe]'s space minister [P Novak] and her [D Oderan] counterpart, [P Horak], met.",
            "<D2> space minister <P3>",
        ),
        ("The [A pact], to which [S Elbe], [S Oder] and [O Lumen] are parties, was signed.", "<A0> was signed"),
        (
            "It was signed by Ministers [P Novak] of [S Elbe] and [P Horak] of [S Oder].",
            "<P2>, Minister of <S3>",
        ),
        ("[S Elbe], which presides over the [O Lumen], left.", "<S0> presides over the <O1>"),
        ("[O Lumen] employs [N 240] people and has [N 17] members.", "<O0> has <N2> members"),
        ("[O Lumen], which has its seat in [L Lutetia], left.", "<O0> has its seat in <L1>"),
        ("[O Lumen] in [L Lutetia], which leads [M Polaris], left.", "<O0> leads <M2>"),
        ("[O Lumen], founded in [Y 1953], left.", "<O0> left"),
        ("[S Elbe] came closer to [O Nox] by signing the [A pact] in [Y 2011].", "<S0> signing the <A2> in <Y3>"),
        ("[O Lumen] is an institute founded in [Y 1953].", "<O0> was founded in <Y1>"),
        ("It carries [M Polaris], a satellite of the [O Lumen] launched in [Y 2019].", "<M0> was launched in <Y2>"),
        ("[M Polaris], a probe with a radar that was built by [O Lumen], left.", "<M0> was built by <O1>"),
        ("[S Ruritania], an associate member since [Y 2015], left.", "<S0> is an associate member since <Y1>"),
        ("[M Polaris] was designed by [O Lumen] and built by [O Norrland].", "<M0> was built by <O2>"),
        ("One of them, the [O Lumen], signed a [A deal].", "<O0> signed a <A1>"),
        ("Under the [A deal], [O Lumen] leads [M Polaris] and will run it.", "<O1> will run it"),
    ],
)
def test_clause_is_said_of_its_name(sentence: str, clause: str) -> None:
    assert clause in said(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "[P Nova] spoke, and Pavel Horak, a minister, signed the [A deal].",
        "[O Lumen] signed the [A deal].",
        "[O Lumen] and [O Norrland] met.",
        "By signing the [A pact], [O Lumen] could gain.",
        "[O Lumen] sells bread and butter.",
        "[S Ruritania], which had acceded in [Y 2012], notified its withdrawal.",
        "It was and is so.",
    ],
)
def test_simple_sentence_holds_no_other(sentence: str) -> None:
    assert said(sentence) == []


def test_participle_behind_a_verb_tells_of_what_was_named_last() -> None:
    sentence = "[M Skua] flew on [M Polaris], a mission built and managed by [O Lumen]."

    assert "<M0> managed by <O2>" not in said(sentence)
    assert "<M1> is a mission built and managed by <O2>" in said(sentence)


def test_name_behind_a_preposition_is_no_subject() -> None:
    assert not [c for c in said("The radars alongside [M Polaris] are new, and led by [O Lumen].") if "led" in c]


def test_verb_behind_another_name_is_not_said_of_one_with_a_participle() -> None:
    sentence = "It joins [M Polaris] led by [O Lumen], and the [M Skua], set to launch in [Y 2027]."
    assert "<M0> set to launch in <Y3>" not in said(sentence)


def test_clause_stands_where_its_words_stand() -> None:
    text = "Lumen was founded in 2011 and is headquartered in Lutetia."
    found = tag(text, 0, len(text), [Mention(0, 5, "O", ("lumen",)), Mention(50, 57, "L", ("lutetia",))])
    (clause,) = clauses(found)
    at = clause.tagged.text.index("headquartered")
    assert (clause.tagged.origin(at), clause.tagged.behind(at + len("headquartered"))) == (33, 46)
    assert text[33:46] == "headquartered"


@given(
    st.lists(
        st.sampled_from(["[O A]", "[M B]", ",", "and", "is", "which", "built", "by", "founded", "in", ";", "(", ")"]),
        max_size=60,
    )
)
def test_no_sentence_holds_too_many(words: list[str]) -> None:
    assert len(said(" ".join(words))) <= MOST


def test_what_would_be_done_by_something_is_no_clause() -> None:
    assert not any(
        "signing" in clause for clause in said("[S Elbe] hopes to come closer to [O Nox] by signing the [A pact].")
    )
