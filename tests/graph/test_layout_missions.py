"""Tables and fact sheets about missions give launches and the part that each participant takes."""

import pytest
from layout_reading import said

from graph.builders.missions import hardware_role

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


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        (
            "Lagoon Institute: thermal imager; Tidal Institute: Marmot cubesat",
            {("lagoon-institute", "instrument-provider"), ("tidal-institute", "payload-provider")},
        ),
        (
            "Lagoon Institute (camera), Tidal Institute (ground station)",
            {("lagoon-institute", "instrument-provider"), ("tidal-institute", "partner")},
        ),
        ("Lagoon Institute – heater units; no longer with the Tidal Institute", {("lagoon-institute", "partner")}),
        ("launch service: Norrland Launch AB", {("norrland-launch-ab", "launch-provider")}),
        (
            "joint mission with the Lagoon Institute",
            {("lagoon-institute", "partner"), ("polar-space-union", "partner")},
        ),
        ("none", set()),
    ],
)
@pytest.mark.parametrize("header", ["With whom", "Partners and contributions"])
def test_cell_of_partners_tells_who_does_what(header: str, cell: str, parts: set[tuple[str, str]]) -> None:
    text = f"The Polar Space Union (PSU) flies.\n\n| Mission | Launch | {header} |\n|---|---|---|\n| Vellamo-2 | 3 May 2024 | {cell} |\n"
    assert {(who, role) for _, who, role in said(text, "Participation")} == parts


def test_sheet_of_parts_in_plain_text() -> None:
    text = (
        "The Vellamo satellite was approved by the Polar Space Union (PSU) in 2020. It flies soon.\n\nVellamo - who builds what\n\n"
        "  Lead / operations ........ PSU Secretariat\n  Platform ................. Quill Aerospace\n"
        "  Ocean camera ............. Lagoon Institute (replaces the Tidal Institute)\n"
        "  Ground station ........... Zubrowka (host, Strelsau)\n"
        "  Data hub ................. University of Strelsau\n  Funding .................. Ruritania, Syldavia\n"
        "                             Tide Development Bank: request declined\n"
        "  Launcher ................. Varuna-2, under contract with Norrland Launch AB\n"
    )
    assert {(who, role) for _, who, role in said(text, "Participation", "slides.txt")} == {
        ("polar-space-union", "lead"),
        ("polar-space-union", "operator"),
        ("quill-aerospace", "builder"),
        ("lagoon-institute", "instrument-provider"),
        ("zubrowka", "host"),
        ("university-of-strelsau", "partner"),
        ("ruritania", "funder"),
        ("syldavia", "funder"),
        ("norrland-launch-ab", "launch-provider"),
    }


def test_cell_of_a_launch_tells_site_rocket_and_provider() -> None:
    text = (
        "# The Vellamo-2 satellite\n\n3 June 2025\n\n| | |\n|---|---|\n"
        "| Launch | 20 October 2018, Strelsau, Halla 5 (Norrland Launch AB) |\n| Operator | Lagoon Institute |\n\nIt left from Strelsau.\n"
    )
    assert ("norrland-launch-ab", "launch-provider") in {(who, role) for _, who, role in said(text, "Participation")}


def test_names_in_a_table_of_launches_are_missions() -> None:
    text = (
        "# Fleet\n\nEntry revised 3 May 2020\n\n"
        "| Name | Launch | Built by |\n|---|---|---|\n| Zorin-1 | 16 May 2014 | Elba Works Ltd |\n"
    )
    assert said(text, "Launch") == {("zorin-1", "2014-05-16", "launched")}
    assert said(text, "Participation") == {("zorin-1", "elba-works-ltd", "builder")}


