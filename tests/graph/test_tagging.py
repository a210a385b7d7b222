import itertools

from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.tagging import PLACEHOLDER, quieted, tag
from graph.mentions.model import Mention

TEXT = "Yesterday the ZSO and\nZubrowka <met> again."
MENTIONS = (Mention(14, 17, "O", ("zsa",)), Mention(22, 30, "S", ("zubrowka",)))
TAGGED = tag(quieted(TEXT), 0, len(TEXT), MENTIONS)


def test_mentions_become_placeholders() -> None:
    assert TAGGED.text == "Yesterday the <O0> and <S1> (met) again."


def test_placeholder_leads_back_to_its_mention() -> None:
    assert TAGGED.slot("<S1>") is MENTIONS[1]


def test_mentions_of_a_piece_in_order_and_by_type() -> None:
    assert TAGGED.mentions("<S1> of <O0>") == [MENTIONS[1], MENTIONS[0]]
    assert TAGGED.mentions("<S1> of <O0>", "O") == [MENTIONS[0]]


def test_origin_is_the_place_in_the_document() -> None:
    for word in ("Yesterday", "again"):
        assert TAGGED.origin(TAGGED.text.index(word)) == TEXT.index(word)
    assert TAGGED.origin(TAGGED.text.index("<S1>") + 2) == 22


def test_quotation_marks_around_a_mission_are_no_part_of_the_sentence() -> None:
    text = "The 'Tern,' once \"Skua\", flew."
    tagged = tag(text, 0, len(text), (Mention(5, 9, "M", ("tern",)), Mention(18, 22, "M", ("skua",))))
    assert tagged.text == "The <M0>, once <M1>, flew."
    assert [tagged.origin(tagged.text.index(word)) for word in (", once", "flew")] == [9, text.index("flew")]


def test_slice_keeps_offsets_of_the_document() -> None:
    tagged = tag(quieted(TEXT), 10, 30, MENTIONS)
    assert tagged.text == "the <O0> and <S1>"
    assert tagged.origin(tagged.text.index("and")) == TEXT.index("and")


def test_text_without_mentions_is_itself() -> None:
    assert tag("just words", 0, 10, ()).text == "just words"


@given(st.text(min_size=1, max_size=80), st.lists(st.integers(0, 80), max_size=8))
def test_every_offset_leads_back_into_the_slice(text: str, cuts: list[int]) -> None:
    edges = sorted({min(c, len(text)) for c in cuts})
    mentions = [Mention(a, b, "O", ("x",)) for a, b in list(itertools.pairwise(edges))[::2]]
    tagged = tag(quieted(text), 0, len(text), mentions)
    assert [m.group() for m in PLACEHOLDER.finditer(tagged.text)] == [f"<O{i}>" for i in range(len(mentions))]
    assert all(0 <= tagged.origin(at) <= len(text) for at in range(len(tagged.text)))
