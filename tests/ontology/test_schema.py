"""The ontology is whole: every term is explained, every term of the contract is there, and no part uses another."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery

from ontology.namespaces import EDTF, PREFIXES, SCHEMA, SP, SPV, expand
from ontology.resources import authority_files, context_file, folder, ontology_file, query_files, schema_files

ROOT = Path(__file__).parents[2]
PARTS = ("ontology", "graph", "shapes", "server")
TERM = re.compile(r"(?<![\w:/#.-])(sp|spv):([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*)")
"""A prefixed name as it stands in Turtle, SPARQL, TOML, templates and in the strings of Python."""
TEXTS = {".ttl", ".rq", ".toml", ".html", ".jinja"}

ALIGNMENT = {
    "sp:State": "schema:Country foaf:Agent",
    "sp:SpaceAgency": "org:Organization",
    "sp:IntergovernmentalOrganization": "org:Organization",
    "sp:InternationalBody": "org:Organization",
    "sp:GovernmentBody": "org:Organization",
    "sp:ScientificSociety": "org:Organization",
    "sp:ResearchInstitution": "org:Organization",
    "sp:University": "org:Organization",
    "sp:Company": "org:Organization",
    "sp:Mission": "",
    "sp:Agreement": "prov:Entity",
    "sp:Document": "foaf:Document prov:Entity",
    "sp:Passage": "prov:Entity",
    "sp:Fact": "prov:Entity",
    "sp:Membership": "sp:Fact org:Membership",
    "sp:AgreementAction": "sp:Fact",
    "sp:Coverage": "sp:Fact",
    "sp:Participation": "sp:Fact",
    "sp:Launch": "sp:Fact",
    "sp:Position": "sp:Fact org:Membership",
    "sp:Establishment": "sp:Fact",
    "sp:Seat": "sp:Fact",
    "sp:Event": "sp:Fact schema:Event",
    "sp:Figure": "sp:Fact",
    "org:Organization": "foaf:Agent",
    "foaf:Person": "foaf:Agent",
}
"""The classes of the ontology contract with the classes above them."""


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_file())


@pytest.fixture(scope="module")
def defined(ontology: Graph) -> frozenset[str]:
    """The prefixed names of all classes, properties, concepts and schemes that are defined."""
    subjects = {str(s) for s in ontology.subjects()} | {str(s) for s in Graph().parse(schema_files()[1]).subjects()}
    names = {"sp": SP, "spv": SPV}
    return frozenset(f"{p}:{s.removeprefix(ns)}" for s in subjects for p, ns in names.items() if s.startswith(ns))


def own(graph: Graph) -> list[URIRef]:
    return sorted({s for s in graph.subjects() if isinstance(s, URIRef) and str(s).startswith(SP)})


def is_class(graph: Graph, term: URIRef) -> bool:
    return (term, RDF.type, OWL.Class) in graph


@pytest.mark.parametrize("path", [*schema_files(), *authority_files()], ids=lambda path: path.name)
def test_a_turtle_file_parses(path: Path) -> None:
    assert len(Graph().parse(path))


@pytest.mark.parametrize("path", query_files(), ids=lambda path: path.name)
def test_a_query_parses_with_the_prefixes_predeclared(path: Path) -> None:
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    prepareQuery(prologue + path.read_text(encoding="utf-8"))


def test_the_header_says_version_licence_title_description_and_creator(ontology: Graph) -> None:
    header = ontology.value(None, RDF.type, OWL.Ontology)
    needed = (OWL.versionInfo, DCTERMS.license, DCTERMS.title, DCTERMS.description, DCTERMS.creator)
    assert [prop for prop in needed if not ontology.value(header, prop)] == []


def test_every_term_has_an_english_label_a_definition_and_its_ontology(ontology: Graph) -> None:
    header = ontology.value(None, RDF.type, OWL.Ontology)
    for term in own(ontology):
        for prop in (RDFS.label, SKOS.definition):
            texts = list(ontology.objects(term, prop))
            assert [t.language for t in texts if isinstance(t, Literal)] == ["en"], f"{term} {prop}"
        assert ontology.value(term, RDFS.isDefinedBy) == header, term


def test_every_property_has_domain_and_range_or_says_why_not(ontology: Graph) -> None:
    bare = [
        term
        for term in own(ontology)
        if not is_class(ontology, term)
        and not (ontology.value(term, RDFS.domain) and ontology.value(term, RDFS.range))
        and not ontology.value(term, SKOS.scopeNote)
    ]
    assert bare == []


def test_every_term_is_a_class_or_a_property(ontology: Graph) -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property}
    assert [term for term in own(ontology) if not kinds & set(ontology.objects(term, RDF.type))] == []


def test_every_class_that_is_pointed_to_is_declared(ontology: Graph) -> None:
    pointing = (RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.disjointWith)
    named = {o for prop in pointing for o in ontology.objects(None, prop) if isinstance(o, URIRef)}
    datatypes = {iri for iri in named if str(iri).startswith(PREFIXES["xsd"]) or iri == RDFS.Literal}
    assert [iri for iri in sorted(named - datatypes) if not is_class(ontology, iri)] == []


@pytest.mark.parametrize("name", ALIGNMENT)
def test_a_class_of_the_contract_is_aligned_as_it_says(ontology: Graph, name: str) -> None:
    cls = URIRef(expand(name))
    assert is_class(ontology, cls)
    assert {URIRef(expand(above)) for above in ALIGNMENT[name].split()} <= set(ontology.objects(cls, RDFS.subClassOf))


def test_the_ontology_has_no_class_beyond_the_contract(ontology: Graph) -> None:
    classes = {f"sp:{str(term).removeprefix(SP)}" for term in own(ontology) if is_class(ontology, term)}
    assert classes == {name for name in ALIGNMENT if name.startswith("sp:")}


def terms_of_python(source: str) -> Iterator[str]:
    """The terms in the strings of a module, and those made by SP + "…", SPV + "…" and Concept("…")."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str(text)):
                yield from terms_of_text(text)
            case ast.BinOp(left=ast.Name(id="SP" | "SPV" as prefix), op=ast.Add(), right=ast.Constant(value=str(text))):
                yield f"{prefix.lower()}:{text}"
            case ast.Call(func=ast.Name(id="Concept"), args=[ast.Constant(value=str(text))]):
                yield f"spv:{text}"