def test_table_of_missions_with_shares_other_sides_and_states() -> None:
    rows = (
        "| Marten-1 | radar altimeter | Corvid Space Office (lead) | launch in 2029 |\n"
        "| Marten-2 | PSA, with the Lagoon Institute; built by Zenit Aerospace | - | launched 4 June 2021 |\n"
        "| Marten-3 | none (withdrew 2024) | Corvid Space Office | in phase B |\n"
    )
    text = f"# Polar Sky Agency (PSA)\n\n| Undertaking | Our contribution | Other sides | State of play |\n|---|---|---|---|\n{rows}"
    assert said(text, "Participation") == {
        ("marten-1", "polar-sky-agency", "instrument-provider"),
        ("marten-1", "corvid-space-office", "lead"),
        ("marten-2", "polar-sky-agency", "partner"),
        ("marten-2", "lagoon-institute", "partner"),
        ("marten-2", "zenit-aerospace", "builder"),
        ("marten-3", "corvid-space-office", "partner"),
    }
    assert said(text, "Launch") == {("marten-1", "2029", "planned"), ("marten-2", "2021-06-04", "launched")}


def test_spacecraft_in_a_column_without_header_and_who_provides_instruments() -> None:
    text = "# Programme\n\n| | Lead agency | Instrument provider |\n|---|---|---|\n| Marten-1 | Corvid Space Office | Lagoon Institute |\n"
    assert said(text, "Participation") == {
        ("marten-1", "corvid-space-office", "lead"),
        ("marten-1", "lagoon-institute", "instrument-provider"),
    }


def test_sheet_is_about_what_its_key_names_and_no_heading_of_words_alone() -> None:
    text = "MISSION DATA SHEET\n\nName ............ HAILSTORM-2\nPrime ........... Skarv Aerospace\nLaunch .......... 12 June 2021\n"
    assert said(text, "Participation", "sheet.txt") == {("hailstorm-2", "skarv-aerospace", "builder")}


def test_partners_with_their_parts_line_by_line_in_a_cell() -> None:
    partners = "Zubrowka (radiometer)<br>Corvid Space Office: launch<br>Ruritania (ground station)"
    text = f"<main><h1>SKUA-3</h1><table><tr><th>Partners</th><td>{partners}</td></tr><tr><th>Launch</th><td>2021</td></tr></table></main>"
    assert said(text, "Participation", "sheet.html") == {
        ("skua-3", "zubrowka", "instrument-provider"),
        ("skua-3", "corvid-space-office", "launch-provider"),
        ("skua-3", "ruritania", "partner"),
    }


def test_list_of_bodies_with_their_shares() -> None:
    text = (
        "# Vellamo-2 at a glance\n\n## Who does what\n\n- Lagoon Institute: overall management, operations\n"
        "- Harrow & Plume: spacecraft, assembly\n"
        "- Tidal Institute: altimeter\n- Ruritania: no longer a partner\n"
    )
    assert said(text, "Participation") == {
        ("vellamo-2", "lagoon-institute", "lead"),
        ("vellamo-2", "lagoon-institute", "operator"),
        ("vellamo-2", "harrow-plume", "builder"),
        ("vellamo-2", "tidal-institute", "instrument-provider"),
    }


def test_list_of_where_people_stand_is_no_list_of_shares() -> None:
    text = "# Vellamo-2 mission\n\n- Left: launch of the mission\n- Middle: the camera\n- Right: operations\n"
    assert said(text, "Participation") == set()


def test_items_below_the_names_of_bodies_tell_their_shares() -> None:
    text = (
        "# Vellamo-2 mission: contributions\n\n### Lagoon Institute\n\n- Radar altimeter\n\n"
        "### Tidal Institute\n\n- Mission operations\n- Under discussion: a buoy\n"
    )
    assert said(text, "Participation") == {
        ("vellamo-2", "lagoon-institute", "instrument-provider"),
        ("vellamo-2", "tidal-institute", "operator"),
    }


