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
            "The Skua satellite maps fires. The Nordic Survey Institute will fund one fifth of the cost.",
            ("skua", "nordic-survey-institute", "funder"),
        ),
        (
            "The Skua satellite maps fires. The Nordic Survey Institute is paying for it.",
            ("skua", "nordic-survey-institute", "funder"),
        ),
        (
            "The Skua satellite maps fires. The Council chose the Nordic Survey Institute as builder.",
            ("skua", "nordic-survey-institute", "builder"),
        ),
        (
            "The Skua satellite maps fires. The Nordic Survey Institute confirmed that it would supply the snow radar.",
            ("skua", "nordic-survey-institute", "instrument-provider"),
        ),
        (
            "The Skua satellite is operated from the Nordic Survey Institute.",
            ("skua", "nordic-survey-institute", "operator"),
        ),
        (
            "The Reef Drone Challenge is sponsored by the Zubrowka Space Agency and managed by the Nordic Survey Institute.",
            ("reef-drone-challenge", "nordic-survey-institute", "lead"),
        ),
        (
            "It uses Skua-4, which the Zubrowka Space Agency will operate and which the Nordic Survey Institute is building.",
            ("skua-4", "nordic-survey-institute", "builder"),
        ),
        (
            "It carries instruments for Skua-4 and Skua-5, which the Nordic Survey Institute operates.",
            ("skua-4", "nordic-survey-institute", "operator"),
        ),
        ("The Nordic Ocean Fund has booked capacity on Skua-4.", ("skua-4", "nordic-ocean-fund", "customer")),
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
        (
            "Norrland Launch AB was picked by the Zubrowka Space Agency to launch the Skua satellite.",
            ("skua", "norrland-launch-ab", "launch-provider"),
        ),
        ("Zubrowka chose Norrland Launch AB to build the Skua probe.", ("skua", "norrland-launch-ab", "builder")),
        (
            "Selected by Zubrowka to build the Skua probe, Norrland Launch AB will open a plant.",
            ("skua", "norrland-launch-ab", "builder"),
        ),
        ("Zubrowka came on board as a founding partner of the Skua mission.", ("skua", "zubrowka", "partner")),
        ("Partners in the Skua mission: Zubrowka, Ruritania and Syldavia.", ("skua", "syldavia", "partner")),
        (
            "Partners: the Zubrowka Space Agency (lead) and the Nordic Survey Institute (spectrometer), all for the Skua mission.",
            ("skua", "nordic-survey-institute", "instrument-provider"),
        ),
        (
            "Partners: the Zubrowka Space Agency (lead) and the Nordic Survey Institute (spectrometer), all for the Skua mission.",
            ("skua", "zubrowka-space-agency", "lead"),
        ),
        (
            "The Skua mission, in which Zubrowka and Ruritania are the main partners, ends in May.",
            ("skua", "ruritania", "partner"),
        ),
        (
            "The Skua satellite failed in May, its operator, the company Corvid Optics GmbH, said.",
            ("skua", "corvid-optics-gmbh", "operator"),
        ),
        ("Zubrowka and Ruritania will split the cost of the Skua satellite.", ("skua", "ruritania", "funder")),
        ("Operator of Sea Eye-2: Norrland Launch AB.", ("sea-eye-2", "norrland-launch-ab", "operator")),
        ("The Skua mission ran for six years with Ruritania as its partner.", ("skua", "ruritania", "partner")),
        (
            "The Skua lander will fly in 2027 carrying a seismometer from Ruritania.",
            ("skua", "ruritania", "instrument-provider"),
        ),
        (
            "The Skua satellite was built by students with help from the University of Strelsau.",
            ("skua", "university-of-strelsau", "partner"),
        ),
        ("- Skua: led by Zubrowka, camera from Ruritania", ("skua", "zubrowka", "lead")),
        (
            "- Skua: led by Zubrowka, camera from the Nordic Survey Institute",
            ("skua", "nordic-survey-institute", "instrument-provider"),
        ),
        ("The Skua project has six partners, with Ruritania in the lead.", ("skua", "ruritania", "lead")),
        (
            "Cubesat Skua-1 has phoned home to the University of Strelsau, which built it.",
            ("skua-1", "university-of-strelsau", "builder"),
        ),
        ("Zubrowka will procure a dust sensor for the Skua satellite.", ("skua", "zubrowka", "instrument-provider")),
        (
            "Skua-2 was an unclassified mission for the Zubrowka Space Agency.",
            ("skua-2", "zubrowka-space-agency", "customer"),
        ),
        (
            "The Nordic Survey Institute is the lead centre for the design and construction of the Skua telescope.",
            ("skua", "nordic-survey-institute", "lead"),
        ),
        ("The tank was made for Zubrowka and Ruritania's Skua mission.", ("skua", "zubrowka", "partner")),
        ("The Skua satellite is under construction at Norrland Launch AB.", ("skua", "norrland-launch-ab", "builder")),
        (
            "Students and staff at the Nordic Survey Institute designed, built and tested the Skua satellite.",
            ("skua", "nordic-survey-institute", "builder"),
        ),
        (
            "The Skua lander called home shortly after separation from Norrland Launch AB's second stage.",
            ("skua", "norrland-launch-ab", "launch-provider"),
        ),
        ("The minister said that Zubrowka leads the Skua mission.", ("skua", "zubrowka", "lead")),
        (
            "It was announced that the Nordic Survey Institute has become a partner in the Skua mission.",
            ("skua", "nordic-survey-institute", "partner"),
        ),
        (
            "A consortium headed by Norrland Launch AB will build the two Skua satellites.",
            ("skua", "norrland-launch-ab", "builder"),
        ),
        (
            "Norrland Launch AB won the contract to build the two Skua satellites.",
            ("skua", "norrland-launch-ab", "builder"),
        ),
        (
            "The Skua satellites have booked a ride with Norrland Launch AB for 2027.",
            ("skua", "norrland-launch-ab", "launch-provider"),
        ),
        (
            "A Norrland Launch AB Frost-1 rocket lifted the Skua satellite from Kiruna.",
            ("skua", "norrland-launch-ab", "launch-provider"),
        ),
        (
            "The Skua mission launched aboard Norrland Launch AB's Frost on 3 March 2027.",
            ("skua", "norrland-launch-ab", "launch-provider"),
        ),
        ("The Skua mission is paid for jointly by Zubrowka and Ruritania.", ("skua", "ruritania", "funder")),
        (
            "Led by Zubrowka with contributions from Ruritania and Syldavia, the Skua mission studies storms.",
            ("skua", "zubrowka", "lead"),
        ),
        (
            "Led by Zubrowka with contributions from Ruritania and Syldavia, the Skua mission studies storms.",
            ("skua", "syldavia", "partner"),
        ),
        ("Ruritania signed on to the Skua mission in 2023.", ("skua", "ruritania", "partner")),
        ("Who runs the Skua satellite? Norrland Launch AB does.", ("skua", "norrland-launch-ab", "operator")),
        ("Q: Who pays for the Skua satellite? A: Zubrowka and Ruritania, half each.", ("skua", "ruritania", "funder")),
        ("The Skua satellite, property of Norrland Launch AB, failed in 2022.", ("skua", "norrland-launch-ab", "lead")),
        ("Norrland Launch AB handed over the Skua satellite to Zubrowka.", ("skua", "norrland-launch-ab", "builder")),
        ("A Norrland Launch AB-built Skua satellite reaches orbit.", ("skua", "norrland-launch-ab", "builder")),
        ("The Skua mission brings Zubrowka and Ruritania together.", ("skua", "ruritania", "partner")),
        (
            "Zubrowka will provide the bus and Ruritania the radar of the Skua satellite.",
            ("skua", "ruritania", "instrument-provider"),
        ),
        (
            "On board the Skua lander: a camera (Zubrowka) and a drill (Ruritania).",
            ("skua", "ruritania", "instrument-provider"),
        ),
        ("The Skua lander's payloads include a drill by Ruritania.", ("skua", "ruritania", "instrument-provider")),
        (
            "Among the six payloads of the Skua lander is a drill of Ruritania.",
            ("skua", "ruritania", "instrument-provider"),
        ),
        (
            "The Skua satellite came out of the Norrland Launch AB factory in Kiruna.",
            ("skua", "norrland-launch-ab", "builder"),
        ),
        (
            "Skua-2: builder Norrland Launch AB, operator the Nordic Survey Institute, launch 2027.",
            ("skua-2", "norrland-launch-ab", "builder"),
        ),
        ("Ruritania's share of the Skua mission is the robotic arm.", ("skua", "ruritania", "partner")),
        (
            "Researchers at the Nordic Survey Institute designed the detector that flies on the Skua probe.",
            ("skua", "nordic-survey-institute", "instrument-provider"),
        ),
        (
            "The Nordic Survey Institute's detector is one of five instruments on the Skua probe.",
            ("skua", "nordic-survey-institute", "instrument-provider"),
        ),
        (
            "The detector, designed at the Nordic Survey Institute, is one of five instruments on the Skua probe.",
            ("skua", "nordic-survey-institute", "instrument-provider"),
        ),
        ("Zubrowka's partner on the Skua mission is Ruritania.", ("skua", "ruritania", "partner")),
        (
            "Ruritania undertakes to deliver the dust counter for the Skua probe by 2028.",
            ("skua", "ruritania", "instrument-provider"),
        ),
        ("The Board noted Ruritania's entry into the Skua programme.", ("skua", "ruritania", "partner")),
        (
            "With funding from the Nordic Ocean Fund, the Skua mission will fly in 2030.",
            ("skua", "nordic-ocean-fund", "funder"),
        ),
        ("Skua is a Zubrowka-funded cubesat mission to the Moon.", ("skua", "zubrowka", "funder")),
        ("Norrland Launch AB has launched Skua-2, its ninth satellite.", ("skua-2", "norrland-launch-ab", "lead")),
        (
            "The principal investigator of the Skua mission is Mirela Novak of the Nordic Survey Institute.",
            ("skua", "nordic-survey-institute", "lead"),
        ),
        (
            "The Skua satellite was developed under a contract with Norrland Launch AB.",
            ("skua", "norrland-launch-ab", "builder"),
        ),
        ("Norrland Launch AB is under contract to build the Skua capsule.", ("skua", "norrland-launch-ab", "builder")),
        (
            "Skua's second radar is a contribution of Ruritania. The Skua mission flies in May.",
            ("skua", "ruritania", "instrument-provider"),
        ),
        ("The Zubrowka Space Agency's Skua and Heron missions study ice.", ("skua", "zubrowka-space-agency", "lead")),
        (
            "Three agencies - Zubrowka, Ruritania, and Syldavia - run the Skua station.",
            ("skua", "syldavia", "operator"),
        ),
        (
            "The three partners of the Skua station are Zubrowka, Ruritania and Syldavia.",
            ("skua", "ruritania", "partner"),
        ),
        (
            "The Ice Programs Office at the Nordic Survey Institute in Kiruna manages the Skua programme.",
            ("skua", "ice-programs-office", "lead"),
        ),
        (
            "Skua-2, the second ice-watching satellite of the Zubrowka Space Agency, is in orbit.",
            ("skua-2", "zubrowka-space-agency", "lead"),
        ),
        (
            "The Skua satellite will leave in 2025 on a Frost 9 provided by Norrland Launch AB.",
            ("skua", "norrland-launch-ab", "launch-provider"),
        ),
        (
            "The Skua satellite was launched on 16 August 2024 by a Norrland Launch AB Frost 9.",
            ("skua", "norrland-launch-ab", "launch-provider"),
        ),
        (
            "The Skua satellite is finished. On 17 November a Norrland Launch AB Frost 9 placed it in orbit.",
            ("skua", "norrland-launch-ab", "launch-provider"),
        ),
        ("Ruritania is the largest contributor to the Skua mission.", ("skua", "ruritania", "partner")),
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


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Halcyon is led by Zubrowka.", ("halcyon", "zubrowka", "lead")),
        ("Halcyon, built by Norrland Launch AB, maps ice.", ("halcyon", "norrland-launch-ab", "builder")),
        ("Halcyon, which Norrland Launch AB built, maps ice.", ("halcyon", "norrland-launch-ab", "builder")),
        ("Halcyon is a partnership between Zubrowka and Ruritania.", ("halcyon", "ruritania", "partner")),
        ("Zubrowka leads Halcyon, with Ruritania as a partner.", ("halcyon", "zubrowka", "lead")),
        ("Halcyon's camera comes from Ruritania.", ("halcyon", "ruritania", "instrument-provider")),
        ("Zubrowka is contributing a camera to Halcyon.", ("halcyon", "zubrowka", "instrument-provider")),
        ("Ruritania is taking part in Halcyon.", ("halcyon", "ruritania", "partner")),
        (
            "At the helm of the Halcyon mission is the Nordic Survey Institute.",
            ("halcyon", "nordic-survey-institute", "lead"),
        ),
        ("The Halcyon mission counts Ruritania among its participants.", ("halcyon", "ruritania", "partner")),
        ("Zubrowka leads the Halcyon mission. Ruritania also participates in it.", ("halcyon", "ruritania", "partner")),
        (
            "Ruritania will equip the Halcyon satellite with its altimeter.",
            ("halcyon", "ruritania", "instrument-provider"),
        ),
        ("Ruritania processes the data of the Halcyon satellite.", ("halcyon", "ruritania", "partner")),
        ("Zubrowka and Ruritania were behind the Halcyon mission.", ("halcyon", "zubrowka", "lead")),
        (
            "The order for the Halcyon satellite went to Norrland Launch AB.",
            ("halcyon", "norrland-launch-ab", "partner"),
        ),
    ],
)
def test_a_part_in_what_nobody_calls_a_mission(text: str, part: tuple[str, ...]) -> None:
    assert part in parts(text)


