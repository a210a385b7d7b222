"""When bodies and agreements began, and where bodies sit, told in passing; sentences in, foundings and seats out."""

import pytest
from layout_reading import said

MAIN = "# Polar Space Union\n\nThe Polar Space Union met. The Polar Space Union is old. The Polar Space Union grows. "


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "She has served as head of the Polar Space Union since it was established in August 2019.",
            ("polar-space-union", "2019-08"),
        ),
        ("Polar Space Union: set up by decree in 2009.", ("polar-space-union", "2009")),
        ("Entry into force of the Glacier Convention: 1 May 2021.", ("glacier-convention", "2021-05-01")),
        (
            "The Glacier Convention, which has been in force since 1 May 2021, is short.",
            ("glacier-convention", "2021-05-01"),
        ),
        ("The Polar Space Union formally comes into existence on 3 May 2021.", ("polar-space-union", "2021-05-03")),
        ("In 2021, the Polar Space Union launched the Snow Watch initiative.", ("snow-watch", "2021")),
        ("The Kelp Program was initiated in 2011.", ("kelp-program", "2011")),
        ("The Kelp Program, begun in 2011, goes on.", ("kelp-program", "2011")),
        ("The Polar Space Union dates back to 2009.", ("polar-space-union", "2009")),
        ("Established in 2009 and based in Kiruna, the Polar Space Union is small.", ("polar-space-union", "2009")),
    ],
)
def test_a_beginning_is_told(text: str, fact: tuple[str, ...]) -> None:
    assert said(f"# News\n\n{text}", "Establishment") == {fact}


@pytest.mark.parametrize(
    "text",
    [
        "The seat remains in Kiruna.",
        "The members agreed that the headquarters stays in Kiruna.",
        "The text was read at the organisation's headquarters in Kiruna.",
        "Everybody met at its headquarters in Kiruna.",
        "Its headquarters were moved from Lutetia to Kiruna in 2010.",
        "The Polar Space Union opened its doors in Kiruna, where it has its headquarters.",
        "The post is based in Kiruna, the seat of the Polar Space Union.",
        "They joined the Polar Space Union, which was set up in 2009 and is based in Kiruna.",
    ],
)
def test_a_seat_is_told(text: str) -> None:
    assert said(MAIN + text, "Seat") == {("polar-space-union", "kiruna")}


def test_a_seat_of_nobody_in_particular_is_no_ones() -> None:
    assert said("# News\n\nThe seat remains in Kiruna.", "Seat") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The Polar Space Union traces its origins to 1999.",
        "It was in 1999 that the Polar Space Union was founded.",
        "The 1999 founding of the Polar Space Union was a turning point.",
        "The Polar Space Union (est. 1999) has nine members.",
        "Polar Space Union - founded 1999 - nine members",
        "In 1999 she and two friends founded the Polar Space Union.",
    ],
)
def test_a_year_of_beginning_is_told_in_passing(text: str) -> None:
    assert said(f"# News\n\n{text}", "Establishment") == {("polar-space-union", "1999")}


@pytest.mark.parametrize(
    "text",
    [
        "Where is the Polar Space Union based? In Zubrowka.",
        "Zubrowka is home to the Polar Space Union.",
        "HQ moved to Zubrowka in 2022 (Polar Space Union)",
        "The headquarters of the Polar Space Union were transferred to Zubrowka in 2019.",
        "The Polar Space Union, whose secretariat sits in Zubrowka, is old.",
    ],
)
def test_a_seat_is_told_in_other_ways(text: str) -> None:
    assert said(f"# News\n\n{text}", "Seat") == {("polar-space-union", "zubrowka")}


@pytest.mark.parametrize(
    "text",
    [
        "The Polar Space Union opened for business on 1 October 1958.",
        "The heads of government instituted the Polar Space Union on 1 October 1958.",
    ],
)
def test_a_body_is_opened_or_instituted(text: str) -> None:
    assert said(f"# News\n\n{text}", "Establishment") == {("polar-space-union", "1958-10-01")}


def test_a_seat_stands_in_front_of_its_body() -> None:
    text = "# News\n\nFrom its headquarters in Zubrowka, the Polar Space Union runs five stations."

    assert said(text, "Seat") == {("polar-space-union", "zubrowka")}


@pytest.mark.parametrize(
    "text",
    [
        "Founded by five universities in 1998, the Polar Space Union runs no ships.",
        "By royal decree of 1998 the Polar Space Union was established.",
        "The Polar Space Union started life in 1998 as a small office.",
        "The Polar Space Union's foundation in 1998 changed that.",
        "The history of the Polar Space Union begins in 1998.",
    ],
)
def test_a_beginning_is_told_by_deed_or_noun(text: str) -> None:
    assert said(f"# News\n\n{text}", "Establishment") == {("polar-space-union", "1998")}


@pytest.mark.parametrize(
    "text",
    [
        "They met in Zubrowka, where the Polar Space Union has its headquarters.",
        "The Polar Space Union moved to new headquarters in Zubrowka in 2020.",
        "The Polar Space Union's main office is in Zubrowka.",
        "The Polar Space Union (HQ: Zubrowka) is old.",
        "With its headquarters in Zubrowka and offices in Riga, the Polar Space Union is old.",
    ],
)
def test_a_seat_is_told_beside_other_things(text: str) -> None:
    assert said(f"# News\n\n{text}", "Seat") == {("polar-space-union", "zubrowka")}


@pytest.mark.parametrize(
    "text",
    [
        "The Polar Space Union founded a prize in 2024.",
        "The Polar Space Union set up a working group in 2024.",
        "The Polar Space Union was founded by people who met in 2024 in Riga.",
    ],
)
def test_what_a_body_founds_is_not_its_own_beginning(text: str) -> None:
    assert said(f"# News\n\n{text}", "Establishment") == set()


def test_participle_behind_the_house_of_a_part_tells_of_the_part() -> None:
    text = "The Kiruna Snow Institute, a branch of the Polar Space Union established in 2009, drills."
    assert said(f"# News\n\n{text}", "Establishment") == {("kiruna-snow-institute", "2009")}


def test_a_seat_stands_in_what_a_firm_is_said_to_be() -> None:
    assert said("# News\n\nLumen Labs AB, a Kiruna-based company, builds it.", "Seat") == {("lumen-labs-ab", "kiruna")}


def test_a_programme_begins() -> None:
    found = said(
        "# News\n\nThe Polar Guest Program, which officially began in February 2024, is open.", "Establishment"
    )

    assert found == {("polar-guest-program", "2024-02")}
