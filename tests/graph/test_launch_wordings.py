"""Launches as they are told: by a noun, by what a rocket does, by who flies; sentences in, missions with day and status out."""

import pytest
from layout_reading import said


def launches(text: str) -> set[tuple[str, ...]]:
    return {fact[:3] for fact in said(f"# News\n\n{text}", "Launch")}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The 3 June 2018, launch of the Tern-2 satellite drew a crowd.", ("tern-2", "2018-06-03", "launched")),
        ("The Tern-2 satellite's 3 June 2018 launch drew a crowd.", ("tern-2", "2018-06-03", "launched")),
        ("Following a launch on 3 June 2018, the Tern-2 satellite landed.", ("tern-2", "2018-06-03", "launched")),
        ("In this image from 3 June 2018, the Tern-2 satellite launches.", ("tern-2", "2018-06-03", "launched")),
        ("On 3 June 2018, the Tern-2 satellite achieved orbit.", ("tern-2", "2018-06-03", "launched")),
        ("The Tern-2 satellite has been flying since 3 June 2018.", ("tern-2", "2018-06-03", "launched")),
        ("With its launch slated for June 2035, the Tern-2 satellite is in test.", ("tern-2", "2035-06", "planned")),
        ("The Tern-2 satellite, launching in 2018, will map ice.", ("tern-2", "2018", "planned")),
        ("Since its June 8, 2016 launch, the Tern-2 satellite has flown far.", ("tern-2", "2016-06-08", "launched")),
        (
            "After a successful launch Feb. 15, 2024, the Tern-2 lander is healthy.",
            ("tern-2", "2024-02-15", "launched"),
        ),
        ("The Tern-2 satellite is aiming for a May 2030 launch.", ("tern-2", "2030-05", "planned")),
        ("With a launch date in 2030, the Tern-2 satellite is on paper.", ("tern-2", "2030", "planned")),
        ("The launch slot of the Tern-2 satellite in May 2030 was kept.", ("tern-2", "2030-05", "planned")),
        ("The launch date for the Tern-2 satellite has been fixed: 3 May 2030.", ("tern-2", "2030-05-03", "planned")),
        ("The Tern-2 probe is ready. Its launch window opens on 3 May 2030.", ("tern-2", "2030-05-03", "planned")),
        ("The Tern-2 satellite remains on track for a launch in May 2030.", ("tern-2", "2030-05", "planned")),
        ("The Tern-2 satellite, planned for May 2030 on a Frost rocket, maps ice.", ("tern-2", "2030-05", "planned")),
        ("Tern-2 has been postponed from 2028 to May 2030. It is a satellite.", ("tern-2", "2030-05", "planned")),
        (
            "The Tern-2 satellite is ready. Launch will not take place before May 2030.",
            ("tern-2", "2030-05", "planned"),
        ),
        (
            "The Tern-2 satellite is ready. The launch, on a Frost rocket, is now set for May 2030.",
            ("tern-2", "2030-05", "planned"),
        ),
        (
            "The Tern-2 satellite is ready. The launch will take place in May 2030 from Linden.",
            ("tern-2", "2030-05", "planned"),
        ),
        (
            "On Tern-2, the Council agreed that the launch remains planned for May 2030.",
            ("tern-2", "2030-05", "planned"),
        ),
        ("The Tern-2 satellite was now planned for March 2028.", ("tern-2", "2028-03", "planned")),
        (
            "The Tern-2 capsule is to leave the Linden spaceport no later than April 2026.",
            ("tern-2", "2026-04", "planned"),
        ),
        (
            "The Tern-2 satellite will be launched with others, now planned for June 2024.",
            ("tern-2", "2024-06", "planned"),
        ),
    ],
)
def test_a_noun_tells_the_launch(text: str, fact: tuple[str, ...]) -> None:
    assert launches(text) == {fact}


@pytest.mark.parametrize(
    "text",
    [
        "In orbit since May 2020, the Tern-2 satellite has sent 300 pictures.",
        "The Tern-2 satellite has been circling the Earth since May 2020.",
        "The Tern-2 probe made its way to space in May 2020 on top of a Hail rocket.",
        "The Tern-2 probe rose from Linden Point in May 2020.",
        "A Hail rocket roared off the pad with the Tern-2 probe in May 2020.",
        "May 2020 saw the Tern-2 probe launched from Linden Point.",
        "The Tern-2 cubesat was released from the International Space Station in May 2020.",
        "Zubrowka sent the Tern-2 orbiter to Venus in May 2020.",
        "The Tern-2 orbiter was finished early; in May 2020 a Hail rocket placed it in orbit.",
        "The Tern-2 satellite was two years old when it was launched in May 2020.",
    ],
)
def test_what_the_craft_or_its_rocket_does_tells_the_launch(text: str) -> None:
    assert launches(text) == {("tern-2", "2020-05", "launched")}


