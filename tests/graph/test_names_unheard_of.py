"""Names that no authority knows, found by how running text writes them, and typed by what it says of them."""

import pytest
from invented import AUTHORITY, recognised, shown

from ontology.authority import Authority

NOTHING = Authority()


def names(text: str, authority: Authority | None = None) -> dict[str, tuple[str, str]]:
    found = recognised(text, authority=NOTHING) if authority is None else recognised(text, authority=authority)
    return shown(found, text)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Karoo Optics (Pty) Ltd builds the arm.", "Karoo Optics (Pty) Ltd", "Company"),
        ("They paid Hentzau Launch Services W.L.L., a firm.", "Hentzau Launch Services W.L.L.", "Company"),
        ("The Elphberg firm Corvid Karst d.o.o. was picked.", "Corvid Karst d.o.o.", "Company"),
        ("They are built by Hentzau-based Corvid Aerospace.", "Corvid Aerospace", "Company"),
        ("The Strelsau Volcano Observatory gave up its seat.", "Strelsau Volcano Observatory", "ResearchInstitution"),
        ("The Strelsau Solar Observatory flew.", "Strelsau Solar Observatory", "Mission"),
        ("Jan van der Veld, director of the Elphberg Bank, sat.", "Jan van der Veld", "Person"),
        ("Anna Holm, director of Badan Antarik Hentzar, sat.", "Badan Antarik Hentzar", "InternationalBody"),
        ("Anna Holm, chief executive of Hentzotek, sat.", "Hentzotek", "Company"),
        ("Hentzasat president Anna Holm sat.", "Hentzasat", "InternationalBody"),
        ("SIROCCO lifted off in May.", "SIROCCO", "Mission"),
        ("TORSAT-R, also built by Elba Oy, is a cubesat.", "TORSAT-R", "Mission"),
        ("Oskar-SG B1 is planned for launch in 2031.", "Oskar-SG B1", "Mission"),
        ("The twin satellites HERON-A and HERON-B are ready.", "HERON-B", "Mission"),
        ("Zorin, as the fleet of eight satellites is called, waits.", "Zorin", "Mission"),
        ("Operating the Zorin satellite costs money.", "Zorin", "Mission"),
        ("Aboard the Zorin spacecraft flew a mouse.", "Zorin", "Mission"),
        ("Building Zorin-2 took years. Zorin-2 reached orbit.", "Zorin-2", "Mission"),
        ("Anna Holm was succeeded by Omar Field.", "Omar Field", "Person"),
        ("The Elphberg Directorate for Orbits (EDO) met.", "Elphberg Directorate for Orbits (EDO)", "GovernmentBody"),
        ("He was the first Director of the Hentzau Balloon Range.", "Hentzau Balloon Range", "ResearchInstitution"),
        ("The camera was provided by the Hentzau Optical Campus.", "Hentzau Optical Campus", "InternationalBody"),
        ("BULLETIN OF THE HENTZAU SKY UNION", "HENTZAU SKY UNION", "InternationalBody"),
        ("SOL NORTE in orbit. The microsatellite flew.", "SOL NORTE", "Mission"),
        ("We owe it to Zorin, a joint mission of two states.", "Zorin", "Mission"),
        ("They met in Strelsau. The Treaty of Strelsau binds all.", "Treaty of Strelsau", "Agreement"),
        ("They paid Spazio Hentzau S.p.A. for it.", "Spazio Hentzau S.p.A.", "Company"),
        ("They paid Hentzau Link Pvt. Ltd. for it.", "Hentzau Link Pvt. Ltd.", "Company"),
        (
            "The Elphberg Lake Programme (ELP) met. The ELP Council sat.",
            "Elphberg Lake Programme (ELP)",
            "InternationalBody",
        ),
        ("The Pool Stellar Elphberg (PSE) met. The PSE joined the rest.", "PSE", "InternationalBody"),
    ],
)
def test_unheard_of_name_is_found_with_its_kind(text: str, name: str, kind: str) -> None:
    assert names(text)[name][0] == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr Jan Holm was elected Vice-Chair of the Council.", "Vice-Chair of the Council"),
        ("Ms Ana Lund stepped down as Treasurer of the Network.", "Treasurer of the Network"),
        ("It moved up from Associate Member to full member.", "Associate"),
        ("The Wide Field Camera (WFC) flew. The WFC led to data.", "WFC"),
        ("Zorin, which was built by Elba Oy, is a camera for a satellite.", "Zorin"),
    ],
)
def test_words_that_only_look_like_one_make_no_organisation(text: str, name: str) -> None:
    assert name not in names(text)


