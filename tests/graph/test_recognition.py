import pytest
from invented import AUTHORITY, document, recognised, shown

from graph.documents import BlockKind
from graph.facts import Concept
from graph.mentions.recognition import Recogniser
from ontology.authority import Authority, AuthorityEntry

NOTHING = Authority()


def names(
    *paragraphs: str, authority: Authority = AUTHORITY, kind: BlockKind = BlockKind.PARAGRAPH
) -> dict[str, tuple[str, str]]:
    return shown(recognised(*paragraphs, authority=authority, kind=kind), "\n\n".join(paragraphs))


def test_known_name_means_its_entry() -> None:
    found = recognised("The ZSO met.")
    (mention,) = found.mentions
    assert found.table.entities[mention.entities[0]].authority == "zsa"


def test_known_state_is_no_body_for_the_word_in_which_its_name_ends() -> None:
    ural_union = Authority((AuthorityEntry("uu", "State", "Ural Union", ("Ural Union",)),))
    assert names("The Ural Union launched it.", authority=ural_union)["Ural Union"][0] == "State"


def test_name_and_the_acronym_behind_it_are_one_mention() -> None:
    assert "Zubrowka Space Organisation (ZSO)" in names("The Zubrowka Space Organisation (ZSO) met.")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Strelsau Geodesy Alliance met.", "Strelsau Geodesy Alliance", "InternationalBody"),
        ("The Hentzau Space Agency met.", "Hentzau Space Agency", "SpaceAgency"),
        ("Corvid Launch GmbH met.", "Corvid Launch GmbH", "Company"),
        ("The University of Hentzau met.", "University of Hentzau", "University"),
        ("The Pelican-3 satellite flew.", "Pelican-3", "Mission"),
        ("Zirconia, orbited in May, is lost.", "Zirconia", "Mission"),
        ("Its successor, Zorin, waits.", "Zorin", "Mission"),
        ("The RASC-AL competition is run by others.", "RASC-AL", "Mission"),
        ("Zorin-2 will reach its orbit in May.", "Zorin-2", "Mission"),
        ("Dr. Anna Holm spoke.", "Dr. Anna Holm", "Person"),
        ("They met in Hentzau.", "Hentzau", "Place"),
        ("The Green Comet Treaty was read.", "Green Comet Treaty", "Agreement"),
    ],
)
def test_unseen_name_is_found_with_its_kind(text: str, name: str, kind: str) -> None:
    assert names(text, authority=NOTHING)[name][0] == kind


def test_acronym_that_the_text_defines_means_the_full_name_later() -> None:
    found = names("The Strelsau Geodesy Alliance (SGA) met.", "Later SGA rested.", authority=NOTHING)
    assert found["SGA"] == ("InternationalBody", "Strelsau Geodesy Alliance")


@pytest.mark.parametrize(
    "text",
    ["Zubrowka is the ninth Member State of the Agency.", "They cooperate in the Exploration and Use of Outer Space."],
)
def test_capitals_of_solemn_prose_make_no_names(text: str) -> None:
    found = Recogniser(AUTHORITY).recognise(document(text))

    assert {found.table.entities[m.entities[0]].label for m in found.mentions} <= {"Zubrowka"}


def test_surname_means_the_person_named_in_full() -> None:
    assert names("Dr. Anna Holm spoke.", "Then Ms. Holm left. Holm slept.")["Holm"] == ("Person", "Anna Holm")


def test_surname_of_two_people_means_neither() -> None:
    assert "Holm" not in names("Dr. Anna Holm and Dr. Bo Holm spoke.", "Holm slept.")


def test_company_is_called_by_its_first_word_later() -> None:
    assert names("Corvid Launch GmbH won. Corvid flew.")["Corvid"] == ("Company", "Corvid Launch GmbH")


def test_demonym_means_its_state_without_being_its_name() -> None:
    found = recognised("A Zubrowkan probe.")
    assert [(m.letter, m.entities) for m in found.mentions] == [("D", ("zubrowka",))]


