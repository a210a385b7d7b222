"""What earlier sentences told, for later ones that leave it out."""

from graph.extraction.memory import JUST_NOW, MAIN, RECENT, Memory
from graph.mentions.model import Mention


def mention(start: int, letter: str, *entities: str) -> Mention:
    return Mention(start, start + 5, letter, entities)


def remembering(*mentions: Mention) -> Memory:
    memory = Memory()
    memory.note(mentions)
    return memory


def keys(found: list[Mention]) -> list[tuple[str, ...]]:
    return [m.entities for m in found]


def test_the_only_mission_spoken_of_lately_is_recent() -> None:
    memory = remembering(mention(0, "M", "polaris"))

    assert keys(memory.recent("M", 100)) == [("polaris",)]
    assert memory.recent("M", 5 + RECENT) == []


def test_nothing_is_recent_before_it_is_named() -> None:
    assert remembering(mention(200, "M", "polaris")).recent("M", 100) == []


def test_the_only_agreement_of_a_document_is_recent_from_anywhere() -> None:
    memory = remembering(mention(0, "A", "accords"))

    assert keys(memory.recent("A", 100 * RECENT)) == [("accords",)]


def test_of_two_agreements_lately_none_is_meant() -> None:
    memory = remembering(mention(0, "A", "accords"), mention(50, "A", "treaty"))

    assert memory.recent("A", 100) == []
    assert keys(memory.just_named("A", 100)) == [("treaty",)]
    assert memory.just_named("A", 100 + JUST_NOW) == []


def test_the_main_thing_is_named_twice_as_often_as_others() -> None:
    often = [mention(20 * i, "O", "agency") for i in range(MAIN)]

    assert keys(remembering(*often, mention(900, "O", "firm")).main("O")) == [("agency",)]
    assert remembering(*often, mention(900, "O", "firm"), mention(950, "O", "firm")).main("O") == []


def test_the_main_thing_may_be_asked_for_among_some() -> None:
    often = [mention(20 * i, "O", "firm") for i in range(9)]
    fewer = [mention(500 + 20 * i, "O", "agency") for i in range(MAIN)]

    assert keys(remembering(*often, *fewer).main("O", lambda m: m.entities == ("agency",))) == [("agency",)]


def test_the_last_group_before_a_place() -> None:
    memory = remembering(mention(0, "O", "a", "b"), mention(50, "O", "c", "d"))

    assert keys(memory.last_group(40)) == [("a", "b")]
    assert memory.last_group(0) == []


def test_the_first_of_a_type() -> None:
    memory = remembering(mention(0, "O", "agency"), mention(10, "A", "accords"), mention(20, "A", "treaty"))

    assert keys(memory.first("A")) == [("accords",)]
    assert memory.first("M") == []
