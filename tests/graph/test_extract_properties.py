"""What holds of extraction whatever the text: no crash, evidence that is a slice of it, the same again, and bounded time."""

import re
import time
from collections.abc import Iterable
from functools import lru_cache
from itertools import cycle, islice, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import AUTHORITY, document

from graph.documents import Block, BlockKind, Document, Span
from graph.extraction.extract import Extractor
from graph.facts import EntityRef, Extraction
from graph.rules import load_rules
from graph.sentences import LONGEST, Sentence, in_pieces, sentences
from graph.text import normalise
from ontology.authority import Authority, load_authority

FRAGMENTS = [
    *(
        "Zubrowka",
        "Ruritanian",
        "the ZSO",
        "Polar Space Union (PSU)",
        "Marmot",
        "Dr. Anna Holm",
        "Ms. Holm",
        "both agencies",
    ),
    *(
        "signed",
        "will sign",
        "has not signed",
        "an agreement",
        "the agreement",
        "joined",
        "is a member of",
        "director of",
    ),
    *(
        "3 May 2020",
        "in 2031",
        "on Monday",
        "last year",
        "13,000",
        "two",
        "and",
        ",",
        ";",
        ".",
        ":",
        "(",
        ")",
        "'s",
        "—",
        "\n",
    ),
    *(
        "launched",
        "the spacecraft",
        "its",
        "She",
        "•",
        "|",
        "\u202eزوبروفكا",
        "国家",
        "\x00",
        "<O1>",
        "{",
        "\\",
        "é\u0301",
        "🚀",
    ),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join),
    st.lists(st.sampled_from([rule.matches for rule in load_rules()]), max_size=4).map(" ".join),
    st.text(max_size=200),
)
CHECKED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor(AUTHORITY)


@lru_cache(maxsize=1)
def another() -> Extractor:
    """One that has not seen what the first one has."""
    return Extractor(AUTHORITY)


def blocks(texts: Iterable[tuple[BlockKind, str]]) -> Document:
    """A document of normalised, non-empty blocks."""
    found: list[Block] = []
    pieces: list[str] = []
    at = 0
    for kind, text in texts:
        if piece := normalise(text):
            cells = (Span(at, at + len(piece)),) if kind is BlockKind.ROW else ()
            found.append(Block(kind, at, at + len(piece), level=1, cells=cells))
            pieces.append(piece)
            at += len(piece) + 2
    return Document("any.txt", "document-any", "0" * 64, "\n\n".join(pieces), tuple(found))


DOCUMENTS = st.lists(st.tuples(st.sampled_from(BlockKind), TEXTS), max_size=5).map(blocks)


def spans(extraction: Extraction) -> list[Span]:
    evidence = [e for fact in extraction.facts for e in fact.evidence]
    return [span for e in evidence for span in (e.span, *e.antecedents)] + [u.span for u in extraction.unresolved]


@CHECKED
@given(DOCUMENTS)
def test_evidence_is_a_slice_of_the_text(source: Document) -> None:
    for span in spans(extractor().extract(source)):
        assert 0 <= span.start < span.end <= len(source.text)
        assert source.text[span.start : span.end] == source.slice(span) != ""


@CHECKED
@given(DOCUMENTS)
def test_every_reference_leads_to_an_entity_with_a_label(source: Document) -> None:
    extraction = extractor().extract(source)
    entities = {entity.key: entity for entity in extraction.entities}
    assert all(entity.label for entity in extraction.entities)
    for fact in extraction.facts:
        assert 0 < fact.confidence <= 1
        assert all(value.key in entities for _, value in fact.values if isinstance(value, EntityRef))


@CHECKED
@given(DOCUMENTS)
def test_names_of_the_work_list_are_what_stands_there(source: Document) -> None:
    for item in extractor().extract(source).unresolved:
        assert source.slice(item.span) == item.name


@CHECKED
@given(DOCUMENTS)
def test_same_document_gives_the_same_extraction(source: Document) -> None:
    assert another().extract(source) == extractor().extract(source)


