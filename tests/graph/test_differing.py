"""Sorted lines that are compared in portions differ as all of them at once do."""

import random

import pytest

from graph.rdf import differing as module
from graph.rdf.differing import differing


@pytest.mark.parametrize("seed", range(20))
def test_portions_make_no_difference(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(module, "PORTION", chance.randrange(1, 9))
    some = [sorted({b"%03d" % chance.randrange(99) for _ in range(chance.randrange(40))}) for _ in range(2)]
    gone, new = sorted({*some[0]} - {*some[1]}), sorted({*some[1]} - {*some[0]})
    assert differing(some[0], some[1]) == (gone, new)
    assert differing(some[0], some[1], len(gone + new)) == (gone, new)
    assert differing(some[0], some[1], len(gone + new) - 1) is None
