"""The authority loader: sorted entries with all their names, a stable digest, errors that name file and entity."""

import pickle
from pathlib import Path
from time import process_time

import pytest

from ontology.authority import KINDS, Authority, AuthorityEntry, AuthorityError, load_authority
from ontology.namespaces import PREFIXES
from ontology.resources import authority_files
from ontology.vocabulary import load_vocabulary

HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
STATION = """
spid:station a sp:Mission ; skos:prefLabel "Grand Station"@en ; sp:acronym "GS" ;
    skos:altLabel "The Station", "Station"@fr ;
    sp:formerName "Old Station" ; sp:ambiguousName "GS" ; sp:commonWord "The Station" ;
    dcterms:type spv:space-station ; sp:target spv:moon ; skos:exactMatch <https://example.org/station> .
"""
AGENCY = """
spid:agency a sp:SpaceAgency ; skos:prefLabel "Agency"@en ; sp:ofState spid:land ; org:subOrganizationOf spid:ministry .
"""
STATE = 'spid:land a sp:State ; skos:prefLabel "Land"@en ; sp:demonym "Landish" ; sp:iso3 "LND" .\n'
TREATY = 'spid:treaty a sp:Agreement ; skos:prefLabel "Treaty"@en ; sp:agreementType spv:treaty .\n'


def written(folder: Path, turtle: str, name: str = "known.ttl") -> Path:
    path = folder / name
    path.write_text(HEAD + turtle, encoding="utf-8")
    return path


def loaded(folder: Path, turtle: str) -> Authority:
    return load_authority([written(folder, turtle)])


def test_an_entry_holds_all_that_is_said_of_it(tmp_path: Path) -> None:
    assert loaded(tmp_path, STATION).entries == (
        AuthorityEntry(
            id="station",
            kind="Mission",
            label="Grand Station",
            names=("Grand Station", "GS", "Old Station", "Station", "The Station"),
            acronyms=("GS",),
            former=("Old Station",),
            mission_type="space-station",
            target="moon",
            exact_matches=("https://example.org/station",),
            ambiguous=frozenset({"GS"}),
            common=frozenset({"The Station"}),
        ),
    )


def test_an_organisation_has_its_state_and_parent(tmp_path: Path) -> None:
    (agency,) = loaded(tmp_path, AGENCY).entries
    assert (agency.state, agency.parent) == ("land", "ministry")


def test_a_demonym_is_no_name(tmp_path: Path) -> None:
    (state,) = loaded(tmp_path, STATE).entries
    assert (state.names, state.demonyms, state.iso3) == (("Land",), ("Landish",), "LND")


def test_an_agreement_has_its_type(tmp_path: Path) -> None:
    assert loaded(tmp_path, TREATY).by_id["treaty"].agreement_type == "treaty"


def test_entries_are_sorted_by_id(tmp_path: Path) -> None:
    entries = loaded(tmp_path, TREATY + STATE + AGENCY).entries
    assert [entry.id for entry in entries] == ["agency", "land", "treaty"]


def test_no_file_gives_an_empty_authority() -> None:
    assert load_authority(()).entries == ()


def test_the_header_of_a_file_is_no_entry(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'spid:states a void:Dataset ; dcterms:title "States" .').entries == ()


def test_the_digest_depends_on_the_entries_only(tmp_path: Path) -> None:
    one = load_authority([written(tmp_path, STATE + AGENCY, "one.ttl")])
    two = load_authority([written(tmp_path, AGENCY, "a.ttl"), written(tmp_path, STATE, "b.ttl")])
    assert one.digest == two.digest


@pytest.mark.parametrize("change", [("Landish", "Landic"), ("LND", "LDN"), ('"Land"', '"Country"')])
def test_the_digest_changes_with_an_entry(tmp_path: Path, change: tuple[str, str]) -> None:
    assert loaded(tmp_path, STATE).digest != loaded(tmp_path, STATE.replace(*change)).digest


