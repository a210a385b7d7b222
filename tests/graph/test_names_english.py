"""Words of English told from names."""

import pytest

from graph.names.english import is_word


@pytest.mark.parametrize("word", ["Launch", "colour", "center", "Institute's", "Orbital-2"])
def test_words_of_english_are_known_in_any_case_and_inside_hyphens(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", ["Sequeira", "Haidara", "Kuntur-2"])
def test_names_are_no_words(word: str) -> None:
    assert not is_word(word)
