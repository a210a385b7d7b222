"""What "it", "its", "both", "the latter", an organ or a describing noun means, told by what the sentences say."""

import pytest
from invented import AUTHORITY, document

from graph.mentions.coreference import Resolver
from graph.mentions.recognition import Recogniser
from graph.names.folding import plain
from graph.sentences import sentences


def meant(*paragraphs: str) -> dict[str, tuple[str, ...]]:
    """The words of references, and the labels of what they mean."""
    source = document(*paragraphs)
    found = Recogniser(AUTHORITY).recognise(source)
    mentions = Resolver(plain(source.text), found.mentions, found.table).resolve(sentences(source))
    return {
        source.text[m.start : m.end]: tuple(found.table.entities[e].label for e in m.entities)
        for m in mentions
        if m.form in ("short", "pronoun")
    }


@pytest.mark.parametrize(
    ("text", "phrase", "labels"),
    [
        ("Zubrowka joined the Polar Space Union in May. It has moved up since.", "It", ("Zubrowka",)),
        ("The Marmot probe has left the factory. It is to be launched in May.", "It", ("Marmot",)),
        ("The Marmot probe has left the factory. It is expected to fly in May.", "It", ("Marmot",)),
        ("What is the Polar Space Union? It is a body with ten members.", "It", ("Polar Space Union",)),
        ("The ZSO paid for the Marmot probe. It was launched in May.", "It", ("Marmot",)),
        ("Zubrowka and Ruritania read the Alpine Orbit Treaty. It expired in May.", "It", ("Alpine Orbit Treaty",)),
        ("Zubrowka has read the Alpine Orbit Treaty. Ruritania signed it in June.", "it", ("Alpine Orbit Treaty",)),
        ("The Marmot probe waits. Corvid GmbH will operate it from Hentzau.", "it", ("Marmot",)),
        ("The Marmot probe and the Courage probe fly. Corvid GmbH operates both.", "both", ("Courage", "Marmot")),
        ("The Marmot probe waits. Its twin is lost.", "Its", ("Marmot",)),
        ("The Alpine Orbit Treaty was signed for the ZSO by its president.", "its", ("Zubrowka Space Organisation",)),
        (
            "Managed by Corvid GmbH, the small Marmot probe left with the Courage probe. It was paid for by Ruritania.",
            "It",
            ("Marmot",),
        ),
        ("The Marmot probe waits. Corvid GmbH provided its dust counter.", "its", ("Marmot",)),
        ("The Marmot probe waits. The 12-kilogram spacecraft is old.", "The 12-kilogram spacecraft", ("Marmot",)),
        (
            "The Marmot probe waits. The ZSO leads this hyperspectral mission.",
            "this hyperspectral mission",
            ("Marmot",),
        ),
        ("Zubrowka and Ruritania talked. It will be paid by the latter.", "the latter", ("Ruritania",)),
        (
            "Zubrowka and Ruritania signed. It was read to both governments.",
            "both governments",
            ("Zubrowka", "Ruritania"),
        ),
        ("Zubrowka and Ruritania talked. They will sign a treaty.", "They", ("Zubrowka", "Ruritania")),
        (
            'Zubrowka and Ruritania, hereinafter "the Participants", met. Later the Participants signed.',
            "the Participants",
            ("Zubrowka", "Ruritania"),
        ),
        ("The Polar Space Union met. The Council voted.", "The Council", ("Polar Space Union",)),
        ("The Polar Space Union grows. Ten states set up our Union in May.", "our Union", ("Polar Space Union",)),
        ("The Alpine Orbit Treaty was read. The text is long.", "The text", ("Alpine Orbit Treaty",)),
        (
            "The Alpine Space Agency, the Polar Space Agency, the Ice Space Agency and the Sea Space Agency met. All four agencies left.",
            "All four agencies",
            ("Alpine Space Agency", "Polar Space Agency", "Ice Space Agency", "Sea Space Agency"),
        ),
    ],
)
def test_reference_means_what_the_sentences_tell(text: str, phrase: str, labels: tuple[str, ...]) -> None:
    assert sorted(meant(text)[phrase]) == sorted(labels)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The talks with Zubrowka and Ruritania went well. They will go on.", "They"),
        ("Zubrowka spoke. They will sign a treaty.", "They"),
        ("Zubrowka and Ruritania met. Later the participants left.", "the participants"),
        ("The Marmot probe waits. It is important to test it.", "It"),
        ("The Marmot probe waits. It was clear that it would fly.", "It"),
        ("The Marmot probe waits. If all goes well, Corvid GmbH operates it.", "it."),
        ("The Marmot probe waits. Corvid GmbH has a camera and will operate it.", "it"),
        ("Dr. Anna Holm spoke. It was late.", "It"),
        ("The Marmot probe and the Courage probe fly. Corvid GmbH will launch it.", "it"),
        ("The Polar Space Union met. A board broke, and the board was thrown away.", "the board"),
        ("Zubrowka and Ruritania talked. The latter half was dull.", "The latter"),
        ("The Marmot probe waits. The third spacecraft is old.", "The third spacecraft"),
    ],
)
def test_what_means_nothing_or_may_mean_several_is_left_alone(text: str, phrase: str) -> None:
    assert phrase not in meant(text)


