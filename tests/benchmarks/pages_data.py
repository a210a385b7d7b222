"""A number of facts in, a release folder of made-up documents out, shaped as a build shapes it: what the pages are measured on.

Few states and organisations have most of the facts (the n-th has 1/n of the first's), as in real collections.
"""

import hashlib
import itertools
import json
import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PER_DOCUMENT = 25
PREFIXES = """@prefix sp: <https://w3id.org/spacepact/ontology#> . @prefix spid: <https://w3id.org/spacepact/id/> .
@prefix spv: <https://w3id.org/spacepact/vocab/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
THINGS = {
    "state": ("State", 200),
    "org": ("SpaceAgency", 800),
    "mission": ("Mission", 3_000),
    "agreement": ("Agreement", 6_000),
}
CONCEPTS = ("member", "observer", "signature", "partner", "active", "space-science")


@dataclass(frozen=True)
class Fact:
    """A made-up fact: class, triples of its own, sentence, and the short cut derived from it."""

    kind: str
    says: str
    sentence: str
    shortcut: str


class Chance:
    """Choices that are the same each time."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._weights = {
            size: list(itertools.accumulate(1 / n for n in range(1, size + 1))) for _, size in THINGS.values()
        }

    def pick(self, kind: str) -> str:
        weights = self._weights[THINGS[kind][1]]
        return f"{kind}-{bisect(weights, self.random.random() * weights[-1])}"

    def day(self, year: int) -> str:
        return f"{year}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"

    def fact(self, day: str) -> Fact:
        share = self.random.random()
        dated = f'sp:date "{day}"^^xsd:date ; sp:notBefore "{day}"^^xsd:date ; sp:notAfter "{day}"^^xsd:date'
        if share < 0.35:
            who, body = self.pick("state"), self.pick("org")
            role = "member" if share < 0.25 else "observer"
            says = f"org:member spid:{who} ; org:organization spid:{body} ; org:role spv:{role} ; sp:status spv:active"
            return Fact("Membership", says, f"{who} is a {role} of {body}.", f"spid:{who} org:memberOf spid:{body}")
        if share < 0.65:
            what, who = self.pick("agreement"), self.pick(self.random.choice(("state", "org")))
            says = f"sp:agreement spid:{what} ; sp:party spid:{who} ; sp:action spv:signature ; {dated}"
            return Fact(
                "AgreementAction", says, f"{who} signed {what} on {day}.", f"spid:{what} sp:hasParty spid:{who}"
            )
        if share < 0.7:
            what = self.pick("agreement")
            return Fact(
                "Coverage", f"sp:agreement spid:{what} ; sp:topic spv:space-science", f"{what} is about science.", ""
            )
        what, who = self.pick("mission"), self.pick("org")
        says = f"sp:mission spid:{what} ; sp:participant spid:{who} ; org:role spv:partner"
        return Fact("Participation", says, f"{who} takes part in {what}.", f"spid:{who} sp:participatesIn spid:{what}")


def entities() -> Iterator[str]:
    yield "spid:graph-entities {"
    for kind, (of, size) in THINGS.items():
        for number in range(size):
            yield f'spid:{kind}-{number} a sp:{of} ; skos:prefLabel "{kind.capitalize()} {number}"@en ; sp:acronym "{kind[0].upper()}{number}" .'
    for name in CONCEPTS:
        yield f'spv:{name} a skos:Concept ; skos:prefLabel "{name}"@en .'
    yield "}"


def write_release(data: Path, facts: int, seed: int = 1) -> str:
    """Write a release of so many facts and make it current; returns its id. The same numbers give the same release."""
    chance, documents, texts, counts = Chance(seed), list[dict[str, Any]](), dict[str, str](), Counter[str]()
    lines, shortcuts = [PREFIXES, *entities()], set[str]()
    previous = ""
    for number in range(facts // PER_DOCUMENT):
        name, day, start, sentences = (
            f"document-{number}",
            chance.day(1990 + number * 35 * PER_DOCUMENT // facts),
            0,
            [],
        )
        lines.append(f'spid:{name} {{ spid:{name} a sp:Document ; dcterms:identifier "d{number}.txt" ;')
        lines.append(f'  dcterms:title "Document {number}" ; dcterms:issued "{day}"^^xsd:date .')
        for place in range(PER_DOCUMENT):
            fact, key = chance.fact(day), f"{number * PER_DOCUMENT + place:08x}"
            counts[fact.kind] += 1
            end = start + len(fact.sentence)
            lines.append(
                f'spid:fact-{key} a sp:{fact.kind}, sp:Fact ; {fact.says} ; sp:confidence "0.9"^^xsd:decimal ;'
            )
            lines.append(f'  sp:assertedOn "{day}"^^xsd:date ; prov:wasDerivedFrom spid:passage-{key} .')
            lines.append(f"spid:passage-{key} a sp:Passage ; oa:hasSource spid:{name} ;")
            lines.append(f"  oa:hasSelector spid:passage-{key}-quote, spid:passage-{key}-position .")
            lines.append(f'spid:passage-{key}-quote oa:exact "{fact.sentence}" .')
            lines.append(f"spid:passage-{key}-position oa:start {start} ; oa:end {end} .")
            shortcuts |= {fact.shortcut} - {""}
            if previous and chance.random.random() < 0.02:
                shortcuts.add(f"spid:fact-{key} sp:supersedes spid:fact-{previous}")
            previous, start = key, end + 1
            sentences.append(fact.sentence)
        lines.append("}")
        texts[name] = " ".join(sentences)
        documents.append(record(name, number, day, len(texts[name])))
    lines += ["spid:graph-derived {", *(f"{line} ." for line in sorted(shortcuts)), "}"]
    return _write(data, "\n".join(lines), documents, texts, dict(counts))


def record(name: str, number: int, day: str, length: int) -> dict[str, Any]:
    block = {"kind": "paragraph", "start": 0, "end": length, "level": 0, "page": None}
    return {
        "id": name,
        "name": f"d{number}.txt",
        "title": f"Document {number}",
        "publisher": "None",
        "issued": day,
        "blocks": [block],
    }


def _write(
    data: Path, trig: str, documents: list[dict[str, Any]], texts: dict[str, str], counts: dict[str, int]
) -> str:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(trig.encode(), RdfFormat.TRIG)
    lines = sorted(set((store.dump(format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))
    release = hashlib.sha256(b"".join(lines)).hexdigest()[:16]
    folder = data / "releases" / release
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    (folder / "graph.nq").write_bytes(b"".join(lines))
    for name, text in texts.items():
        (folder / "texts" / f"{name}.txt").write_text(text)
    (folder / "documents.json").write_text(json.dumps(documents))
    totals = {
        "quads": len(lines),
        "documents": len(documents),
        "facts": counts,
        "entities": dict(THINGS.values()),
    }
    inputs = [{"name": one["name"], "sha256": "0", "document": one["id"]} for one in documents]
    (folder / "manifest.json").write_text(json.dumps({"id": release, "counts": totals, "inputs": inputs}))
    link = data / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / release)
    link.replace(data / "current")
    return release
