"""What an agreement covers, told in other ways than "covers"; a text in, topics out."""

import pytest
from layout_reading import said

KNOWN = "# Talks in Strelsau\n\nThe Ruritania Space Agency (RSA) and the Norrland Institute of Optics (NIO) run stations.\n\n"


def topics(text: str) -> set[str]:
    return {topic for _, topic in said(KNOWN + text, "Coverage")}


@pytest.mark.parametrize(
    "text",
    [
        "At the heart of the cooperation agreement between the RSA and the NIO is snow altimetry.",
        "Snow altimetry is the subject of the cooperation agreement between the RSA and the NIO.",
        "Snow altimetry is covered by the cooperation agreement that the RSA signed with the NIO.",
        "The cooperation agreement, whose subject is snow altimetry, was signed by the RSA and the NIO.",
        "With their cooperation agreement, the RSA and the NIO want to advance snow altimetry.",
        "The cooperation agreement between the RSA and the NIO makes room for snow altimetry.",
        "The cooperation agreement between the RSA and the NIO turns on snow altimetry.",
        "The cooperation agreement between the RSA and the NIO names snow altimetry and ice drilling as areas of cooperation.",
        "Topics of the cooperation agreement between the RSA and the NIO: snow altimetry, ice drilling.",
        "The RSA and the NIO signed an agreement. It is about snow altimetry.",
        "The RSA and the NIO have a cooperation agreement (snow altimetry) and share a radar.",
        "Under their cooperation agreement the RSA and the NIO will pursue snow altimetry.",
        "An arrangement, on snow altimetry, was signed by the RSA and the NIO.",
        "The RSA and the NIO signed an agreement on cooperation in snow altimetry.",
        "The RSA signed a letter of intent with Zubrowka's economy ministry on snow altimetry.",
    ],
)
def test_topic_is_told(text: str) -> None:
    assert "snow-altimetry" in topics(text)


def test_aim_is_told_by_a_sentence_that_names_nothing() -> None:
    assert topics("The RSA and the NIO signed an agreement. The aim is to measure snow together.")


@pytest.mark.parametrize(
    "text",
    [
        "Topics include snow altimetry and ice drilling.",
        "Snow altimetry and ice drilling are the main areas of cooperation.",
        "Article 3 lists snow altimetry and ice drilling as fields of cooperation.",
        "Cooperation will focus on snow altimetry and ice drilling.",
        "Among the priorities are snow altimetry and ice drilling.",
        "Particular attention will be paid to snow altimetry.",
    ],
)
def test_topic_is_told_by_a_sentence_that_names_nobody(text: str) -> None:
    assert "snow-altimetry" in topics(f"The RSA and the NIO signed an agreement. {text}")
    assert topics(f"The RSA and the NIO met. {text}") == set()


def test_one_agreement_is_no_topic_of_another() -> None:
    text = "The RSA and the NIO signed a treaty on snow altimetry, an agreement on ice drilling and a memorandum on tourism."
    assert not {topic for topic in topics(text) if "agreement" in topic or "memorandum" in topic}


def test_topics_that_are_still_open_are_none() -> None:
    assert topics("The RSA and the NIO signed an agreement. The areas of cooperation are not yet defined.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The cooperation agreement between the RSA and the NIO is not about snow altimetry.",
        "The cooperation agreement (signed in haste) binds the RSA and the NIO.",
        "The RSA and the NIO signed a cooperation agreement on Tuesday.",
    ],
)
def test_no_topic_is_told(text: str) -> None:
    assert topics(text) == set()


def test_adjectives_of_one_noun_are_one_topic() -> None:
    text = "The Lunar Conduct Accords are a practical set of principles for the safe, peaceful, and prosperous use of space."
    assert topics(text) == {"principles-for-the-safe-peaceful-and-prosperous-use-of-space"}


PACT = "The RSA and the NIO signed an agreement. "
THREE = {"snow-mapping", "ice-drilling", "tide-gauges"}


@pytest.mark.parametrize(
    "text",
    [
        "The agreement covers three key areas: snow mapping, ice drilling, and tide gauges.",
        "The agreement seeks to boost cooperation in snow mapping, ice drilling, and tide gauges, the release said.",
        "The agreement aims to explore collaboration on snow mapping, ice drilling, and tide gauges.",
        "The agreement aims to develop cooperation between the RSA and the NIO in snow mapping, ice drilling, and tide gauges.",
        "The agreement provides for cooperation in the field of snow mapping, ice drilling, and tide gauges and will serve as a model.",
        "The agreement focuses on areas like snow mapping, ice drilling, and tide gauges, according to Mr Novak.",
        "The agreement provides a framework of cooperation in snow mapping; ice drilling; and tide gauges.",
        "The agreement covers collaborations in snow mapping, ice drilling, and tide gauges, leveraging the skills of both.",
        "The agreement includes cooperation in various fields such as snow mapping, ice drilling, and tide gauges.",
    ],
)
def test_topics_stand_behind_words_that_only_say_that_parties_work_together(text: str) -> None:
    assert topics(PACT + text) == THREE


@pytest.mark.parametrize(
    "text",
    [
        "Other signatories of the agreement include Zubrowka, Syldavia and Borduria.",
        "The agreement provides a framework of cooperation; it was signed in Kiruna; and nobody spoke.",
    ],
)
def test_states_and_clauses_are_no_topics(text: str) -> None:
    assert topics(PACT + text) & {"zubrowka", "it-was-signed-in-kiruna", "nobody-spoke"} == set()


def test_topic_of_an_interest_that_parties_affirm() -> None:
    said_so = "The RSA and the NIO signed a joint statement of intent, affirming their interest to advance cooperation in snow mapping."
    assert topics(said_so) == {"snow-mapping"}


def test_acronym_of_a_memorandum_stands_for_it_where_the_text_defines_it() -> None:
    text = "The RSA and the NIO signed a memorandum of cooperation (MOC). The MOC covers snow mapping."
    assert topics(text) == {"snow-mapping"}
    assert topics("The RSA and the NIO run a mission operations center. The MOC covers snow mapping.") == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The agreement covers cooperation between both in the field of cubesats and their uses.", {"cubesats"}),
        ("The RSA and the NIO signed an agreement on the sidelines of the Snow Seminar.", set()),
        (
            "The agreement provides a framework for both to collaborate in a range of fields including snow mapping.",
            {"snow-mapping"},
        ),
        ('"The agreement covers snow mapping" explained Mr Novak.', {"snow-mapping"}),
    ],
)
def test_topic_is_no_more_than_the_area(text: str, wanted: set[str]) -> None:
    assert topics(PACT + text) == wanted
