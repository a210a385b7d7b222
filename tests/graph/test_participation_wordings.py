"""The ways in which releases and articles tell whose part in a mission: a text in, who takes which part in what, out."""

import pytest
from layout_reading import document_of, said

from graph.extraction.extract import Extractor
from graph.facts import EntityRef, Fact
from ontology.authority import load_authority


def parts(text: str) -> set[tuple[str, ...]]:
    return said("# News\n\n" + text, "Participation")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "The Skua project, led out of the Nordic Survey Institute, maps fires.",
            ("skua", "nordic-survey-institute", "lead"),
        ),
        (
            "The Skua satellite is operated from the Nordic Survey Institute.",
            ("skua", "nordic-survey-institute", "operator"),
        ),
        (
            "The Reef Drone Challenge is sponsored by the Zubrowka Space Agency and managed by the Nordic Survey Institute.",
            ("reef-drone-challenge", "nordic-survey-institute", "lead"),
        ),
        ("The Skua mission is supported by a grant of the Nordic Ocean Fund.", ("skua", "nordic-ocean-fund", "funder")),
        (
            "The Zubrowka Space Agency and the Nordic Survey Institute are jointly running the Skua mission.",
            ("skua", "nordic-survey-institute", "partner"),
        ),
        (
            "Skua-2, a joint Zubrowka Space Agency and Nordic Survey Institute mission, is in orbit.",
            ("skua-2", "nordic-survey-institute", "partner"),
        ),
        (
            "The Skua station is run by the Zubrowka Space Agency and all international partners - the Nordic Survey Institute and the"
            " Ruritania Space Agency.",
            ("skua", "ruritania-space-agency", "partner"),
        ),
        (
            "The Zubrowka Space Agency has teamed with the Nordic Survey Institute on the Skua mission.",
            ("skua", "nordic-survey-institute", "partner"),
        ),
        (
            "Norrland Launch AB, the Skua mission's lead contractor, shipped the tank.",
            ("skua", "norrland-launch-ab", "builder"),
        ),
        (
            "The Skua lander was manufactured in Kiruna by lead contractor Norrland Launch AB.",
            ("skua", "norrland-launch-ab", "builder"),
        ),
        (
            "A Norrland Launch AB Frost-1 rocket will launch the Skua satellite.",
            ("skua", "norrland-launch-ab", "launch-provider"),
        ),
        ("Skua-2 is Norrland Launch AB's next lunar lander.", ("skua-2", "norrland-launch-ab", "lead")),
    ],
)
def test_a_part_in_a_mission(text: str, part: tuple[str, ...]) -> None:
    assert part in parts(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The Skua mission is managed by the Polar Science Division.", ("skua", "polar-science-division", "lead")),
        (
            "The Zubrowka Space Agency's Tidal Physics Division manages the Skua mission for the agency.",
            ("skua", "tidal-physics-division", "lead"),
        ),
        (
            "The Skua satellite is operated by the Zubrowka Space Agency's Flight Operations Division.",
            ("skua", "flight-operations-division", "operator"),
        ),
        (
            "The Zubrowka Space Agency's Polar Science Division funds the Skua mission.",
            ("skua", "polar-science-division", "funder"),
        ),
    ],
)
def test_the_part_of_an_organisation_that_runs_a_mission_takes_part(text: str, part: tuple[str, ...]) -> None:
    assert part in parts(text)


def test_the_part_of_an_organisation_that_does_nothing_does_not() -> None:
    assert parts("The Zubrowka Space Agency's Polar Science Division admires the Skua mission.") == set()


def in_full(text: str) -> set[tuple[str, ...]]:
    """Mission, participant and role of what the extractor with the whole authority finds."""

    def words(fact: Fact) -> tuple[str, ...]:
        return tuple(v.key if isinstance(v, EntityRef) else getattr(v, "name", "") for _, v in fact.values)

    facts = Extractor(load_authority()).extract(document_of("# News\n\n" + text)).facts
    return {words(f) for f in facts if f.kind == "Participation"}


@pytest.mark.parametrize(
    ("text", "mission"),
    [
        ("It will look together with NASA's orbiting Swift.", "swift"),
        ("Pictures of NASA's Terra, Aqua, and Landsat missions were on show.", "aqua"),
        ("It adds what NASA's James Webb and Hubble Space Telescopes saw.", "hubble"),
        ("The adapter belongs to NASA's SLS (Space Launch System) rocket.", "sls"),
    ],
)
def test_an_ordinary_word_behind_its_agency_is_the_mission(text: str, mission: str) -> None:
    assert (mission, "nasa", "lead") in in_full(text)


def test_an_ordinary_word_alone_is_no_mission() -> None:
    assert in_full("The swift terra of NASA, and an aqua colour, made a hubble of noise.") == set()
