"""A query on a release in, the same question to a store that holds copies of several releases out: text and dataset.

The default graph is the release's merged graph, which was loaded as one: stores differ in whether the merge of several
graphs counts a triple once. A query that names no graph is asked with that graph as its dataset. One with GRAPH is asked
on the whole store, its patterns put into GRAPH <merged>, and each GRAPH of its own turned to the copy: of a variable by
the graph of names, which also keeps it to the release. A dataset that the client names is sent as names of copies.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ontology.namespaces import PREFIXES
from ontology.published import COPY_OF, Copies
from server.engine.evaluate import RefusedError
from server.engine.frames import Failure, Job
from server.sparql.lexer import DatasetClauses, Token, dataset_clauses, resolve, tokens

HIDDEN: Final = "spacepact_copy_"
_FORMS: Final = frozenset({"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"})

Edit = tuple[int, int, str]
"""Text to put in place of what stands from one offset to another."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is sent to the store. Where both datasets are empty none is sent."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def scoped(job: Job, copies: Copies, upper_bounds: bool = True) -> Asked:
    """The question to the store; `upper_bounds` tells that the store can be trusted with these.

    Raises:
        RefusedError: the query spells keywords with escapes, so that it cannot be told what they are; or it describes what it
            finds in a graph, which stores do from all that they hold.
    """
    stream = list(tokens(job.query))
    if any(token.text == "\\" for token in stream):
        raise RefusedError(Failure("request", "escapes stand in strings and IRIs only", 1, 1))
    reader = _Reader(job, copies, stream)
    named = _dataset(job)
    has_graphs = any(token.is_word("GRAPH") for token in stream)
    if has_graphs and stream[reader.start].is_word("DESCRIBE"):
        raise RefusedError(Failure("request", "DESCRIBE with GRAPH is not passed on to the store; CONSTRUCT is"))
    edits = [*reader.prologue(), *reader.without_dataset(), *reader.graphs()]
    edits += () if upper_bounds else reader.bounded_above()
    if named is not None:
        default = tuple(dict.fromkeys(map(copies.copy_of, named.default))) or (copies.nothing,)
        others = (*map(copies.copy_of, named.named), copies.names) if named.named else ()
        return Asked(reader.written(edits), default, others)
    if has_graphs:
        return Asked(reader.written([*edits, *reader.wrapped()]))
    return Asked(reader.written(edits), (copies.merged,))


def _dataset(job: Job) -> DatasetClauses | None:
    """The graphs that the request names, or else the query; None where neither does."""
    if job.default_graphs is not None or job.named_graphs is not None:
        return DatasetClauses(job.default_graphs or (), job.named_graphs or ())
    clauses = dataset_clauses(job.query, PREFIXES, job.base)
    return clauses if clauses.default or clauses.named else None