def terms_of_text(text: str) -> Iterator[str]:
    yield from (match[0] for match in TERM.finditer(text))


def files_of(part: str) -> list[Path]:
    return sorted(p for p in (ROOT / part).rglob("*") if p.suffix in TEXTS | {".py"} and "node_modules" not in p.parts)


def undefined(path: Path, defined: frozenset[str]) -> list[str]:
    text = path.read_text(encoding="utf-8")
    terms = terms_of_python(text) if path.suffix == ".py" else terms_of_text(text)
    return sorted({f"{path.relative_to(ROOT)}: {term}" for term in terms if term not in defined})


@pytest.mark.parametrize("part", PARTS)
def test_every_term_that_a_part_uses_exists(part: str, defined: frozenset[str]) -> None:
    assert [stray for path in files_of(part) for stray in undefined(path, defined)] == []


@pytest.mark.parametrize(
    ("source", "terms"),
    [
        ('node("sp:hasParty")', ["sp:hasParty"]),
        ('SP + "Fact", SPV + "full-member"', ["sp:Fact", "spv:full-member"]),
        ('Concept("ended")', ["spv:ended"]),
        ('"?f a sp:Launch; sp:status/skos:broader* spv:planned."', ["sp:Launch", "sp:status", "spv:planned"]),
        ('f"sp:{kind}"', []),
        ("text[sp:end]", []),
        ('"https://example.org/sp:x"', []),
    ],
)
def test_the_terms_of_python_are_those_in_strings(source: str, terms: list[str]) -> None:
    assert sorted(terms_of_python(source)) == sorted(terms)


@pytest.mark.parametrize("part", PARTS)
def test_every_standard_term_that_a_part_uses_exists(part: str) -> None:
    spaces = {"org": ORG, "prov": PROV, "skos": SKOS, "dcterms": DCTERMS, "foaf": FOAF, "rdfs": RDFS, "owl": OWL}
    pattern = re.compile(rf"(?<![\w:/#.-])({'|'.join(spaces)}):([A-Za-z]\w*)")
    strays = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files_of(part)
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
        if match[2] not in spaces[match[1]]
    }
    assert sorted(strays) == []


@pytest.fixture(scope="module")
def context() -> dict[str, object]:
    entries: dict[str, object] = json.loads(context_file().read_text(encoding="utf-8"))["@context"]
    return entries


def test_the_context_declares_the_prefixes(context: dict[str, object]) -> None:
    assert {prefix: context.get(prefix) for prefix in PREFIXES} == PREFIXES
    assert EDTF.startswith(str(context["edtf"]))


def test_the_context_has_every_class_and_property(context: dict[str, object], ontology: Graph) -> None:
    def target(entry: object) -> object:
        return entry["@id"] if isinstance(entry, dict) else entry

    ours = {name for name, entry in context.items() if str(target(entry)).startswith("sp:")}
    assert ours == {str(term).removeprefix(SP) for term in own(ontology)}
    assert [name for name in ours if target(context[name]) != f"sp:{name}"] == []


def test_the_context_points_to_things_where_the_ontology_does(context: dict[str, object], ontology: Graph) -> None:
    links = {n for n, e in context.items() if isinstance(e, dict) and e["@id"] == f"sp:{n}" and e.get("@type") == "@id"}
    assert links == {t.removeprefix(SP) for t in own(ontology) if (t, RDF.type, OWL.ObjectProperty) in ontology}


def test_plain_json_read_with_the_context_is_the_graph_meant(context: dict[str, object]) -> None:
    data = {
        "@context": context,
        "id": "spid:fact-1",
        "type": "Membership",
        "org:role": "spv:full-member",
        "notBefore": "2024-01-01",
        "prov:wasDerivedFrom": {"id": "spid:passage-1", "type": "Passage", "antecedent": "spid:passage-2"},
    }
    meant = """
        spid:fact-1 a sp:Membership ; org:role spv:full-member ; sp:notBefore "2024-01-01"^^xsd:date ;
            prov:wasDerivedFrom spid:passage-1 .
        spid:passage-1 a sp:Passage ; sp:antecedent spid:passage-2 .
    """
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    read = Graph().parse(data=json.dumps(data), format="json-ld")
    assert set(read) == set(Graph().parse(data=prologue + meant, format="turtle"))


def test_the_data_files_lie_in_the_package() -> None:
    assert all(path.is_file() and path.is_relative_to(folder()) for path in [*schema_files(), context_file()])


def test_schema_terms_are_the_https_ones(ontology: Graph) -> None:
    assert any(str(term).startswith(SCHEMA) for term in ontology.objects())
    assert not any(str(term).startswith("http://schema.org/") for term in ontology.all_nodes())
