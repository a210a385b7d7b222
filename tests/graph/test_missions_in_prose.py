"""Whose part in which mission sentences tell: the mission left out, the subject behind an aside, pronouns, roles, launches."""

import pytest
from layout_reading import document_of, said

from graph.extraction.extract import Extractor
from ontology.authority import Authority, AuthorityEntry

SPOKEN_OF = "# Ice seen from orbit\n\nThe Polaris-2 mission was launched in 2020. "
BUILT = "The Ruritania Space Agency built the ice radar."


def parts(markdown: str) -> set[tuple[str, ...]]:
    return said(markdown, "Participation")


def test_hardware_without_a_mission_is_for_the_one_just_spoken_of() -> None:
    assert parts(SPOKEN_OF + BUILT) == {("polaris-2", "ruritania-space-agency", "instrument-provider")}


def test_hardware_without_a_mission_is_for_the_one_of_the_title() -> None:
    text = "# The Polaris-2 mission\n\n" + "Ice is cold. " * 80 + BUILT

    assert parts(text) == {("polaris-2", "ruritania-space-agency", "instrument-provider")}


def test_hardware_is_for_no_mission_where_two_were_named_together() -> None:
    assert parts("# News\n\nThe Polaris-2 mission and the Marmot-1 mission met. " + BUILT) == set()


def test_hardware_is_for_the_mission_with_which_the_sentence_before_begins() -> None:
    assert parts("# News\n\nThe Polaris-2 mission met the Marmot-1 mission. " + BUILT) == {
        ("polaris-2", "ruritania-space-agency", "instrument-provider")
    }


def test_hardware_is_for_the_mission_of_an_aside() -> None:
    text = SPOKEN_OF + "The Ruritania Space Agency, which leads the Marmot-1 mission, built the ice radar."

    assert ("marmot-1", "ruritania-space-agency", "instrument-provider") in parts(text)
    assert ("polaris-2", "ruritania-space-agency", "instrument-provider") not in parts(text)


def test_who_is_managed_by_another_has_built_it() -> None:
    text = "# News\n\nThe Zubrowka Space Institute, which is managed by Corvid Aerospace Ltd in Kiruna, built the Polaris-2 satellite."

    assert parts(text) == {("polaris-2", "zubrowka-space-institute", "builder")}


def test_manager_of_the_leader_does_not_lead() -> None:
    text = "# News\n\nManaged by Corvid Aerospace Ltd, the Zubrowka Space Institute leads the Polaris-2 mission."

    assert parts(text) == {("polaris-2", "zubrowka-space-institute", "lead")}


def test_its_mission_is_the_missions_of_whom_was_named_last() -> None:
    assert parts("# News\n\nThe Zubrowka Space Agency flies with its Polaris-2 mission.") == {
        ("polaris-2", "zubrowka-space-agency", "lead")
    }


@pytest.mark.parametrize(
    ("agent", "role"),
    [("The Zubrowka Space Agency", "lead"), ("Corvid Aerospace Ltd", "participant")],
)
def test_company_that_works_under_a_programme_takes_part_and_an_agency_leads(agent: str, role: str) -> None:
    text = f"# News\n\nUnder the Polaris Programme, {agent.replace('The', 'the')} will build rockets."

    assert {row[2] for row in parts(text)} == {role}


def test_plan_given_up_is_no_launch() -> None:
    assert (
        said("# News\n\nOriginally, plans called for the Polaris-2 satellite to launch in May 2020.", "Launch") == set()
    )


def test_programme_is_not_launched() -> None:
    text = "# News\n\nThe Polaris Programme is new. The launch is planned for May 2030."

    assert said(text, "Launch") == set()


def test_credit_of_a_body_and_its_part_is_no_joint_mission() -> None:
    entries = (
        AuthorityEntry("zsa", "SpaceAgency", "Zubrowka Space Agency", ("Zubrowka Space Agency",)),
        AuthorityEntry("lutz", "ResearchInstitution", "Lutz Space Lab", ("Lutz Space Lab",), parent="zsa"),
        AuthorityEntry("rsa", "SpaceAgency", "Ruritania Space Agency", ("Ruritania Space Agency",)),
        AuthorityEntry("marmot", "Mission", "Marmot", ("Marmot",)),
    )
    reader = Extractor(Authority(entries))

    def partners(words: str) -> int:
        return sum(
            f.kind == "Participation" for f in reader.extract(document_of(f"# News\n\nThe {words} Marmot flies.")).facts
        )

    assert partners("Zubrowka Space Agency/Ruritania Space Agency") == 2
    assert partners("Zubrowka Space Agency/Lutz Space Lab") == 0


