"""What is looked up for all names of a text at once is what a search of the whole text for each of them finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from graph.facts import Entity
from graph.mentions.aliases import FullNames, is_small_word
from graph.names.houses import _staffed
from graph.names.missions import mission_at
from graph.names.occurrences import places_of
from graph.names.places import is_place

WORDS = st.sampled_from(
    ["Ola", "Ola-Be", "Be", "J.P.", "O'Be", "in", "to", "from", "near", "-based", "'s", "A", "é", "_", "9"]
)
TEXT = st.lists(st.one_of(WORDS, st.sampled_from([" ", " ", "\t", ",", "-", ".", "\n"])), max_size=30).map("".join)
NAME = st.sampled_from(["Ola", "Ola-Be", "Be", "J.P.", "O'Be", "Ola.", "é", "A"])


@given(NAME, TEXT)
def test_place_is_what_stands_as_one_anywhere(name: str, flat: str) -> None:
    word = re.escape(name)
    by_search = re.search(
        rf"\b(?:in|near|to|from|outside|around|via)[ \t]{word}\b(?:,[ \t][A-Z]|(?![ \t][A-Z]))|\b{word}-based", flat
    )
    assert is_place(name, flat) == bool(by_search)


HOUSE = st.sampled_from(["Ola Observatory", "Be Ola Observatory", "Observatory"])
POSTS = st.sampled_from(["director of ", "head at the ", "staff", "'s ", "chair", "old ", " ", "Be ", ", ", "x"])


@given(HOUSE, st.lists(st.one_of(HOUSE, POSTS), max_size=12).map("".join))
def test_observatory_has_people_where_a_post_stands_beside_it(name: str, flat: str) -> None:
    posts = r"(?:director|head|president|secretary|staff|scientists?|astronomers?|chair)"
    by_search = re.search(rf"\b{posts} (?:of|at) (?:the )?{name}\b|\b{name}'s (?:[a-z]+ )?{posts}\b", flat)
    assert (name in _staffed(flat)) == bool(by_search)


@given(
    st.lists(
        st.sampled_from(["DC-8", "C-8", "X-DC-8", " ", " old ", "aircraft", " jet", ".", "ABCD-8"]), max_size=8
    ).map("".join)
)
def test_designation_is_an_aircrafts_where_it_is_called_one_anywhere(flat: str) -> None:
    called = re.search(r"\bDC-8 (?:[a-z-]+ )?(?:aircraft|airplane|plane|jet|pilots?)\b", flat)
    text = f"{flat}\nDC-8 spacecraft"
    at = text.rindex("DC-8")
    assert (mission_at(text, at, at + 4) is None) == bool(called)


@given(st.lists(NAME, max_size=4), TEXT)
def test_names_are_found_where_each_stands_alone(names: list[str], flat: str) -> None:
    alone = sorted(
        (match.start(), -len(name))
        for name in set(names)
        for match in re.finditer(rf"(?=(?<![\w-]){re.escape(name)}(?!\w|-\d|-[A-Z]))", flat)
    )
    kept: list[tuple[int, int]] = []
    for start, length in alone:
        if not kept or start >= kept[-1][1]:
            kept.append((start, start - length))
    assert list(places_of(names, flat)) == kept


@given(TEXT)
def test_small_word_is_no_part_of_another(flat: str) -> None:
    for word in ("in", "to", "from", "near", "based"):
        assert is_small_word(flat, word) == bool(re.search(rf"(?<![\w-]){word}(?![\w-])", flat))


NAMES = st.lists(st.sampled_from(["Ola Institute", "for", "of", "on", "Ice", "Ola"]), min_size=1, max_size=5).map(
    " ".join
)
ENTITIES = st.builds(
    lambda key, kind, names, authority: Entity(key, kind, names[0], tuple(names), authority),
    st.sampled_from("abcd"),
    st.sampled_from(["Company", "SpaceAgency", "Mission"]),
    st.lists(NAMES, min_size=1, max_size=2),
    st.sampled_from([None, None, "known"]),
)


@given(st.lists(ENTITIES, max_size=5, unique_by=lambda entity: entity.key), NAMES)
def test_organisation_is_the_same_whose_name_goes_on_with_what_it_is_for(entities: list[Entity], name: str) -> None:
    full_names = FullNames()
    for entity in entities:
        for own in entity.names:
            full_names.add(entity, own)

    def begins(short: str, full: str) -> bool:
        return " " in short and full.startswith((f"{short} for ", f"{short} of ", f"{short} on "))

    same = {
        e.key
        for e in entities
        if e.kind == "Company" and e.authority is None and any(begins(name, n) or begins(n, name) for n in e.names)
    }
    assert full_names.same("Company", name) == (same.pop() if len(same) == 1 else None)
    assert full_names.same("Mission", name) is None
