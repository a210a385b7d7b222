"""A release in, its names ready for "what begins with …" out; and labels for IRIs."""

import asyncio
import bisect
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import anyio.to_thread

from ontology.namespaces import GRAPH_DERIVED, SP
from server.engine.select import Row, select
from server.engine.service import Engine, Generation
from server.linked import path_of
from server.views.facts import nodes, words
from server.views.memo import Memo

MOST_NAMES: Final = 200_000
"""Names that are kept for suggestions; of a larger release only the first so many are."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A thing whose name begins with what was typed. `name` is the name that matched."""

    iri: str
    path: str
    label: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Entry:
    iri: str
    label: str
    name: str
    kind: str
    links: int
    main: bool


class NameIndex:
    """Names by the beginnings of their words."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._entries = entries
        keys = [(key, number, at_start) for number, entry in enumerate(entries) for key, at_start in _keys(entry.name)]
        keys.sort()
        self._keys = [key for key, _, _ in keys]
        self._places = [(number, at_start) for _, number, at_start in keys]

    def find(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Things with a name, or a word in it, that begins with the text: whole names first, then those that begin
        with it, those with many links before others."""
        wanted = fold(text)
        if not wanted:
            return []
        start = bisect.bisect_left(self._keys, wanted)
        stop = bisect.bisect_right(self._keys, wanted + "\uffff", start)
        best: dict[str, tuple[tuple[bool, bool, int, int], _Entry]] = {}
        for place in range(start, min(stop, start + 5_000)):
            number, at_start = self._places[place]
            entry = self._entries[number]
            rank = (self._keys[place] != wanted or not at_start, not at_start, -entry.links, len(entry.name))
            if entry.iri not in best or rank < best[entry.iri][0]:
                best[entry.iri] = (rank, entry)
        chosen = sorted(best.values(), key=lambda pair: (pair[0], pair[1].label))[:limit]
        return [Suggestion(e.iri, path_of(e.iri) or "", e.label, e.name, e.kind) for _, e in chosen]


class Names:
    """Suggestions and labels from the release that is served; its names are read once."""

    def __init__(self, engine: Engine, memo: Memo) -> None:
        self._engine = engine
        self._memo = memo

    async def prepare(self, generation: Generation) -> NameIndex:
        """The names of a release."""
        return await self._memo.get(generation.release, "names", lambda: self._index(generation))

    async def suggest(self, generation: Generation, text: str, limit: int = 8) -> list[Suggestion]:
        """See `NameIndex.find`."""
        index = await self.prepare(generation)
        return await anyio.to_thread.run_sync(index.find, text, limit)

    async def labels(self, generation: Generation, iris: Sequence[str]) -> dict[str, str]:
        """Labels of IRIs; without those that have none.

        Raises:
            ValueError: one of them is no IRI.
        """
        if not iris:
            return {}
        query = f"""SELECT ?s ?name WHERE {{ VALUES ?s {{ {nodes(iris)} }} VALUES ?p {{ rdfs:label dcterms:title skos:prefLabel }}
  ?s ?p ?name }}"""
        return {row["s"]: row["name"] for row in await select(self._engine, generation, query)}

    async def _index(self, generation: Generation) -> NameIndex:
        names, counts = await asyncio.gather(
            select(self._engine, generation, _NAMES, 4 * MOST_NAMES),
            select(self._engine, generation, _COUNTS, MOST_NAMES),
        )
        return await anyio.to_thread.run_sync(lambda: NameIndex(_entries(names, counts)))


def fold(text: str) -> str:
    """A name in lower case without accents and punctuation, words set apart by one blank."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    kept = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def _keys(name: str) -> Iterable[tuple[str, bool]]:
    words_ = fold(name).split(" ")
    return [(" ".join(words_[index:]), index == 0) for index in range(min(len(words_), 8))]


def _entries(names: Iterable[Row], counts: Iterable[Row]) -> list[_Entry]:
    links = {row["o"]: int(row["n"]) for row in counts}
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    rows = [row for row in names if row["s@type"] == "iri"]
    for row in rows:
        if row["main"] == "true":
            labels.setdefault(row["s"], row["name"])
        if row.get("kind", "").startswith(SP) or row["s"] not in kinds:
            kinds[row["s"]] = words(row["kind"]) if "kind" in row else ""
    seen = dict.fromkeys((row["s"], row["name"], row["main"]) for row in rows)
    return [
        _Entry(iri, labels.get(iri, name), name, kinds[iri], links.get(iri, 0), main == "true")
        for iri, name, main in seen
    ]


_NAMES: Final = f"""SELECT ?s ?name ?main ?kind WHERE {{
  {{ ?s skos:prefLabel ?name BIND(true AS ?main) }} UNION {{ ?s skos:altLabel|sp:acronym ?name BIND(false AS ?main) }}
  OPTIONAL {{ ?s a ?kind FILTER(STRSTARTS(STR(?kind), STR(sp:)) || ?kind IN (foaf:Person, schema:Place, skos:Concept)) }}
}} LIMIT {4 * MOST_NAMES}"""
_COUNTS: Final = f"""SELECT ?o (COUNT(*) AS ?n) WHERE {{ GRAPH <{GRAPH_DERIVED}> {{ {{ ?o ?p ?x }} UNION {{ ?x ?p ?o }} }} }}
GROUP BY ?o LIMIT {MOST_NAMES}"""
