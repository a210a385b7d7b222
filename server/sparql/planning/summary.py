"""A release's quads in, its summary out: the tables of counts that aggregates are answered from, as N-Triples with a
catalog.

Only what is smaller than the data it stands for becomes a table, so that a summary takes a fraction of the release.
Terms are compared by their text; `Stores` sees to it that no two texts are one term for the engine.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations_with_replacement, product
from typing import Final

from ontology.namespaces import RDF, XSD
from server.sparql.planning.tables import ANY, GRAPH, Catalog, Table

LEAST: Final = 1_000
"""Triples of a predicate below which a table saves nothing."""
_LIGHT: Final = 0.1
"""Part of the triples that the rarest predicates, kept apart, may have."""
_WORTHWHILE: Final = 0.25
"""Rows of a table of several predicates in parts of the combinations that it counts."""
_PROMISING: Final = 2
"""Two predicates are tried where their objects make no more than so many combinations for each subject."""
_TYPE: Final = f"<{RDF}type>"
_ESCAPED: Final = re.compile(rb"\\[uU]")
_DAY: Final = re.compile(rf'"(\d{{4}}-\d\d-\d\d)"\^\^<{XSD}date>')
_WHOLE: Final = re.compile(rf'"(?:0|-?[1-9]\d{{0,17}})"\^\^<{XSD}integer>')
_PLAIN: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)

Pairs = set[tuple[bytes, bytes]]
Rows = Counter[tuple[bytes, ...]]
"""Combinations of objects and how often they occur."""
Values = dict[int, list[bytes]]
"""The objects of one subject by the number of their predicate."""
Shape = tuple[frozenset[int], frozenset[bytes]]
"""The predicates and the classes of a subject."""
Shapes = dict[Shape, list[Values]]


@dataclass(frozen=True, slots=True)
class Summary:
    """The catalog, the rows of its tables as N-Triples, and the triples of the light predicates."""

    catalog: Catalog
    rows: bytes
    light: bytes


def summarize(content: bytes, least: int = LEAST) -> Summary:
    """The summary of N-Quads without a default graph, each line once."""
    if _ESCAPED.search(content):
        return Summary(Catalog((), ()), b"", b"")
    triples, used, typed = _read(content)
    writer = _Writer()
    numbers = [p for p in sorted(triples) if len(triples[p]) >= least]
    counts = [Counter(o for _, o in triples[p]) for p in numbers]
    names = [p.decode() for p in numbers]
    few = [i for i, p in enumerate(numbers) if len(counts[i]) <= len(triples[p]) / 2]
    kind = names.index(_TYPE) if _TYPE in names else -1
    shapes = _by_shape({i: triples[numbers[i]] for i in few}, kind)
    for i in few:
        single: Rows = Counter({(o,): n for o, n in counts[i].items()})
        writer.add((names[i],), single, _types(shapes, (i,)), _is_ordered(counts[i]))
    for columns in _combinations(shapes, counts, kind, least):
        _combine(writer, shapes, columns, names, kind)
    if sum(map(len, triples.values())) >= least:
        writer.add((ANY,), Counter({(p,): len(pairs) for p, pairs in triples.items()}))
        writer.add((ANY, GRAPH), used)
        writer.add((_TYPE, GRAPH), typed)
    light = _light(triples)
    lines = (b" ".join((s, p, o, b".\n")) for p in light for s, o in triples[p])
    return Summary(Catalog(writer.tables, [p.decode() for p in light]), b"".join(writer.rows), b"".join(lines))


class _Writer:
    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.rows: list[bytes] = []

    def add(
        self, columns: tuple[str, ...], rows: Rows, types: frozenset[str] = frozenset(), ordered: bool = False
    ) -> None:
        table = Table(str(len(self.tables)), columns, len(rows), sum(rows.values()), types, ordered)
        self.tables.append(table)
        for index, (values, number) in enumerate(rows.items()):
            self._row(table, index, values, {table.number: number})

    def add_roll_up(self, column: str, counted: str, rows: Rows, types: frozenset[str]) -> None:
        numbers: Counter[bytes] = Counter()
        different: Counter[bytes] = Counter()
        for (value, _), number in rows.items():
            numbers[value] += number
            different[value] += 1
        name = str(len(self.tables))
        table = Table(name, (column,), len(numbers), numbers.total(), types, counted=counted)
        self.tables.append(table)
        for index, (value, number) in enumerate(numbers.items()):
            self._row(table, index, (value,), {table.number: number, table.different: different[value]})

    def _row(self, table: Table, index: int, values: tuple[bytes, ...], numbers: dict[str, int]) -> None:
        node = b"<r:%b:%d>" % (table.name.encode(), index)
        for column, value in enumerate(values):
            self.rows.append(b"%b %b %b .\n" % (node, table.column(column).encode(), value))
        for name, number in numbers.items():
            self.rows.append(b'%b %b "%d"^^<%b> .\n' % (node, name.encode(), number, f"{XSD}integer".encode()))


def _read(content: bytes) -> tuple[dict[bytes, Pairs], Rows, Rows]:
    """Subjects and objects by predicate, each triple once; numbers of quads by predicate and graph, by class
    and graph."""
    triples: defaultdict[bytes, Pairs] = defaultdict(set)
    used: Rows = Counter()
    typed: Rows = Counter()
    kind = _TYPE.encode()
    for line in content.splitlines():
        subject, predicate, rest = line.split(b" ", 2)
        value, graph, _ = rest.rsplit(b" ", 2)
        triples[predicate].add((subject, value))
        used[(predicate, graph)] += 1
        if predicate == kind:
            typed[(value, graph)] += 1
    return triples, used, typed


def _by_shape(triples: dict[int, Pairs], kind: int) -> Shapes:
    """Objects by predicate of every subject; subjects with the same predicates and classes together."""
    subjects: defaultdict[bytes, Values] = defaultdict(dict)
    for number, pairs in triples.items():
        for subject, value in pairs:
            subjects[subject].setdefault(number, []).append(value)
    shapes: defaultdict[Shape, list[Values]] = defaultdict(list)
    for values in subjects.values():
        shapes[frozenset(values), frozenset(values.get(kind, ()))].append(values)
    return shapes


def _combinations(shapes: Shapes, counts: list[Counter[bytes]], kind: int, least: int) -> Iterator[tuple[int, ...]]:
    """The pairs of predicates that enough subjects have together and that can make a table smaller than the data."""
    together: Counter[tuple[int, int]] = Counter()
    for (predicates, _), subjects in shapes.items():
        for pair in combinations_with_replacement(sorted(predicates), 2):
            if pair[0] != pair[1]:
                together[pair] += len(subjects)
            elif pair[0] != kind:
                together[pair] += sum(len(values[pair[0]]) > 1 for values in subjects)
    for (one, other), number in together.items():
        if number >= least and len(counts[one]) * len(counts[other]) <= _PROMISING * number:
            yield one, other


def _combine(
    writer: _Writer,
    shapes: Shapes,
    columns: tuple[int, ...],
    names: list[str],
    kind: int,
) -> None:
    """The table of two predicates and its roll-ups; with the class as a third column where that makes a difference."""
    one, other = columns
    types = _types(shapes, columns)
    is_uniform = len({classes for (predicates, classes) in shapes if predicates.issuperset(columns)}) == 1
    if is_uniform and kind in columns:
        return
    rows = _count(shapes, columns)
    if len(rows) <= rows.total() * _WORTHWHILE:
        writer.add((names[one], names[other]), rows, types)
    if one != other:
        writer.add_roll_up(names[one], names[other], rows, types)
        writer.add_roll_up(names[other], names[one], Counter({(b, a): n for (a, b), n in rows.items()}), types)
    if kind not in (-1, one, other) and not is_uniform:
        three = tuple(sorted((one, other, kind)))
        rows = _count(shapes, three)
        if len(rows) <= rows.total() * _WORTHWHILE:
            writer.add(tuple(names[i] for i in three), rows)


def _count(shapes: Shapes, columns: tuple[int, ...]) -> Rows:
    having = (
        values for (predicates, _), subjects in shapes.items() if predicates.issuperset(columns) for values in subjects
    )
    return Counter(chain.from_iterable(product(*[values[column] for column in columns]) for values in having))


def _types(shapes: Shapes, columns: tuple[int, ...]) -> frozenset[str]:
    """The classes that every subject with these predicates has."""
    classes = [classes for (predicates, classes) in shapes if predicates.issuperset(columns)]
    return frozenset(name.decode() for name in frozenset.intersection(*classes)) if classes else frozenset()


def _is_ordered(values: Iterable[bytes]) -> bool:
    """Whether all are days, or all whole numbers, or all plain strings: then two of them never compare as equal."""
    texts = [value.decode() for value in values]
    if all(_WHOLE.fullmatch(text) for text in texts) or all(_PLAIN.fullmatch(text) for text in texts):
        return True
    return all((day := _DAY.fullmatch(text)) and _is_day(day[1]) for text in texts)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _light(triples: dict[bytes, Pairs]) -> list[bytes]:
    """The rarest predicates that together have no more than a part of the triples."""
    left = sum(map(len, triples.values())) * _LIGHT
    light = []
    for predicate in sorted(triples, key=lambda p: (len(triples[p]), p)):
        left -= len(triples[predicate])
        if left < 0:
            break
        light.append(predicate)
    return light