def test_it_behind_a_gathering_means_the_organisation_that_met() -> None:
    found = meant("The General Assembly of the Polar Space Union met in Hentzau. It admitted two members.")
    assert found["It"] == ("Polar Space Union",)


def test_who_says_we_at_an_organisation_speaks_for_it() -> None:
    found = meant("A speech at the Polar Space Union.", "We at the ZSO are young. We built two probes.")
    assert found["We"] == ("Zubrowka Space Organisation",)


@pytest.mark.parametrize(
    ("text", "acronym", "label"),
    [
        ("The Hentzau Space Agency met. HSA paid.", "HSA", "Hentzau Space Agency"),
        ("HentzSA paid. The Hentzau Space Agency met.", "HentzSA", "Hentzau Space Agency"),
    ],
)
def test_acronym_that_is_never_defined_means_what_its_letters_spell(text: str, acronym: str, label: str) -> None:
    found = Recogniser(AUTHORITY).recognise(document(text))
    assert [found.table.entities[m.entities[0]].label for m in found.mentions if text[m.start : m.end] == acronym] == [
        label
    ]


def test_letters_that_two_names_spell_mean_neither() -> None:
    text = "The Hentzau Space Agency met the Hentzau Survey Academy. HSA paid."
    found = Recogniser(AUTHORITY).recognise(document(text))
    assert "HSA" not in [text[m.start : m.end] for m in found.mentions]


@pytest.mark.parametrize(
    ("text", "phrase", "label"),
    [
        ("The Polar Space Union grows. The Steering Committee voted.", "The Steering Committee", "Polar Space Union"),
        (
            "Zubrowka Space Agency (ZA). The Hentzau Space Agency came. The Agency left.",
            "The Agency",
            "Zubrowka Space Agency",
        ),
        ("The ZSO builds probes, and the Polar Space Union has its own camera.", "its", "Polar Space Union"),
        ("Ruritania's Polar Space Union met. It has ten members.", "It", "Polar Space Union"),
    ],
)
def test_issuer_organ_or_subject_of_the_clause_is_meant(text: str, phrase: str, label: str) -> None:
    assert meant(text).get(phrase) == (label,)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Ruritania's long and rather old plan for the Polar Space Union failed. It was late.", "It"),
        ("The Polar Space Union grows. The Council of that body voted.", "The Council"),
        ("The Marmot probe waits. Nobody ever refused to operate it.", "it"),
    ],
)
def test_owner_organ_of_another_or_denial_is_not_taken(text: str, phrase: str) -> None:
    assert phrase not in meant(text)
