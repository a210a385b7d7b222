"""The vocabulary holds every concept of the contract, keeps the SKOS rules, and its loader refuses what does not."""

from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from ontology.namespaces import SPV
from ontology.resources import vocabulary_file
from ontology.vocabulary import Concept, Vocabulary, VocabularyError, load_vocabulary

CONTRACT = {
    "membership-roles": "member full-member founding-member associate-member signatory-member observer chair partner",
    "membership-statuses": "active ratification-in-process applicant suspended ended",
    "mission-roles": "lead operator partner developer builder instrument-provider payload-provider launch-provider "
    "funder host customer invited participant",
    "agreement-types": "memorandum-of-understanding framework-agreement cooperation-agreement joint-statement "
    "joint-declaration letter-of-intent statement-of-intent implementing-arrangement treaty convention accords "
    "contract agreement",
    "agreement-actions": "planned-signature negotiation signature ratification accession entry-into-force withdrawal "
    "termination",
    "launch-statuses": "planned launched failed",
    "position-statuses": "current former incoming",
    "event-types": "visit meeting signing conference workshop launch council",
}
"""Schemes that the ontology contract lists in full."""
HEAD = f"PREFIX skos: <{SKOS}> PREFIX spv: <{SPV}>\n"
GOOD = 'spv:x a skos:Concept ; skos:prefLabel "x"@en ; skos:definition "An x."@en ; skos:inScheme spv:s .\n'


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(vocabulary_file())


def written(folder: Path, turtle: str) -> Path:
    path = folder / "words.ttl"
    path.write_text(HEAD + turtle, encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", CONTRACT)
def test_a_scheme_holds_exactly_the_concepts_of_the_contract(vocabulary: Vocabulary, scheme: str) -> None:
    assert {concept.id for concept in vocabulary.by_scheme[scheme]} == set(CONTRACT[scheme].split())


def test_every_scheme_is_declared_with_label_and_definition(vocabulary: Vocabulary, graph: Graph) -> None:
    declared = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert declared == {URIRef(SPV + scheme) for scheme in vocabulary.by_scheme}
    assert all(graph.value(scheme, SKOS.prefLabel) and graph.value(scheme, SKOS.definition) for scheme in declared)


def test_sixty_topics_at_least_stand_in_a_hierarchy(vocabulary: Vocabulary) -> None:
    topics = vocabulary.by_scheme["topics"]
    assert len(topics) >= 60
    assert sum(bool(topic.broader) for topic in topics) > len(topics) / 2


def test_a_broader_concept_exists_and_shares_a_scheme(vocabulary: Vocabulary) -> None:
    strays = [
        f"{concept.id} < {broader}"
        for concept in vocabulary.concepts
        for broader in concept.broader
        if broader not in vocabulary.by_id or not {*vocabulary.by_id[broader].schemes} & {*concept.schemes}
    ]
    assert strays == []


def test_in_each_of_its_schemes_a_concept_is_on_top_or_below_another(vocabulary: Vocabulary, graph: Graph) -> None:
    orphans = []
    for concept in vocabulary.concepts:
        for scheme in concept.schemes:
            on_top = (URIRef(SPV + concept.id), SKOS.topConceptOf, URIRef(SPV + scheme)) in graph
            below = any(scheme in vocabulary.by_id[broader].schemes for broader in concept.broader)
            if on_top == below:
                orphans.append(f"{concept.id} in {scheme}")
    assert orphans == []


def test_no_concept_is_broader_than_itself(vocabulary: Vocabulary) -> None:
    def above(concept: Concept, path: tuple[str, ...] = ()) -> set[str]:
        assert concept.id not in path, f"cycle: {path}"
        parents = [vocabulary.by_id[broader] for broader in concept.broader]
        return {p.id for p in parents}.union(*(above(p, (*path, concept.id)) for p in parents))

    assert all(concept.id not in above(concept) for concept in vocabulary.concepts)


def test_no_label_is_both_preferred_and_alternative(vocabulary: Vocabulary) -> None:
    assert [concept.id for concept in vocabulary.concepts if concept.label in concept.alt_labels] == []


def test_a_concept_may_be_in_two_schemes(vocabulary: Vocabulary) -> None:
    assert vocabulary.by_id["partner"].schemes == ("membership-roles", "mission-roles")


@pytest.mark.parametrize(
    ("scheme", "wording", "concept"),
    [
        ("agreement-types", "MoU", "memorandum-of-understanding"),
        ("agreement-types", "MEMORANDUM OF UNDERSTANDING", "memorandum-of-understanding"),
        ("agreement-actions", "acceded", "accession"),
        ("topics", "peaceful use of outer space", "peaceful-uses-of-outer-space"),
        ("mission-roles", "prime contractor", "builder"),
    ],
)
def test_a_wording_finds_its_concept(vocabulary: Vocabulary, scheme: str, wording: str, concept: str) -> None:
    found = vocabulary.find(scheme, wording)
    assert found is not None
    assert found.id == concept


def test_an_unknown_wording_finds_nothing(vocabulary: Vocabulary) -> None:
    assert vocabulary.find("topics", "knitting") is None


def test_an_unknown_scheme_is_a_key_error(vocabulary: Vocabulary) -> None:
    with pytest.raises(KeyError):
        vocabulary.find("moods", "member")


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        (GOOD.replace(' ; skos:definition "An x."@en', ""), "spv:x: needs one skos:definition, has 0"),
        (GOOD + 'spv:x skos:prefLabel "y"@en .', "spv:x: needs one skos:prefLabel, has 2"),
        (GOOD.replace(" ; skos:inScheme spv:s", ""), "spv:x: is in no scheme"),
        (GOOD.replace("skos:Concept", "skos:Collection"), "spv:x: is no skos:Concept"),
        (GOOD.replace('"x"@en', '"x"@fr'), "spv:x: its skos:prefLabel must be English"),
        (GOOD + "spv:x spv:", "words.ttl: not valid Turtle"),
    ],
)
def test_broken_data_is_refused_with_the_reason(tmp_path: Path, turtle: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        load_vocabulary(written(tmp_path, turtle))


def test_two_concepts_of_a_scheme_with_one_wording_are_refused(tmp_path: Path) -> None:
    other = GOOD.replace("spv:x", "spv:y").replace('"x"', '"X"')
    with pytest.raises(VocabularyError, match="'X' is a label of spv:x and spv:y in spv:s"):
        load_vocabulary(written(tmp_path, GOOD + other)).find("s", "x")
