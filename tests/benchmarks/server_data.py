"""Numbers in, a graph of made-up facts with evidence and a release folder of it out, and the queries that the benchmark asks of it."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, Store

RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SP, SPID, SPV = (
    "https://w3id.org/spacepact/ontology#",
    "https://w3id.org/spacepact/id/",
    "https://w3id.org/spacepact/vocab/",
)
ORG, SKOS, PROV = "http://www.w3.org/ns/org#", "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/ns/prov#"
ROLES = ("member", "observer", "partner", "chair", "associate-member")
TRIPLES_PER_FACT = 10


def quads(triples: int) -> Iterator[str]:
    """N-Quads: organisations with names, then facts (memberships) in a graph per document, with passages; the same for the same number."""
    chance = random.Random(7)
    facts = triples // TRIPLES_PER_FACT
    organisations, states = max(50, facts // 100), 200
    entities = f"<{SPID}graph-entities>"
    for kind, count in (("org", organisations), ("state", states)):
        for number in range(count):
            node = f"<{SPID}{kind}-{number}>"
            yield f"{node} {RDF_TYPE} <{SP}{'SpaceAgency' if kind == 'org' else 'State'}> {entities} .\n"
            yield f'{node} <{SKOS}prefLabel> "{kind} number {number}"@en {entities} .\n'
            if kind == "org":
                yield f"{node} <{SP}ofState> <{SPID}state-{number % states}> {entities} .\n"
                if number:
                    yield f"{node} <{ORG}subOrganizationOf> <{SPID}org-{number // 3}> {entities} .\n"
    for number in range(facts):
        graph = f"<{SPID}document-{number % max(10, facts // 100)}>"
        fact, passage = f"<{SPID}fact-{number}>", f"<{SPID}passage-{number}>"
        member, body = chance.randrange(states), min(int(chance.expovariate(6) * organisations), organisations - 1)
        day = f"{2000 + chance.randrange(25)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
        start = chance.randrange(9_000)
        for subject, predicate, value in (
            (fact, RDF_TYPE, f"<{SP}Membership>"),
            (fact, f"<{ORG}member>", f"<{SPID}state-{member}>"),
            (fact, f"<{ORG}organization>", f"<{SPID}org-{body}>"),
            (fact, f"<{ORG}role>", f"<{SPV}{chance.choice(ROLES)}>"),
            (fact, f"<{SP}notBefore>", f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>'),
            (fact, f"<{PROV}wasDerivedFrom>", passage),
            (passage, RDF_TYPE, f"<{SP}Passage>"),
            (passage, "<http://www.w3.org/ns/oa#exact>", f'"State {member} joined body {body} on {day}."'),
            (passage, "<http://www.w3.org/ns/oa#start>", f'"{start}"^^<http://www.w3.org/2001/XMLSchema#integer>'),
            (passage, "<http://www.w3.org/ns/oa#hasSource>", graph),
        ):
            yield f"{subject} {predicate} {value} {graph} .\n"


def write_release(data: Path, triples: int) -> Path:
    """A release folder of such a graph, made current unless it is there."""
    folder = data / "releases" / f"bench{triples}"
    if not folder.exists():
        (folder / "texts").mkdir(parents=True)
        lines = sorted(set(quads(triples)))
        (folder / "graph.nq").write_text("".join(lines))
        (folder / "documents.json").write_text("[]")
        store = Store(str(folder / "store"))
        store.bulk_load(path=str(folder / "graph.nq"), format=RdfFormat.N_QUADS)
        plain = {line.rsplit(" ", 2)[0] + " .\n" for line in lines}
        store.bulk_load("".join(plain).encode(), RdfFormat.N_TRIPLES)
        store.optimize()
        store.flush()
        del store
        (folder / "manifest.json").write_text(json.dumps({"id": folder.name, "counts": {"quads": len(lines)}}))
    link = data / "current"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / folder.name)
    return folder


def mix() -> dict[str, str]:
    """Twenty queries by name; `%d` in one is replaced by a number that differs from request to request."""
    return {
        "lookup": "SELECT ?name WHERE { <https://w3id.org/spacepact/id/org-%d> skos:prefLabel ?name }",
        "ask": "ASK { <https://w3id.org/spacepact/id/state-%d> a sp:State }",
        "one thing": "SELECT ?p ?o WHERE { <https://w3id.org/spacepact/id/fact-%d> ?p ?o }",
        "star": "SELECT ?f ?role ?day WHERE { ?f org:member <https://w3id.org/spacepact/id/state-%d> ; "
        "org:role ?role ; sp:notBefore ?day } LIMIT 100",
        "3 hops": "SELECT ?q WHERE { <https://w3id.org/spacepact/id/org-%d> ^org:organization ?f . ?f "
        "prov:wasDerivedFrom ?e . ?e oa:exact ?q } LIMIT 50",
        "path up": "SELECT ?o WHERE { <https://w3id.org/spacepact/id/org-%d> org:subOrganizationOf+ ?o }",
        "path down": "SELECT (COUNT(*) AS ?n) WHERE { ?o org:subOrganizationOf+ "
        "<https://w3id.org/spacepact/id/org-%d> }",
        "members": "SELECT DISTINCT ?m ?name WHERE { ?f org:organization "
        "<https://w3id.org/spacepact/id/org-%d> ; org:member ?m . ?m skos:prefLabel ?name } ORDER BY ?name",
        "group by role": "SELECT ?role (COUNT(*) AS ?n) WHERE { ?f org:role ?role } GROUP BY ?role ORDER BY ?role",
        "top organisations": "SELECT ?o (COUNT(DISTINCT ?m) AS ?n) WHERE { ?f org:organization ?o ; org:member ?m } "
        "GROUP BY ?o ORDER BY DESC(?n) ?o LIMIT 10",
        "by state and role": "SELECT ?m ?role (COUNT(?f) AS ?n) WHERE { ?f org:member ?m ; org:role ?role } GROUP BY ?m "
        "?role ORDER BY DESC(?n) ?m ?role LIMIT 20",
        "facts per document": "SELECT ?g (COUNT(?f) AS ?n) WHERE { GRAPH ?g { ?f a sp:Membership } } GROUP BY ?g ORDER "
        "BY DESC(?n) ?g LIMIT 10",
        "per year": "SELECT ?y (COUNT(*) AS ?n) WHERE { ?f sp:notBefore ?d BIND(YEAR(?d) AS ?y) } GROUP BY ?y "
        "ORDER BY ?y",
        "range of days": 'SELECT ?f ?d WHERE { ?f sp:notBefore ?d FILTER(?d >= "2012-03-01"^^xsd:date && ?d < "2012-03-08"^^xsd:date) }',
        "order and limit": "SELECT ?f ?d WHERE { ?f sp:notBefore ?d } ORDER BY DESC(?d) ?f LIMIT 20",
        "regex": 'SELECT ?o ?name WHERE { ?o skos:prefLabel ?name FILTER(REGEX(?name, "number 1.*7$")) }',
        "optional": "SELECT ?o ?s WHERE { ?o a sp:SpaceAgency OPTIONAL { ?o sp:ofState ?s } } LIMIT 500",
        "named graph": "SELECT * WHERE { GRAPH <https://w3id.org/spacepact/id/document-%d> { ?s ?p ?o } }",
        "construct": "CONSTRUCT { ?f org:member ?m } WHERE { ?f org:member ?m } LIMIT 2000",
        "distinct": "SELECT DISTINCT ?role WHERE { ?f org:role ?role }",
    }
