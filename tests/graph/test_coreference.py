import pytest
from invented import AUTHORITY, document

from graph.mentions.coreference import Resolver
from graph.mentions.recognition import Recogniser
from graph.names.folding import plain
from graph.sentences import sentences


def references(*paragraphs: str) -> dict[str, tuple[tuple[str, ...], str | None]]:
    """Mentions that are no names: their words, the labels of what they mean, and the words of the antecedent."""
    source = document(*paragraphs)
    found = Recogniser(AUTHORITY).recognise(source)
    table = found.table.entities
    mentions = Resolver(plain(source.text), found.mentions, found.table).resolve(sentences(source))
    return {
        source.text[m.start : m.end]: (
            tuple(table[e].label for e in m.entities),
            source.text[slice(*m.antecedent)] if m.antecedent else None,
        )
        for m in mentions
        if m.form in ("short", "pronoun", "unnamed")
    }


@pytest.mark.parametrize(
    ("text", "phrase", "labels"),
    [
        ("The Strelsau Geodesy Alliance met. The Alliance voted.", "The Alliance", ("Strelsau Geodesy Alliance",)),
        ("The Polar Space Union met. The Union voted.", "The Union", ("Polar Space Union",)),
        (
            "The Council of the Polar Space Union met at the invitation of the ZSO. The Council voted.",
            "The Council",
            ("Polar Space Union",),
        ),
        (
            "The Elphberg Lake Programme met. Observers of the Elphberg Lake Programme sat. The Programme voted.",
            "The Programme",
            ("Elphberg Lake Programme",),
        ),
        ("The ZSO has a lunar treaty with Zubrowka. One with Ruritania lapsed.", "One", ("treaty",)),
        ("The ZSO met. The agency voted.", "The agency", ("Zubrowka Space Organisation",)),
        ("The Marmot probe flew. The spacecraft turned.", "The spacecraft", ("Marmot",)),
        ("Dr. Anna Holm spoke. She left.", "She", ("Anna Holm",)),
        ("The Polar Space Union grows. Dr. Holm chairs the body.", "the body", ("Polar Space Union",)),
        (
            "The Polar Space Union welcomed the ZSO. The two agreed.",
            "The two",
            ("Polar Space Union", "Zubrowka Space Organisation"),
        ),
        (
            "The Strelsau Institute of Ice met the Lagoon Research Centre. The Institute voted.",
            "The Institute",
            ("Strelsau Institute of Ice",),
        ),
        ("Anna Holm spoke with Mr. Tor Vik. She left.", "She", ("Anna Holm",)),
        (
            "The Polar Space Union and the ZSO met. A text was signed by the two in 2020.",
            "the two",
            ("Polar Space Union", "Zubrowka Space Organisation"),
        ),
        (
            "The Polar Space Union and the ZSO met. Both agreed.",
            "Both",
            ("Polar Space Union", "Zubrowka Space Organisation"),
        ),
        ("Ana Quispe Arancibia spoke. She left. Ms. Quispe, she said, came.", "she", ("Ana Quispe Arancibia",)),
        ("The Marmot probe left the Polaris Programme. The spacecraft turned.", "The spacecraft", ("Marmot",)),
        ("The Polaris Programme built the Marmot probe. The programme grew.", "The programme", ("Polaris Programme",)),
        ("The Alpine Orbit Treaty was read. The treaty is old.", "treaty", ("Alpine Orbit Treaty",)),
        ("The Polar Space Union rose. Its members cheered.", "Its", ("Polar Space Union",)),
        (
            "The Hentzau Space Agency and the ZSO met. The ZSO is young. Dr. Anna Holm, head of the agency, spoke.",
            "the agency",
            ("Hentzau Space Agency",),
        ),
        ("The Polar Space Union rose. Two years later it fell.", "it", ("Polar Space Union",)),
        (
            "The Polar Space Union met the ZSO. The Lutz Field Centre came. All three have agreed.",
            "All three",
            ("Polar Space Union", "Zubrowka Space Organisation", "Lutz Field Centre"),
        ),
        (
            "The Lutz Field Centre joined the International Institute of Ice. The Institute grew.",
            "The Institute",
            ("International Institute of Ice",),
        ),
        ("The Polar Space Union was joined by the ZSO through its director.", "its", ("Zubrowka Space Organisation",)),
    ],
)
def test_short_form_means_what_was_named_before(text: str, phrase: str, labels: tuple[str, ...]) -> None:
    assert references(text)[phrase][0] == labels


def test_antecedent_is_kept_for_the_evidence() -> None:
    assert references("The Polar Space Union met.", "The Union voted.")["The Union"][1] == "Polar Space Union"


def test_both_agencies_are_the_two_named_together() -> None:
    found = references("The ZSO and the Hentzau Space Agency met. Both agencies agreed.")
    assert found["Both agencies"][0] == ("Zubrowka Space Organisation", "Hentzau Space Agency")


def test_two_countries_are_states_not_organisations() -> None:
    found = references("The ZSO hosted Zubrowka and Ruritania. The two countries agreed.")
    assert found["The two countries"][0] == ("Zubrowka", "Ruritania")


@pytest.mark.parametrize(
    "text",
    [
        "The Alliance voted.",
        "The Polar Space Union met. The Alliance voted.",
        "She left. Dr. Anna Holm spoke.",
        "Both agencies agreed.",
        "Zubrowka spoke. The two countries agreed.",
        "Zubrowka has a plan to launch spacecraft. The spacecraft is new.",
    ],
)
def test_short_form_without_an_antecedent_means_nothing(text: str) -> None:
    assert references(text) == {}


def test_agreement_without_a_name_is_a_thing_of_its_own() -> None:
    assert references("Zubrowka signed an agreement.") == {"agreement": (("agreement",), None)}


def test_definite_agreement_is_the_one_before() -> None:
    found = references("Zubrowka signed a memorandum of understanding.", "The memorandum of understanding is short.")
    assert len({labels for labels, _ in found.values()}) == 1


def test_described_spacecraft_is_a_thing_of_its_own() -> None:
    assert references("Zubrowka built an ocean-observing satellite.") == {
        "an ocean-observing satellite": (("ocean-observing satellite",), None)
    }
