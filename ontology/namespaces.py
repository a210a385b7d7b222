"""The namespaces that every part agrees on, as plain strings: `SP + "Fact"` is an IRI, `PREFIXES` goes in front of queries and Turtle."""

from typing import Final

SP: Final = "https://w3id.org/spacepact/ontology#"
SPV: Final = "https://w3id.org/spacepact/vocab/"
SPID: Final = "https://w3id.org/spacepact/id/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
ORG: Final = "http://www.w3.org/ns/org#"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SCHEMA: Final = "https://schema.org/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
VOID: Final = "http://rdfs.org/ns/void#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
SH: Final = "http://www.w3.org/ns/shacl#"

EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"
"""Datatype of a date that is an interval, e.g. "2024-09/2024-11" (Library of Congress)."""

GRAPH_ENTITIES: Final = SPID + "graph-entities"
"""Named graph of the entities' names and kinds."""
GRAPH_DERIVED: Final = SPID + "graph-derived"
"""Named graph of the triples derived by rule (org:memberOf, sp:hasParty …)."""

PREFIXES: Final[dict[str, str]] = {
    "sp": SP,
    "spv": SPV,
    "spid": SPID,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "org": ORG,
    "prov": PROV,
    "oa": OA,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "schema": SCHEMA,
    "foaf": FOAF,
    "void": VOID,
    "dcat": DCAT,
    "sh": SH,
}


def expand(curie: str) -> str:
    """The IRI of a prefixed name such as `org:member`.

    Raises:
        KeyError: the prefix is not one of `PREFIXES`.
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local
