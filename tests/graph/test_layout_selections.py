"""Lists of those selected for a programme: who takes part in which, and lists that tell of no part."""

from layout_reading import said

LINE = "# Students chosen\n\nThe Skua program is run by the Zubrowka Space Agency every year.\n\n"
ITEMS = "\n\n- University of Hentzau, Kiruna\n- Elphberg Polytechnic University in Strelsau\n"


def parts(markdown: str) -> set[tuple[str, ...]]:
    return {fact for fact in said(markdown, "Participation") if fact[2] == "participant"}


def test_selected_universities_take_part_in_the_programme_named_before() -> None:
    assert parts(f"{LINE}The selected teams are:{ITEMS}") == {
        ("skua", "university-of-hentzau", "participant"),
        ("skua", "elphberg-polytechnic-university", "participant"),
    }


def test_list_that_tells_of_no_selection_is_none() -> None:
    assert parts(f"{LINE}We thank:{ITEMS}") == set()


def test_people_of_an_organisation_are_not_selected_for_it() -> None:
    items = "\n\n- Elphberg University Rector Mirela Novak\n- Elphberg University Professor Oskar Holm\n"

    assert parts(f"{LINE}The selected participants are:{items}") == set()


def test_selection_for_no_programme_is_none() -> None:
    assert (
        parts(f"# Cleaners chosen\n\nThe Zubrowka Space Agency has rooms.\n\nThe selected firms are:{ITEMS}") == set()
    )
