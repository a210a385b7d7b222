"""An IRI in, all that a page about it shows out: names, properties, facts with their evidence, neighbours."""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import GRAPH_DERIVED, PROV, RDF, SKOS, SPID
from server.engine.select import Row, select
from server.engine.service import Engine, Generation
from server.linked import short

MOST_FACTS: Final = 200
"""Facts that one page shows; the page says so where there are more."""
_HIDDEN: Final = frozenset({RDF + "type", PROV + "wasDerivedFrom", PROV + "wasGeneratedBy", SKOS + "prefLabel"})


@dataclass(frozen=True, slots=True)
class Value:
    """A property's value: its IRI ("" for a literal) and the text to show."""

    iri: str
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that says a fact, and where it stands."""

    quote: str
    document: str
    start: int
    end: int


@dataclass(slots=True)
class FactView:
    """A fact as a page shows it."""

    iri: str
    kind: str = ""
    values: list[tuple[str, Value]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class EntityView:
    """What a page about one thing shows. `neighbours` are derived links to it from others."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    values: tuple[tuple[str, Value], ...]
    facts: tuple[FactView, ...]
    more_facts: bool
    neighbours: tuple[tuple[str, Value], ...]


async def view(engine: Engine, generation: Generation, iri: str) -> EntityView | None:
    """The view of a thing; None where the graph does not speak of it.

    Raises:
        ValueError: it is no IRI.
        QueryError: a query failed.
        BusyError: no query process is free.
    """
    node = str(NamedNode(iri))
    own, facts, evidence, neighbours = await asyncio.gather(
        *(select(engine, generation, query) for query in (_own(node), _facts(node), _evidence(node), _neighbours(node)))
    )
    if not own and not facts and not neighbours:
        return None
    views = _fact_views(facts, evidence)
    shown = sorted(views, key=lambda fact: (fact.kind, fact.iri))[:MOST_FACTS]
    return EntityView(
        iri=iri,
        label=next((row["o"] for row in own if row["p"] == SKOS + "prefLabel"), short(iri)),
        kinds=tuple(sorted(words(row["o"]) for row in own if row["p"] == RDF + "type")),
        values=tuple((words(row["p"]), _value(row)) for row in own if row["p"] not in _HIDDEN),
        facts=tuple(shown),
        more_facts=len(views) > MOST_FACTS,
        neighbours=tuple((words(row["p"]), _value(row)) for row in neighbours),
    )


def words(iri: str) -> str:
    """The local name of a term as words: `memberOf` is "member of"."""
    local = re.split(r"[#/]", iri)[-1]
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).replace("-", " ").lower()


def _fact_views(facts: Iterable[Row], evidence: Iterable[Row]) -> list[FactView]:
    views: dict[str, FactView] = {}
    for row in facts:
        fact = views.setdefault(row["fact"], FactView(row["fact"]))
        if row["p"] == RDF + "type":
            fact.kind = min((name for name in (fact.kind, words(row["o"])) if name not in ("", "fact")), default="")
        elif row["p"] not in _HIDDEN:
            fact.values.append((words(row["p"]), _value(row)))
    for row in evidence:
        if row["fact"] in views:
            place = Evidence(row["exact"], row["document"].removeprefix(SPID), int(row["start"]), int(row["end"]))
            views[row["fact"]].evidence.append(place)
    return list(views.values())


def _value(row: Row) -> Value:
    is_iri = row["o@type"] == "iri"
    return Value(row["o"] if is_iri else "", row.get("label") or (short(row["o"]) if is_iri else row["o"]))


_LABEL: Final = "OPTIONAL { ?o skos:prefLabel ?label }"


def _own(node: str) -> str:
    return f"SELECT ?p ?o ?label WHERE {{ {node} ?p ?o {_LABEL} }} ORDER BY ?p ?o LIMIT 1000"


def _some_facts(node: str) -> str:
    return (
        f"{{ SELECT DISTINCT ?fact WHERE {{ {{ ?fact ?any {node} ; prov:wasDerivedFrom [] }} "
        f"UNION {{ {node} prov:wasDerivedFrom [] BIND({node} AS ?fact) }} }} ORDER BY ?fact LIMIT {MOST_FACTS + 1} }}"
    )


def _facts(node: str) -> str:
    return f"SELECT ?fact ?p ?o ?label WHERE {{ {_some_facts(node)} ?fact ?p ?o {_LABEL} }} ORDER BY ?fact ?p ?o"


def _evidence(node: str) -> str:
    return f"""SELECT DISTINCT ?fact ?document ?start ?end ?exact WHERE {{ {_some_facts(node)}
  ?fact prov:wasDerivedFrom ?passage . ?passage oa:hasSource ?document ; oa:hasSelector ?quote, ?place .
  ?quote oa:exact ?exact . ?place oa:start ?start ; oa:end ?end }} ORDER BY ?fact ?document ?start"""


def _neighbours(node: str) -> str:
    return f"""SELECT ?p ?o ?label WHERE {{ GRAPH <{GRAPH_DERIVED}> {{ ?o ?p {node} }} {_LABEL} }} ORDER BY ?p ?label LIMIT 500"""
