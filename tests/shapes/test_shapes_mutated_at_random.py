"""Both engines on graphs broken at random: they report the same, or the difference is one that the specification explains.

`SPACEPACT_MUTATED_GRAPHS` sets the number of graphs (the 6 of an ordinary run take some seconds, nearly all of them for pySHACL).
"""

import os
import random
import re
from dataclasses import replace

import pytest
from mutated_graphs import needed_schema, valid_graph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ontology.namespaces import SH, XSD
from shapes.files import read_shapes, shape_files
from shapes.graph import Graph, parse_graph
from shapes.report import Result, ValidationReport
from shapes.terms import term_of
from shapes.validation import ShapesError, validate_graph

GRAPHS = int(os.environ.get("SPACEPACT_MUTATED_GRAPHS", "6"))
TYPED = """
    2024-02-31 date; 2024-05-01T00:00:00 dateTime; 2024-05-01Z date; 2024Z gYear; 2024-13 gYearMonth; x integer; 007 integer; 1e3 double;
    true boolean; -5 decimal
"""
ODD = [
    *(Literal(text.split()[0], datatype=NamedNode(XSD + text.split()[1])) for text in TYPED.split(";")),
    *(Literal(text) for text in ("", " ", "é")),
    Literal("x", language="en-gb"),
    BlankNode("odd"),
    NamedNode("urn:odd"),
]
NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger")}


def mutated_at_random(chance: random.Random) -> list[Quad]:
    """A third of the things of the valid graph, with up to a dozen statements taken out, changed or added."""
    graph = valid_graph()
    subjects = sorted({quad.subject.value for quad in graph})
    kept = set(chance.sample(subjects, len(subjects) // 3))
    quads = [quad for quad in graph if quad.subject.value in kept]
    values, predicates = [quad.object for quad in quads], [quad.predicate for quad in quads]
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(quads))
        quad = quads[place]
        changes = [
            Quad(quad.subject, quad.predicate, chance.choice(values)),
            Quad(quad.subject, chance.choice(predicates), quad.object),
            Quad(quad.subject, quad.predicate, chance.choice(ODD)),
        ]
        kind = chance.randrange(4)
        if kind < 3:
            quads.append(changes[kind])
        if kind != 1:
            del quads[place]
    return quads


def explained(result: Result, graph: list[Quad]) -> bool:
    """Whether only one engine may report this, nearly always pyshifty, and rightly so: values that cannot be compared are violations.

    SHACL counts a value node as a violation of sh:minInclusive and the like unless the comparison returns true (sections 4.3.1 to
    4.3.4), and of sh:lessThan and sh:lessThanOrEquals where "the two values cannot be compared" (4.5.3, 4.5.4). pySHACL compares the
    texts of unlike literals, or says nothing. In queries pyshifty takes numbers in canonical form ("007" is "7"), where STR gives the
    literal as it is written (SPARQL 1.1, section 17.4.2.5): there pySHACL is right.
    """
    name = result.component.removeprefix(SH)
    if name == "SPARQLConstraintComponent":
        return any(isinstance(q.object, Literal) and q.object.value == "007" for q in graph) or unordered(result)
    if name in ("MinInclusiveConstraintComponent", "MaxInclusiveConstraintComponent"):
        value = term_of(result.value)
        return not (comparable([value]) and isinstance(value, Literal) and value.datatype.value in NUMBERS)
    if name in ("LessThanConstraintComponent", "LessThanOrEqualsConstraintComponent"):
        other = {"start": "end", "notBefore": "notAfter"}[result.path.rpartition("#")[2]]
        ends = [q.object for q in graph if q.subject.value == result.focus and q.predicate.value.endswith(f"#{other}")]
        return not comparable([term_of(result.value), *ends])
    return False


def unordered(result: Result) -> bool:
    """Whether a query has compared a day with a number: an error, so no solution (SPARQL 1.1, section 17.3), but rdflib finds one."""
    value = None if result.value is None else term_of(result.value)
    return isinstance(value, Literal) and value.datatype.value == XSD + "date" and result.shape.endswith("Count")


def comparable(terms: list) -> bool:
    """Whether all are well-formed numbers, or all are well-formed days."""
    if not all(isinstance(term, Literal) for term in terms):
        return False
    if all(term.datatype.value in NUMBERS for term in terms):
        return all(term.value.lstrip("-").replace(".", "", 1).replace("e", "", 1).isdecimal() for term in terms)
    return all(
        term.datatype.value == XSD + "date" and term.value != "2024-02-31" and not term.value.endswith("Z")
        for term in terms
    )


UNCOMPARED = re.compile(
    "broke off on values that it cannot compare|Cannot use sh:lessThan(OrEquals)? to compare a BlankNode"
)
"""How pySHACL fails on values that have no order; SHACL has a result for each of them."""


def alike(report: ValidationReport) -> set[Result]:
    """The results, with blank nodes in messages by their label alone, as pySHACL writes them, and whole numbers without a fraction.

    A query's difference of an integer and a double is a double, whose value alone SPARQL prescribes (1.1, section 17.4): rdflib writes
    "-970.0", pyshifty "-970".
    """
    return {
        replace(result, message=re.sub(r"(?<=\d)\.0(?!\d)", "", result.message.replace("_:", "")))
        for result in report.results
    }


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return read_shapes(shape_files())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(GRAPHS))
def test_engines_agree_on_random_mutations(seed, shapes):
    graph = mutated_at_random(random.Random(seed))
    quick = alike(validate_graph([needed_schema(), graph], shapes, "pyshifty"))
    try:
        reference = alike(validate_graph([needed_schema(), graph], shapes, "pyshacl"))
    except ShapesError as error:
        assert UNCOMPARED.search(str(error))
        return

    unlike = {result for result in reference - quick if result.component == SH + "SPARQLConstraintComponent"}
    assert {result for result in reference - quick if not (result in unlike and explained(result, graph))} == set()
    assert {result for result in quick - reference if not explained(result, graph)} == set()


