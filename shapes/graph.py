"""A small RDF graph to look things up in (shapes, reports): triples in, objects and subjects by predicate out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from ontology.namespaces import RDF
from shapes.terms import Subject, Term, as_term

TYPE = RDF + "type"
FIRST, REST, NIL = RDF + "first", RDF + "rest", RDF + "nil"


class Graph:
    """Triples indexed by subject and by object. Predicates are given as plain IRIs."""

    def __init__(self, triples: Iterable[Triple | Quad]) -> None:
        self._triples: dict[Triple, None] = {}
        self._objects: defaultdict[tuple[Subject, str], list[Term]] = defaultdict(list)
        self._subjects: defaultdict[tuple[str, Term], list[Subject]] = defaultdict(list)
        self._leading: defaultdict[Term, list[Subject]] = defaultdict(list)
        self._about: defaultdict[Subject, list[Triple]] = defaultdict(list)
        for item in triples:
            triple = item.triple if isinstance(item, Quad) else item
            if triple in self._triples or isinstance(triple.subject, Triple):
                continue
            self._triples[triple] = None
            value = as_term(triple.object)
            self._objects[triple.subject, triple.predicate.value].append(value)
            self._subjects[triple.predicate.value, value].append(triple.subject)
            self._leading[value].append(triple.subject)
            self._about[triple.subject].append(triple)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def __len__(self) -> int:
        return len(self._triples)

    def rows(self, *predicates: str) -> Iterator[tuple[Subject, str, Term]]:
        """Subject, predicate and value of all triples, or of those with these predicates, in the order of the input."""
        for triple in self._triples:
            name = triple.predicate.value
            if (not predicates or name in predicates) and not isinstance(triple.subject, Triple):
                yield triple.subject, name, as_term(triple.object)

    def about(self, subject: Term) -> tuple[Triple, ...]:
        """All triples with this subject, in the order of the input."""
        return tuple(self._about.get(subject, ())) if isinstance(subject, NamedNode | BlankNode) else ()

    def objects(self, subject: Term, predicate: str) -> tuple[Term, ...]:
        """All values of a property, in the order of the input; none for a literal."""
        return tuple(self._objects.get((subject, predicate), ())) if isinstance(subject, NamedNode | BlankNode) else ()

    def value(self, subject: Term, predicate: str) -> Term | None:
        """The first value of a property, None where there is none."""
        return next(iter(self.objects(subject, predicate)), None)

    def text(self, subject: Term, predicate: str) -> str | None:
        """The first value of a property as plain text: a literal's content, an IRI, or a blank node's label."""
        value = self.value(subject, predicate)
        return None if value is None else value.value

    def subjects(self, predicate: str, value: Term) -> tuple[Subject, ...]:
        """All nodes that have this value of a property, in the order of the input."""
        return tuple(self._subjects.get((predicate, value), ()))

    def leading_to(self, value: Term) -> tuple[Subject, ...]:
        """All nodes that have this value of any property, in the order of the input."""
        return tuple(self._leading.get(value, ()))

    def instances(self, class_iri: str) -> tuple[Subject, ...]:
        """All nodes that are typed with this class itself."""
        return self.subjects(TYPE, NamedNode(class_iri))

    def items(self, head: Term) -> list[Term]:
        """The members of an RDF list.

        Raises:
            ValueError: the list has a node without first or rest, or runs in a circle.
        """
        found: list[Term] = []
        seen: set[Term] = set()
        while not (isinstance(head, NamedNode) and head.value == NIL):
            first, rest = self.value(head, FIRST), self.value(head, REST)
            if first is None or rest is None or head in seen:
                raise ValueError(f"{head} is not a well-formed list")
            seen.add(head)
            found.append(first)
            head = rest
        return found

    def ntriples(self) -> bytes:
        """The graph as N-Triples, blank nodes under the labels they have here."""
        return serialize(self, format=RdfFormat.N_TRIPLES) or b""


def parse_graph(data: bytes, rdf_format: RdfFormat = RdfFormat.TURTLE, base_iri: str | None = None) -> Graph:
    """A graph from its text; the names of graphs, where the format has them, are dropped.

    Raises:
        SyntaxError: the text is not in the format.
    """
    return Graph(parse(data, format=rdf_format, base_iri=base_iri))