@pytest.mark.parametrize(
    "text",
    [
        "SNOW is led by Zubrowka.",
        "Halcyon is an aircraft. Halcyon was built by Norrland Launch AB.",
        "The article gave the impression that Ruritania had joined the Skua mission as a partner.",
        "The proposal of Zubrowka that Ruritania take part in the Skua mission was put off.",
        "Data came from Zubrowka and the Nordic Survey Institute, not from the Skua mission.",
        "The Langmuir probes were tested by Norrland Launch AB.",
        "In the novel an alien spacecraft visits us. Norrland Launch AB developed the solar arrays.",
        "The Zubrowka Space Agency's Almanac, a book of the Skua programme, is out.",
    ],
)
def test_no_part_in_a_mission(text: str) -> None:
    assert parts(text) == set()


def test_whom_somebody_works_for_leads_nothing_by_it() -> None:
    text = "The Nordic Survey Institute works for Zubrowka, and Ruritania leads the Skua mission."

    assert parts(text) == {("skua", "ruritania", "lead")}


def test_whose_mission_it_is_holds_whatever_is_said_of_it() -> None:
    assert parts("They will discuss whether the Zubrowka Space Agency's Skua mission pays.") == {
        ("skua", "zubrowka-space-agency", "lead")
    }


def test_this_project_is_that_of_the_line_above_not_one_before_it() -> None:
    text = "The Skua project studies ice.\n\nWarm Coats for Cold Birds\n\nThis project is a collaboration between Zubrowka and Ruritania."

    assert parts(text) == set()


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


