"""What is spooled comes back, as often as one asks, whether it was held or written."""

from pathlib import Path

import pytest
from handmade import AUTHORITY, document, entity, extraction, launch, membership, signature
from toy_extraction import toy_pipeline

from graph.build import build
from graph.derivation import together as grouping
from graph.derivation.derive import derive
from graph.facts import Extraction
from graph.pipeline import Pipeline
from graph.resolution import resolve
from graph.resolution.model import Statements
from graph.resolution.resolve import resolve_in_order
from graph.running import extracting
from graph.spool import AT_ONCE, Spool


@pytest.mark.parametrize("held", [0, 1, AT_ONCE, 10 * AT_ONCE])
@pytest.mark.parametrize("number", [0, 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE])
def test_items_come_back_in_their_order_however_many_are_held(number: int, held: int) -> None:
    spool = Spool(range(number), str, int, held)
    assert len(spool) == number
    assert list(spool) == list(spool) == list(range(number))


@pytest.mark.parametrize("of", [1, 2, 3, 7])
@pytest.mark.parametrize("held", [0, 5, AT_ONCE])
def test_shares_are_all_together(of: int, held: int) -> None:
    spool = Spool(range(4 * AT_ONCE + 1), str, int, held)
    shares = [list(spool.share(number, of)) for number in range(of)]
    assert sorted(item for share in shares for item in share) == list(range(4 * AT_ONCE + 1))
    assert max(map(len, shares)) < 2 * AT_ONCE + len(spool) / of


def test_two_can_read_at_once() -> None:
    spool = Spool(range(4 * AT_ONCE), str, int, 0)
    assert all(one == other for one, other in zip(spool, spool, strict=True))


def documents(number: int) -> list[Extraction]:
    """Documents whose facts conflict, and share agreements, missions and members."""
    names = [f"Body {n}" for n in range(7)]
    found = []
    for n in range(number):
        things = [entity(f"b{k}", "SpaceAgency", name) for k, name in enumerate(names)]
        things += [entity("m", "Mission", f"Sonde {n % 3}"), entity("t", "Agreement", f"Treaty {n % 4}")]
        facts = [
            launch("m", f"20{10 + n % 5}", ("planned", "launched")[n % 2]),
            signature("t", f"b{n % 7}", f"20{10 + n % 3}", ("signature", "planned-signature", "withdrawal")[n % 3]),
            signature("t", f"b{(n + 1) % 7}"),
            membership(f"b{n % 5}", f"b{5 + n % 2}", ("member", "observer")[n % 2]),
        ]
        found.append(extraction(document(f"d{n:03}", issued=f"20{10 + n % 6}"), things, facts))
    return found


def test_resolution_is_the_same_when_nothing_is_held() -> None:
    found = documents(2 * AT_ONCE + 1)
    held = resolve_in_order(lambda: found, AUTHORITY)
    written = resolve_in_order(lambda: found, AUTHORITY, held=0)
    assert [(s.id, s.fact) for s in written.statements] == [(s.id, s.fact) for s in held.statements]
    assert [d.id for d in written.documents] == [d.id for d in held.documents]
    assert (written.things, written.merges, written.unsure) == (held.things, held.merges, held.unsure)


def test_groups_derive_what_all_statements_derive_together(monkeypatch: pytest.MonkeyPatch) -> None:
    found = documents(60)
    statements = Statements(resolve_in_order(lambda: found, AUTHORITY, held=0).told)
    monkeypatch.setattr(grouping, "ONE_GROUP", 0)
    groups = list(grouping.together(statements))
    assert len(groups) > 10
    assert {quad for group in groups for quad in derive(group)} == set(derive(statements))


def test_release_is_the_same_when_nothing_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(AT_ONCE + 5):
        (folder / f"{n}.txt").write_text(f"Peru is a full-member of APSCO. NASA is a observer of Board {n % 3}.")
    pipeline: Pipeline = toy_pipeline()
    held = build([folder], tmp_path / "held", pipeline).release
    monkeypatch.setattr(extracting, "HELD", 0)
    monkeypatch.setattr(grouping, "ONE_GROUP", 0)
    monkeypatch.setattr(resolve.resolve_in_order, "__defaults__", ((), 0))
    written = build([folder], tmp_path / "written", pipeline).release
    assert written.name == held.name
    assert (written / "review.json").read_bytes() == (held / "review.json").read_bytes()
