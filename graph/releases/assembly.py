"""A resolution, decisions and the statements to publish in, the sorted quads of a release out, those of unchanged documents from the
release before."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
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
from graph.knowledge import Knowledge
from graph.rdf.canonical import Fingerprint, Output, fingerprint
from graph.rdf.facts import statement_quads
from graph.rdf.nquads import in_order, lines_of, sorted_nquads
from graph.rdf.publish import quads_of_document, quads_of_things
from graph.releases.before import Before
from graph.releases.quarantine import in_quarantine
from graph.resolution.model import Statement, Statements
from graph.running.beside import BESIDE, sorted_lines

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
    """What the quads of a release are made of, and how many processes may work on them."""

    decided: Overlay
    knowledge: Knowledge
    documents: Documents
    before: Before | None
    at_once: int = 1

    def write(
        self, published: Statements, path: Path, merged: Output | None = None
    ) -> tuple[Fingerprint, Mapping[str, str]]:
        """Writes the graph with these statements, and to `merged` its triples; tells its fingerprint, and of each document by id a hash of
        what its graph is made of."""
        if self.before is None:
            return self._written(published, path, merged, frozenset(), iter(())), self._stamps(published)
        stamps = self._stamps(published)
        known = self.before.unchanged(stamps)
        return self._written(published, path, merged, known, self.before.lines(known)), stamps

    def _written(
        self,
        published: Statements,
        path: Path,
        merged: Output | None,
        known: frozenset[str],
        kept: Iterator[bytes],
    ) -> Fingerprint:
        shares = max(1, self.at_once - 1)
        makers = [partial(self._of_documents, published, known, share, shares) for share in range(shares)]
        beside = self.at_once > 1 and len(published.told) - len(known) > BESIDE
        with sorted_lines(makers, beside) as fresh, path.open("wb") as file:
            others = in_order(self._others(published))
            return fingerprint(heapq.merge(kept, others, *fresh), file, merged)

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

    def _of_documents(self, published: Statements, known: frozenset[str], share: int, shares: int) -> Iterator[bytes]:
        """The lines of the documents of a share that are not known."""
        for told in published.by_document(share, shares):
            if told.document.id not in known:
                whole = self.documents.whole(told.document)
                statements = [replace(statement, document=whole) for statement in told.statements]
                yield from lines_of(quads_of_document(whole, statements))

    def _others(self, published: Statements) -> Iterator[bytes]:
        """The lines that are in no document's graph."""
        quads = self._other_quads(published)
        while some := list(islice(quads, AT_ONCE)):
            yield from lines_of(some)

    def _other_quads(self, published: Statements) -> Iterator[Quad]:
        yield from quads_of_things(self.decided.resolution.things, published, self.knowledge)
        for about_one in together(published):
            yield from derive(about_one)
        yield from published_quads(self.decided, published)


def _stamp(statement: Statement) -> str:
    """All of a statement that its document and id do not tell."""
    fact = statement.fact
    antecedents = [[(span.start, span.end) for span in evidence.antecedents] for evidence in fact.evidence]
    return f"{statement.id} {fact.rule} {fact.confidence} {antecedents}"