SKUA = "The Skua-2 satellite was approved in 2020. "


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "The Skua-2 altimetry mission, a joint undertaking of the Nordic Survey Institute and Norrland Launch AB, is late.",
            ("skua-2", "nordic-survey-institute", "partner"),
        ),
        (
            SKUA + "Once in orbit it will be operated by the Nordic Survey Institute.",
            ("skua-2", "nordic-survey-institute", "operator"),
        ),
        (
            SKUA + "The Nordic Survey Institute will own and operate the satellites.",
            ("skua-2", "nordic-survey-institute", "operator"),
        ),
        (
            SKUA
            + "The camera will be supplied by the Zubrowka Space Agency; the Nordic Survey Institute is to build the satellite.",
            ("skua-2", "zubrowka-space-agency", "instrument-provider"),
        ),
        (
            "Skua-2, planned by the Zubrowka Space Agency for 2037, looks at ice.",
            ("skua-2", "zubrowka-space-agency", "lead"),
        ),
        (
            SKUA
            + "Its laser was provided by the Nordic Survey Institute, and it was operated by the company Corvid Aerospace Ltd until 2024.",
            ("skua-2", "corvid-aerospace-ltd", "operator"),
        ),
        (
            "He spoke of Skua-2, the Nordic Survey Institute's storm satellite.",
            ("skua-2", "nordic-survey-institute", "lead"),
        ),
        (
            "Skua-2, whose Ruritanian partner, the Nordic Survey Institute, pays for the launch, is late.",
            ("skua-2", "nordic-survey-institute", "partner"),
        ),
        (
            "Skua-2, flown in partnership with the Nordic Survey Institute, measures sea level.",
            ("skua-2", "nordic-survey-institute", "partner"),
        ),
    ],
)
def test_part_is_found_where_the_clause_is_taken_apart(text: str, part: tuple[str, ...]) -> None:
    assert part in parts(text)


