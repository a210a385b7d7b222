"""Every extraction rule finds a fact in the sentence that it is said to match, and none in the one that it must not."""

import re
from collections.abc import Iterator

import pytest

from graph.documents import Block, BlockKind, Document
from graph.extraction.extract import Extractor
from graph.rules import Rule, load_rules
from ontology.authority import Authority, AuthorityEntry, load_authority

INVENTED = (
    AuthorityEntry("zubrowka", "State", "Zubrowka", ("Zubrowka",), demonyms=("Zubrowkan",)),
    AuthorityEntry("ruritania", "State", "Ruritania", ("Ruritania",), demonyms=("Ruritanian",)),
)
"""Two states of fiction: everything else in the examples must be told by its own words."""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Authority(INVENTED))


def blocks(text: str) -> Iterator[Block]:
    """The lines of an example as blocks: "# …" a title, "- …" an item of a list."""
    for line in re.finditer(r"(# |- )?(.+)", text):
        kind = {"# ": BlockKind.TITLE, "- ": BlockKind.ITEM}.get(line.group(1), BlockKind.PARAGRAPH)
        yield Block(kind, line.start(2), line.end(2))


def rules_that_fire(extractor: Extractor, text: str) -> set[str]:
    document = Document("example.txt", "document-example", "0" * 64, text, tuple(blocks(text)))
    facts, _ = extractor.find(document)
    return {fact.rule for fact in facts}


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_rule_finds_a_fact_in_its_example(extractor: Extractor, rule: Rule) -> None:
    assert rule.id in rules_that_fire(extractor, rule.matches)


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_rule_finds_nothing_in_its_counterexample(extractor: Extractor, rule: Rule) -> None:
    assert rule.id not in rules_that_fire(extractor, rule.rejects)


def test_extraction_works_with_the_whole_authority() -> None:
    text = "CNES and the Zubrowka Space Agency signed a memorandum of understanding on 3 May 2020."

    assert "party-signs" in rules_that_fire(Extractor(load_authority()), text)
