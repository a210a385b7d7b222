"""Fact IRIs in, the facts with their values, dates and evidence out; and the facts that speak of a thing."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import DCTERMS, PROV, RDF, SCHEMA, SP, SPID
from server.engine.select import Row, select
from server.engine.service import Engine, Generation
from server.linked import path_of, short
from server.views.asof import OVER, Dates
from server.views.columns import in_order
from server.views.decisions import Decision, decisions_of

KINDS: Final = (
    "Membership",
    "AgreementAction",
    "Participation",
    "Launch",
    "Position",
    "Event",
    "Figure",
    "Establishment",
    "Seat",
    "Coverage",
)
"""The classes of facts, in the order in which pages show them."""
MOST_INDEXED: Final = 5_000
"""Facts of one thing that a page counts and sorts; a page says so where there are more."""
PART: Final = 100_000
"""Characters of a document that one page shows."""
INFLUENCED: Final = PROV + "wasInfluencedBy"
"""From a fact or thing to the decisions of people about it."""
_FACT: Final = SPID + "fact-"
_BOOKKEEPING: Final = frozenset(
    {
        RDF + "type",
        PROV + "wasDerivedFrom",
        PROV + "wasGeneratedBy",
        INFLUENCED,
        DCTERMS + "replaces",
        SP + "notBefore",
        SP + "notAfter",
        SP + "assertedOn",
        SP + "confidence",
        SP + "supersedes",
        SP + "contradicts",
    }
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value to show: its IRI ("" for a literal), its text, and the address of its page ("" where it has none)."""

    iri: str
    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that says a fact: the text around it, the document it stands in, and the address that opens it there."""

    quote: str
    prefix: str
    suffix: str
    document: str
    title: str
    issued: str
    start: int
    end: int
    path: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact. `values` by property in the order of its kind's columns, without those that only keep its books; dates are
    texts, "" where unknown. `decisions` are those of people about it."""

    iri: str
    kind: str
    values: Mapping[str, tuple[Value, ...]]
    evidence: tuple[Evidence, ...]
    not_before: str
    not_after: str
    asserted_on: str
    confidence: str
    rule: str
    path: str
    decisions: tuple[Decision, ...]

    @property
    def dates(self) -> Dates:
        """What an as-of view needs."""
        ended = SCHEMA + "endDate" in self.values or any(v.iri in OVER for vs in self.values.values() for v in vs)
        return Dates(self.kind, self.not_before, self.not_after, self.asserted_on, ended)


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact that speaks of a thing, as far as sorting needs it."""

    iri: str
    kind: str
    not_before: str
    asserted_on: str


def is_fact(iri: str) -> bool:
    """Whether an IRI names a fact."""
    return iri.startswith(_FACT)


def words(iri: str) -> str:
    """The local name of a term as words: `memberOf` is "member of"."""
    local = re.split(r"[#/]", iri)[-1]
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).replace("-", " ").lower()


def value_of(row: Row, name: str = "o", label: str = "label") -> Value:
    """The value of a variable, with the label that another variable has for it."""
    text = row[name]
    if row[f"{name}@type"] != "iri":
        return Value("", text)
    return Value(text, row.get(label) or short(text), path_of(text) or "")


def nodes(iris: Iterable[str]) -> str:
    """IRIs for VALUES.

    Raises:
        ValueError: one of them is no IRI.
    """
    return " ".join(str(NamedNode(iri)) for iri in iris)


def passage_path(document: str, start: int, end: int) -> str:
    """The address that opens a document at a passage; long documents are shown in parts of PART characters."""
    part = f"?part={start // PART + 1}" if start >= PART else ""
    return f"/documents/{document}{part}#p{start}-{end}"


async def mentions(engine: Engine, generation: Generation, iri: str) -> list[Mention]:
    """The facts that speak of a thing, or the fact itself, newest first; at most one more than MOST_INDEXED.

    Raises:
        ValueError: it is no IRI.
        QueryError: the query failed.
        BusyError: no query process is free.
    """
    node = nodes([iri])
    kinds = ", ".join(f"sp:{kind}" for kind in KINDS)
    rows = await select(
        engine,
        generation,
        f"""SELECT ?fact ?kind ?from ?said WHERE {{
  {{ ?fact ?any {node} }} UNION {{ BIND({node} AS ?fact) }} ?fact a ?kind FILTER(?kind IN ({kinds}))
  OPTIONAL {{ ?fact sp:notBefore ?from }} OPTIONAL {{ ?fact sp:assertedOn ?said }}
}} LIMIT {MOST_INDEXED + 1}""",
    )
    found = {row["fact"]: row for row in rows}
    listed = [
        Mention(fact, row["kind"].removeprefix(SP), row.get("from", ""), row.get("said", ""))
        for fact, row in found.items()
    ]
    return sorted(listed, key=lambda m: (m.not_before or m.asserted_on, m.asserted_on, m.iri), reverse=True)


async def facts_of(engine: Engine, generation: Generation, iris: Collection[str]) -> list[Fact]:
    """The facts of these IRIs, in their order; what is no fact of the release is left out.

    Raises:
        ValueError: one of them is no IRI.
        QueryError: a query failed.
        BusyError: no query process is free.
    """
    if not iris:
        return []
    said, evidence = await asyncio.gather(
        select(engine, generation, _SAID.format(nodes(iris)), 100_000), evidence_of(engine, generation, iris)
    )
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in said:
        rows[row["fact"]].append(row)
    deciding = {row["o"] for row in said if row["p"] == INFLUENCED and row["o@type"] == "iri"}
    decisions = await decisions_of(engine, generation, deciding)
    return [_fact(iri, rows[iri], evidence.get(iri, ()), decisions) for iri in dict.fromkeys(iris) if iri in rows]


async def evidence_of(engine: Engine, generation: Generation, iris: Collection[str]) -> dict[str, tuple[Evidence, ...]]:
    """The evidence of facts, by their IRIs; see `facts_of` for the errors."""
    if not iris:
        return {}
    found: dict[str, dict[Evidence, None]] = defaultdict(dict)
    for row in await select(engine, generation, _SHOWN.format(nodes(iris)), 100_000):
        found[row["fact"]][_evidence(row)] = None
    return {iri: tuple(places) for iri, places in found.items()}


_SAID: Final = """SELECT ?fact ?p ?o ?label WHERE {{ VALUES ?fact {{ {0} }} ?fact prov:wasDerivedFrom ?any ; ?p ?o
  OPTIONAL {{ ?o skos:prefLabel ?label }} }}"""
_SHOWN: Final = """SELECT ?fact ?document ?title ?issued ?start ?end ?exact ?prefix ?suffix WHERE {{
  VALUES ?fact {{ {0} }} ?fact prov:wasDerivedFrom ?passage .
  ?passage oa:hasSource ?document ; oa:hasSelector ?quote, ?place .
  ?quote oa:exact ?exact . ?place oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?quote oa:prefix ?prefix }} OPTIONAL {{ ?quote oa:suffix ?suffix }}
  OPTIONAL {{ ?document dcterms:title ?title }} OPTIONAL {{ ?document dcterms:issued ?issued }}
}} ORDER BY ?fact ?document ?start"""


def _evidence(row: Row) -> Evidence:
    document = row["document"].removeprefix(SPID)
    start, end = int(row["start"]), int(row["end"])
    return Evidence(
        quote=row["exact"],
        prefix=row.get("prefix", ""),
        suffix=row.get("suffix", ""),
        document=document,
        title=row.get("title") or document,
        issued=row.get("issued", ""),
        start=start,
        end=end,
        path=passage_path(document, start, end),
    )


def _fact(iri: str, rows: Iterable[Row], evidence: Iterable[Evidence], decisions: Mapping[str, Decision]) -> Fact:
    values: dict[str, list[Value]] = defaultdict(list)
    kinds = set()
    for row in rows:
        if row["p"] == RDF + "type":
            kinds.add(row["o"].removeprefix(SP))
        elif (value := value_of(row)) not in values[row["p"]]:
            values[row["p"]].append(value)

    def first(prop: str) -> str:
        return next((value.text for value in values.get(prop, ())), "")

    activity = next((value.iri for value in values.get(PROV + "wasGeneratedBy", ())), "")
    kind = next((kind for kind in KINDS if kind in kinds), "Fact")
    shown = in_order(kind, values.keys() - _BOOKKEEPING)
    return Fact(
        iri=iri,
        kind=kind,
        values={prop: tuple(sorted(values[prop], key=lambda v: v.text)) for prop in shown},
        evidence=tuple(evidence),
        not_before=first(SP + "notBefore"),
        not_after=first(SP + "notAfter"),
        asserted_on=first(SP + "assertedOn"),
        confidence=first(SP + "confidence"),
        rule=activity.removeprefix(SPID + "activity-").replace("-", " "),
        path=path_of(iri) or "",
        decisions=tuple(decisions[v.iri] for v in values.get(INFLUENCED, ()) if v.iri in decisions),
    )
