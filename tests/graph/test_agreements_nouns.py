import pytest

from graph.mentions.agreements import agreement_type, find_nouns, is_noun, type_of_noun


def nouns(text: str) -> dict[str, str]:
    return {text[n.start : n.end]: n.type for n in find_nouns(text, 0, len(text))}


@pytest.mark.parametrize(
    ("text", "noun", "kind"),
    [
        ("signed a memorandum of understanding today", "memorandum of understanding", "memorandum-of-understanding"),
        ("two memoranda of understanding", "memoranda of understanding", "memorandum-of-understanding"),
        ("signed an agreement", "agreement", "agreement"),
        ("a letter of intent", "letter of intent", "letter-of-intent"),
        ("their joint statement", "joint statement", "joint-statement"),
        ("the framework agreement", "framework agreement", "framework-agreement"),
        ("an implementing arrangement", "implementing arrangement", "implementing-arrangement"),
        ("the contracts", "contracts", "contract"),
        ("a data-sharing agreement", "data-sharing agreement", "agreement"),
    ],
)
def test_noun_tells_the_type(text: str, noun: str, kind: str) -> None:
    assert nouns(text) == {noun: kind}


@pytest.mark.parametrize("noun", sorted(type_of_noun()))
def test_hyphens_change_no_type(noun: str) -> None:
    assert set(nouns(f"signed the {noun.replace(' ', '-')} today").values()) <= {type_of_noun()[noun]}


@pytest.mark.parametrize(
    "text",
    ["it is no big deal-breaker", "they deal with it", "we contract muscles", "Agreement-based", "in disagreement"],
)
def test_word_that_only_looks_like_one_is_none(text: str) -> None:
    assert nouns(text) == {}


@pytest.mark.parametrize(
    ("text", "definite"),
    [("the agreement", True), ("this agreement", True), ("an agreement", False), ("agreement", False)],
)
def test_definite_article_is_noted(text: str, definite: bool) -> None:
    (noun,) = find_nouns(text, 0, len(text))
    assert noun.definite is definite


def test_plural_is_noted() -> None:
    (noun,) = find_nouns("three agreements", 0, 16)
    assert noun.plural


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Alpine Orbit Treaty", "treaty"),
        ("Convention on Lunar Dust", "convention"),
        ("Polar Memorandum of Understanding", "memorandum-of-understanding"),
        ("Kiruna Declaration on Lunar Dust", "joint-declaration"),
        ("Polar Space Union", None),
    ],
)
def test_name_of_an_agreement_tells_its_type(name: str, kind: str | None) -> None:
    assert agreement_type(name) == kind


def test_bare_noun_with_capitals_is_no_name() -> None:
    assert is_noun("Memorandum of Understanding") and is_noun("Agreements")
    assert not is_noun("Alpine Orbit Treaty")