def test_an_authority_can_be_handed_to_another_process(tmp_path: Path) -> None:
    authority = loaded(tmp_path, STATE)
    assert pickle.loads(pickle.dumps(authority)).by_id == authority.by_id


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("spid:land a sp:State .", "known.ttl: spid:land: needs one skos:prefLabel, has 0"),
        (STATE + 'spid:land skos:prefLabel "Realm"@en .', "known.ttl: spid:land: needs one skos:prefLabel, has 2"),
        (STATE.replace("@en", ""), "known.ttl: spid:land: its skos:prefLabel must be English"),
        (STATE.replace("sp:State", "sp:Planet"), "known.ttl: spid:land: unknown class sp:Planet"),
        (STATE.replace("sp:State", "schema:Country"), "known.ttl: spid:land: rdf:type must be in"),
        ('spid:land skos:prefLabel "Land"@en .', "known.ttl: spid:land: needs one class, has 0"),
        (STATE.replace("spid:land", "spv:land"), "known.ttl: spv:land: its IRI is not in the namespace spid:"),
        (STATE.replace('"LND"', '"LND", "LAN"'), "known.ttl: spid:land: sp:iso3 is given more than once"),
        (STATE.replace('"Landish"', '" Landish"'), "known.ttl: spid:land: sp:demonym must be text"),
        (AGENCY.replace("spid:land", '"Land"'), "known.ttl: spid:agency: sp:ofState must be an IRI"),
        (TREATY.replace("spv:treaty", "spid:treaty"), "known.ttl: spid:treaty: sp:agreementType must be in"),
        (
            STATE + 'spid:land sp:ambiguousName "Realm" .',
            r"spid:land: sp:ambiguousName \['Realm'\] is none of its names",
        ),
        (STATE + 'spid:land sp:commonWord "Realm" .', r"spid:land: sp:commonWord \['Realm'\] is none of its names"),
        ('[] a sp:State ; skos:prefLabel "Land"@en .', "known.ttl: every subject needs an IRI"),
        ("spid:land a", "known.ttl: not valid Turtle"),
    ],
)
def test_broken_data_is_refused_with_file_entity_and_reason(tmp_path: Path, turtle: str, message: str) -> None:
    with pytest.raises(AuthorityError, match=message):
        loaded(tmp_path, turtle)


def test_an_entity_described_in_two_files_is_refused(tmp_path: Path) -> None:
    files = [written(tmp_path, STATE, "one.ttl"), written(tmp_path, STATE, "two.ttl")]
    with pytest.raises(AuthorityError, match=r"two\.ttl: spid:land: is described in one\.ttl too"):
        load_authority(files)


def test_three_thousand_entries_load_in_half_a_second(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "".join(
            f'spid:m{n} a sp:Mission ; skos:prefLabel "Mission {n}"@en ; sp:acronym "M{n}" ; sp:formerName "Old {n}" ;'
            f' skos:altLabel "M-{n}", "M {n}", "Mission-{n}" ; dcterms:type spv:satellite ; sp:target spv:earth .\n'
            for n in range(3000)
        ),
    )
    start = process_time()
    assert len(load_authority([path]).entries) == 3000
    assert process_time() - start < 0.5


def test_the_shipped_authority_refers_only_to_what_exists() -> None:
    authority, vocabulary = load_authority(), load_vocabulary()
    schemes = {name: {c.id for c in concepts} for name, concepts in vocabulary.by_scheme.items()}
    known = [
        (authority.by_id.keys(), "state"),
        (authority.by_id.keys(), "parent"),
        (schemes["mission-types"], "mission_type"),
        (schemes["targets"], "target"),
        (schemes["agreement-types"], "agreement_type"),
    ]
    values = [(entry, getattr(entry, field), field, ids) for entry in authority.entries for ids, field in known]
    assert [
        f"{e.id} {field} {value}" for e, value, field, ids in values if value is not None and value not in ids
    ] == []


def test_the_shipped_authority_is_there() -> None:
    assert authority_files()
    assert {entry.kind for entry in load_authority().entries} <= KINDS
