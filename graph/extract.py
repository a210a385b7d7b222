"""A document in; entities, facts with evidence, and names nobody knows out. The stages: names, references, sentences by rule, layout, tidying."""

from collections.abc import Iterator

from graph.builders import BUILDERS
from graph.coreference import Resolver
from graph.documents import Document
from graph.facts import Extraction, Fact
from graph.layout import read_layout
from graph.names.folding import plain
from graph.page import Page
from graph.patterns import find
from graph.recognition import Recogniser, Recognised
from graph.rules import load_rules, rules_digest
from graph.scene import Memory, Scene
from graph.sentences import Sentence, sentences
from graph.tidying import tidy
from ontology.authority import Authority

__all__ = ["Extractor", "rules_digest"]


class Extractor:
    """Extracts facts from documents. Holds no state of a document; the same document gives the same extraction."""

    def __init__(self, authority: Authority) -> None:
        self._recogniser = Recogniser(authority)
        self._rules = load_rules()

    def extract(self, document: Document) -> Extraction:
        """All facts that the document states, each with its evidence."""
        facts, found = self.find(document)
        kept, entities = tidy(document, found.table, facts)
        return Extraction(document, entities, kept, tuple(found.unresolved))

    def find(self, document: Document) -> tuple[list[Fact], Recognised]:
        """What each rule and the layout say, repetitions included, and the names that they rest on."""
        flat = plain(document.text)
        found = self._recogniser.recognise(document)
        parts = sentences(document)
        mentions = Resolver(flat, found.mentions, found.table).resolve(parts)
        page = Page(document, flat, mentions, found.table)
        facts: list[Fact] = []
        memory = Memory()
        for sentence in parts:
            facts += self._sentence(page, sentence, memory)
        facts += read_layout(page, parts)
        return facts, found

    def _sentence(self, page: Page, sentence: Sentence, memory: Memory) -> Iterator[Fact]:
        named = page.mentions_in(sentence.start, sentence.end)
        if not named:
            return
        tagged = page.tagged(sentence.start, sentence.end, named)
        lowered = tagged.text.lower()
        scene = Scene(page.document, page.table, tagged, memory)
        for rule in self._rules:
            if rule.applies(lowered):
                for match in find(rule.regex, tagged):
                    yield from BUILDERS[rule.build](scene, rule, match)
        memory.named += [m for m in tagged.slots if m.letter in "MA"]