def test_subject_of_the_next_clause_has_no_part_in_what_was_done_before() -> None:
    text = "The Skua-2 satellite is built by Norrland Launch AB and the Nordic Survey Institute will operate it."

    assert ("skua-2", "nordic-survey-institute", "builder") not in parts(text)
    assert ("skua-2", "norrland-launch-ab", "builder") in parts(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "Norrland Launch AB was chosen to loft the Skua-2 satellite.",
            ("skua-2", "norrland-launch-ab", "launch-provider"),
        ),
        (
            "The Nordic Ocean Fund covers a third of the cost of the Skua-2 satellite.",
            ("skua-2", "nordic-ocean-fund", "funder"),
        ),
        (
            "Two thirds of the budget of the Skua-2 satellite come from the Nordic Ocean Fund.",
            ("skua-2", "nordic-ocean-fund", "funder"),
        ),
        (
            "Built by Corvid Ltd for the Nordic Survey Institute, the Skua-2 satellite is light.",
            ("skua-2", "nordic-survey-institute", "customer"),
        ),
        (
            "The Nordic Survey Institute's role in the Skua-2 mission is to provide the camera.",
            ("skua-2", "nordic-survey-institute", "instrument-provider"),
        ),
        (
            "Day-to-day operations of the Skua-2 satellite are the job of the Nordic Survey Institute.",
            ("skua-2", "nordic-survey-institute", "operator"),
        ),
    ],
)
def test_part_is_told_by_share_task_or_choice(text: str, part: tuple[str, ...]) -> None:
    assert part in parts(text)


