"""The second opinion (pySHACL on rdflib): data file and shapes in, report graph out; slow, widely used."""

from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError
from rdflib import BNode, URIRef
from rdflib import Graph as RdflibGraph
from rdflib import Literal as RdflibLiteral
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from ontology.namespaces import XSD
from shapes.data import DataFile
from shapes.engines.errors import EngineError
from shapes.graph import Graph, parse_graph


def run(data: DataFile, shapes: Graph) -> Graph:
    """The report on the data.

    Raises:
        EngineError: pySHACL refuses the shapes or breaks off.
    """
    data_graph = _rdflib_graph(Graph(parse(path=data.path, format=RdfFormat.N_TRIPLES)))
    try:
        _, report, text = validate(
            data_graph, shacl_graph=_rdflib_graph(shapes), inplace=True, inference="none", advanced=False
        )
    except ReportableRuntimeError as error:
        raise EngineError(error.message) from error
    except (ArithmeticError, TypeError, RecursionError) as error:  # it compares or subtracts values that it cannot
        raise EngineError(f"pySHACL broke off on values that it cannot compare: {error}") from error
    if not isinstance(report, RdflibGraph):
        raise EngineError(str(text))
    return parse_graph(report.serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES)


class _Prepared(RdflibGraph):
    """A graph that parses each text of a query once: pySHACL asks a constraint's query anew for each focus node."""

    def __init__(self) -> None:
        super().__init__()
        self._parsed: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:
        """As `rdflib.Graph.query`."""
        if isinstance(query_object, str):
            if query_object not in self._parsed:
                self._parsed[query_object] = prepareQuery(query_object, initNs=dict(self.namespaces()))
            query_object = self._parsed[query_object]
        return super().query(query_object, *args, **options)


def _rdflib_graph(graph: Graph) -> RdflibGraph:
    """The same triples in rdflib, with the same blank node labels and the literals exactly as written."""
    copy = _Prepared()
    for triple in graph:
        if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
            continue
        copy.add((_node(triple.subject), URIRef(triple.predicate.value), _node(triple.object)))
    return copy


def _node(term: NamedNode | BlankNode | Literal) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language is not None:
        return RdflibLiteral(term.value, lang=term.language)
    if term.datatype.value == XSD + "string":
        return RdflibLiteral(term.value)
    return RdflibLiteral(term.value, datatype=URIRef(term.datatype.value), normalize=False)
