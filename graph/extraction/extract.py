"""A document in; entities, facts with evidence, and names nobody knows out. The stages: names, references, sentences by rule,
layout, tidying."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.builders import BUILDERS
from graph.documents import BlockKind, Document, Span
from graph.extraction.behind import Corrections, is_taken_back, told_next
from graph.extraction.clauses import clauses
from graph.extraction.ellipses import OF_FILLED, filled
from graph.extraction.memory import Memory
from graph.extraction.page import Page
from graph.extraction.patterns import find
from graph.extraction.scene import Scene
from graph.extraction.tagging import Tagged
from graph.extraction.tidying import tidy
from graph.facts import Extraction, Fact
from graph.layout import Outline, completed, in_their_sections, read_layout
from graph.mentions.coreference import Resolver
from graph.mentions.model import Recognised
from graph.mentions.recognition import Recogniser
from graph.rules import Rule, load_rules, rules_digest
from graph.rules.gate import Gate
from graph.sentences import Sentence, in_pieces, sentences
from ontology.authority import Authority

__all__ = ["Extractor", "rules_digest"]


_PLACE = re.compile(r"\bat\b", re.IGNORECASE)
"""Behind what a heading tells where something was said or done, by which no more than the place is named."""


_TAKING_BACK = 160
"""Characters behind a sentence in which it may be taken back."""

_TOPIC = re.compile(r"(?:[A-Z][a-z]+, )?(?:The )?(<M\d+>)(?!'s? <M|(?:,| and| or)(?: and)? (?:the )?<M)")
"""A sentence that begins with the mission that it speaks of."""

_FIELDS = r"(?:areas|fields|topics|themes|subjects|priorities)"
_CHIEF = r"(?:(?:main|priority|agreed|common|key|first|other|declared|chosen) )*"
_OF_THE_TEXT = re.compile(
    r"(?:Its|The) (?:subject|purpose|aim|focus|emphasis|main focus|scope)\b"
    r"|(?:Subject|Topics?|Areas?|Fields?|Themes?|Scope|Purpose)[ :]"
    rf"|(?:The )?{_CHIEF}{_FIELDS} (?:of|for|covered|include|are|named)\b|Priority areas|Among the (?:[a-z]+ )?{_FIELDS}\b"
    r"|(?:The |Their |This |Joint |Future |Bilateral )?(?:[Cc]ooperation|[Cc]ollaboration|[Jj]oint work|work) (?:will|is to|shall|should)\b"
    r"|(?:Emphasis|Priority|Particular attention|Special attention) (?:will be|is|is to be|was) (?:put|given|placed|paid|laid)\b"
    r"|(?:Article|Section|Clause|Chapter|Paragraph|Annex) [\dIVX]+ (?:lists|names|mentions|provides|covers|defines|sets|identifies)\b"
    rf"|[A-Z][^.;:]{{5,200}} (?:is|are|were|was|will be) (?:(?:among )?(?:the|its|their) )?{_CHIEF}{_FIELDS}"
    r" (?:of|for|covered|named|listed|in|agreed)\b"
)
"""How sentences begin that tell what the agreement spoken of covers, and name nothing."""


class Extractor:
    """Extracts facts from documents. Holds no state of a document; the same document gives the same extraction."""

    def __init__(self, authority: Authority) -> None:
        self._recogniser = Recogniser(authority)
        self._gate = Gate(load_rules())

    def extract(self, document: Document) -> Extraction:
        """All facts that the document states, each with its evidence."""
        facts, found = self.find(document)
        kept, entities = tidy(document, found.table, facts)
        return Extraction(document, entities, kept, tuple(found.unresolved))

    def find(self, document: Document) -> tuple[list[Fact], Recognised]:
        """What each rule and the layout say, repetitions included, and the names that they rest on."""
        found = self._recogniser.recognise(document)
        flat = found.flat
        parts = in_pieces(document.text, sentences(document))
        mentions = Resolver(flat, found.mentions, found.table).resolve(parts)
        page = Page(document, flat, mentions, found.table)
        outline = Outline(document)
        memory = Memory(next((b for b in document.blocks if b.kind is BlockKind.TITLE), None))
        scenes = self._scenes(page, parts, memory)
        joined = [
            (Scene(document, page.table, c.tagged, memory, context=c.context), c.cut) for c in completed(page, outline)
        ]
        whole = (*scenes, *(scene for scene, _ in joined))
        held = [
            (replace(scene, sentence=c.tagged, before=c.before), c.cut)
            for scene in whole
            for c in clauses(scene.sentence)
        ]
        full = [
            (replace(scene, sentence=c.tagged), c.cut)
            for scene in (*whole, *(scene for scene, _ in held))
            for c in filled(scene)
        ]
        work = [
            (scene, cut, self._matching(scene)) for scene, cut in (*((scene, 0) for scene in scenes), *joined, *held)
        ]
        work += [
            (scene, cut, [rule for rule in self._matching(scene) if rule.build in OF_FILLED]) for scene, cut in full
        ]
        laid_out = list(read_layout(page, outline, parts))
        memory.note_posts(laid_out)
        facts = [
            fact
            for is_position in (True, False)
            for scene, cut, rules in work
            for rule in rules
            if (rule.build == "position") is is_position
            for fact in self._apply(scene, cut, rule)
        ]
        return list(in_their_sections(page, outline, facts + laid_out)), found

    def _scenes(self, page: Page, parts: Sequence[Sentence], memory: Memory) -> list[Scene]:
        """The sentences in which something is named, tagged; they share a memory. An item of a list knows the line that introduces it."""
        scenes: list[Scene] = []
        intro: Tagged | None = None
        corrections = Corrections()
        for sentence in parts:
            block = page.document.blocks[sentence.block_index]
            is_item = block.kind is BlockKind.ITEM
            tagged = page.tagged(sentence.start, sentence.end)
            corrects = corrections.hold(block, page.flat[sentence.start : sentence.end])
            if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
                about = tagged.mentions(_PLACE.split(tagged.text, maxsplit=1)[0])
                memory.head(block.level if block.kind is BlockKind.HEADING else 0, sentence.end, about)
            introduces = tagged.text.rstrip().endswith((":", " to sign", " to conclude", " to"))
            if tagged.slots or _OF_THE_TEXT.match(tagged.text):
                context = (Span(intro.start, intro.end),) if is_item and intro and not introduces else ()
                behind = page.document.text[sentence.end : sentence.end + _TAKING_BACK]
                scene = Scene(page.document, page.table, tagged, memory, intro if context else None, context)
                scene.previous = scenes[-1].sentence if scenes else None
                scene.taken_back, scene.outcome, scene.corrects = is_taken_back(behind), told_next(behind), corrects
                scenes.append(scene)
                topic = _TOPIC.match(tagged.text)
                memory.note(tagged.slots, tagged.slot(topic.group(1)) if topic else None)
            intro = tagged if introduces else intro if is_item else None
        return scenes

    def _matching(self, scene: Scene) -> list[Rule]:
        """The rules that match somewhere in a sentence: few of those that the gate lets through."""
        text, start = scene.sentence.text, scene.sentence.start
        behind = scene.document.text[max(0, start - 3) : start].rstrip()[-1:]
        return [rule for rule in self._gate.rules(text.lower(), behind) if rule.regex.search(text)]

    def _apply(self, scene: Scene, cut: int, rule: Rule) -> Iterator[Fact]:
        """What a rule says of a sentence. Positions come first: they tell for whom a person signs, wherever the text tells it.

        Of a sentence put together at `cut`, only matches that reach over it count: its parts are sentences of their own.
        """
        for match in find(rule.regex, scene.sentence):
            if cut and not match.start < cut < match.end:
                continue
            yield from BUILDERS[rule.build](scene, rule, match)
