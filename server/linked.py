"""IRIs of the graph in, the addresses at which this server answers for them out, and the queries that describe them."""

from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import PREFIXES, SP, SPID, SPV

_PLACES: Final = ((SPID, "/id/"), (SPV, "/vocab/"), (SP, "/ontology#"))
_DOCUMENT: Final = "document-"
_BY_LENGTH: Final = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def path_of(iri: str) -> str | None:
    """The path at which this server answers for an IRI; None for an IRI that is not of this project."""
    for namespace, path in _PLACES:
        if iri.startswith(namespace):
            return path + iri.removeprefix(namespace)
    return None


def short(iri: str) -> str:
    """An IRI as a prefixed name where a prefix fits, else as it is."""
    for prefix, namespace in _BY_LENGTH:
        if iri.startswith(namespace) and "/" not in iri.removeprefix(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def describe_query(iri: str) -> str:
    """A query for the graph about an entity, fact, passage or document: its triples, the facts that speak of it,
    their passages, all labels.

    Raises:
        ValueError: it is no IRI.
    """
    node = str(NamedNode(iri))
    return f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND({node} AS ?s) {node} ?p ?o }}
  UNION {{ ?s ?p {node} BIND({node} AS ?o) }}
  UNION {{ ?s ?any {node} ; prov:wasDerivedFrom ?passage ; ?p ?o }}
  UNION {{ ?fact ?any {node} ; prov:wasDerivedFrom ?s . ?s ?p ?o }}
  UNION {{ ?fact ?any {node} ; prov:wasDerivedFrom/oa:hasSelector ?s . ?s ?p ?o }}
  UNION {{ {node} prov:wasDerivedFrom ?s . ?s ?p ?o }}
  UNION {{ {node} prov:wasDerivedFrom?/oa:hasSelector ?s . ?s ?p ?o }}
  UNION {{ {node} ?any ?s . ?s skos:prefLabel ?o BIND(skos:prefLabel AS ?p) }}
  UNION {{ ?fact ?any {node} ; prov:wasDerivedFrom ?passage ; ?other ?s . ?s skos:prefLabel ?o BIND(skos:prefLabel AS
  ?p) }}
}}"""
