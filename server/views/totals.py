"""A release in, every stated number of members, parties or signatories beside what the same document lists out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import SPID
from server.engine.select import Row, select
from server.engine.service import Engine, Generation
from server.linked import path_of
from server.views.facts import Value, passage_path

MOST_FIGURES: Final = 2_000
_ROLE_WORDS: Final = (
    ("full", "full-member"),
    ("founding", "founding-member"),
    ("associate", "associate-member"),
    ("observer", "observer"),
    ("signatory", "signatory-member"),
    ("partner", "partner"),
)
_COUNTED: Final = re.compile(r"member|part(?:y|ies)|signator|observer|partner", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Total:
    """A stated number and what the document lists. `agrees` is None where it lists nothing to compare with."""

    subject: Value
    measure: str
    stated: str
    listed: int
    names: tuple[Value, ...]
    agrees: bool | None
    note: str
    document: str
    title: str
    quote: str
    path: str
    fact: str


async def totals(engine: Engine, generation: Generation) -> list[Total]:
    """All stated totals that can be compared with a list; those that differ first.

    Raises:
        QueryError: a query failed.
        BusyError: no query process is free.
    """
    figures = await select(engine, generation, _FIGURES, MOST_FIGURES)
    listed = await select(engine, generation, _LISTED, 100_000) if figures else []
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in listed:
        groups[row["subject"], row["document"]].append(row)
    seen: dict[tuple[str, str, str], Total] = {}
    for row in figures:
        if _COUNTED.search(row["measure"]):
            total = _total(row, groups.get((row["subject"], row["document"]), []))
            seen.setdefault((row["fact"], row["document"], row["measure"]), total)
    return sorted(seen.values(), key=lambda t: (t.agrees is not False, t.agrees is None, t.subject.text, t.document))


def _total(row: Row, listed: Sequence[Row]) -> Total:
    role = next((role for word, role in _ROLE_WORDS if word in row["measure"].lower()), "")
    named = {r["who"]: r for r in listed if role in ("", r.get("role", "").rpartition("/")[2])}
    whole = {who: r for who, r in named.items() if role or not r.get("role", "").endswith("/partner")}
    members = {who: r for who, r in whole.items() if not r.get("role", "").endswith("/observer")}
    stated = _number(row["value"])
    chosen, note = whole, ""
    if not role and len(whole) != stated and len(members) == stated:
        chosen, note = members, f"without {len(whole) - len(members)} observers"
    if role == "signatory-member" and not named:
        chosen = {r["who"]: r for r in listed if not r.get("role")}
    document = row["document"].removeprefix(SPID)
    return Total(
        subject=Value(row["subject"], row.get("name") or row["subject"], path_of(row["subject"]) or ""),
        measure=row["measure"],
        stated=row["value"],
        listed=len(chosen),
        names=tuple(sorted(_values(chosen.values()), key=lambda value: value.text)),
        agrees=None if not chosen or stated is None else len(chosen) == stated,
        note=note,
        document=document,
        title=row.get("title") or document,
        quote=row["exact"],
        path=passage_path(document, int(row["start"]), int(row["end"])),
        fact=path_of(row["fact"]) or "",
    )


def _values(rows: Iterable[Row]) -> list[Value]:
    return [Value(row["who"], row.get("name") or row["who"], path_of(row["who"]) or "") for row in rows]


def _number(text: str) -> int | None:
    try:
        return int(float(text))
    except ValueError:
        return None


_FIGURES: Final = f"""SELECT DISTINCT ?fact ?subject ?name ?measure ?value ?document ?title ?start ?end ?exact WHERE {{
  ?fact a sp:Figure ; sp:subject ?subject ; sp:measure ?what ; sp:value ?value ; prov:wasDerivedFrom ?passage .
  ?passage oa:hasSource ?document ; oa:hasSelector ?quote, ?place .
  ?quote oa:exact ?exact . ?place oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?subject skos:prefLabel ?name }} OPTIONAL {{ ?what skos:prefLabel ?label }}
  OPTIONAL {{ ?document dcterms:title ?title }}
  BIND(COALESCE(?label, STR(?what)) AS ?measure)
}} ORDER BY ?document ?start LIMIT {MOST_FIGURES}"""
_LISTED: Final = """SELECT DISTINCT ?subject ?document ?who ?name ?role WHERE {
  { SELECT DISTINCT ?subject WHERE { ?figure a sp:Figure ; sp:subject ?subject } }
  { ?fact org:organization ?subject ; a sp:Membership ; org:member ?who OPTIONAL { ?fact org:role ?role } }
  UNION
  { ?fact sp:agreement ?subject ; sp:party ?who ; sp:action ?done
    FILTER(?done IN (spv:signature, spv:ratification, spv:accession)) }
  ?fact prov:wasDerivedFrom/oa:hasSource ?document . OPTIONAL { ?who skos:prefLabel ?name }
} LIMIT 100000"""