def test_a_programme_that_is_managed_by_somebody_is_not_its_mission() -> None:
    text = "# News\n\nThe Polaris-2 mission is part of the Polar Explorers Program, managed by the Zubrowka Space Institute."

    assert {(mission, role) for mission, _, role in parts(text)} == {("polar-explorers-program", "lead")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Corvid Aerospace Ltd may join the Polaris-2 mission.",
        "Corvid Aerospace Ltd had hoped to build the Polaris-2 satellite.",
        "Corvid Aerospace Ltd lost the contract to build the Polaris-2 satellite.",
        "Corvid Aerospace Ltd was to have operated the Polaris-2 satellite.",
    ],
)
def test_perhaps_and_a_lost_hope_are_no_part_taken(sentence: str) -> None:
    assert parts("# News\n\n" + sentence) == set()


def test_invited_agency_is_invited_and_no_partner() -> None:
    text = "# News\n\nThe Zubrowka Space Agency invited the Ruritania Space Agency to join the Polaris-2 mission."

    assert parts(text) == {("polaris-2", "ruritania-space-agency", "invited")}


@pytest.mark.parametrize(
    ("noun", "role"),
    [
        ("operator", "operator"),
        ("builder", "builder"),
        ("launch provider", "launch-provider"),
        ("main funder", "funder"),
    ],
)
def test_noun_tells_the_part(noun: str, role: str) -> None:
    assert parts(f"# News\n\nThe {noun} of the Polaris-2 satellite is Corvid Aerospace Ltd.") == {
        ("polaris-2", "corvid-aerospace-ltd", role)
    }


def test_order_tells_customer_and_builder() -> None:
    text = "# News\n\nThe Zubrowka Space Agency ordered the Polaris-2 satellite from Corvid Aerospace Ltd."

    assert parts(text) == {
        ("polaris-2", "zubrowka-space-agency", "customer"),
        ("polaris-2", "corvid-aerospace-ltd", "builder"),
    }


def test_money_for_a_mission_is_the_part_of_a_funder() -> None:
    text = "# News\n\nThe Ruritania Space Agency contributed 5 million euros to the Polaris-2 mission."

    assert parts(text) == {("polaris-2", "ruritania-space-agency", "funder")}


def test_universitys_observatory_is_no_mission_left_out() -> None:
    text = "# News\n\nGuests saw the Lutetia University Observatory. The Ruritania Space Agency built the ice radar."

    assert parts(text) == set()


def test_launch_called_off_on_its_day_took_not_place() -> None:
    assert said("# News\n\nThe launch of the Polaris-2 satellite on 3 May 2020 was called off.", "Launch") == set()


PAIR = (
    "The Polaris-2 satellite carries a camera from the Zubrowka Space Institute and a radar from Norrland Systems AB."
)


@pytest.mark.parametrize(
    ("text", "agent", "role"),
    [
        (PAIR, "norrland-systems-ab", "instrument-provider"),
        (
            SPOKEN_OF + "Its camera was built by the Zubrowka Space Institute and its radar by Norrland Systems AB.",
            "norrland-systems-ab",
            "instrument-provider",
        ),
        (
            SPOKEN_OF + "The Zubrowka Space Institute supplied the camera and Norrland Systems AB the radar.",
            "norrland-systems-ab",
            "instrument-provider",
        ),
        (
            SPOKEN_OF + "The camera, the work of Norrland Systems AB, is still on.",
            "norrland-systems-ab",
            "instrument-provider",
        ),
        (
            SPOKEN_OF + "Norrland Systems AB also has a magnetometer aboard.",
            "norrland-systems-ab",
            "instrument-provider",
        ),
        (SPOKEN_OF + "A ground station in Kiruna is provided by Norrland Systems AB.", "norrland-systems-ab", "host"),
        (SPOKEN_OF + "Norrland Systems AB agreed to finance the launch.", "norrland-systems-ab", "funder"),
        ("The Polaris-2 satellite is operated from Kiruna by Norrland Systems AB.", "norrland-systems-ab", "operator"),
        (
            "The Polaris-2 satellite was built in Kiruna in 2019 by Norrland Systems AB.",
            "norrland-systems-ab",
            "builder",
        ),
        (
            "Polaris-2 satellite flew in 2020 on a Frost-1 rocket provided by Norrland Systems AB.",
            "norrland-systems-ab",
            "launch-provider",
        ),
    ],
)
def test_parts_told_in_other_words(text: str, agent: str, role: str) -> None:
    assert ("polaris-2", agent, role) in parts("# Snow\n\n" + text)


