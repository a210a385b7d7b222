"""Whom an agreement or contract binds, told in the words around it: a text in, party and action out."""

import pytest
from layout_reading import said

KNOWN = "# Talks in Strelsau\n\nThe Ruritania Space Agency (RSA) and the Norrland Institute of Optics (NIO) run stations.\n\n"
RSA, NIO = "ruritania-space-agency", "norrland-institute-of-optics"


def told(text: str) -> set[tuple[str, ...]]:
    """Party, action, and date where one is told, of every agreement."""
    return {fact[1:] for fact in said(KNOWN + text, "AgreementAction")}


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The ink is dry on the memorandum of understanding between the RSA and the NIO.", ("signature",)),
        ("The RSA has sealed its partnership with the NIO by a memorandum of understanding.", ("signature",)),
        ("A letter of intent now links the RSA to the NIO.", ("signature",)),
        ("Since 2019 a framework agreement has governed the relations of the RSA with the NIO.", ("entry-into-force",)),
        ("The NIO is bound to the RSA by a cooperation agreement.", ("entry-into-force",)),
        ("The RSA and the NIO issued a joint statement on 4 March 2024.", ("signature", "2024-03-04")),
        (
            "By a letter of intent of 4 March 2024, the RSA and the NIO agreed to study ice.",
            ("signature", "2024-03-04"),
        ),
        ("Thanks to a framework agreement with the NIO, the RSA receives radar data.", ("entry-into-force",)),
        ("The RSA receives radar data through a framework agreement with the NIO.", ("entry-into-force",)),
        ("Work on a cooperation agreement between the RSA and the NIO continues.", ("negotiation",)),
        ("The RSA and the NIO are still discussing a data agreement.", ("negotiation",)),
        (
            "The RSA and the NIO met. They recalled their framework agreement of 2018, which remains in force.",
            ("entry-into-force",),
        ),
        ("The Delta Cooperation Agreement of 4 April 2022 binds the RSA and the NIO.", ("signature", "2022-04-04")),
        ("A memorandum of understanding linking the RSA with the NIO was drawn up.", ("entry-into-force",)),
        ("The RSA and the NIO inked a deal on ice.", ("signature",)),
        ("Under the implementing arrangement signed in May, the RSA receives data from the NIO.", ("signature",)),
        ("Negotiations are under way between the RSA and the NIO on a launch agreement.", ("negotiation",)),
        ("The RSA and the NIO have a memorandum of understanding on ice.", ("entry-into-force",)),
        ("Cooperation agreement: RSA - NIO, signed 6 March 2017.", ("signature", "2017-03-06")),
        ("The RSA hopes to have a letter of intent with the NIO signed before the summer.", ("planned-signature",)),
        ("The cooperation of the RSA and the NIO rests on a framework agreement.", ("entry-into-force",)),
        ("The RSA's framework agreement with the NIO, now defunct, ran to two pages.", ("termination",)),
    ],
)
def test_agreement_binds_those_named_with_it(text: str, action: tuple[str, ...]) -> None:
    assert {(RSA, *action), (NIO, *action)} <= told(text)


@pytest.mark.parametrize(
    "text",
    [
        "There are reports of a contract between the RSA and the NIO.",
        "An agreement between the RSA and the NIO would help.",
        "There is no data agreement with the NIO, the RSA says.",
        "A memorandum of understanding with the NIO, of which some spoke to the RSA, was drafted but never signed.",
        "The RSA discussed its letter of intent with the NIO.",
        "Talks on a cooperation agreement between the RSA and the NIO fell through.",
        "A draft agreement between the RSA and the NIO is being negotiated, they said, denying that it had already been signed.",
    ],
)
def test_what_nobody_states_binds_nobody(text: str) -> None:
    assert {fact for fact in told(text) if fact[1] != "negotiation"} == set()


def test_what_another_rule_tells_of_a_party_stands() -> None:
    found = told("The cooperation agreement between the RSA and the NIO was signed on 4 March 2024 in Kiruna.")

    assert {fact[1] for fact in found} == {"signature"}


@pytest.mark.parametrize(
    "text",
    [
        "Tarn Robotics has been contracted by the RSA to deliver a drill.",
        "Tarn Robotics is a young company that has been contracted by the RSA to deliver a drill.",
        "Tarn Robotics holds an RSA contract to deliver a drill.",
        "Tarn Robotics is under contract to the RSA for a drill.",
        "Tarn Robotics is working on a drill under an RSA contract.",
        "The drill is built by Tarn Robotics under contract to the RSA.",
        "Tarn Robotics clinched a $40 million contract with the RSA.",
        "In 2021, the RSA gave Tarn Robotics a contract to build a drill.",
        "The RSA picked Tarn Robotics to build a drill under a $40 million contract.",
        "The flight is Tarn Robotics' second under its supply contract with the RSA.",
        "Tarn Robotics, an RSA contractor, builds drills and has a contract.",
    ],
)
def test_contract_is_told_by_holder_or_giver(text: str) -> None:
    assert {(RSA, "signature"), ("tarn-robotics", "signature")} <= told(
        text + " Tarn Robotics won the contract in May."
    )


def test_each_of_those_selected_has_a_contract_where_one_is_spoken_of() -> None:
    chosen = "The RSA has selected Tarn Industries, Fell Aerospace and Beck Systems to advance designs of a drill. "
    facts = said(KNOWN + chosen + "The contract has a value of $9 million.", "AgreementAction")

    assert len({agreement for agreement, *_ in facts}) == 3
    assert {who for _, who, *_ in facts} == {RSA, "tarn-industries", "fell-aerospace", "beck-systems"}


def test_choice_far_from_any_contract_is_none() -> None:
    talk = "They spoke of the weather. " * 80
    text = f"The RSA signed a contract for a mirror.\n\n{talk}\n\nThe RSA selected Tarn Industries to build a drill.\n\n{talk}"

    assert "tarn-industries" not in {who for who, *_ in told(text)}


def test_organ_called_by_its_organisation_is_the_organisation() -> None:
    text = "The NIO is an institute. The Ruritania Space Agency Council signed a letter of intent with the NIO."

    assert (RSA, "signature") in told(text)


def test_company_is_told_by_its_contract() -> None:
    found = told("Columbia Sportswear is a payload contracted with the RSA.")

    assert {("columbia-sportswear", "signature"), (RSA, "signature")} <= found


@pytest.mark.parametrize(
    ("heading", "told"), [("A new arrangement with the RSA", False), ("Arrangement with the RSA", True)]
)
def test_heading_tells_nothing_of_a_new_agreement(heading: str, told: bool) -> None:
    text = "# Ice\n\nThe Ruritania Space Agency (RSA) is a guest. The Polar Union of Ice met. The Polar Union of Ice voted."
    assert bool(said(f"{text} The Polar Union of Ice left.\n\n## {heading}\n\nIt was cold.", "AgreementAction")) is told