def test_acronym_defined_before_is_no_mission_for_what_was_launched() -> None:
    found = names("The Strelsau Orbit Union (SOU) met. The lander of the SOU was launched in May.")
    assert found["SOU"] == ("InternationalBody", "Strelsau Orbit Union")


def test_partner_in_a_spacecraft_that_was_told_before_makes_no_second_thing_of_it() -> None:
    found = names("The Zorin satellite flew. Elba Oy is a partner in Zorin.")
    assert found["Zorin"][0] == "Mission"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Zubrowkan Institute of Optics met.", "Zubrowkan Institute of Optics"),
        ("The Zubrowkan Polar Fund paid.", "Zubrowkan Polar Fund"),
        ("The Zubrowkan Corvid GmbH built it.", "Corvid GmbH"),
        ("The Zubrowkan Orbit Directorate (ZOD) paid.", "Zubrowkan Orbit Directorate (ZOD)"),
        ("Corvid Optics GmbH of Zubrowka built it.", "Corvid Optics GmbH"),
    ],
)
def test_state_in_front_or_behind_belongs_to_the_name_or_does_not(text: str, name: str) -> None:
    assert name in names(text, AUTHORITY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The probe left for the asteroid Zirconia, a target of the mission.", "Zirconia"),
        ("Zorin-5 was launched in May. A Zorin-5 rocket costs much.", "Zorin-5"),
        ("Gradually, the mission came to its end.", "Gradually"),
    ],
)
def test_rocket_asteroid_or_adverb_is_no_mission(text: str, name: str) -> None:
    assert names(text).get(name, ("", ""))[0] != "Mission"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Zorin Development Kitty, a fund based in Hentzau, pays.", "Zorin Development Kitty", "GovernmentBody"),
        ("The Zorin-1 satellite waits. They paid for Zorin-0.", "Zorin-0", "Mission"),
        ("The ZOR-K1 satellite flew. They forgot ZOR-K2.", "ZOR-K2", "Mission"),
        ("PULSE-E, a pair of CubeSats, is in Hentzau.", "PULSE-E", "Mission"),
        ("They read of Hentzau's Zirconia cloud mission.", "Zirconia", "Mission"),
        ("Zirko Zwanstra of Hentzau presides over the rest.", "Zirko Zwanstra", "Person"),
        ("It was told by Deputy Fintan Ó Gormaz.", "Deputy Fintan Ó Gormaz", "Person"),
        ("It was signed by Perpetua Achieng' Odera.", "Perpetua Achieng' Odera", "Person"),
    ],
)
def test_name_told_by_a_sibling_or_by_what_it_is_said_to_be(text: str, name: str, kind: str) -> None:
    assert names(text)[name][0] == kind


def test_number_behind_a_rocket_makes_no_sibling() -> None:
    assert "Zorin-9" not in names("The Zorin-1 satellite rode on a Zorin-9 rocket.")


def test_what_a_bureau_is_for_is_nobody() -> None:
    assert "Person" not in [
        kind for kind, _ in names("Nobody came for the Bureau of Ocean Winds, whose dues ran out.").values()
    ]


def test_state_behind_an_organisation_belongs_to_its_name() -> None:
    assert (
        names("They asked Science Foundation Zubrowka for money.", AUTHORITY)["Science Foundation Zubrowka"][0]
        == "GovernmentBody"
    )


def test_organisation_with_a_number_is_its_spacecraft() -> None:
    found = names("ZSO-1 is in orbit, and the ZSO is glad.", AUTHORITY)

    assert found["ZSO-1"][0] == "Mission"
    assert found["ZSO"][0] == "SpaceAgency"
