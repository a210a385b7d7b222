"""A release in, what a program wants to know of it out: SPARQL Service Description, VoID and DCAT in one graph."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ontology.namespaces import DCAT, DCTERMS, FOAF, PREFIXES, PROV, RDF, SPID, VOID, XSD
from server.engine.counts import GRAPH_COUNTS, QB
from server.engine.select import Row, select
from server.engine.service import Engine, Generation
from server.releases import Release

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_RDF: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG", "N3")
_LICENSE: Final = "https://www.apache.org/licenses/LICENSE-2.0"

Node = NamedNode | BlankNode
Value = Node | Literal


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was counted in a release: triples of the default graph, distinct subjects and objects, triples by graph,
    class and property, and the triples of the graph of counts (0 where there is none)."""

    triples: int
    subjects: int
    objects: int
    graphs: tuple[tuple[str, int], ...]
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]
    counts: int = 0


class Describer:
    """Descriptions of the release that is served; its statistics are counted once per release, by the query
    processes."""

    def __init__(self, engine: Engine, writable: bool) -> None:
        self._engine = engine
        self._writable = writable
        self._release = ""
        self._statistics: Statistics | None = None

    async def describe(self, base: str, form: RdfFormat) -> bytes:
        """The description, with addresses under `base` (no slash at the end).

        Raises:
            BusyError: no release is loaded, or no query process is free.
            QueryError: a count failed.
        """
        async with self._engine.use() as generation:
            statistics = self._statistics
            if statistics is None or self._release != generation.release.id:
                statistics = await _count(self._engine, generation)
                self._statistics, self._release = statistics, generation.release.id
            triples = describe(generation.release, statistics, base, self._writable)
            return bytes(serialize(triples, format=form, prefixes=PREFIXES | {"sd": SD}) or b"")


async def _count(engine: Engine, generation: Generation) -> Statistics:
    queries = (
        "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
        "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }",
        "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }",
        f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH_COUNTS}> WHERE {{ ?s ?p ?o }}",  # noqa: S608
        "SELECT ?x (COUNT(*) AS ?n) WHERE { GRAPH ?x { ?s ?p ?o } } GROUP BY ?x ORDER BY ?x",
        "SELECT ?x (COUNT(*) AS ?n) WHERE { ?s a ?x } GROUP BY ?x ORDER BY ?x",
        "SELECT ?x (COUNT(*) AS ?n) WHERE { ?s ?x ?o } GROUP BY ?x ORDER BY ?x",
    )
    answers = await asyncio.gather(*(select(engine, generation, query, 1_000_000) for query in queries))
    triples, subjects, objects, counts = (int(answer[0]["n"]) for answer in answers[:4])
    graphs, classes, properties = map(_pairs, answers[4:])
    return Statistics(triples, subjects, objects, graphs, classes, properties, counts)