def test_headquarters_are_no_part_of_a_name() -> None:
    assert "Zubrowka Space Organisation" in names("Zubrowka Space Organisation Headquarters is grey.")


def test_noun_for_agreements_is_no_name() -> None:
    assert names("A Memorandum of Understanding was read.") == {}


def test_known_agreement_has_its_type() -> None:
    found = recognised("The Alpine Orbit Treaty was read.")
    assert found.table.property("alpine-treaty", "sp:agreementType") == Concept("treaty")


def test_unknown_names_are_listed_with_the_reason() -> None:
    found = recognised("The Strelsau Geodesy Alliance met. PSU wrote.")
    assert [(u.name, u.reason) for u in found.unresolved] == [
        ("Strelsau Geodesy Alliance", "no authority knows this name"),
        ("PSU", "several things bear this name"),
    ]


def test_known_names_are_not_listed() -> None:
    assert recognised("The ZSO met in Zubrowka.").unresolved == []


def test_furniture_holds_no_names() -> None:
    assert names("The ZSO met.", kind=BlockKind.FURNITURE) == {}


def test_headline_in_capitals_of_every_word_makes_no_new_names() -> None:
    assert names("Great Hall Council Meets Under Silver Moon Alliance", kind=BlockKind.TITLE, authority=NOTHING) == {}


def test_names_stay_inside_their_block() -> None:
    source = document("Strelsau Geodesy", "Alliance met today")
    found = Recogniser(NOTHING).recognise(source)
    assert all(any(b.start <= m.start and m.end <= b.end for b in source.blocks) for m in found.mentions)


def test_mentions_are_in_order_and_do_not_overlap() -> None:
    found = recognised(
        "Dr. Anna Holm of the ZSO and the Strelsau Geodesy Alliance (SGA) met PSU staff in Hentzau, Ruritania."
    )
    assert all(a.end <= b.start for a, b in zip(found.mentions, found.mentions[1:], strict=False))
    assert len(found.mentions) >= 5


def test_a_surname_named_as_if_it_flew_is_still_the_person() -> None:
    found = names("Dr. Anna Grubvik spoke.", "Grubvik was launched into her career in May.")
    assert found["Grubvik"] == ("Person", "Anna Grubvik")


def test_a_known_name_behind_and_does_not_swallow_the_one_before() -> None:
    found = names("It was built by Ravelin University and ZSO.")
    assert found["Ravelin University"] == ("University", "Ravelin University")


def test_a_headline_that_awards_a_contract_is_no_name_of_it() -> None:
    found = names("Zubrowka Space Organisation Awards Contract for Launch Range Support", kind=BlockKind.TITLE)
    assert not [kind for kind, _ in found.values() if kind == "Agreement"]


def test_ministry_is_told_behind_the_adjective_of_its_state() -> None:
    text = "It was signed by the Zubrowkan science ministry."

    assert shown(recognised(text, authority=AUTHORITY), text)["Zubrowkan science ministry"][0] == "GovernmentBody"


def test_study_named_like_a_firm_is_none() -> None:
    found = names("Simulation of Snow Dynamics for Risk Analysis was read.", authority=NOTHING)
    assert not any(kind == "Company" for kind, _ in found.values())


def test_body_whose_paper_a_headline_names_is_found_in_it() -> None:
    found = names("Newsletter of the Strelsau Geodesy Alliance | No. 22", authority=NOTHING, kind=BlockKind.HEADING)
    assert found["Strelsau Geodesy Alliance"][0] == "InternationalBody"


def test_number_behind_an_operator_of_satellites_makes_one_of_its_satellites() -> None:
    tidesat = Authority((AuthorityEntry("tidesat", "Company", "Tidesat", ("Tidesat",)),))
    found = names(
        "Tidesat 6A was launched in 2019, when the 12 members met. Tidesat 21 members voted.", authority=tidesat
    )
    assert found["Tidesat 6A"][0] == "Mission"
    assert found["Tidesat"][0] == "Company"