@pytest.mark.parametrize(
    ("text", "missions"),
    [
        ("The Nordic Survey Institute operates the satellites Skua-1 and Skua-2.", {"skua-1", "skua-2"}),
        (
            "The Nordic Survey Institute operates three satellites: Skua-1, Skua-2 and Skua-3.",
            {"skua-1", "skua-2", "skua-3"},
        ),
        ("Skua-1 and Skua-2, both satellites of the Nordic Survey Institute, are in orbit.", {"skua-1", "skua-2"}),
        ("The Nordic Survey Institute operates the Skua-1 satellite and Skua-2 is lost.", {"skua-1"}),
    ],
)
def test_missions_listed_together_share_their_players(text: str, missions: set[str]) -> None:
    assert {mission for mission, who, _ in parts(text) if who == "nordic-survey-institute"} == missions


def test_clause_behind_a_semicolon_is_no_further_name_of_the_list() -> None:
    text = "The Skua satellite is led by the Nordic Survey Institute; the Lagoon Union built a dam."

    assert parts(text) == {("skua", "nordic-survey-institute", "lead")}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "The Skua mission is in orbit. The Nordic Survey Institute leads the tiny Skua mission.",
            ("skua", "nordic-survey-institute", "lead"),
        ),
        (
            "Viasko Ltd took over operation of Corvid AB's Skua-6 satellite.",
            ("skua-6", "viasko-ltd", "operator"),
        ),
        (
            "Managed by the Nordic Survey Institute, the small satellite Skua-6 was launched in 2020.",
            ("skua-6", "nordic-survey-institute", "lead"),
        ),
        (
            "Norrland Launch AB will supply the satellite buses for Zubrowka's three Skua satellites.",
            ("skua", "norrland-launch-ab", "builder"),
        ),
    ],
)
def test_owner_number_and_noun_may_stand_before_the_mission(text: str, part: tuple[str, ...]) -> None:
    assert part in parts(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "The Skua satellite was developed by scholars at the Nordic Survey Institute.",
            ("skua", "nordic-survey-institute", "developer"),
        ),
        (
            "The Skua mission is led by scientists at the Nordic Survey Institute.",
            ("skua", "nordic-survey-institute", "lead"),
        ),
        (
            "Led by principal investigator Mirela Novak at the Nordic Survey Institute in Kiruna, the Skua mission maps ice.",
            ("skua", "nordic-survey-institute", "lead"),
        ),
        (
            "The Skua satellite is the work of a team at the Nordic Survey Institute.",
            ("skua", "nordic-survey-institute", "builder"),
        ),
    ],
)
def test_people_of_a_house_stand_for_it(text: str, part: tuple[str, ...]) -> None:
    assert part in parts(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "The Skua mission is in orbit. The Nordic Survey Institute heads the science team.",
            ("skua", "nordic-survey-institute", "lead"),
        ),
        (
            "The Skua mission is in orbit. The Nordic Survey Institute oversees development.",
            ("skua", "nordic-survey-institute", "lead"),
        ),
        (
            "The Skua satellites are built. The Nordic Survey Institute will operate the fleet.",
            ("skua", "nordic-survey-institute", "operator"),
        ),
        (
            "For the Skua mission, the Nordic Survey Institute serves as lead institution.",
            ("skua", "nordic-survey-institute", "lead"),
        ),
        (
            "The Skua mission is in orbit. The Nordic Survey Institute joined the venture this spring as a partner.",
            ("skua", "nordic-survey-institute", "partner"),
        ),
        (
            "The Skua mission is in orbit. Norrland Launch AB was selected to provide the launch.",
            ("skua", "norrland-launch-ab", "launch-provider"),
        ),
        (
            "The Skua mission is flown. The Nordic Survey Institute developed the guidance, navigation and control system.",
            ("skua", "nordic-survey-institute", "partner"),
        ),
        (
            "They fly in the Skua-4 spacecraft, whose module was provided by the Nordic Survey Institute and built by Corvid Ltd.",
            ("skua-4", "nordic-survey-institute", "partner"),
        ),
    ],
)
def test_mission_left_out_is_the_one_spoken_of(text: str, part: tuple[str, ...]) -> None:
    assert part in parts(text)


