import pytest
from invented import recognised, shown

from graph.names.missions import may_be_called, may_name_mission, mission_at
from ontology.authority import Authority


@pytest.mark.parametrize(
    ("noun", "mission_type", "names"),
    [
        ("Telescope", "space-telescope", ["Marmot"]),
        ("rover", "rover", ["Marmot"]),
        ("program", "programme", ["Marmot"]),
        ("station", "space-station", ["Marmot"]),
        ("station", None, ["Polaris Station"]),
        ("probe", None, ["Marmot"]),
        ("project", None, ["Marmot"]),
    ],
)
def test_noun_may_mean_a_mission_of_its_kind(noun: str, mission_type: str | None, names: list[str]) -> None:
    assert may_be_called(noun, mission_type, names, names[0])


@pytest.mark.parametrize(
    ("noun", "mission_type"),
    [
        ("spacecraft", "programme"),
        ("mission", "space-station"),
        ("telescope", "rover"),
        ("programme", "orbiter"),
        ("station", None),
        ("program", None),
    ],
)
def test_noun_does_not_mean_a_mission_of_another_kind(noun: str, mission_type: str | None) -> None:
    assert not may_be_called(noun, mission_type, ["Marmot"], "Marmot")


def test_what_is_only_described_is_called_as_it_was_described() -> None:
    assert may_be_called("rover", None, (), "lunar rover")
    assert not may_be_called("project", None, (), "lunar rover")


@pytest.mark.parametrize("name", ["Polaris Space Station", "Lunar Tide Station", "Marmot Probe"])
def test_name_with_a_head_may_be_a_missions(name: str) -> None:
    assert may_name_mission(f"the {name}", 4, 4 + len(name))


@pytest.mark.parametrize("name", ["Cold Harbour Station", "Radio Positioning by Satellite"])
def test_station_on_earth_and_what_is_done_by_satellite_are_no_missions(name: str) -> None:
    assert not may_name_mission(f"the {name}", 4, 4 + len(name))


@pytest.mark.parametrize("text", ["a Small Explorer", "its largest Small Explorer", "the third Small Explorer"])
def test_class_of_missions_is_none(text: str) -> None:
    assert not may_name_mission(text, text.index("Small"), len(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2025 Vellamo launch (was: 2024)", "Vellamo"),
        ("They approved VELLAMO, a follow-up to the first one.", "VELLAMO"),
        ("Vellamo-P (pathfinder) launched, Strelsau", "Vellamo-P"),
        ("Tisza-Sat. Our own, built by students.", "Tisza-Sat"),
        ("TiszaSat-1A was sold.", "TiszaSat-1A"),
        ("VELLAMO (Venus Lightning Mapper) is a probe.", "VELLAMO"),
        ("Vellamo, one of the two CubeSats aboard, was lost.", "Vellamo"),
        ("The Vellamo rocket flight was short.", "Vellamo"),
        ("They launched the Vellamo smallsats.", "Vellamo"),
        ("The Vellamo stratospheric balloon flew.", "Vellamo"),
        ("Vellamo is part of NASA's Small Sky Program.", "Vellamo"),
        ("They lost satellites such as Vellamo.", "Vellamo"),
        ("They finished tests on VellCube-4.", "VellCube-4"),
        ("The Vellamo asteroid mission was approved.", "Vellamo"),
        ("Vellamo is operated by the Ruritania Space Agency, which built the CubeSat.", "Vellamo"),
    ],
)
def test_words_beside_or_in_a_name_tell_that_it_flies(text: str, name: str) -> None:
    start = text.index(name)
    assert mission_at(text, start, start + len(name)) == "Mission"


@pytest.mark.parametrize(
    ("text", "name"), [("Vellamo launched its bid in 2020.", "Vellamo"), ("Vellamosat sells data.", "Vellamosat")]
)
def test_firms_that_launch_things_or_sell_data_are_no_missions(text: str, name: str) -> None:
    start = text.index(name)
    assert mission_at(text, start, start + len(name)) is None


def test_an_aircraft_is_no_mission() -> None:
    text = "The WB-57 aircraft returned from a long mission. The WB-57 mission team rested."
    at = text.rindex("WB-57")
    assert mission_at(text, at, at + 5) is None


def test_a_spacecraft_called_as_aircraft_are_is_a_mission() -> None:
    text = "The QX-57 mission was launched."
    at = text.index("QX-57")
    assert mission_at(text, at, at + 5) == "Mission"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was paid by NASA's Relay and Navigation Systems project.", "Relay and Navigation Systems"),
        ("They test motors for NASA's Mars Ascent Vehicle.", "Mars Ascent Vehicle"),
        ("They won NASA's Small Sled Challenge.", "Small Sled Challenge"),
        ("It belongs to NASA's Prizes, Games, and Crowdsourcing program.", "Prizes, Games, and Crowdsourcing"),
    ],
)
def test_what_is_somebodys_project_is_a_mission_whatever_its_last_word(text: str, name: str) -> None:
    found = recognised(text, authority=Authority())
    assert shown(found, text)[name][0] == "Mission"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Skarn-2 weighs 640 kg. The team of Skarn-2 met.", "Mission"),
        ("Skarn-2 weighs 640 kg. The team met.", None),
        ("It flew on a Skarn-2 once. Skarn-2 is loud.", None),
        ("Article-2 weighs little. The text of Article-2 is short.", None),
    ],
)
def test_name_with_a_number_of_which_a_text_speaks_more_than_once_is_a_mission(text: str, kind: str | None) -> None:
    start = text.index("-2") - len(text[: text.index("-2")].split()[-1])
    assert mission_at(text, start, text.index("-2") + 2) == kind