@CHECKED
@given(TEXTS, TEXTS)
def test_one_document_leaves_no_trace_in_the_next(first: str, second: str) -> None:
    one, other = (blocks([(BlockKind.PARAGRAPH, text)]) for text in (first, second))
    before = extractor().extract(other)
    extractor().extract(one)
    assert extractor().extract(other) == before


@CHECKED
@given(TEXTS)
def test_furniture_states_nothing(text: str) -> None:
    extraction = extractor().extract(blocks([(BlockKind.FURNITURE, text)]))
    assert (extraction.facts, extraction.unresolved) == ((), ())


@CHECKED
@given(st.text(max_size=60))
def test_text_that_was_not_normalised_does_no_harm(text: str) -> None:
    extractor().extract(document(text))


@given(st.text(alphabet="ab,; \n", max_size=300), st.integers(1, 40))
def test_pieces_of_a_sentence_are_short_slices_in_order_that_lose_only_spaces(text: str, longest: int) -> None:
    pieces = in_pieces(text, [Sentence(0, len(text), 0)], longest)
    assert all(0 < p.end - p.start <= longest for p in pieces)
    assert all(a.end <= b.start for a, b in pairwise(pieces))
    assert re.sub(r"\s", "", "".join(text[p.start : p.end] for p in pieces)) == re.sub(r"\s", "", text)


def test_sentence_of_usual_length_stays_whole() -> None:
    source = document("Zubrowka joined the Polar Space Union. " * 3)
    assert in_pieces(source.text, sentences(source)) == sentences(source)


def many(names: Iterable[str], joint: str) -> str:
    return joint.join(islice(cycle(names), 10_000))


HOSTILE = {
    "a line of a million letters": "a" * 1_000_000,
    "a line of a million characters in words": "word " * 200_000,
    "a line of capitals": "A " * 100_000,
    "ten thousand names with commas": f"{many(['Zubrowka', 'the ZSO', 'Ruritania'], ', ')} signed an agreement.",
    "ten thousand names with and": f"{many(['Zubrowka', 'the ZSO', 'Ruritania'], ' and the ')} are members of PSU.",
    "ten thousand unseen names": ", ".join(f"Strelsau Institute of Tide {i}" for i in range(10_000)),
    "ten thousand people": many(["Dr. Anna Holm", "Dr. Bo Lind", "Director Cy Dahl"], ", "),
    "right to left": "الاتفاقية بين زوبروفكا و ZSO وقعت. " * 5_000,
    "directions turned": "\u202eZSO\u202c signed \u2067Zubrowka\u2069 " * 5_000,
    "nothing but NULs": "\x00" * 1_000_000,
    "NULs between names": "ZSO\x00 and Zubrowka\x00 signed\x00 " * 5_000,
    "brackets": "(" * 100_000,
    "acronyms in brackets": " (ABC)" * 10_000,
    "hyphens": "A-" * 100_000,
    "dates": "3 May 2020, " * 10_000,
    "short forms": "the agency and its mission, both agencies, " * 3_000,
    "titles": "Director of Human and Robotic Science, " * 3_000,
    "units": f"Dr. Anna Holm, director of {'Earth, Science, ' * 3_000}",
    "agreements": "signed an agreement with the agreement on the treaty, " * 1_500,
    "adverbs": f"ZSO {'jointly agreed already ' * 5_000}",
    "placeholders": "<O1> and <S2> signed <A3> " * 3_000,
}


@lru_cache(maxsize=1)
def full_extractor() -> Extractor:
    return Extractor(load_authority())


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_bounded_time(text: str) -> None:
    source = document(text)
    start = time.process_time()
    extraction = full_extractor().extract(source)
    assert time.process_time() - start < 20
    assert all(source.slice(span) for span in spans(extraction))
    assert all(e.span.end - e.span.start <= LONGEST for fact in extraction.facts for e in fact.evidence)


def test_names_are_found_without_any_authority() -> None:
    extraction = Extractor(Authority()).extract(
        document("The Hentzau Space Agency and the Strelsau Geodesy Alliance signed a memorandum of understanding.")
    )
    assert {e.label for e in extraction.entities} >= {"Hentzau Space Agency", "Strelsau Geodesy Alliance"}