def test_programme_beside_a_satellite_is_not_what_somebody_flies() -> None:
    text = "The Lark program's Skua satellites are ready. The Nordic Survey Institute will operate the fleet."

    assert {mission for mission, who, _ in parts(text) if who == "nordic-survey-institute"} == {"skua"}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "Three institutes are building the Skua satellite: the Nordic Survey Institute, Corvid Ltd and Norrland Launch AB.",
            ("skua", "norrland-launch-ab", "builder"),
        ),
        (
            "The Skua mission, which Zubrowka is carrying out with Ruritania, maps ice.",
            ("skua", "ruritania", "partner"),
        ),
        (
            "Developed as a cooperation between Zubrowka and Ruritania, the Skua satellite maps ice.",
            ("skua", "ruritania", "partner"),
        ),
        ("The Nordic Ocean Fund awarded funding to the Skua mission.", ("skua", "nordic-ocean-fund", "funder")),
        (
            "The report named Lynko Ltd as the customer for the Skua satellite.",
            ("skua", "lynko-ltd", "customer"),
        ),
        (
            "Zubrowka built the Skua satellite, with co-funding from the Nordic Ocean Fund.",
            ("skua", "nordic-ocean-fund", "partner"),
        ),
        (
            "The Nordic Survey Institute and Corvid Ltd will share responsibility for the Skua mission.",
            ("skua", "corvid-ltd", "partner"),
        ),
        (
            "The Nordic Survey Institute distributes the Skua satellite's data.",
            ("skua", "nordic-survey-institute", "partner"),
        ),
    ],
)
def test_who_does_it_together_pays_or_is_named(text: str, part: tuple[str, ...]) -> None:
    assert part in parts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Skua mission was not led by scientists at the Nordic Survey Institute.",
        "Three institutes would have liked to build the Skua satellite: the Nordic Survey Institute and Corvid Ltd.",
        "The Nordic Ocean Fund has not awarded funding to the Skua mission.",
        "The Nordic Survey Institute would build the Skua satellite if it were approved.",
        "The Skua mission is approved. Corvid Ltd has not been named prime contractor.",
        "The Skua mission is approved. Corvid Ltd and Norrland Launch AB are among its critics.",
        "Corvid Ltd has not won funding from the Nordic Ocean Fund to build the Skua satellite.",
        "The Skua mission is in orbit. The Nordic Survey Institute heads the football team.",
        "A review of the Skua mission was conducted by the Nordic Survey Institute.",
        "The Skua mission is in orbit. Norrland Launch AB in Kiruna, which builds planes, was silent about the Skua mission.",
    ],
)
def test_nobody_takes_part(text: str) -> None:
    assert parts(text) == set()


