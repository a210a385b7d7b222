"""Malformed shapes are an error that names the shape, never a silent pass."""

from importlib.resources import files
from pathlib import Path

import pytest
from mutated_graphs import valid_graph
from pyshacl import validate as pyshacl_validate
from rdflib import Graph as RdflibGraph

from ontology.namespaces import SH
from shapes.check import KNOWN_TERMS, ShapesError, check_shapes
from shapes.files import ontology_shape_files, shape_files
from shapes.graph import parse_graph
from shapes.validation import DataError, validate

HEAD = f"@prefix sh: <{SH}> . @prefix ex: <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
ASSETS = Path(str(files("pyshacl"))) / "assets"

MALFORMED = {
    "minCount is no number": 'ex:S sh:property ex:P . ex:P sh:path ex:a ; sh:minCount "x" .',
    "two minCounts": "ex:S sh:property ex:P . ex:P sh:path ex:a ; sh:minCount 1, 2 .",
    "property shape without path": "ex:S sh:property ex:P . ex:P sh:minCount 1 .",
    "path is a literal": 'ex:S sh:property ex:P . ex:P sh:path "a" ; sh:minCount 1 .',
    "path of one step in a list": "ex:S sh:property ex:P . ex:P sh:path ( ex:a ) ; sh:minCount 1 .",
    "or without a list": "ex:S sh:or ex:a .",
    "in without a list": "ex:S sh:in ex:a .",
    "severity is a literal": 'ex:S sh:nodeKind sh:IRI ; sh:severity "Warning" .',
    "severity is misspelt": "ex:S sh:nodeKind sh:IRI ; sh:severity sh:Eror .",
    "unknown node kind": "ex:S sh:nodeKind sh:Iri .",
    "two datatypes": "ex:S sh:property ex:P . ex:P sh:path ex:a ; sh:datatype xsd:date, xsd:string .",
    "class is a literal": 'ex:S sh:class "Person" .',
    "target is a literal": 'ex:S sh:targetClass "Person" .',
    "message is a number": "ex:S sh:nodeKind sh:IRI ; sh:message 3 .",
    "minCount on a node shape": "ex:S sh:minCount 1 .",
    "misspelt parameter": "ex:S sh:property ex:P . ex:P sh:path ex:a ; sh:minCont 1 .",
    "term of SHACL Advanced Features": "ex:S sh:target ex:T .",
    "undefined shape": "ex:S sh:node ex:Missing .",
    "undefined shape in a list": "ex:S sh:or ( ex:Missing ) .",
    "pattern is no regular expression": 'ex:S sh:property ex:P . ex:P sh:path ex:a ; sh:pattern "[" .',
    "query does not parse": 'ex:S sh:sparql [ sh:select "SELECT $this WHERE { $this ex:undeclared ?x " ] .',
    "prefix is not declared": 'ex:S sh:sparql [ sh:select "SELECT $this WHERE { $this ex:undeclared ?x }" ] .',
    "query uses SERVICE": 'ex:S sh:sparql [ sh:select "SELECT $this { SERVICE <https://example.org/> { $this ?p ?o } }" ] .',
    "query uses MINUS": 'ex:S sh:sparql [ sh:select "SELECT $this { $this ?p ?o minus { $this ?p 1 } }" ] .',
    "query uses VALUES": 'ex:S sh:sparql [ sh:select "SELECT $this { $this ?p ?o VALUES ?o { 1 } }" ] .',
    "constraint without a query": 'ex:S sh:sparql [ sh:message "Wrong." ] .',
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_shape_is_named(body, tmp_path):
    path = tmp_path / "shapes.ttl"
    path.write_text(f"{HEAD} ex:S a sh:NodeShape . {body}")

    with pytest.raises(ShapesError, match=r"https://example\.org/[SP]"):
        validate(valid_graph(), shapes=[path])


def test_a_nameless_shape_is_told_by_the_shape_around_it():
    with pytest.raises(ShapesError) as caught:
        check_shapes(
            parse_graph(f"{HEAD} ex:S a sh:NodeShape ; sh:property [ sh:path ex:a ; sh:minCount 1, 2 ] .".encode())
        )

    assert [shape for shape, _ in caught.value.problems] == ["https://example.org/S"]


def test_all_problems_are_listed():
    text = f"{HEAD} ex:A a sh:NodeShape ; sh:minCont 1 . ex:B a sh:NodeShape ; sh:nodeKind sh:Iri ."
    with pytest.raises(ShapesError) as caught:
        check_shapes(parse_graph(text.encode()))

    assert [shape for shape, _ in caught.value.problems] == ["https://example.org/A", "https://example.org/B"]


def test_keywords_in_strings_names_and_comments_are_no_keywords():
    query = "SELECT $this ?values { $this <urn:MINUS> ?values # VALUES\\n FILTER(?values != 'SERVICE') }"
    check_shapes(parse_graph(f'{HEAD} ex:S a sh:NodeShape ; sh:sparql [ sh:select "{query}" ] .'.encode()))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT $this {\n $this ex:a }", "does not parse at line 2, column 13"),
        (
            "PREFIX own: <urn:>\nSELECT $this { $this own:a ?a ; other:b 'no:b' ; :c <urn:d:e> ; ex:a _:b }",
            "does not parse at line 2, column 41; sh:prefixes leads to no declaration of :, other:",
        ),
    ],
)
def test_a_query_that_does_not_parse_is_told_with_its_place_and_the_prefixes_it_lacks(query, told):
    text = (
        f"{HEAD} ex: sh:declare [ sh:prefix 'ex' ; sh:namespace 'https://example.org/'^^xsd:anyURI ] ."
        f' ex:S a sh:NodeShape ; sh:sparql [ sh:prefixes ex: ; sh:select """{query}""" ] .'
    )
    with pytest.raises(ShapesError) as caught:
        check_shapes(parse_graph(text.encode()))

    assert caught.value.problems == (("https://example.org/S", f"the query of sh:select {told}"),)


def test_no_shapes_and_unreadable_shapes_are_errors(tmp_path):
    with pytest.raises(DataError):
        validate(valid_graph(), shapes=[])
    with pytest.raises(DataError):
        validate(valid_graph(), shapes=[tmp_path])


@pytest.mark.slow
@pytest.mark.parametrize("path", [*shape_files(), *ontology_shape_files()], ids=lambda path: path.name)
def test_pyshacl_finds_our_shapes_well_formed_too(path):
    if not path.exists():
        pytest.skip(f"no {path.name}")
    conforms, _, text = pyshacl_validate(
        RdflibGraph().parse(path), shacl_graph=RdflibGraph().parse(ASSETS / "shacl-shacl.ttl")
    )

    assert conforms, text


def test_the_known_terms_are_those_of_the_shacl_vocabulary():
    vocabulary = parse_graph((ASSETS / "shacl.ttl").read_bytes())
    defined = {
        node.value
        for node in vocabulary.instances("http://www.w3.org/1999/02/22-rdf-syntax-ns#Property")
        if node.value.startswith(SH)
    }

    assert defined | {SH + "shapesGraph"} >= KNOWN_TERMS
    advanced = """
        annotationProperty annotationValue annotationVarName resultAnnotation js jsFunctionName jsLibrary jsLibraryURL rule
        expression values target filterShape nodes condition returnType predicate object subject intersection union construct update
    """
    assert {name.removeprefix(SH) for name in defined - KNOWN_TERMS} <= set(advanced.split())
