from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import AUTHORITY

from graph.names.gazetteer import Gazetteer, spelling_variants
from graph.names.readings import read_hits
from ontology.authority import Authority, AuthorityEntry

GAZETTEER = Gazetteer(AUTHORITY)


def found(text: str, gazetteer: Gazetteer = GAZETTEER) -> list[tuple[str, set[str]]]:
    return [(text[h.start : h.end], {c.entry.id for c in h.candidates}) for h in gazetteer.find(text)]


def read(text: str) -> tuple[dict[str, str], list[str]]:
    """What each name is read as, and the names that stay undecided."""
    decided, open_ = read_hits(text, GAZETTEER.find(text))
    return {text[h.start : h.end]: c.entry.id for h, c in decided}, [text[h.start : h.end] for h in open_]


def test_names_are_found_with_their_exact_words() -> None:
    assert found("In Zubrowka, the ZSO’s staff…") == [("Zubrowka", {"zubrowka"}), ("ZSO", {"zsa"})]


@pytest.mark.parametrize("name", ["Zubrowka Space Organization", "ZUBROWKA SPACE ORGANISATION"])
def test_spellings_of_a_long_name(name: str) -> None:
    assert found(name) == [(name, {"zsa"})]


def test_name_that_may_begin_small_or_large_is_found_both_ways() -> None:
    entry = AuthorityEntry("burrow", "Mission", "Polar Burrow", ("Polar Burrow", "polar Burrow"))

    assert len(found("the polar Burrow, Polar Burrow", Gazetteer(Authority((entry,))))) == 2


def test_longest_name_wins() -> None:
    assert found("the Republic of Ruritania") == [("Republic of Ruritania", {"ruritania"})]


@pytest.mark.parametrize("text", ["zso", "Zso", "marmot burrows", "a zubrowka bottle", "XZSO", "ZSOs"])
def test_acronyms_and_single_words_count_only_as_the_authority_writes_them(text: str) -> None:
    assert found(text) == []


def test_single_word_in_capitals_counts_in_a_headline() -> None:
    assert found("ZUBROWKA SIGNS") == [("ZUBROWKA", {"zubrowka"})]


def test_long_name_in_lower_case_is_no_name() -> None:
    assert found("a polar space union of minds") == []


@pytest.mark.parametrize("text", ["Marmot 2 lifted off", "Marmot-B", "Marmot IV", "Marmot 3A"])
def test_mission_with_a_number_is_another_mission(text: str) -> None:
    assert found(text) == []


def test_mission_with_a_number_of_something_behind_its_verb_is_itself() -> None:
    assert found("Marmot carries 2 cameras") == [("Marmot", {"marmot"})]


def test_name_of_two_things_keeps_both_readings() -> None:
    assert found("PSU") == [("PSU", {"polar-union", "plains-university"})]


def test_other_names_of_the_document_decide_between_readings() -> None:
    decided, open_ = read("The Polar Space Union met. PSU members voted.")
    assert decided["PSU"] == "polar-union"
    assert open_ == []


def test_state_of_the_document_decides_between_readings() -> None:
    assert read("PSU opened a school in Ruritania.")[0]["PSU"] == "plains-university"


def test_name_that_nothing_decides_stays_open() -> None:
    assert read("PSU issued a note.") == ({}, ["PSU"])


@pytest.mark.parametrize(
    ("text", "is_mission"), [("Courage won the day.", False), ("The Courage orbiter is old.", True)]
)
def test_ordinary_word_is_a_name_only_beside_a_word_that_tells_so(text: str, is_mission: bool) -> None:
    assert ("Courage" in read(text)[0]) is is_mission


def test_demonym_is_marked_as_such() -> None:
    (hit,) = GAZETTEER.find("a Ruritanian probe")
    assert [c.demonym for c in hit.candidates] == [True]


def test_empty_authority_finds_nothing() -> None:
    assert Gazetteer(Authority()).find("Zubrowka and ZSO") == []


def test_name_with_full_stops_is_found_with_its_last_one() -> None:
    authority = Authority((AuthorityEntry("x", "State", "U.Z.", ("U.Z.",), acronyms=("U.Z.",)),))
    assert found("in the U.Z. today", Gazetteer(authority)) == [("U.Z.", {"x"})]


@pytest.mark.parametrize("written", ["RUSAT", "Rusat"])
def test_every_spelling_of_a_single_word_is_found_once(written: str) -> None:
    names = ("Ruritania Satellite Company", "RUSAT", "Rusat")
    gazetteer = Gazetteer(Authority((AuthorityEntry("rusat", "Company", names[0], names),)))
    hits = gazetteer.find(f"{written} paid.")
    assert [[c.entry.id for c in h.candidates] for h in hits] == [["rusat"]]


def test_variants_swap_british_and_american_spelling() -> None:
    variants = spelling_variants("Centre for Defence and Utilisation")
    assert "Center for Defense and Utilization" in variants
    assert "Centre for Defense & Utilisation" in variants


@given(st.text(alphabet=" .,-'ZSOubrwkaPUéİß\u0301\x00", max_size=60))
def test_hits_are_slices_in_order_that_do_not_overlap(text: str) -> None:
    hits = GAZETTEER.find(text)
    assert all(0 <= h.start < h.end <= len(text) for h in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))


def test_bracket_that_a_name_opens_is_part_of_it() -> None:
    state = AuthorityEntry("ruritania", "State", "Ruritania", ("Ruritania", "Ruritania (Arctic Republic of)"))
    text = "It lists Ruritania (Arctic Republic of) and (so far) Ruritania."
    hits = Gazetteer(Authority((state,))).find(text)
    assert [text[h.start : h.end] for h in hits] == ["Ruritania (Arctic Republic of)", "Ruritania"]
