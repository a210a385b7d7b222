"""Where sentences end: each case is written with a bar where one sentence ends and the next begins."""

import time

import pytest

from graph.documents import BlockKind, RawBlock, RawDocument
from graph.sentences import sentences, split
from graph.text import assemble

CASES = [
    "Prof. Ada Quill met Mr. Otto Vane.| They spoke.",
    "She lives in the U.S. with him.| The U.S. Department of State agreed.",
    "It was built in the U.S.| The agency paid.",
    "It flew on Jan. 5 from Fla. to Calif. and back.",
    "On Dec. 25, 2021, it was launched.| Nobody slept.",
    "See No. 3 of the list.| He said no.| Then he left.",
    "J. R. Quill and A. Vane signed.| Both smiled.",
    "For the Ministry: V. Quill",
    "It is ready for Artemis V.| NASA expects an award.",
    "It was made by Acme Inc. of Boston.| Acme Inc. The end.".replace("Inc. The", "Inc.| The"),
    "Quill et al. (2019) measured 3.5 km.| It was 4.",
    "“Is it so?” she said.| “It is.”| He left.",
    '"We sign today." Then they signed.'.replace('today." ', 'today."| '),
    "The seat is in St. Petersburg.| It is cold.",
    "Go to https://example.org/a.b?c=1.| Then read.",
    "One came; two left.| Three stayed.",
    "Wait... what?| Yes!",
    "At 5 p.m. EDT it begins.| At 6 a.m. Wednesday it ends.",
    "He is Ph.D. candidate Dr. Vane.| He is young.",
    "3. On the margins they met.| It rained.",
    "(a) an arrangement; and (b) a letter.",
    "The contract with Antenas S.A. for two antennas was signed.",
    "The contract with Bindu Link Pvt. Ltd. for two antennas was signed.",
    "They wrote e.g. Samoa and i.e. no one else.| That is all.",
    "It has 13,000 members.| 46 are institutions.",
    "Vol. 2, p. 14, Art. 5 and Sec. 3 apply.",
    "Eng. Vane signed.| He left.",
    "H.E. Ms. Vane, Amb. of Samoa, spoke.| Gen. Quill listened.",
    "Is it signed?| No.| It is planned.",
    "The text (see Fig. 2) is clear.| It ends.",
    "Its name is Yahoo! and it stays.",
]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_at_the_bars(case: str) -> None:
    expected = [part.strip() for part in case.split("|")]
    text = " ".join(expected)
    assert [text[start:end] for start, end in split(text, 0, len(text))] == expected


def document(*blocks: RawBlock):
    return assemble("a.txt", "0" * 64, RawDocument(blocks))


def test_headings_rows_items_and_captions_are_sentences_of_their_own() -> None:
    made = document(
        RawBlock(BlockKind.TITLE, "Mr. Vane signs. Again"),
        RawBlock(BlockKind.PARAGRAPH, "He came. He signed."),
        RawBlock(BlockKind.ITEM, "Samoa"),
        RawBlock(BlockKind.ITEM, "Tonga. It joined late."),
        RawBlock(BlockKind.ROW, cells=("Fiji", "Observer. New")),
        RawBlock(BlockKind.CAPTION, "The ministers"),
    )
    assert [made.text[s.start : s.end] for s in sentences(made)] == [
        "Mr. Vane signs. Again",
        "He came.",
        "He signed.",
        "Samoa",
        "Tonga.",
        "It joined late.",
        "Fiji | Observer. New",
        "The ministers",
    ]


def test_furniture_has_no_sentences() -> None:
    assert sentences(document(RawBlock(BlockKind.FURNITURE, "Subscribe. Now."))) == ()


def test_sentence_names_its_block() -> None:
    made = document(RawBlock(BlockKind.FURNITURE, "Menu"), RawBlock(BlockKind.PARAGRAPH, "He came."))
    assert [s.block_index for s in sentences(made)] == [1]


@pytest.mark.parametrize("unit", [".", ". ", "... ", "A. ", 'x." ', "Mr. ", "a.b", "!?)"])
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.perf_counter()
        for _ in split(text, 0, len(text)):
            pass
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(400_000) < 2.0
