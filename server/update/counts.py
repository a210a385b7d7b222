"""A store after a write in, how many facts and things of each kind it has, counted as a build counts them, out."""

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from ontology.namespaces import DCTERMS, PREFIXES, PROV, RDF, SP, SPID

ABOUT_FACTS: Final = frozenset(
    {SP + name for name in ("notBefore", "notAfter", "assertedOn", "confidence", "contradicts", "supersedes")}
    | {PROV + name for name in ("wasDerivedFrom", "wasGeneratedBy", "wasInfluencedBy")}
    | {RDF + "type", DCTERMS + "replaces"}
)
"""Properties that tell something of a fact, not what it says."""
_FACTS: Final = f"""SELECT ?kind (COUNT(DISTINCT ?fact) AS ?n) {{
  ?fact a sp:Fact, ?kind FILTER(STRSTARTS(STR(?kind), "{SP}") && ?kind != sp:Fact)
}} GROUP BY ?kind"""
_THINGS: Final = f"""SELECT ?kind (COUNT(?thing) AS ?n) {{
  {{ SELECT DISTINCT ?thing {{
    ?fact a sp:Fact ; ?property ?thing FILTER(ISIRI(?thing) && STRSTARTS(STR(?thing), "{SPID}"))
    FILTER(?property NOT IN ({", ".join(f"<{iri}>" for iri in sorted(ABOUT_FACTS))}))
  }} }}
  OPTIONAL {{ ?thing a ?own FILTER(STRSTARTS(STR(?own), "{SP}")) }}
  OPTIONAL {{ ?thing a ?other FILTER(?other IN (foaf:Person, schema:Place, schema:Event, skos:Concept, org:Organization)) }}
  BIND(COALESCE(?own, ?other) AS ?kind) FILTER(BOUND(?kind))
}} GROUP BY ?kind"""
_NAMES: Final = {"Concept": "Topic"}
_FACT_LINE: Final = f" <{RDF}type> <{SP}Fact> ".encode()


def counted(store: Store, merges: bool) -> dict[str, dict[str, int]]:
    """Facts and the things that they speak of, by kind. `merges` as in `Release`."""
    return {"facts": _by_kind(store, _FACTS, merges), "entities": _by_kind(store, _THINGS, merges)}


def facts_in(lines: Iterable[bytes]) -> int:
    """Number of facts in lines of N-Quads."""
    return sum(_FACT_LINE in line for line in lines)


def _by_kind(store: Store, query: str, merges: bool) -> dict[str, int]:
    rows = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=not merges)
    assert isinstance(rows, QuerySolutions)
    found: dict[str, int] = {}
    for kind, number in rows:
        assert isinstance(kind, NamedNode)
        assert isinstance(number, Literal)
        name = kind.value[max(kind.value.rfind("/"), kind.value.rfind("#")) + 1 :]
        found[_NAMES.get(name, name)] = int(number.value)
    return dict(sorted(found.items()))
