"""A release in, what its first page tells out: counts, documents, latest agreements."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ontology.namespaces import SP
from server.engine.select import select
from server.engine.service import Engine, Generation
from server.linked import path_of
from server.releases import Release
from server.views.facts import Value, words

LATEST: Final = 8


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement in the list of the latest: when, what, by whom, and the address of the evidence."""

    date: str
    what: Value
    action: str
    parties: tuple[Value, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something; `path` leads to them ("" where nothing does)."""

    name: str
    number: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page tells of a release."""

    release: str
    facts: tuple[Count, ...]
    things: tuple[Count, ...]
    total_facts: int
    total_things: int
    documents: int
    quads: int
    conforms: bool
    warnings: int
    quarantined: int
    latest: tuple[Agreed, ...]


def read_records(release: Release) -> dict[str, Mapping[str, Any]]:
    """The documents of a release by id, as `documents.json` has them.

    Raises:
        OSError: the file cannot be read.
    """
    records = json.loads((release.path / "documents.json").read_bytes())
    return {record["id"]: record for record in records}


async def overview(engine: Engine, generation: Generation) -> Overview:
    """What the first page tells.

    Raises:
        QueryError: a query failed.
        BusyError: no query process is free.
    """
    release = generation.release
    counts, validation = release.counts, release.manifest.get("validation", {})
    facts, things = counts.get("facts", {}), counts.get("entities", {})
    rows = await select(engine, generation, _LATEST, 2_000)
    return Overview(
        release=release.id,
        facts=tuple(Count(words(SP + kind), int(number)) for kind, number in facts.items()),
        things=tuple(Count(words(SP + kind), int(number)) for kind, number in things.items()),
        total_facts=sum(map(int, facts.values())),
        total_things=sum(map(int, things.values())),
        documents=int(counts.get("documents", 0)),
        quads=release.quads,
        conforms=bool(validation.get("conforms", True)),
        warnings=int(validation.get("warning", 0)),
        quarantined=int(counts.get("quarantined", 0)),
        latest=_latest(rows),
    )


def _latest(rows: list[dict[str, str]]) -> tuple[Agreed, ...]:
    groups: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["date"], row["agreement"], row.get("action", ""))
        group = groups.setdefault(key, {"label": row["label"], "parties": {}, "facts": []})
        group["parties"][row["party"]] = Value(row["party"], row["name"], path_of(row["party"]) or "")
        group["facts"].append(row["fact"].rpartition("/")[2])
    found = []
    for (date, agreement, action), group in groups.items():
        facts = list(dict.fromkeys(group["facts"]))[:20]
        found.append(
            Agreed(
                date=date,
                what=Value(agreement, group["label"], path_of(agreement) or ""),
                action=action,
                parties=tuple(group["parties"].values()),
                evidence="/evidence?" + "&".join(f"fact={fact}" for fact in facts),
            )
        )
    return tuple(found[:LATEST])


_LATEST: Final = """SELECT ?date ?agreement ?label ?action ?party ?name ?fact WHERE {
  { SELECT ?fact ?day WHERE { ?fact a sp:AgreementAction ; sp:notBefore ?day ; sp:action ?what
    FILTER(?what IN (spv:signature, spv:ratification, spv:accession, spv:entry-into-force)) } ORDER BY DESC(?day) ?fact LIMIT 120 }
  ?fact sp:agreement ?agreement ; sp:party ?party ; sp:date ?date ; sp:action ?what .
  ?agreement skos:prefLabel ?label . ?party skos:prefLabel ?name . OPTIONAL { ?what skos:prefLabel ?action }
} ORDER BY DESC(?day) ?agreement ?name"""
