"""A release folder in, what was found but not published out: facts in quarantine with the shape they violate, and
names that nothing explains."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from ontology.namespaces import OA, PROV, RDF, RDFS, SP, SPID
from server.linked import short
from server.releases import Release
from server.views.facts import words
from server.views.report import read_results

MOST_BYTES: Final = 30_000_000
_REJECTED: Final = PROV + "wasInvalidatedBy"
_PLAIN: Final = frozenset({RDF + "type", PROV + "wasDerivedFrom", PROV + "wasGeneratedBy", _REJECTED})


@dataclass(frozen=True, slots=True)
class Withheld:
    """A fact that was not published: its kind, what it says, where, and why."""

    fact: str
    kind: str
    says: tuple[tuple[str, str], ...]
    document: str
    start: int
    end: int
    quote: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name in a text that no authority knows."""

    document: str
    name: str
    kind: str
    start: int
    end: int
    reason: str


def read_withheld(release: Release) -> Mapping[str, Sequence[Withheld]]:
    """The facts in quarantine by document; empty where the file is too long for a page."""
    path = release.path / "quarantine.nq"
    if not path.is_file() or not 0 < path.stat().st_size <= MOST_BYTES:
        return {}
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            about[quad.subject.value][quad.predicate.value].append(quad.object.value)
    try:
        results = read_results(release)
    except ValueError:
        results = ()
    reasons: dict[str, list[str]] = defaultdict(list)
    for result in results:
        for iri in (result.focus, result.value or ""):
            reasons[iri].append(result.message)
    found: dict[str, list[Withheld]] = defaultdict(list)
    for iri, said in about.items():
        if SP + "Fact" in said.get(RDF + "type", ()):
            one = _withheld(iri, said, about, reasons)
            found[one.document].append(one)
    return {document: sorted(facts, key=lambda fact: (fact.start, fact.fact)) for document, facts in found.items()}


def _withheld(
    iri: str,
    said: Mapping[str, Sequence[str]],
    about: Mapping[str, Mapping[str, Sequence[str]]],
    reasons: Mapping[str, Sequence[str]],
) -> Withheld:
    passage = about.get(next(iter(said.get(PROV + "wasDerivedFrom", ())), ""), {})
    selectors = [about.get(selector, {}) for selector in passage.get(OA + "hasSelector", ())]

    def one(prop: str, default: str) -> str:
        return next((value for selector in selectors for value in selector.get(prop, ())), default)

    kind = next((words(t) for t in said.get(RDF + "type", ()) if t.startswith(SP) and t != SP + "Fact"), "fact")
    spoken = [iri, *(value for prop, values in said.items() if prop not in _PLAIN for value in values)]
    decided = [_decision(decision, about) for decision in said.get(_REJECTED, ())]
    why = dict.fromkeys(decided + [message for value in spoken for message in reasons.get(value, ())])
    return Withheld(
        fact=iri,
        kind=kind,
        says=tuple(
            (words(prop), short(value).removeprefix("spid:").removeprefix("spv:"))
            for prop, values in said.items()
            if prop not in _PLAIN
            for value in values
        ),
        document=next(iter(passage.get(OA + "hasSource", ())), "").removeprefix(SPID),
        start=int(one(OA + "start", "0")),
        end=int(one(OA + "end", "0")),
        quote=one(OA + "exact", ""),
        reasons=tuple(why),
    )


def _decision(iri: str, about: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    """What a person decided about a fact, who that was, when and why."""
    told = about.get(iri, {})
    people = [
        name
        for agent in told.get(PROV + "wasAssociatedWith", ())
        for name in about.get(agent, {}).get(RDFS + "label", ())
    ]
    when = (time[:10] for time in told.get(PROV + "endedAtTime", ()))
    return f"{' '.join(told.get(RDFS + 'label', ()))} by {', '.join((*people, *when))}: {' '.join(told.get(RDFS + 'comment', ()))}"


def read_review(release: Release) -> Mapping[str, Any]:
    """The work list of names: `unresolved`, `unsure`, `merges`; empty where the release has none."""
    path = release.path / "review.json"
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        return {}
    content: Mapping[str, Any] = json.loads(path.read_bytes())
    return content


def unknown_names(review: Mapping[str, Any]) -> list[UnknownName]:
    """The names that nothing explains; `document` is the document's file name."""
    return [
        UnknownName(item["document"], item["name"], item["kind"], item["start"], item["end"], item["reason"])
        for item in review.get("unresolved", ())
    ]