@pytest.mark.parametrize(
    "text",
    [
        "Two guests launched with Marta Lind to the station aboard the Tern-2 spacecraft in May 2020.",
        "The crew launched six months ago, on the Tern-2 spacecraft in May 2020.",
        "The crew launched as part of the Tern-2 mission, lifting off in May 2020.",
        "She launched aboard the space shuttle Dunnock in May 2020. During the seven-day Tern-2 mission, she worked.",
    ],
)
def test_a_crew_launches_with_its_flight(text: str) -> None:
    assert launches(text) == {("tern-2", "2020-05", "launched")}


def test_both_of_two_missions_are_launched() -> None:
    found = launches("The Tern-1 satellite and the Tern-2 satellite were launched together in May 2020 from Linden.")

    assert found == {("tern-1", "2020-05", "launched"), ("tern-2", "2020-05", "launched")}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("When was the Tern-2 satellite launched? On 11 May 2024, from Linden.", ("tern-2", "2024-05-11", "launched")),
        ("When will the Tern-2 satellite be launched? Not before 2026.", ("tern-2", "2026", "planned")),
        (
            "The Tern-2 probe is a relay of the Zubrowka Space Agency. Lift-off: May 2024",
            ("tern-2", "2024-05", "launched"),
        ),
        ("21 May 2024 - Lift-off of Tern-2 from Linden.", ("tern-2", "2024-05-21", "launched")),
        (
            "The Tern-2 mission is new. Both sides are working towards a launch in May 2030.",
            ("tern-2", "2030-05", "planned"),
        ),
        (
            "The Tern-2 mission is new. The seven satellites are due to be launched in May 2030.",
            ("tern-2", "2030-05", "planned"),
        ),
        (
            "Norrland Launch AB won the contract to launch the Tern-2 satellite in May 2030.",
            ("tern-2", "2030-05", "planned"),
        ),
        (
            "They share the Tern-2 satellite, which a Hail 6 will take into orbit in May 2030.",
            ("tern-2", "2030-05", "planned"),
        ),
        (
            "The Tern-2 satellite was placed into a sun-synchronous orbit in May 2020.",
            ("tern-2", "2020-05", "launched"),
        ),
        ("It was on 11 May 2024 that the Tern-2 satellite lifted off.", ("tern-2", "2024-05-11", "launched")),
    ],
)
def test_other_genres_tell_launches(text: str, fact: tuple[str, ...]) -> None:
    assert launches(text) == {fact}


@pytest.mark.parametrize(
    "text",
    [
        "The Tern-2 satellite failed to lift off in May 2020.",
        "An earlier plan to launch the Tern-2 satellite in 2028 was dropped.",
        "The launch of the Tern-2 satellite, planned for 3 May 2024, was cancelled.",
        "Berzina, an astronaut of many years, lifted off on 3 May 2024.",
        "The Ministry launched the Ice Skills Programme on 3 May 2024.",
        "The Tern-2 satellite arrived at the launch site on 3 May 2024.",
        "On board the Vega-C that lifted off in May 2020 were seeds.",
        "She launched aboard the space shuttle Dunnock in May 2020. She is from Linden.",
        "The May 2020 launch attempt of the Tern-2 satellite was scrubbed.",
        "The Tern-2 mission will fly soon. After liftoff it heads for Mars, and in late May 2025, it passes the planet.",
        "The Tern-2 observatory flew over the storm five times in May 2020.",
        "The Tern-2 launch team met in May 2020.",
        "Zubrowka will never send the Tern-2 orbiter to Venus in May 2030.",
    ],
)
def test_no_launch_is_told(text: str) -> None:
    assert launches(text) == set()


