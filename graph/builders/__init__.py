"""From a rule's match to facts: one module a kind of fact, one function a way of building; `BUILDERS` names them for the rule files."""

from collections.abc import Callable, Iterator, Mapping

from graph.builders import (
    agreements,
    bonds,
    contracts,
    events,
    figures,
    launches,
    memberships,
    missions,
    organisations,
    positions,
    signatures,
)
from graph.extraction.patterns import Match
from graph.extraction.scene import Scene
from graph.facts import Fact
from graph.rules import Rule

Builder = Callable[[Scene, Rule, Match], Iterator[Fact]]

BUILDERS: Mapping[str, Builder] = {
    "membership": memberships.membership,
    "party": agreements.party,
    "award": contracts.award,
    "bond": bonds.bond,
    "respectively": agreements.respectively,
    "pairs": agreements.pairs,
    "stage": agreements.stage,
    "signers": signatures.signers,
    "topic": agreements.topic,
    "participation": missions.participation,
    "launch": launches.launch,
    "position": positions.position,
    "establishment": organisations.establishment,
    "seat": organisations.seat,
    "event": events.event,
    "figure": figures.figure,
}
