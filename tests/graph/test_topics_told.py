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
