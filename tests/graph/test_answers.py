"""Questions with answers that are no sentences say together what each says in part."""

import pytest
from layout_reading import said

UNION = (
    "# Questions about the Polar Space Union (PSU)\n\nThe PSU and the Tundra Forum (TF) are bodies of many states.\n\n"
)


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("## Is the PSU an observer of the Tundra Forum?\n\nYes, since 2019.", "Membership", "observer"),
        ("**When was the PSU founded?** In 2011, by two states.", "Establishment", "2011"),
        ("Q: When was the PSU founded?\n\nA: In 2011, by two states.", "Establishment", "2011"),
        (
            "## What is the PSU?\n\nAn intergovernmental body founded in 2011 by Zubrowka, with 40 staff.",
            "Establishment",
            "2011",
        ),
    ],
)
def test_answer_completes_what_is_asked(text: str, kind: str, wanted: str) -> None:
    assert any("polar-space-union" in fact and wanted in fact for fact in said(UNION + text + "\n", kind))


@pytest.mark.parametrize("answer", ["No, since it never applied.", "Not since 2019."])
def test_answer_that_says_no_completes_nothing(answer: str) -> None:
    assert not said(f"{UNION}## Is the PSU an observer of the Tundra Forum?\n\n{answer}\n", "Membership")


def test_town_behind_an_unseen_firm_belongs_to_its_name() -> None:
    found = said(
        "Kemi Orbital of Oulu builds the satellite Karhu. The satellite Ilmari flew before.\n", "Participation"
    )
    assert found == {("karhu", "kemi-orbital", "builder")}


HOUSE = "# Questions about the Polar Space Union\n\n{}\n"


@pytest.mark.parametrize(
    ("asked", "answered", "kind", "told"),
    [
        ("When was it set up?", "In 1987.", "Establishment", ("polar-space-union", "1987")),
        ("Where is the secretariat?", "In Zubrowka.", "Seat", ("polar-space-union", "zubrowka")),
        (
            "Who is its Secretary General?",
            "Dr Ana Ruiz, since 2021.",
            "Position",
            ("ana-ruiz", "polar-space-union", "Secretary General", "current"),
        ),
        (
            "Has it signed the Glacier Treaty?",
            "Yes, on 5 June 2023.",
            "AgreementAction",
            ("glacier-treaty", "polar-space-union", "signature", "2023-06-05"),
        ),
        ("Which missions does it lead?", "Skua-3.", "Participation", ("skua-3", "polar-space-union", "lead")),
    ],
)
def test_questions_about_what_the_document_is_about(
    asked: str, answered: str, kind: str, told: tuple[str, ...]
) -> None:
    assert told in said(HOUSE.format(f"**{asked}**\n\n{answered}"), kind)


def test_post_that_nobody_holds() -> None:
    assert (
        said(HOUSE.format("**Who is its president?**\n\nNobody at present. Ada Quill stepped down."), "Position")
        == set()
    )
