"""IRIs of decisions that people made about facts and things in; what was decided, by whom, when and why, out."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from server.engine.select import select
from server.engine.service import Engine, Generation
from server.linked import path_of


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: its label ("Decision to merge"), who made it on which day (YYYY-MM-DD), the reason given, the address of its page."""

    iri: str
    what: str
    who: str
    day: str
    why: str
    path: str


async def decisions_of(engine: Engine, generation: Generation, iris: Collection[str]) -> dict[str, Decision]:
    """The decisions of these IRIs, by IRI; what is no decision of a person is left out.

    Raises:
        ValueError: one of them is no IRI.
        QueryError: the query failed.
        BusyError: no query process is free.
    """
    if not iris:
        return {}
    listed = " ".join(str(NamedNode(iri)) for iri in sorted(iris))
    rows = await select(engine, generation, _DECIDED.format(listed), 10_000)
    return {
        iri: Decision(iri, row["what"], row["who"], row["when"][:10], row["why"], path_of(iri) or "")
        for row in rows
        if (iri := row["decision"])
    }


_DECIDED: Final = """SELECT ?decision ?what ?who ?when ?why WHERE {{ VALUES ?decision {{ {0} }}
  ?decision rdfs:label ?what ; rdfs:comment ?why ; prov:endedAtTime ?when ; prov:wasAssociatedWith/rdfs:label ?who }}"""