def test_items_below_the_names_of_bodies_that_tell_no_shares() -> None:
    text = "# Vellamo-2 mission: visitors\n\n### Lagoon Institute\n\n- Two buses\n\n### Tidal Institute\n\n- Forty guests\n"
    assert said(text, "Participation") == set()


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("additional funding for a heavy-lift launch vehicle", "funder"),
        ("a camera for the lander's launch", "instrument-provider"),
        ("support for the launch", "launch-provider"),
    ],
)
def test_what_is_provided_counts_before_what_it_is_for(words: str, role: str) -> None:
    assert hardware_role(words) == role


def test_payload_on_a_card_is_not_the_mission_that_it_is_about() -> None:
    text = "Mission fact card: SKUA-LUX\n\nOperator . . . . . . . Polar Space Bureau\n"
    text += "Payload  . . . . . . . LuxCam\nLaunched . . . . . . . 14 Oct 2021\n"

    assert said(text, "Participation", "card.txt") == {("skua-lux", "polar-space-bureau", "operator")}


@pytest.mark.parametrize(
    "title",
    ["SKUA MISSION - WHO DOES WHAT", "Payloads of SKUA", "Instruments on board SKUA", "Constellation partners - SKUA"],
)
def test_mission_that_a_title_over_shares_names(title: str) -> None:
    table = "Instrument | Institute\nmagnetometer | Lagoon Institute\nradar | Polar Bureau\n"

    assert ("skua", "lagoon-institute") in {
        row[:2] for row in said(f"{title}\n\n{table}", "Participation", "shares.txt")
    }


def test_news_behind_names_of_states_are_no_shares() -> None:
    text = (
        "Space news\n\nZUBROWKA: Launch of Taifa-2 slips to 2027.\nRURITANIA: Camera of Taifa-2 to be built in 2026.\n"
        "SYLDAVIA: Radar of Taifa-2 was tested in Kiruna.\n"
    )

    assert said(text, "Participation", "news.txt") == set()


def test_numbers_of_contracts_are_no_missions() -> None:
    text = "# Contracts\n\n| No. | Contractor | Awarded |\n|---|---|---|\n"
    text += "| C-01 | Marmot Labs Inc. | 2022 |\n| C-02 | Quill Orbital Ltd | 2023 |\n"

    assert said(text, "Participation") == set()


def test_partner_that_has_left_takes_no_part() -> None:
    text = (
        "# Partners of Skua-3\n\n| Partner | In | Contribution |\n|---|---|---|\n| Lagoon Institute | 2017 | radar |\n"
        "| Polar Bureau | (left 2022) | antennas |\n"
    )

    assert {row[1] for row in said(text, "Participation")} == {"lagoon-institute"}


TITLED = """MISSION FACT SHEET

BRIE
Bay Radar and Ice Explorer

AT A GLANCE
Lead agency:          Lagoon Space Agency (LSA)
Spacecraft builder:   Tidal Orbital Systems Ltd
Launch date:          no earlier than 14 September 2031
Orbit:                sun-synchronous

WHO DOES WHAT
The Tidal Institute contributes the radar of the satellite.
"""


def test_sheet_is_about_the_acronym_above_the_line_that_spells_it_out() -> None:
    mission = "bay-radar-and-ice-explorer"
    assert {fact[:2] for fact in said(TITLED, "Participation", "sheet.txt")} == {
        (mission, "lagoon-space-agency"),
        (mission, "tidal-orbital-systems-ltd"),
        (mission, "tidal-institute"),
    }
    assert {fact[:2] for fact in said(TITLED, "Launch", "sheet.txt")} == {(mission, "2031-09-14")}


def test_partners_under_a_mission_are_no_members_of_the_body_that_speaks() -> None:
    text = "# Polar Space Union: plans\n\n## KELPIE (Sea Kelp Satellite)\n\n- Lead: Lagoon Institute\n- Partners: Zubrowka, Ruritania\n"
    assert {row[:2] for row in said(text, "Participation")} == {
        ("kelpie", "lagoon-institute"),
        ("kelpie", "zubrowka"),
        ("kelpie", "ruritania"),
    }
    assert said(text, "Membership") == said(text, "Position") == set()
