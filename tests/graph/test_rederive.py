import random
from collections.abc import Callable

import pytest
from handmade import document, fact, launch, membership, signature
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derivation.derive import derive
from graph.derivation.rederive import Derivation
from graph.facts import EntityRef, Fact
from graph.resolution.model import Statement

DOCUMENTS = [document(f"d{number}", issued=day) for number, day in enumerate((None, "2010", "2012-03", "2020-01-05"))]
AGENTS, BODIES, AGREEMENTS, MISSIONS = ("a", "b", "c", "d"), ("o", "p"), ("t", "u"), ("m", "n")
ACTIONS = ("signature", "planned-signature", "withdrawal", "ratification", "negotiation")
MAKERS: tuple[Callable[[random.Random], Fact], ...] = (
    lambda r: membership(
        r.choice(AGENTS), r.choice(BODIES), r.choice(("member", "observer")), r.choice(("active", "ended", "applicant"))
    ),
    lambda r: signature(r.choice(AGREEMENTS), r.choice(AGENTS), r.choice((None, "2009", "2015")), r.choice(ACTIONS)),
    lambda r: launch(r.choice(MISSIONS), r.choice(("2011", "2014-05-01")), r.choice(("planned", "launched"))),
    lambda r: fact("Participation", mission=EntityRef(r.choice(MISSIONS)), participant=EntityRef(r.choice(AGENTS))),
    lambda r: fact("Seat", org_organization=EntityRef("o"), place=EntityRef("x")),
)


def made(seed: int) -> Statement:
    """A statement on one of few things in one of few documents, so that statements meet."""
    chance = random.Random(seed)
    return Statement(f"fact-{seed:05}", chance.choice(DOCUMENTS), chance.choice(MAKERS)(chance))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.lists(st.integers(0, 400), max_size=12)), max_size=8))
def test_derived_graph_is_the_same_as_from_the_start(steps: list[tuple[bool, list[int]]]) -> None:
    derivation, there = Derivation(), dict[str, Statement]()
    for remove, seeds in steps:
        chosen = {statement.id: statement for statement in map(made, seeds)}
        removed = list(chosen.keys() & there.keys()) if remove else []
        added = [] if remove else [statement for key, statement in chosen.items() if key not in there]
        before = set(derivation.quads)
        gone, new = derivation.update(removed, added)
        there = {key: s for key, s in there.items() if key not in removed} | {s.id: s for s in added}
        assert derivation.quads == set(derive(there.values()))
        assert (gone, new) == (before - derivation.quads, derivation.quads - before)


def test_cooperation_lasts_while_one_agreement_is_shared() -> None:
    facts = [signature(agreement, party) for agreement in AGREEMENTS for party in ("a", "b")]
    statements = [Statement(f"fact-{number}", DOCUMENTS[0], fact) for number, fact in enumerate(facts)]
    derivation = Derivation(statements)
    gone, _ = derivation.update(["fact-0"], [])
    assert {quad.predicate.value.rpartition("#")[2] for quad in gone} == {"hasParty"}
    gone, _ = derivation.update(["fact-2"], [])
    assert {quad.predicate.value.rpartition("#")[2] for quad in gone} == {"hasParty", "cooperatesWith"}


def test_only_what_a_change_touches_is_derived(monkeypatch: pytest.MonkeyPatch) -> None:
    derivation = Derivation(made(seed) for seed in range(300))
    seen: list[int] = []

    def watched(found: object) -> list[object]:
        statements = list(found)  # type: ignore[call-overload]
        seen.append(len(statements))
        return list(original(statements))

    original = __import__("graph.derivation.conflicts", fromlist=["conflicts"]).conflicts
    monkeypatch.setattr("graph.derivation.rederive.conflicts", watched)
    derivation.update([], [Statement("fact-new", DOCUMENTS[1], launch("another", "2011", "planned"))])
    assert seen == [1]


def test_unknown_statement_cannot_be_taken_out() -> None:
    with pytest.raises(KeyError):
        Derivation().update(["fact-1"], [])
