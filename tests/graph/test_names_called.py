"""Names that a text gives to spacecraft itself are found where it gives them."""

import pytest

from graph.names.called import find_called, find_listed, headed_craft


def called(text: str, title: str = "") -> list[str]:
    flat = f"{title}\n{text}"
    return [flat[start:end] for start, end in find_called(flat, (0, len(title)) if title else None)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The spacecraft, to be known as Heron-Vigil, will fly.", "Heron-Vigil"),
        ("They ordered three radar satellites for the coast guard, known together as OSPREY.", "OSPREY"),
        ("A small satellite that measures rain in the tropics, christened Warbler, was shipped.", "Warbler"),
        ("Its next one, Skua Major, is being built.", "Skua Major"),
        ("His own satellite, the passive reflector Gannet, was lost.", "Gannet"),
    ],
)
def test_what_spacecraft_are_called_is_a_name(text: str, name: str) -> None:
    assert called(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The satellite carries a camera called Warbler.",
        "The rover cored a sample called Warbler.",
        "The mission ended. A director called Warbler left.",
        "Its next director, Warbler, is a chemist.",
    ],
)
def test_what_something_else_is_called_is_none(text: str) -> None:
    assert called(text) == []


def test_title_of_a_mission_sheet_names_it() -> None:
    sheet = "A microsatellite of 70 kg. Prime contractor: Corvid. Launch: 2031. Orbit: polar."

    assert called(sheet, "OSPREY - at a glance") == ["OSPREY"]
    assert called(f"{sheet} OSPREY's members met.", "OSPREY - at a glance") == []
    assert called("A union of twelve states.", "OSPREY - at a glance") == []


@pytest.mark.parametrize(
    ("header", "found"),
    [("Satellite|Orbit", ["Smile"]), ("Name|Launched", ["Smile"]), ("Name|Office", []), ("Partner|Launched", [])],
)
def test_first_cell_under_a_heading_for_missions_is_a_name(header: str, found: list[str]) -> None:
    flat = f"{header} Smile|2030"
    at = len(header) + 1
    heads = [(0, header.index("|")), (header.index("|") + 1, len(header))]

    assert [flat[s:e] for s, e in find_listed(flat, [(at, at + 5), (at + 6, at + 10)], heads)] == found


@pytest.mark.parametrize(
    ("heading", "items", "name"),
    [
        ("Skua-2", ["Launched in 2031"], "Skua-2"),
        ("KelpCam", ["Developed by the Lagoon Institute", "Planned launch: May 2031"], "KelpCam"),
        ("KELPIE (Sea Kelp Satellite)", ["Lead: Lagoon Institute", "Partners: Tidal Institute"], "KELPIE"),
        ("Ice Watch Programme", ["Led by the Polar Space Union", "Funded by Zubrowka"], "Ice Watch Programme"),
        ("What comes next", ["Launch of the review"], None),
        ("Tidal Institute", ["Lead: Ada Holm", "Partners: Lagoon Institute"], None),
        ("KELPIE (Sea Kelp Satellite)", ["A camera for two years"], None),
    ],
)
def test_heading_over_what_is_told_of_a_mission_names_it(heading: str, items: list[str], name: str | None) -> None:
    flat = "\n".join([heading, *items])
    at, spans = len(heading) + 1, []
    for item in items:
        spans.append((at, at + len(item)))
        at += len(item) + 1
    found = headed_craft(flat, (0, len(heading)), spans)
    assert (flat[slice(*found)] if found else None) == name