@dataclass(slots=True)
class _Reader:
    """The tokens of a query, and the edits that bring it to the copies."""

    job: Job
    copies: Copies
    stream: Sequence[Token]
    hidden: str = field(init=False)
    start: int = field(init=False)
    _prefixes: dict[str, str] = field(init=False)
    _base: str = field(init=False)

    def __post_init__(self) -> None:
        self.hidden = HIDDEN
        while self.hidden in self.job.query:
            self.hidden += "_"
        self.start = next((i for i, token in enumerate(self.stream) if token.text.upper() in _FORMS), 0)
        self._prefixes, self._base = self._prologue()

    def _prologue(self) -> tuple[dict[str, str], str]:
        prefixes, base = dict(PREFIXES), self.job.base
        for i, token in enumerate(self.stream[: self.start]):
            following = self.stream[i + 1 :]
            if token.is_word("BASE"):
                base = resolve(following[0], {}, base) or base
            elif token.is_word("PREFIX"):
                prefixes[following[0].text.rstrip(":")] = resolve(following[1], {}, base) or ""
        return prefixes, base

    def written(self, edits: Sequence[Edit]) -> str:
        """The text with the edits, and with the prefixes that it uses but does not declare on its first line."""
        text, parts, at = self.job.query, [], 0
        for begin, end, new in sorted(edits):
            parts += [text[at:begin], new]
            at = end
        declared = {self.stream[i + 1].text for i, t in enumerate(self.stream[: self.start]) if t.is_word("PREFIX")}
        used = (
            f"PREFIX {name}: <{iri}> "
            for name, iri in PREFIXES.items()
            if f"{name}:" not in declared and re.search(rf"\b{name}:", text)
        )
        base = f"BASE <{self._base}> " if self._base else ""
        return "".join((base, *used, *parts, text[at:]))

    def prologue(self) -> Iterator[Edit]:
        """BASE left out and the IRIs of PREFIX made whole: some stores take one BASE only, at the beginning."""
        base = self.job.base
        for i, token in enumerate(self.stream[: self.start]):
            if token.is_word("BASE"):
                iri = self.stream[i + 1]
                base = resolve(iri, {}, base) or base
                yield token.start, iri.start + len(iri.text), " "
            elif token.is_word("PREFIX"):
                iri = self.stream[i + 2]
                yield iri.start, iri.start + len(iri.text), f"<{resolve(iri, {}, base) or ''}>"

    def without_dataset(self) -> Iterator[Edit]:
        """FROM and FROM NAMED left out: the dataset goes with the request."""
        for i, token in self._outside():
            if token.is_word("FROM"):
                last = self.stream[i + 2] if self.stream[i + 1].is_word("NAMED") else self.stream[i + 1]
                yield token.start, last.start + len(last.text), " "

    def graphs(self) -> Iterator[Edit]:
        """Each GRAPH turned to the copy."""
        for number, (i, token) in enumerate((i, t) for i, t in enumerate(self.stream) if t.is_word("GRAPH")):
            target = self.stream[i + 1]
            end = target.start + len(target.text)
            if target.kind != "variable":
                graph = resolve(target, self._prefixes, self._base) or ""
                yield target.start, end, f"<{self.copies.copy_of(graph)}>"
                continue
            copy = f"?{self.hidden}{number}"
            yield (
                token.start,
                end,
                f"{{ GRAPH <{self.copies.names}> {{ {copy} <{COPY_OF}> {target.text} }} GRAPH {copy}",
            )
            close = self.stream[self._closing(i + 2)].start + 1
            yield close, close, " }"

    def bounded_above(self) -> Iterator[Edit]:
        """Variables that are compared with an upper bound (?x < …, … >= ?x) put into COALESCE, which gives the same value.

        Virtuoso 7.2.5 turns `FILTER(?x <= "2007-01-01"^^xsd:date)` into a range of its index that holds few of the dates, at
        times none; a range from below is right.
        """
        signs = ["" if token.kind != "other" else token.text for token in self.stream]
        for i, token in enumerate(self.stream):
            before, after = "".join(signs[max(0, i - 2) : i]), "".join(signs[i + 1 : i + 3])
            above = before.endswith((">", ">=")) and before != ">>"
            if token.kind == "variable" and (above or (after.startswith("<") and after != "<<")):
                yield token.start, token.start + len(token.text), f"COALESCE({token.text}, {token.text})"

    def wrapped(self) -> Iterator[Edit]:
        """The patterns of the query put into the merged graph."""
        template = self.stream[self.start].is_word("CONSTRUCT")
        for i, token in self._outside():
            if token.text == "{" and not self._is_data(i) and not (template and i == self.start + 1):
                yield token.start + 1, token.start + 1, f" GRAPH <{self.copies.merged}> {{"
                end = self.stream[self._closing(i)].start
                yield end, end, "} "

    def _is_data(self, opening: int) -> bool:
        """Whether a brace opens the data of VALUES."""
        return any(token.is_word("VALUES") for token in self.stream[self._back(opening) : opening])

    def _back(self, opening: int) -> int:
        """The place of the last closing brace before an opening one, from which VALUES would stand."""
        return next((i for i in range(opening - 1, -1, -1) if self.stream[i].text == "}"), 0)

    def _outside(self) -> Iterator[tuple[int, Token]]:
        """The tokens after the prologue that no braces enclose, the opening ones among them."""
        i = self.start
        while i < len(self.stream):
            yield i, self.stream[i]
            i = (self._closing(i) if self.stream[i].text == "{" else i) + 1

    def _closing(self, opening: int) -> int:
        """The place of the brace that closes one."""
        depth = 0
        for i in range(opening, len(self.stream)):
            depth += {"{": 1, "}": -1}.get(self.stream[i].text, 0)
            if depth == 0:
                return i
        return len(self.stream) - 1
