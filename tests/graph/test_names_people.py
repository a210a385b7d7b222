import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names.people import find_people, find_single_names, surname_start


def people(text: str, *taken: str) -> list[str]:
    spans = [(text.find(t), text.find(t) + len(t)) for t in taken]

    def is_taken(start: int, end: int) -> bool:
        return any(s < end and start < e for s, e in spans)

    return [text[a:b] for a, b in find_people(text, is_taken)]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Anna Holm spoke.",
        "Director Anna Holm spoke.",
        "Anna Holm, director of the institute, spoke.",
        "The plan was made by others, said Anna Holm.",
        "Anna Holm said the plan was good.",
        "The pact was signed by Anna Holm.",
        "Anna Holm, who led the talks, spoke.",
        "Anna Holm was the director of the institute.",
    ],
)
def test_context_tells_a_person(text: str) -> None:
    assert people(text) == ["Anna Holm"]


@pytest.mark.parametrize(
    "name",
    [
        "Anna M. Holm",
        "Jean-Luc Picot",
        "Anna van der Holm",
        "Sean O'Hara",
        "J. R. Holm",
        "HOLM Anna",
        "B N Holm",
        "Anna M Holm",
    ],
)
def test_forms_of_names(name: str) -> None:
    assert people(f"Dr. {name} spoke.") == [name]


@pytest.mark.parametrize(
    "text", ["Anna Holm Street is long.", "Blue Ridge was cold.", "dr. anna holm spoke", "Dr. Holm spoke."]
)
def test_two_capitals_alone_are_no_person(text: str) -> None:
    assert people(text) == []


def test_words_of_english_are_a_person_behind_titles_where_the_first_is_a_given_name() -> None:
    assert people("They met scientists Maria Banks and Leaders Provide.") == ["Maria Banks"]


def test_two_words_that_are_none_of_english_are_a_person() -> None:
    assert people("On the left stood Mafalda Lencastre of the institute.") == ["Mafalda Lencastre"]


@pytest.mark.parametrize(
    "text",
    ["They met in Porvoo Hamina.", "Off San Remigio lay a ship.", "The Porvoo Hamina was late.", "Norrsken Launch"],
)
def test_strange_words_that_stand_as_a_place_or_a_thing_are_no_person(text: str) -> None:
    assert people(text) == []


def test_person_behind_a_title_and_a_comma() -> None:
    assert people("signed by its rector, Rose Field, today") == ["Rose Field"]


def test_list_of_persons_goes_on() -> None:
    assert people("astronauts Anna Holm, Bo Lind, and Cy Dahl") == ["Anna Holm", "Bo Lind", "Cy Dahl"]


def test_what_is_something_else_is_no_person() -> None:
    assert people("Director Blue Marmot spoke.", "Blue Marmot") == []


def test_title_between_is_no_part_of_the_name() -> None:
    assert people("Deputy Director Anna Holm spoke.") == ["Anna Holm"]


def test_surname_behind_an_honorific_alone() -> None:
    text = "Ms. Holm agreed, and Dr. Lind too, but not Mr. Cy Dahl."
    assert [text[a:b] for a, b in find_single_names(text)] == ["Holm", "Lind"]


@pytest.mark.parametrize(
    ("name", "surname"), [("Anna Holm", "Holm"), ("Anna van der Holm", "van der Holm"), ("Holm", "Holm")]
)
def test_surname_takes_its_particles(name: str, surname: str) -> None:
    assert name[surname_start(name) :] == surname


@given(st.text(alphabet="Dr. AnnaHolm,sid\n'-", max_size=120))
def test_spans_lie_inside_the_text(text: str) -> None:
    assert all(0 <= a < b <= len(text) for a, b in find_people(text, lambda *_: False))


def test_speaker_is_named_behind_a_quotation_with_a_post_and_no_full_stop() -> None:
    assert people("They will be vital there. Ada Rennick Strategic partnerships manager for the ZSO") == ["Ada Rennick"]
    assert people("They will be vital there. Data Records Show the manager for the ZSO") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ambassador to Zubrowka Anna Holm spoke.", "Anna Holm"),
        (
            "It was opened by Bo Lund, the deputy director of Corvid for Snow Cooperation and Wu Yanhua, the director of Lumen.",
            "Wu Yanhua",
        ),
    ],
)
def test_person_behind_what_a_post_is_for(text: str, name: str) -> None:
    assert name in {text[start:end] for start, end in find_people(text, lambda s, e: False)}


def test_gathering_is_no_person() -> None:
    text = "At the Astronautical Congress, Secretary of Trade Anna Holm spoke."
    assert {text[start:end] for start, end in find_people(text, lambda s, e: False)} == {"Anna Holm"}
