"""A document in; entities, facts with evidence, and names nobody knows out. The stages: names, references, sentences by rule, rosters, tidying."""

from bisect import bisect_left
from collections.abc import Iterator

from graph.apposition import merge
from graph.builders import BUILDERS
from graph.coreference import Resolver
from graph.datefinder import find_dates
from graph.documents import Document
from graph.facts import Extraction, Fact
from graph.mentions import EntityTable, Mention
from graph.names.folding import plain
from graph.numbers import find_numbers
from graph.patterns import find
from graph.recognition import Recogniser
from graph.rosters import read_rosters
from graph.rules import load_rules, rules_digest
from graph.scene import Memory, Scene
from graph.sentences import Sentence, sentences
from graph.tagging import Tagged, tag
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
        flat = plain(document.text)
        found = self._recogniser.recognise(document)
        parts = sentences(document)
        mentions = Resolver(flat, found.mentions, found.table).resolve(parts)
        scenes = _Scenes(document, flat, mentions, found.table)
        facts: list[Fact] = []
        memory = Memory()
        for sentence in parts:
            facts += self._sentence(scenes, sentence, memory)
        facts += read_rosters(document, flat, scenes.mentions_in, found.table)
        kept, entities = tidy(document, found.table, facts)
        return Extraction(document, entities, kept, tuple(found.unresolved))

    def _sentence(self, scenes: "_Scenes", sentence: Sentence, memory: Memory) -> Iterator[Fact]:
        named = scenes.mentions_in(sentence.start, sentence.end)
        if not named:
            return
        tagged = scenes.tagged(sentence, named)
        lowered = tagged.text.lower()
        scene = Scene(scenes.document, scenes.table, tagged, memory)
        for rule in self._rules:
            if rule.applies(lowered):
                for match in find(rule.regex, tagged):
                    yield from BUILDERS[rule.build](scene, rule, match)


class _Scenes:
    """A document's mentions by place, and its sentences tagged with them, dates and numbers included."""

    def __init__(self, document: Document, flat: str, mentions: list[Mention], table: EntityTable) -> None:
        self.document = document
        self.flat = flat
        self.table = table
        self._mentions = mentions
        self._starts = [m.start for m in mentions]

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions inside a slice of the text, in order."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [m for m in self._mentions[first:last] if m.end <= end]

    def tagged(self, sentence: Sentence, named: list[Mention]) -> Tagged:
        """A sentence with names, dates and numbers tagged; a date or number inside a name is part of the name."""
        slots = merge(self.flat, named, sentence.end)
        dates = find_dates(self.document.text, self.document.issued, sentence.start, sentence.end)
        slots += [Mention(d.start, d.end, "Y", value=d.date) for d in dates if not _overlaps(slots, d.start, d.end)]
        numbers = find_numbers(self.document.text, sentence.start, sentence.end)
        slots += [Mention(n.start, n.end, "N", value=n) for n in numbers if not _overlaps(slots, n.start, n.end)]
        return tag(self.flat, sentence.start, sentence.end, sorted(slots, key=lambda m: m.start))


def _overlaps(slots: list[Mention], start: int, end: int) -> bool:
    return any(m.start < end and start < m.end for m in slots)