def test_a_capital_behind_the_time_of_day_ends_no_plan() -> None:
    text = "*8 May 2024*\n\nThe Tern-2 satellite is now targeted to launch no earlier than 5:16 p.m. CDT May 17."

    assert launches(text) == {("tern-2", "2024-05-17", "planned")}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Toucan went into orbit on 9 March 2024.", ("toucan", "2024-03-09", "launched")),
        ("On July 1, 2023, a Falcon 9 carried Badger into space.", ("badger", "2023-07-01", "launched")),
        ("PSLV-C57 injected Quokka into its transfer orbit on 2 September 2023.", ("quokka", "2023-09-02", "launched")),
        ("A Long March 6 rocket hoisted Pamir aloft on 21 November 2017.", ("pamir", "2017-11-21", "launched")),
        ("Ibis hitched a ride to orbit on a rideshare on 16 August 2024.", ("ibis", "2024-08-16", "launched")),
        ("Jackal is on the manifest for 12 August 2026.", ("jackal", "2026-08-12", "planned")),
        ("Launch date of the Tern-2 satellite: 12 January 2018.", ("tern-2", "2018-01-12", "planned")),
        ("The launch window for the Tern-2 satellite opens in February 2027.", ("tern-2", "2027-02", "planned")),
        ("Okapi began its mission with a flawless liftoff on 28 May 2024.", ("okapi", "2024-05-28", "launched")),
        (
            "Originally planned for May, the launch of Baltic Eye has slipped to 2030.",
            ("baltic-eye", "2030", "planned"),
        ),
        ("The Tern-2 satellite awaits its launch, which is set for 30 June 2026.", ("tern-2", "2026-06-30", "planned")),
    ],
)
def test_names_that_are_words_are_launched(text: str, fact: tuple[str, ...]) -> None:
    assert launches(text) == {fact}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "In May 2020 a Hail rocket with the Tern-2 satellite on board rose from Linden.",
            ("tern-2", "2020-05", "launched"),
        ),
        ("The Tern-2 mission began on 3 May 2020 with a launch from Linden.", ("tern-2", "2020-05-03", "launched")),
        ("The Tern-2 satellite has been delayed to May 2029.", ("tern-2", "2029-05", "planned")),
        ("The partners are targeting a May 2029 launch for the Tern-2 satellite.", ("tern-2", "2029-05", "planned")),
        ("Tern-2 will not fly before May 2029.", ("tern-2", "2029-05", "planned")),
    ],
)
def test_beginnings_and_delays_tell_launches(text: str, fact: tuple[str, ...]) -> None:
    assert launches(text) == {fact}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Norrland Launch AB launched Zubrowka's satellite Tern-2 in May 2020.", ("tern-2", "2020-05", "launched")),
        (
            "The maiden flight of Ariane 6 carried the Tern-2 satellite into orbit in May 2020.",
            ("tern-2", "2020-05", "launched"),
        ),
        (
            "After two scrubbed attempts, the Tern-2 satellite finally launched in May 2020.",
            ("tern-2", "2020-05", "launched"),
        ),
        ("It was launched as Tern-2 in May 2020 from Linden.", ("tern-2", "2020-05", "launched")),
        ("Status: Tern-2 satellite in integration, launch May 2030.", ("tern-2", "2030-05", "planned")),
        ("The Tern-2 satellite's ride to orbit is booked for May 2030.", ("tern-2", "2030-05", "planned")),
    ],
)
def test_carriers_and_rides_tell_launches(text: str, fact: tuple[str, ...]) -> None:
    assert launches(text) == {fact}


def test_two_missions_are_launched_each_on_its_day() -> None:
    found = launches("It reuses the Marmot-1 and Marmot-2, which were launched on 7 October 2018 and 30 August 2020.")
    assert found == {("marmot-1", "2018-10-07", "launched"), ("marmot-2", "2020-08-30", "launched")}


@pytest.mark.parametrize(
    "text",
    [
        "Following a launch delay on 3 June 2018, the Tern-2 satellite went back to the hangar.",
        "The Tern-2 satellite reached orbit around the asteroid on 3 June 2018.",
        "In this image from 3 June 2018, the Tern-2 satellite sits on the pad.",
    ],
)
def test_day_of_something_else_is_no_launch(text: str) -> None:
    assert launches(text) == set()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The Tern-2's twin, Skua-4, will launch in May 2030.", ("skua-4", "2030-05", "planned")),
        ("The first of the Tern satellites, Tern-2, was launched in May 2020.", ("tern-2", "2020-05", "launched")),
        (
            "Launched in May 2020, as a payload beside a larger craft, the Tern-2 satellite maps ice.",
            ("tern-2", "2020-05", "launched"),
        ),
        (
            'In May 2020, the ice-watching satellite "Tern-2" was launched from Linden.',
            ("tern-2", "2020-05", "launched"),
        ),
        ("The new craft, called ‘Tern-2,’ was launched in May 2020.", ("tern-2", "2020-05", "launched")),
    ],
)
def test_asides_and_quotation_marks_leave_the_launch(text: str, fact: tuple[str, ...]) -> None:
    assert launches(text) == {fact}
