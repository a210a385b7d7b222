"""One or two things in, the facts that speak of them both, directly or through what binds them, out."""

from collections.abc import Sequence
from typing import Final

from server.engine.select import select
from server.engine.service import Engine, Generation
from server.views.facts import nodes

MOST_FACTS: Final = 300


async def facts_about(engine: Engine, generation: Generation, things: Sequence[str]) -> list[str]:
    """The facts that speak of a thing, or for two things those that speak of both, and those by which both are bound by
    one agreement or mission. At most MOST_FACTS.

    Raises:
        ValueError: one of them is no IRI.
        QueryError: the query failed.
        BusyError: no query process is free.
    """
    one, two = nodes(things[:1]), nodes(things[1:2])
    query = _TWO.format(one, two, MOST_FACTS) if two else _ONE.format(one, MOST_FACTS)
    rows = await select(engine, generation, query)
    return list(dict.fromkeys(row["fact"] for row in rows))


_ONE: Final = """SELECT DISTINCT ?fact WHERE {{ ?fact ?p {0} ; prov:wasDerivedFrom ?passage . OPTIONAL {{ ?fact sp:assertedOn ?on }} }}
ORDER BY DESC(?on) ?fact LIMIT {1}"""
_TWO: Final = """SELECT DISTINCT ?fact WHERE {{
  {{ ?fact ?p {0} ; ?q {1} ; prov:wasDerivedFrom ?passage }}
  UNION {{ {{ SELECT ?thing WHERE {{ ?thing sp:hasParty {0}, {1} }} LIMIT 100 }}
    ?fact sp:agreement ?thing ; sp:party ?who FILTER(?who IN ({0}, {1})) }}
  UNION {{ {{ SELECT ?thing WHERE {{ {0} sp:participatesIn ?thing . {1} sp:participatesIn ?thing }} LIMIT 100 }}
    ?fact sp:mission ?thing ; sp:participant ?who FILTER(?who IN ({0}, {1})) }}
}} ORDER BY ?thing ?fact LIMIT {2}"""
