"""An acronym that a known body bears, where a text defines it for another."""

import pytest

from graph.mentions.aliases import bears_similar

KNOWN = ("Ruritania Space Agency", "Agencia Espacial de Ruritania")


@pytest.mark.parametrize("full", ["Ruritanian Space Agency", "Space Agency of Ruritania", "Ruritania's Space Agency"])
def test_another_spelling_of_a_name_is_the_same_body(full: str) -> None:
    assert bears_similar(KNOWN, full)


@pytest.mark.parametrize("full", ["Nur-Sayan Space Agency", "Zubrowka Space Agency", "Ruritanian Tin Mine"])
def test_what_it_shares_with_all_others_does_not_make_it_the_same(full: str) -> None:
    assert not bears_similar(KNOWN, full)