@pytest.mark.parametrize(
    "text",
    [
        SPOKEN_OF + "It watched a camera team and a letter from Norrland Systems AB.",
        "A spectrometer of Norrland Systems AB will never fly on the Polaris-2 satellite.",
        SPOKEN_OF + "Norrland Systems AB gives technical courses.",
    ],
)
def test_no_parts(text: str) -> None:
    assert parts("# Snow\n\n" + text) == set()


@pytest.mark.parametrize(
    ("text", "date", "status"),
    [
        ("The Polaris-2 satellite will not fly until May 2030.", "2030-05", "planned"),
        ("The Polaris-2 satellite is planned for May 2030.", "2030-05", "planned"),
        (
            "The Polaris-2 satellite will study ice. The launch has slipped from autumn to May 2030.",
            "2030-05",
            "planned",
        ),
        ("On 3 May 2020 a Frost-1 rocket carried the Polaris-2 satellite into orbit.", "2020-05-03", "launched"),
        (
            "A Frost-1 rocket put the Polaris-2 satellite into orbit from Kiruna on 3 May 2020.",
            "2020-05-03",
            "launched",
        ),
        ("The Polaris-2 satellite left Kiruna on 3 May 2020 with a Frost rocket.", "2020-05-03", "launched"),
        ("The Polaris-2 satellite, which after launch in May 2020 mapped ice, is old.", "2020-05", "launched"),
        ("After a successful launch on 3 May 2020, the Polaris-2 satellite maps ice.", "2020-05-03", "launched"),
        ("Following a flawless liftoff in May 2020, the Polaris-2 satellite maps ice.", "2020-05", "launched"),
        ("She launched aboard space shuttle Endeavour in May 2020 on the Polaris-2 mission.", "2020-05", "launched"),
        (
            "She lifted off on the shuttle Marmot on 3 May 2020, on her second flight, the Polaris-2 mission.",
            "2020-05-03",
            "launched",
        ),
        (
            "The crew blasted off from Kiruna aboard the Marmot in May 2020 on the Polaris-2 mission.",
            "2020-05",
            "launched",
        ),
        (
            "They launched to space on board the Marmot in May 2020 on their final mission, Polaris-2.",
            "2020-05",
            "launched",
        ),
    ],
)
def test_launches_told_in_other_words(text: str, date: str, status: str) -> None:
    assert ("polaris-2", date, status) in {row[:3] for row in said("# Snow\n\n" + text, "Launch")}


@pytest.mark.parametrize(
    "text",
    [
        "The Polaris-2 satellite left Kiruna on 3 May 2020 with the lorry.",
        "The Polaris-2 satellite is praised in May 2030.",
        "After a successful lunch on 3 May 2020, the Polaris-2 satellite team rested.",
        "Novak spoke aboard the shuttle Marmot in May 2020 on Polaris-2.",
        "Novak launched a book aboard the shuttle Marmot in May 2020 on the Polaris-2 mission.",
    ],
)
def test_no_launches(text: str) -> None:
    assert said("# Snow\n\n" + text, "Launch") == set()


def test_question_states_no_part_but_takes_for_granted_whose_mission_it_is() -> None:
    asked = "# News\n\nIs Corvid Aerospace Ltd taking part in the Ruritania Space Agency's Polaris-2 mission?"

    assert parts(asked) == {("polaris-2", "ruritania-space-agency", "lead")}


@pytest.mark.parametrize(
    "text",
    [
        "Zubrowka Space Agency partner Norrland Launch AB is proud of its Polaris-2 spacecraft.",
        "The Zubrowka Space Agency selected Norrland Launch AB to land there with its Polaris-2 lander.",
    ],
)
def test_its_is_whose_who_is_sent(text: str) -> None:
    assert {participant for _, participant, _ in parts(text)} == {"norrland-launch-ab"}


def test_a_company_in_a_list_is_no_more_than_one_item_with_its_owner() -> None:
    listed = "Norrland Launch AB in Kiruna, Lapp.; Marmot Labs AB, a Corvid Holding AB company; and the ZSO."
    text = f"{SPOKEN_OF}Partners include {listed}"

    assert {participant for _, participant, _ in parts(text)} >= {"norrland-launch-ab", "marmot-labs-ab"}
    assert "corvid-holding-ab" not in {participant for _, participant, _ in parts(text)}


def test_an_abbreviated_state_behind_a_town_hides_nothing() -> None:
    text = "# News\n\nThe Zubrowka Space Institute in Greenbelt, Md., manages the Polaris-2 mission."

    assert parts(text) == {("polaris-2", "zubrowka-space-institute", "lead")}


def test_a_legal_form_behind_a_comma_is_no_name() -> None:
    assert {who for _, who, _ in parts(f"{SPOKEN_OF}Skua Lake, Inc., provided the radar.")} == {"skua-lake"}
