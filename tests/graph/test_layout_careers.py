"""Pages about one person: the lines of a curriculum vitae tell posts, with their years."""

import pytest
from layout_reading import said

PAGE = "# Rita Zgrag\n\nWelcome.\n\n{}\n"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("- 2015–2019: engineer, Polar Science Council", ("engineer", "former", "2015", "2019")),
        ("- 2009-2014 Head of optics at the Polar Science Council", ("Head of optics", "former", "2009", "2014")),
        ("- Since 2020 Director of the Polar Science Council", ("Director", "current", "2020")),
        ("- 2020 to present: director, Polar Science Council", ("director", "current")),
        ("- Deputy director, Polar Science Council (2001–2004)", ("Deputy director", "former", "2001", "2004")),
        ("- Polar Science Council (1998–2001): project engineer", ("project engineer", "former", "1998", "2001")),
        (
            "Earlier posts: Polar Science Council (2009–2014): executive secretary; Baltic Tide Bank (2015–2019): adviser.",
            ("executive secretary", "former", "2009", "2014"),
        ),
    ],
)
def test_line_of_a_career_is_a_post(line: str, wanted: tuple[str, ...]) -> None:
    posts = said(PAGE.format(line), "Position")

    assert ("rita-zgrag", "polar-science-council", *wanted)[: 2 + len(wanted)] in {p[: 2 + len(wanted)] for p in posts}


def test_title_alone_below_a_name_is_the_post_held_now() -> None:
    assert said("# Rita Zgrag\n\nDirector, Polar Science Council\n\nWelcome.\n", "Position") == {
        ("rita-zgrag", "polar-science-council", "Director", "current")
    }


def test_membership_in_a_career() -> None:
    found = said(PAGE.format("- Member of the Polar Ice Academy since 2011"), "Membership")

    assert ("rita-zgrag", "polar-ice-academy", "member", "active", "2011") in found


@pytest.mark.parametrize(
    "text",
    [
        "# The Polar Science Council\n\n- 2015–2019: engineer, Baltic Tide Bank\n",
        "# Rita Zgrag and Corin Theytaz meet\n\n- 2015–2019: engineer, Baltic Tide Bank\n",
        PAGE.format("- 2015–2019: construction of the Baltic Tide Bank"),
    ],
)
def test_lines_that_are_about_nobody_or_no_post_are_left_alone(text: str) -> None:
    assert said(text, "Position") == set()


@pytest.mark.parametrize(
    "sheet",
    [
        "Name: Mara Lindqvist\nPosition: Director, Tidal Institute (since 2019)\n"
        "Previous posts: engineer, Lagoon Institute (2004-2012); adviser, Ice Fund\n\nShe has written about the tides of the polar seas.\n",
        "| Name | Mara Lindqvist |\n|---|---|\n| Position | Director, Tidal Institute (since 2019) |\n"
        "| Previous posts | engineer, Lagoon Institute (2004-2012) |\n",
    ],
)
def test_sheet_about_a_person_tells_posts_behind_keys(sheet: str) -> None:
    assert said(sheet, "Position") == {
        ("mara-lindqvist", "tidal-institute", "Director", "current", "2019"),
        ("mara-lindqvist", "lagoon-institute", "engineer", "former", "2004", "2012"),
    }
