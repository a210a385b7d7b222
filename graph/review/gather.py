"""Documents in; what was found in them, rule by rule, with what people decided and what is open, out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.decisions.facts import Overlay, overlay
from graph.decisions.model import Action, Decision
from graph.documents import Document
from graph.extraction.extract import Extractor
from graph.extraction.tidying import tidy
from graph.facts import Extraction
from graph.knowledge import Knowledge
from graph.mentions.model import Mention
from graph.resolution.model import Statement
from graph.resolution.resolve import resolve
from graph.rules import load_rules

Progress = Callable[[str, int, int, str], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention of a document: its slice, the kinds of the things it means, and their labels."""

    start: int
    end: int
    kinds: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement, whether it goes into the graph, and the decision about it, if there is one."""

    statement: Statement
    standing: str
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A document with its mentions and statements in order of place."""

    document: Document
    mentions: Sequence[Seen]
    facts: Sequence[Judged]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nothing explains: how often it stands in which documents."""

    name: str
    kind: str | None
    reason: str
    times: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """All that is to be shown; `fired` counts what each rule found, repetitions included, `idle` are rules that found nothing."""

    pages: Sequence[Page]
    outcome: Overlay
    fired: Mapping[str, int]
    idle: Sequence[str]
    unknown: Sequence[Unknown]
    unreadable: Sequence[tuple[str, str]] = ()


def gather(
    documents: Sequence[Document],
    extractor: Extractor,
    knowledge: Knowledge,
    decisions: Sequence[Decision] = (),
    progress: Progress = lambda *_: None,
) -> Review:
    """Extracts the documents, resolves their things as a build does, and applies the decisions."""
    extractions: list[Extraction] = []
    mentions: dict[str, list[Seen]] = {}
    fired: Counter[str] = Counter()
    for number, document in enumerate(documents):
        progress("extracting", number, len(documents), document.name)
        facts, found = extractor.find(document)
        fired.update(fact.rule for fact in facts)
        kept, entities = tidy(document, found.table, facts)
        extractions.append(Extraction(document, entities, kept, tuple(found.unresolved)))
        table = found.table.entities
        mentions[document.id] = [
            _seen(m, [(table[e].kind, table[e].label) for e in m.entities if e in table]) for m in found.mentions
        ]
    outcome = overlay(
        resolve(extractions, knowledge.authority, decisions), decisions, knowledge.authority, knowledge.vocabulary
    )
    facts_of = _by_document(outcome)
    ordered = sorted(documents, key=lambda document: (document.name, document.id))
    pages = [Page(d, mentions[d.id], facts_of[d.id]) for d in ordered]
    idle = [rule.id for rule in load_rules() if rule.id not in fired]
    return Review(pages, outcome, dict(sorted(fired.items())), idle, _unknown(extractions))


def _seen(mention: Mention, things: Sequence[tuple[str, str]]) -> Seen:
    kinds, labels = (tuple(dict.fromkeys(thing[i] for thing in things)) for i in (0, 1))
    return Seen(mention.start, mention.end, kinds, labels)


def _by_document(outcome: Overlay) -> Mapping[str, list[Judged]]:
    found: dict[str, list[Judged]] = defaultdict(list)
    for statement in outcome.resolution.statements:
        decision = outcome.kept.get(statement.id)
        corrected = decision is not None and decision.action is Action.CORRECT
        standing = "corrected" if corrected else "accepted" if decision else "found"
        found[statement.document.id].append(Judged(statement, standing, decision))
    for statement, decision in outcome.rejected:
        found[statement.document.id].append(Judged(statement, "rejected", decision))
    for rows in found.values():
        rows.sort(
            key=lambda row: (row.statement.fact.evidence[0].span.start, row.statement.fact.kind, row.statement.id)
        )
    return found


def _unknown(extractions: Iterable[Extraction]) -> list[Unknown]:
    """The work list of names, those that stand in most documents first."""
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for extraction in extractions:
        for item in extraction.unresolved:
            places[item.name, item.kind or "", item.reason].append(extraction.document.name)
    rows = [Unknown(n, k or None, r, len(d), tuple(sorted(set(d)))) for (n, k, r), d in places.items()]
    return sorted(rows, key=lambda row: (-len(row.documents), -row.times, row.name, row.kind or ""))
