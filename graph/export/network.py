"""A release in, the network of those who cooperate out, as GraphML or GEXF: agents, and between two of them what they share."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

from graph.export.head import Head
from graph.export.selection import Selection, selected
from graph.rdf.canonical import fingerprint
from graph.rdf.literals import text_of
from graph.rdf.nquads import TYPE, Node, merged
from graph.releases.release import read_manifest
from ontology.namespaces import ORG, PREFIXES, SKOS, SP, SPID

NETWORKS: Final = ("graphml", "gexf")
_NODE: Final = ("label", "kind", "state", "iri")
_EDGE: Final = ("weight", "agreements", "missions", "shared")
_NUMBERS: Final = frozenset({"weight", "agreements", "missions"})


@dataclass(frozen=True, slots=True)
class Agent:
    """One who cooperates: id (local name in spid:), label, kind, and the label of its state, empty where none is known."""

    id: str
    label: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Two agents, ids in order, and the labels of the agreements and missions that they share."""

    first: str
    second: str
    agreements: tuple[str, ...]
    missions: tuple[str, ...]


def write_network(release: Path, name: str, output: IO[bytes], selection: Selection) -> None:
    """Writes the network in a format of `NETWORKS`; agents and ties are sorted by id. Agents and ties are held in memory.

    Raises:
        SelectionError: nothing is selected.
        OSError: the graph cannot be read or the output not written.
    """
    lines = selected(release, selection)
    found = fingerprint(lines())
    head = Head.of(read_manifest(release), selection.text(), found.quads, found.quads_sha256)
    agents, ties = network(merged(lines()))
    output.writelines(part.encode() for part in _WRITERS[name](agents, ties, head))


def network(nodes: Iterable[Node]) -> tuple[list[Agent], list[Tie]]:
    """The agents that share an agreement (sp:hasParty) or a mission (sp:participatesIn), and their ties."""
    labels, kinds, states = dict[str, str](), dict[str, str](), dict[str, str]()
    shared: dict[str, set[str]] = defaultdict(set)
    missions: set[str] = set()
    for node in nodes:
        subject = text_of(node.subject)
        for predicate, value in node.pairs:
            if predicate == _LABEL:
                labels[subject] = text_of(value)
            elif predicate == TYPE and value != _ORGANIZATION and value.startswith(_OURS):
                kinds[subject] = text_of(value).removeprefix(SP)
            elif predicate == TYPE and value == _PERSON:
                kinds[subject] = "Person"
            elif predicate == _STATE:
                states[subject] = text_of(value)
            elif predicate == _PARTY:
                shared[subject].add(text_of(value))
            elif predicate == _TAKES_PART:
                shared[text_of(value)].add(subject)
                missions.add(text_of(value))
    ties = list(_ties(shared, missions, labels))
    used = sorted({iri for tie in ties for iri in (tie.first, tie.second)})
    return [Agent(_id(i), labels.get(i, _id(i)), kinds.get(i, ""), labels.get(states.get(i, ""), "")) for i in used], [
        Tie(_id(tie.first), _id(tie.second), tie.agreements, tie.missions) for tie in ties
    ]


def _ties(shared: Mapping[str, set[str]], missions: set[str], labels: Mapping[str, str]) -> Iterator[Tie]:
    """The ties, by IRI, sorted."""
    between: dict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for thing, agents in sorted(shared.items()):
        for pair in combinations(sorted(agents), 2):
            between[pair][thing in missions].append(labels.get(thing, _id(thing)))
    for (first, second), (agreements, joint) in sorted(between.items()):
        yield Tie(first, second, tuple(agreements), tuple(joint))


def _id(iri: str) -> str:
    return iri.removeprefix(SPID)


def _node_values(agent: Agent) -> dict[str, str]:
    return {"label": agent.label, "kind": agent.kind, "state": agent.state, "iri": SPID + agent.id}


def _edge_values(tie: Tie) -> dict[str, str]:
    counts = len(tie.agreements), len(tie.missions)
    return {
        "weight": str(sum(counts)),
        "agreements": str(counts[0]),
        "missions": str(counts[1]),
        "shared": " | ".join((*tie.agreements, *tie.missions)),
    }


def _graphml(agents: Iterable[Agent], ties: Iterable[Tie], head: Head) -> Iterator[str]:
    yield _XML + head.xml_comment().decode()
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for owner, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            kind = "int" if name in _NUMBERS else "string"
            yield f'  <key id="{owner}-{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph id="cooperation" edgedefault="undirected">\n'
    for agent in agents:
        data = _data("node", _node_values(agent))
        yield f"    <node id={quoteattr(agent.id)}>{data}</node>\n"
    for tie in ties:
        data = _data("edge", _edge_values(tie))
        yield f"    <edge source={quoteattr(tie.first)} target={quoteattr(tie.second)}>{data}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(owner: str, values: Mapping[str, str]) -> str:
    return "".join(f'<data key="{owner}-{name}">{escape(value)}</data>' for name, value in values.items() if value)


def _gexf(agents: Iterable[Agent], ties: Iterable[Tie], head: Head) -> Iterator[str]:
    yield _XML + head.xml_comment().decode()
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n  <graph defaultedgetype="undirected">\n'
    for owner, names in (("node", _NODE[1:]), ("edge", _EDGE[1:])):
        yield f'    <attributes class="{owner}">\n'
        for name in names:
            kind = "integer" if name in _NUMBERS else "string"
            yield f'      <attribute id="{owner}-{name}" title="{name}" type="{kind}"/>\n'
        yield "    </attributes>\n"
    yield "    <nodes>\n"
    for agent in agents:
        values = _attvalues("node", _node_values(agent))
        yield f"      <node id={quoteattr(agent.id)} label={quoteattr(agent.label)}>{values}</node>\n"
    yield "    </nodes>\n    <edges>\n"
    for number, tie in enumerate(ties):
        edge = _edge_values(tie)
        ends = f"source={quoteattr(tie.first)} target={quoteattr(tie.second)}"
        yield f'      <edge id="{number}" {ends} weight="{edge["weight"]}">{_attvalues("edge", edge)}</edge>\n'
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _attvalues(owner: str, values: Mapping[str, str]) -> str:
    """The attributes, without those that GEXF itself has (label, weight)."""
    told = "".join(
        f'<attvalue for="{owner}-{name}" value={quoteattr(value)}/>'
        for name, value in values.items()
        if value and name not in {"label", "weight"}
    )
    return f"<attvalues>{told}</attvalues>"


def _term(iri: str) -> bytes:
    return f"<{iri}>".encode()


_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_WRITERS: Final = {"graphml": _graphml, "gexf": _gexf}
_LABEL: Final = _term(SKOS + "prefLabel")
_STATE: Final = _term(SP + "ofState")
_PARTY: Final = _term(SP + "hasParty")
_TAKES_PART: Final = _term(SP + "participatesIn")
_ORGANIZATION: Final = _term(ORG + "Organization")
_PERSON: Final = _term(PREFIXES["foaf"] + "Person")
_OURS: Final = f"<{SP}".encode()