def test_programme_of_which_a_mission_is_a_part_is_not_what_was_built() -> None:
    text = "The Skua lander, part of Zubrowka's Lark program, was built by Norrland Launch AB."

    assert {mission for mission, who, _ in parts(text) if who == "norrland-launch-ab"} == {"skua"}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "Two spacecraft form the Skua mission. One was built by Corvid Ltd, the other by the Nordic Survey Institute.",
            ("skua", "nordic-survey-institute", "builder"),
        ),
        (
            "The Skua mission is approved. Corvid Ltd has been named prime contractor.",
            ("skua", "corvid-ltd", "builder"),
        ),
        (
            "The Skua mission is approved. The Nordic Survey Institute is the scientific lead.",
            ("skua", "nordic-survey-institute", "lead"),
        ),
        (
            "The Skua mission is approved. Corvid Ltd has been contracted to build the platform.",
            ("skua", "corvid-ltd", "builder"),
        ),
        (
            "The Skua satellites are light. Corvid Ltd built the three spacecraft.",
            ("skua", "corvid-ltd", "builder"),
        ),
        (
            "The Skua-4 lunar lander is a commercial spacecraft from Corvid Ltd.",
            ("skua-4", "corvid-ltd", "lead"),
        ),
        (
            "The Nordic Survey Institute has handed the Skua satellite over to Zubrowka.",
            ("skua", "nordic-survey-institute", "builder"),
        ),
        (
            "Corvid Ltd and the Nordic Survey Institute make up the team behind the Skua mission.",
            ("skua", "nordic-survey-institute", "partner"),
        ),
        (
            "The Skua mission is approved. Corvid Ltd and Norrland Launch AB are among its sponsors.",
            ("skua", "norrland-launch-ab", "partner"),
        ),
    ],
)
def test_part_in_the_mission_just_spoken_of(text: str, part: tuple[str, ...]) -> None:
    assert part in parts(text)


def test_both_satellites_are_the_two_named_together() -> None:
    text = "The Skua-1 satellite and the Heron-2 satellite wait. Corvid Ltd built both satellites."

    assert {mission for mission, who, _ in parts(text) if who == "corvid-ltd"} == {"skua-1", "heron-2"}


def test_counted_spacecraft_of_none_of_several_missions() -> None:
    text = "The Skua-1 satellite waits. The Heron-2 satellite is lost. Corvid Ltd built the three satellites."

    assert parts(text) == set()


