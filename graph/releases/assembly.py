"""A resolution, decisions and the statements to publish in, the sorted quads of a release out, those of unchanged documents from the
release before."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from graph.decisions.facts import Overlay
from graph.decisions.provenance import published_quads, rejected_quads
from graph.derivation.derive import derive
from graph.derivation.together import together
from graph.documents import Document
from graph.identifiers import digest
from graph.rdf.canonical import Fingerprint, fingerprint
from graph.rdf.facts import statement_quads
from graph.rdf.nquads import in_order, lines_of, sorted_nquads
from graph.rdf.publish import Knowledge, quads_of_document, quads_of_things
from graph.releases.before import Before
from graph.releases.quarantine import in_quarantine
from graph.resolution.model import Statement, Statements

AT_ONCE: Final = 10_000
"""Quads that are held as such."""


@dataclass(frozen=True, slots=True)
class Documents:
    """What is asked of a document: its text, and a hash of all that decides what was found in it, None where that is not known."""

    text: Callable[[str], str]
    key: Callable[[str], str | None]

    def whole(self, document: Document) -> Document:
        """The document with its text."""
        return replace(document, text=self.text(document.id))


@dataclass(frozen=True, slots=True)
class Assembly:
    """What the quads of a release are made of."""

    decided: Overlay
    knowledge: Knowledge
    documents: Documents
    before: Before | None

    def write(self, published: Statements, path: Path) -> tuple[Fingerprint, Mapping[str, str]]:
        """Writes the graph with these statements; tells its fingerprint, and of each document by id a hash of what its graph is made of."""
        stamps = self._stamps(published)
        known = self.before.unchanged(stamps) if self.before else frozenset()
        fresh = in_order(self._fresh(published, known))
        kept = self.before.lines(known) if self.before else iter(())
        with path.open("wb") as file:
            return fingerprint(heapq.merge(kept, fresh), file), stamps

    def quarantine(self, statements: Iterable[Statement]) -> bytes:
        """The statements that violate shapes, and those that people rejected, with the decisions, as sorted N-Quads."""
        quads = [q for s in statements for q in statement_quads(self._whole(s))]
        rejected = [(self._whole(statement), decision) for statement, decision in self.decided.rejected]
        quads = [*in_quarantine(quads), *rejected_quads(replace(self.decided, rejected=rejected))]
        return sorted_nquads(quads)

    def _whole(self, statement: Statement) -> Statement:
        return replace(statement, document=self.documents.whole(statement.document))

    def _stamps(self, published: Statements) -> dict[str, str]:
        found = {}
        for told in published.by_document():
            if (key := self.documents.key(told.document.id)) is not None:
                found[told.document.id] = digest(key, *map(_stamp, told.statements), length=32)
        return found

    def _fresh(self, published: Statements, known: frozenset[str]) -> Iterator[bytes]:
        for told in published.by_document():
            if told.document.id not in known:
                whole = self.documents.whole(told.document)
                statements = [replace(statement, document=whole) for statement in told.statements]
                yield from lines_of(quads_of_document(whole, statements))
        others = self._others(published)
        while some := list(islice(others, AT_ONCE)):
            yield from lines_of(some)

    def _others(self, published: Statements) -> Iterator[Quad]:
        yield from quads_of_things(self.decided.resolution.things, published, self.knowledge)
        for about_one in together(published):
            yield from derive(about_one)
        yield from published_quads(self.decided, published)


def _stamp(statement: Statement) -> str:
    """All of a statement that its document and id do not tell."""
    fact = statement.fact
    antecedents = [[(span.start, span.end) for span in evidence.antecedents] for evidence in fact.evidence]
    return f"{statement.id} {fact.rule} {fact.confidence} {antecedents}"
