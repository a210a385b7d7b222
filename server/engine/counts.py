"""The store of a release in, a store of the counts that analysts ask for out: the graph spid:graph-counts, in the terms of
RDF Data Cube, made anew whenever a release is loaded.

It is no part of the default dataset, which is what the documents state; FROM and FROM NAMED, or their parameters of the
protocol, name it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple, parse

from ontology.namespaces import PREFIXES, SPID

GRAPH_COUNTS: Final = SPID + "graph-counts"
QB: Final = "http://purl.org/linked-data/cube#"
_PREFIXES: Final = PREFIXES | {
    "qb": QB,
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
}
_PARTIES: Final = 250
"""Parties of an agreement up to which its pairs are counted; the United Nations have fewer members."""


@dataclass(frozen=True, slots=True)
class Cube:
    """Counts by dimension: `dimensions` are the properties of an observation with the variables of `pattern`, `counted` the
    expression that is counted."""

    name: str
    label: str
    dimensions: tuple[tuple[str, str], ...]
    pattern: str
    counted: str

    @property
    def iri(self) -> str:
        """The data set."""
        return f"{GRAPH_COUNTS}#{self.name}"


_SIGNED: Final = """{{ SELECT ?agreement {party} (MIN(YEAR(?day)) AS {year}) WHERE {{
    ?action sp:agreement ?agreement ; sp:party {party} ; sp:action ?kind ; sp:notBefore ?day .
    FILTER(?kind IN (spv:signature, spv:ratification, spv:accession)) }} GROUP BY ?agreement {party} }}"""
CUBES: Final = (
    Cube(
        "members",
        "Different members that documents name of an organisation, by their role",
        (("org:organization", "?organisation"), ("org:role", "?role")),
        "?fact a sp:Membership ; org:organization ?organisation ; org:role ?role ; org:member ?member .",
        "COUNT(DISTINCT ?member)",
    ),
    Cube(
        "agreements",
        f"Agreements of two parties, by the year in which the later of them signed, ratified or acceded first; those with "
        f"more than {_PARTIES} parties are left out",
        (
            (f"<{GRAPH_COUNTS}#one-party>", "?one"),
            (f"<{GRAPH_COUNTS}#other-party>", "?other"),
            ("sdmx-dimension:refPeriod", "?year"),
        ),
        f"""{{ SELECT ?agreement WHERE {{ ?action a sp:AgreementAction ; sp:agreement ?agreement ; sp:party ?party . }}
            GROUP BY ?agreement HAVING (COUNT(DISTINCT ?party) > 1 && COUNT(DISTINCT ?party) <= {_PARTIES}) }}
            {_SIGNED.format(party="?one", year="?first")} {_SIGNED.format(party="?other", year="?second")}
            FILTER(STR(?one) < STR(?other))
            BIND(STRDT(STR(IF(?first > ?second, ?first, ?second)), xsd:gYear) AS ?year)""",
        "COUNT(DISTINCT ?agreement)",
    ),
    Cube(
        "partners",
        "Different participants that documents name of a mission, by their role",
        (("sp:mission", "?mission"), ("org:role", "?role")),
        "?fact a sp:Participation ; sp:mission ?mission ; org:role ?role ; sp:participant ?participant .",
        "COUNT(DISTINCT ?participant)",
    ),
    Cube(
        "facts",
        "Facts of a document, by their class",
        (("oa:hasSource", "?document"), ("void:class", "?class")),
        "?fact prov:wasDerivedFrom/oa:hasSource ?document ; a ?class .",
        "COUNT(DISTINCT ?fact)",
    ),
)
_PARTY: Final = f"""
<{GRAPH_COUNTS}#one-party> a qb:DimensionProperty ; rdfs:subPropertyOf sp:party ; rdfs:label "one of two parties"@en .
<{GRAPH_COUNTS}#other-party> a qb:DimensionProperty ; rdfs:subPropertyOf sp:party ; rdfs:label "the other of two parties"@en .
sdmx-measure:obsValue a qb:MeasureProperty .
"""


def count(default: Store) -> Store:
    """The counts of the default graph of a release, in their graph."""
    counts, graph = Store(), NamedNode(GRAPH_COUNTS)
    for cube in CUBES:
        found = default.query(_observations(cube), prefixes=_PREFIXES)
        assert isinstance(found, QueryTriples)
        counts.bulk_extend(_in(graph, found))
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in _PREFIXES.items())
    structures = prefixes + _PARTY + "".join(map(_structure, CUBES))
    counts.bulk_extend(_in(graph, (quad.triple for quad in parse(structures, RdfFormat.TURTLE))))
    return counts


def _in(graph: NamedNode, triples: Iterable[Triple]) -> Iterator[Quad]:
    return (Quad(t.subject, t.predicate, t.object, graph) for t in triples)


def _observations(cube: Cube) -> str:
    """The query that makes the observations; their names tell what they count, so that they are the same in every load."""
    variables = " ".join(variable for _, variable in cube.dimensions)
    values = ', " ", '.join(f"STR({variable})" for _, variable in cube.dimensions)
    said = " ; ".join(f"{name} {variable}" for name, variable in cube.dimensions)
    return f"""CONSTRUCT {{ ?cell a qb:Observation ; qb:dataSet <{cube.iri}> ; {said} ; sdmx-measure:obsValue ?number }}
        WHERE {{ {{ SELECT {variables} ({cube.counted} AS ?number) WHERE {{ {cube.pattern} }} GROUP BY {variables} }}
        BIND(IRI(CONCAT("{cube.iri}-", SHA1(CONCAT({values})))) AS ?cell) }}"""


def _structure(cube: Cube) -> str:
    """Turtle of the data set and its structure."""
    parts = [f"qb:dimension {name}" for name, _ in cube.dimensions] + ["qb:measure sdmx-measure:obsValue"]
    nodes = [f"<{cube.iri}-component-{number}>" for number in range(len(parts))]
    components = "".join(f"{node} {part} .\n" for node, part in zip(nodes, parts, strict=True))
    dimensions = "".join(f"{name} a qb:DimensionProperty .\n" for name, _ in cube.dimensions)
    return f"""<{cube.iri}> a qb:DataSet ; rdfs:label "{cube.label}"@en ; qb:structure <{cube.iri}-structure> .
        <{cube.iri}-structure> a qb:DataStructureDefinition ; qb:component {", ".join(nodes)} .
        {components}{dimensions}"""