def test_a_company_in_a_state_is_one_name() -> None:
    text = "The Skua mission is approved. Corvid Ltd Ruritania provided the camera."

    assert parts(text) == {("skua", "corvid-ltd", "instrument-provider")}


def test_whose_firm_a_builder_is_has_built_nothing() -> None:
    text = "The Skua satellite was built by Norrland Launch AB, a Corvid Holding AB corporation."

    assert {who for _, who, _ in parts(text)} == {"norrland-launch-ab"}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "Corvid Ltd was awarded a contract in March to design and build the Skua satellite.",
            ("skua", "corvid-ltd", "builder"),
        ),
        (
            "Corvid Ltd built the Skua satellite under contract to the Nordic Survey Institute.",
            ("skua", "nordic-survey-institute", "customer"),
        ),
        (
            "Corvid Ltd is developing the Skua satellite under a Zubrowka Space Agency contract.",
            ("skua", "zubrowka-space-agency", "customer"),
        ),
        (
            "Corvid Ltd has won funding from the Nordic Ocean Fund to build the Skua satellite.",
            ("skua", "nordic-ocean-fund", "funder"),
        ),
        (
            "The Skua satellite is being developed with the Nordic Survey Institute.",
            ("skua", "nordic-survey-institute", "partner"),
        ),
        (
            "The Skua satellite was launched for free by the Zubrowka Space Agency.",
            ("skua", "zubrowka-space-agency", "launch-provider"),
        ),
        (
            "The rocket launched the Skua satellite into orbit for the Nordic Survey Institute.",
            ("skua", "nordic-survey-institute", "customer"),
        ),
        (
            "The Skua mission is approved. The principal investigator institution is the Nordic Survey Institute.",
            ("skua", "nordic-survey-institute", "lead"),
        ),
    ],
)
def test_contract_money_or_company_tells_the_part(text: str, part: tuple[str, ...]) -> None:
    assert part in parts(text)


def test_home_of_a_builders_owner_makes_it_no_builder() -> None:
    text = "Built by Norrland Launch AB, a Corvid Holding AB based in Kiruna, the Skua satellite flies."

    assert {who for _, who, _ in parts(text)} == {"norrland-launch-ab"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Norrland Launch AB, part of a large group, has been selected by the Zubrowka Space Agency as the prime contractor for the"
            " Skua mission.",
            {("skua", "norrland-launch-ab", "builder")},
        ),
        (
            "Norrland Launch AB has not been selected by the Zubrowka Space Agency as the prime contractor for the Skua mission.",
            set(),
        ),
        (
            "The Nordic Survey Institute is financing about 25 percent of the Skua mission.",
            {("skua", "nordic-survey-institute", "funder")},
        ),
        (
            "The funding partner for the Skua mission is the Nordic Survey Institute.",
            {("skua", "nordic-survey-institute", "funder")},
        ),
        (
            "The Nordic Survey Institute developed the Skua mission's radar.",
            {("skua", "nordic-survey-institute", "instrument-provider")},
        ),
        ("The Ruritanian-built Skua Laser Altimeter has arrived.", set()),
        ("The Ruritanian deliveries at Skua satellite level are late.", set()),
        (
            "The Skua satellite is a partnership between the Zubrowka Space Agency and the Nordic Survey Institute (NSI), Ruritania,"
            " to map ice.",
            {("skua", "zubrowka-space-agency", "partner"), ("skua", "nordic-survey-institute", "partner")},
        ),
        (
            "The Skua satellite is a collaboration led by the Zubrowka Space Agency with the Nordic Survey Institute.",
            {("skua", "zubrowka-space-agency", "lead"), ("skua", "nordic-survey-institute", "partner")},
        ),
        (
            "The Skua satellite is a joint venture conducted between the Zubrowka Space Agency and the Nordic Survey Institute.",
            {("skua", "zubrowka-space-agency", "partner"), ("skua", "nordic-survey-institute", "partner")},
        ),
    ],
)
def test_the_part_told_is_the_only_one(text: str, told: set[tuple[str, ...]]) -> None:
    assert parts(text) == told
