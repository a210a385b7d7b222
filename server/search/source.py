"""The engine in, the search index of the release that is served out; made once per release, beside the event loop."""

import asyncio
from collections import defaultdict

import anyio.to_thread

from ontology.namespaces import SKOS, SPID
from server.engine.select import Row, select
from server.engine.service import Engine, Generation
from server.search.index import Index, Passage, Thing

_MOST: int = 2_000_000
_NAMES = """SELECT DISTINCT ?s ?p ?name WHERE { ?s ?p ?name
  FILTER(?p IN (skos:prefLabel, skos:altLabel, sp:acronym, sp:formerName)) } ORDER BY ?s ?p ?name"""
_KINDS = "SELECT DISTINCT ?s ?kind WHERE { ?s skos:prefLabel ?name ; a ?kind } ORDER BY ?s ?kind"
_PASSAGES = """SELECT DISTINCT ?s ?document ?start ?end ?text WHERE { ?s oa:hasSource ?document ; oa:hasSelector ?quote, ?place .
  ?quote oa:exact ?text . ?place oa:start ?start ; oa:end ?end } ORDER BY ?document ?start ?end"""


class SearchSource:
    """Holds the index of the last release that was asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._making = asyncio.Lock()
        self._release = ""
        self._index: Index | None = None

    async def index(self, generation: Generation) -> Index:
        """The index of a generation's release.

        Raises:
            QueryError: the release could not be read.
            BusyError: no query process is free.
        """
        async with self._making:
            if self._index is None or self._release != generation.release.id:
                names, kinds, passages = [
                    await select(self._engine, generation, query, _MOST) for query in (_NAMES, _KINDS, _PASSAGES)
                ]
                index = await anyio.to_thread.run_sync(_build, names, kinds, passages)
                self._index, self._release = index, generation.release.id
                return index
            return self._index


def _build(names: list[Row], kinds: list[Row], passages: list[Row]) -> Index:
    labels: dict[str, str] = {}
    others: dict[str, dict[str, None]] = defaultdict(dict)
    classes: dict[str, list[str]] = defaultdict(list)
    for row in names:
        if row["p"] == SKOS + "prefLabel":
            labels.setdefault(row["s"], row["name"])
        others[row["s"]][row["name"]] = None
    for row in kinds:
        classes[row["s"]].append(row["kind"])
    things = (
        Thing(iri, (label, *(name for name in others[iri] if name != label)), tuple(classes[iri]))
        for iri, label in labels.items()
    )
    return Index(
        things,
        (
            Passage(r["s"], r["document"].removeprefix(SPID), int(r["start"]), int(r["end"]), r["text"])
            for r in passages
        ),
    )