HEAD = f"@prefix sh: <{SH}> . @prefix xsd: <{XSD}> . @prefix ex: <https://example.org/> .\n"
DAYS = 'ex:x ex:p "2024-01-01"^^xsd:date ; ex:q "2024-02-31"^^xsd:date .'
DIFFERENCES = {
    "minInclusive between a year and a number": ("sh:minInclusive 0.0", 'ex:x ex:p "2024"^^xsd:gYear .', 1, 0),
    "lessThanOrEquals with an ill-typed day": ("sh:lessThanOrEquals ex:q", DAYS, 1, 0),
    "lessThan between a date and a year": ("sh:lessThan ex:q", DAYS.replace('-02-31"^^xsd:date', '"^^xsd:gYear'), 1, 0),
    "maxInclusive between a date and a number": ("sh:maxInclusive 1.0", 'ex:x ex:p "2024-01-01"^^xsd:date .', 1, 0),
    "uniqueLang that is 1, not true": ('sh:uniqueLang "1"^^xsd:boolean', 'ex:x ex:p "a"@en, "b"@en .', 0, 1),
}
"""The smallest examples of what the engines tell differently: shape, data, results of pyshifty and of pySHACL."""


@pytest.mark.parametrize(("constraint", "data", "quick", "reference"), DIFFERENCES.values(), ids=DIFFERENCES.keys())
def test_known_differences_between_the_engines(constraint, data, quick, reference):
    shapes = parse_graph(
        f"{HEAD} ex:S a sh:NodeShape ; sh:targetNode ex:x ; sh:property [ sh:path ex:p ; {constraint} ] .".encode()
    )
    quads = [Quad(t.subject, t.predicate, t.object) for t in parse_graph((HEAD + data).encode())]

    assert len(validate_graph([quads], shapes, "pyshifty").results) == quick
    assert len(validate_graph([quads], shapes, "pyshacl").results) == reference


def test_a_number_that_pyshacl_breaks_off_on_is_an_error_and_no_crash():
    shapes = parse_graph(
        f"{HEAD} ex:S a sh:NodeShape ; sh:targetNode ex:x ; sh:property [ sh:path ex:p ; sh:minInclusive 0.5 ] .".encode()
    )
    quads = [
        Quad(t.subject, t.predicate, t.object) for t in parse_graph((HEAD + 'ex:x ex:p "NaN"^^xsd:double .').encode())
    ]

    assert len(validate_graph([quads], shapes, "pyshifty").results) == 1
    with pytest.raises(ShapesError, match="broke off"):
        validate_graph([quads], shapes, "pyshacl")


def test_lessthan_with_a_blank_node_is_a_result_and_no_error():
    shapes = parse_graph(
        f"{HEAD} ex:S a sh:NodeShape ; sh:targetNode ex:x ; sh:property [ sh:path ex:p ; sh:lessThan ex:q ] .".encode()
    )
    quads = [Quad(t.subject, t.predicate, t.object) for t in parse_graph((HEAD + "ex:x ex:p _:b ; ex:q 1 .").encode())]

    assert len(validate_graph([quads], shapes, "pyshifty").results) == 1
    with pytest.raises(ShapesError, match="BlankNode"):
        validate_graph([quads], shapes, "pyshacl")


def test_numbers_in_queries_are_canonical_for_pyshifty_and_as_written_for_pyshacl():
    query = "SELECT $this ?value { $this <https://example.org/p> ?value FILTER(STRLEN(STR(?value)) = 1) }"
    shapes = parse_graph(
        f'{HEAD} ex:S a sh:NodeShape ; sh:targetNode ex:x ; sh:sparql [ sh:select "{query}" ] .'.encode()
    )
    quads = [Quad(t.subject, t.predicate, t.object) for t in parse_graph((HEAD + "ex:x ex:p 007 .").encode())]

    assert len(validate_graph([quads], shapes, "pyshifty").results) == 1
    assert len(validate_graph([quads], shapes, "pyshacl").results) == 0
