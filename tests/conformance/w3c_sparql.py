"""The W3C SPARQL test suites beside the checkout: manifests in, test cases out; and results in any format made comparable."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

SUITE = Path(__file__).parents[3] / "shared" / "w3c" / "sparql" / "sparql11"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDFS_LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")

needs_suite = pytest.mark.skipif(not SUITE.is_dir(), reason="needs the W3C suites in `shared` beside the checkout")


@dataclass(frozen=True)
class Case:
    """A test: its folder and name, its kind (local name of its type), and the manifest to look further things up in."""

    name: str
    kind: str
    manifest: Graph
    node: Any

    def one(self, subject: Any, predicate: Any) -> Any:
        return self.manifest.value(subject, predicate)

    @property
    def action(self) -> Any:
        return self.manifest.value(self.node, MF.action)

    @property
    def result(self) -> Any:
        return self.manifest.value(self.node, MF.result)

    def __repr__(self) -> str:
        return self.name


def cases(*folders: str, kinds: frozenset[str], manifest: str = "manifest.ttl") -> list[Case]:
    """The cases of these kinds in folders of the suite, in the order of their manifests; none where the suite is missing."""
    if not SUITE.is_dir():
        return []
    return [case for folder in folders for case in _cases(SUITE / folder / manifest) if case.kind in kinds]


def _cases(path: Path) -> Iterator[Case]:
    graph = Graph().parse(path, publicID=path.as_uri())
    entries = graph.value(predicate=RDF.type, object=MF.Manifest)
    for node in Collection(graph, graph.value(entries, MF.entries)):
        kind = str(graph.value(node, RDF.type)).rpartition("#")[2]
        yield Case(f"{path.parent.name}/{str(node).rpartition('#')[2]}", kind, graph, node)


def file_of(iri: Any) -> Path:
    """The file that a file: IRI names."""
    return Path(str(iri).removeprefix("file://"))


def read_quads(path: Path, graph: str | None = None, base: str | None = None) -> list[Quad]:
    """A file's triples as quads of a graph."""
    name = NamedNode(graph) if graph else DefaultGraph()
    form = RdfFormat.from_extension(path.suffix[1:])
    return [
        Quad(q.subject, q.predicate, q.object, name)
        for q in parse(path=str(path), format=form, base_iri=base or path.as_uri())
    ]


def canonical(quads: Iterable[Quad]) -> frozenset[str]:
    """Quads with blank nodes named alike where they are alike, and numbers by value: the engine keeps no other forms of them (01 is 1)."""
    store = Store()
    store.extend(quads)
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(str(quad) for quad in dataset)


def table(answer: Any) -> bool | frozenset[str]:
    """A result table as comparable quads, one node per row; a yes or no as itself."""
    if isinstance(answer, QueryBoolean):
        return bool(answer)
    names = [variable.value for variable in answer.variables]
    rows = [[row[name] for name in names] for row in answer]
    return canonical(_rows(rows, names))


def _rows(rows: list[list[Any]], names: list[str]) -> Iterator[Quad]:
    for values in rows:
        node = BlankNode()
        yield Quad(node, NamedNode(RS + "row"), Literal("row"))
        for name, value in zip(names, values, strict=True):
            if value is not None:
                yield Quad(node, NamedNode(f"{RS}var-{name}"), value)


def expected_table(path: Path) -> bool | frozenset[str]:
    """The table that a result file holds, in a results format or in RDF with the result-set vocabulary."""
    form = QueryResultsFormat.from_extension(path.suffix[1:])
    if form is not None:
        return table(parse_query_results(path.read_bytes(), form))
    graph = Graph().parse(path)
    boolean = (
        graph.value(predicate=URIRef(RS + "boolean"), subject=None)
        if False
        else next(graph.objects(None, URIRef(RS + "boolean")), None)
    )
    if boolean is not None:
        return bool(boolean.toPython())
    rows: list[list[Any]] = []
    names = sorted(
        {str(name) for name in graph.objects(None, URIRef(RS + "variable"))}
        | {str(n) for n in graph.objects(None, URIRef(RS + "resultVariable"))}
    )
    for solution in graph.objects(None, URIRef(RS + "solution")):
        bound = {
            str(graph.value(b, URIRef(RS + "variable"))): _term(graph.value(b, URIRef(RS + "value")))
            for b in graph.objects(solution, URIRef(RS + "binding"))
        }
        rows.append([bound.get(name) for name in names])
    return canonical(_rows(rows, names))


def _term(node: Any) -> Any:
    text = f"<http://s> <http://p> {node.n3()} ."
    return next(iter(parse(text, RdfFormat.TURTLE))).object
