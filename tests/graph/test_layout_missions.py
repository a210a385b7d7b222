"""Tables and fact sheets about missions give launches and the part that each participant takes."""

import pytest
from layout_reading import said

HEAD = "# Polaris-3 mission\n\n12 May 2025\n\n"


@pytest.mark.parametrize(
    ("contribution", "roles"),
    [
        ("Lead; operations", {"lead", "operator"}),
        ("Builds the satellite", {"builder"}),
        ("Builds the radar altimeter", {"instrument-provider"}),
        ("Provides the ranging payload", {"payload-provider"}),
        ("Launch service", {"launch-provider"}),
        ("Funds the science team", {"funder"}),
        ("Partner; ground station at Tema", {"partner"}),
        ("Spacecraft bus, launch vehicle and launch services", {"builder", "launch-provider"}),
        ("–", set()),
        ("Left the project in 2024", set()),
        ("Under discussion", set()),
        ("Not a partner", set()),
    ],
)
def test_contribution_tells_the_part(contribution: str, roles: set[str]) -> None:
    text = (
        HEAD
        + f"## Who does what\n\n| Participant | Contribution |\n|---|---|\n| Nordic Survey Institute | {contribution} |\n| Zubrowka | – |\n"
    )
    assert {
        row[2] for row in said(text, "Participation") if row[:2] == ("polaris-3", "nordic-survey-institute")
    } == roles


def test_fact_sheet_gives_the_current_launch_date_only() -> None:
    text = HEAD + (
        "| | |\n|---|---|\n| Launch | no earlier than 14 April 2026 (previously: late 2025) |\n"
        "| Launch site | Kiruna |\n| Launcher | Frost-2 |\n"
    )
    assert said(text, "Launch") == {("polaris-3", "2026-04-14", "planned", "kiruna", "Frost-2")}


def test_predecessor_has_its_own_launch() -> None:
    text = (
        HEAD
        + "| | |\n|---|---|\n| Predecessor | Polaris-2 (launched 3 June 2017 on a Frost-1 rocket; "
        + "switched off in 2024) |\n| Orbit | 870 km |\n"
    )
    assert said(text, "Launch") == {("polaris-2", "2017-06-03", "launched", "Frost-1")}


def test_items_are_a_fact_sheet_too() -> None:
    text = (
        HEAD + "## Facts\n\n- Launch: 14 April 2024\n- Rocket: Frost-2\n- Prime contractor: Corvid Satellitbau GmbH\n"
    )
    assert said(text, "Launch") == {("polaris-3", "2024-04-14", "launched", "Frost-2")}
    assert ("polaris-3", "corvid-satellitbau-gmbh", "builder") in said(text, "Participation")


def test_table_of_missions() -> None:
    text = "12 May 2025\n\n" + (
        "| Satellite | Operator | Launch | Launcher |\n|---|---|---|---|\n"
        "| Polaris-1 | Zubrowka Space Agency | 4 June 2015 | Frost-1 |\n"
        "| Polaris-2 | Nordic Survey Institute | planned for 2027 | – |\n"
    )
    assert said(text, "Launch") == {
        ("polaris-1", "2015-06-04", "launched", "Frost-1"),
        ("polaris-2", "2027", "planned"),
    }
    assert said(text, "Participation") == {
        ("polaris-1", "zubrowka-space-agency", "operator"),
        ("polaris-2", "nordic-survey-institute", "operator"),
    }


def test_cells_are_no_common_sentence() -> None:
    text = "| Topic | Speaker |\n|---|---|\n| Memorandum of understanding on sea ice | Zubrowka Space Agency |\n"
    assert not any("zubrowka" in row[1] for row in said(text, "Coverage"))