def _pairs(rows: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    return tuple((row["x"], int(row["n"])) for row in rows if row["x@type"] == "iri")


def describe(release: Release, statistics: Statistics, base: str, writable: bool) -> list[Triple]:
    """The triples of a description."""
    return [*_service(release, statistics, base, writable), *_dataset(release, statistics, base)]


def _service(release: Release, statistics: Statistics, base: str, writable: bool) -> Iterator[Triple]:
    service, dataset = NamedNode(f"{base}/sparql"), NamedNode(f"{base}/.well-known/void#dataset")
    default = BlankNode("default")
    yield from _say(service, RDF + "type", NamedNode(SD + "Service"))
    yield from _say(service, SD + "endpoint", service)
    languages = ("SPARQL11Query", "SPARQL11Update") if writable else ("SPARQL11Query",)
    yield from _say(service, SD + "supportedLanguage", *(NamedNode(SD + name) for name in languages))
    yield from _say(service, SD + "resultFormat", *(NamedNode(_FORMATS + name) for name in (*_RESULTS, *_RDF)))
    if release.merges:
        yield from _say(service, SD + "feature", NamedNode(SD + "UnionDefaultGraph"))
    yield from _say(service, SD + "defaultDataset", dataset)
    yield from _say(dataset, RDF + "type", NamedNode(SD + "Dataset"))
    yield from _say(dataset, SD + "defaultGraph", default)
    yield from _say(default, RDF + "type", NamedNode(SD + "Graph"))
    yield from _say(default, VOID + "triples", _number(statistics.triples))
    available = BlankNode("available")
    yield from _say(service, SD + "availableGraphs", available)
    yield from _say(available, RDF + "type", NamedNode(SD + "GraphCollection"))
    for index, (name, triples) in enumerate((*statistics.graphs, *_counts_graph(statistics))):
        number = "Counts" if name == GRAPH_COUNTS else index
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield from _say(available, SD + "namedGraph", named)
        if index < len(statistics.graphs):
            yield from _say(dataset, SD + "namedGraph", named)
        yield from _say(named, RDF + "type", NamedNode(SD + "NamedGraph"))
        yield from _say(named, SD + "name", NamedNode(name))
        yield from _say(named, SD + "graph", graph)
        yield from _say(graph, RDF + "type", NamedNode(SD + "Graph"))
        yield from _say(graph, VOID + "triples", _number(triples))


def _counts_graph(statistics: Statistics) -> tuple[tuple[str, int], ...]:
    """The graph of counts, where there is one: it can be named by FROM, and is no part of the default dataset."""
    return ((GRAPH_COUNTS, statistics.counts),) if statistics.counts else ()


def _dataset(release: Release, statistics: Statistics, base: str) -> Iterator[Triple]:
    dataset, made = NamedNode(f"{base}/.well-known/void#dataset"), NamedNode(f"{base}/releases/{release.id}")
    yield from _say(dataset, RDF + "type", NamedNode(VOID + "Dataset"), NamedNode(DCAT + "Dataset"))
    yield from _say(dataset, DCTERMS + "title", Literal("spacepact: international space cooperation", language="en"))
    yield from _say(dataset, DCTERMS + "identifier", Literal(release.id))
    yield from _say(dataset, DCTERMS + "license", NamedNode(_LICENSE))
    yield from _say(dataset, FOAF + "homepage", NamedNode(f"{base}/"))
    yield from _say(dataset, VOID + "sparqlEndpoint", NamedNode(f"{base}/sparql"))
    yield from _say(dataset, VOID + "uriSpace", Literal(SPID))
    yield from _say(dataset, VOID + "feature", *(NamedNode(_FORMATS + name) for name in _RDF))
    yield from _say(dataset, PROV + "wasDerivedFrom", made)
    yield from _say(
        made,
        PROV + "used",
        *(NamedNode(SPID + i["document"]) for i in release.manifest.get("inputs", ()) if "document" in i),
    )
    for name, count in (
        ("triples", statistics.triples),
        ("distinctSubjects", statistics.subjects),
        ("distinctObjects", statistics.objects),
        ("classes", len(statistics.classes)),
        ("properties", len(statistics.properties)),
    ):
        yield from _say(dataset, VOID + name, _number(count))
    for name, triples in _counts_graph(statistics):
        counts = NamedNode(name)
        yield from _say(dataset, VOID + "subset", counts)
        yield from _say(counts, RDF + "type", NamedNode(VOID + "Dataset"))
        yield from _say(counts, DCTERMS + "title", Literal("counts made from this release", language="en"))
        yield from _say(counts, VOID + "vocabulary", NamedNode(QB))
        yield from _say(counts, VOID + "triples", _number(triples))
        yield from _say(counts, PROV + "wasDerivedFrom", made)
    yield from _partitions(dataset, "class", "entities", statistics.classes)
    yield from _partitions(dataset, "property", "triples", statistics.properties)
    access = BlankNode("access")
    yield from _say(dataset, DCAT + "distribution", access)
    yield from _say(access, RDF + "type", NamedNode(DCAT + "Distribution"))
    yield from _say(access, DCAT + "accessURL", NamedNode(f"{base}/sparql"))


def _partitions(dataset: Node, kind: str, counted: str, counts: Iterable[tuple[str, int]]) -> Iterator[Triple]:
    for index, (iri, count) in enumerate(counts):
        part = BlankNode(f"{kind}{index}")
        yield from _say(dataset, f"{VOID}{kind}Partition", part)
        yield from _say(part, VOID + kind, NamedNode(iri))
        yield from _say(part, VOID + counted, _number(count))


def _say(subject: Node, predicate: str, *values: Value) -> Iterator[Triple]:
    for value in values:
        yield Triple(subject, NamedNode(predicate), value)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))
