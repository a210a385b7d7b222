"""The committed authority data: every file is sound, and no name belongs to two entries unless both declare it."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

from ontology.authority import KINDS, ORGANISATIONS, Authority, AuthorityEntry, load_authority
from ontology.namespaces import SKOS, SP, SPID
from ontology.resources import authority_files
from ontology.turtle import Statements, read_statements

KINDS_BY_FILE = {
    "states.ttl": {"State"},
    "agencies.ttl": {"SpaceAgency", "GovernmentBody", "ResearchInstitution"},
    "government.ttl": {"GovernmentBody"},
    "international.ttl": ORGANISATIONS - {"SpaceAgency", "GovernmentBody", "Company"},
    "companies.ttl": {"Company", "ResearchInstitution"},
    "institutions.ttl": {"ResearchInstitution", "University", "GovernmentBody"},
    "missions.ttl": {"Mission"},
    "agreements.ttl": {"Agreement"},
    "cities.ttl": {"Place"},
    "places.ttl": {"Place"},
}
NATIONAL = {"SpaceAgency", "GovernmentBody", "Company", "University", "ResearchInstitution"}
"""The kinds that belong to a State as a rule."""


def in_kinds(*kinds: str) -> Callable[[AuthorityEntry], bool]:
    return lambda entry: entry.kind in kinds


def normalised(name: str) -> str:
    """What spellings of one name share: no article, case, accents, spaces or signs."""
    plain = unicodedata.normalize("NFKD", name.casefold().removeprefix("the "))
    return "".join(filter(str.isalnum, plain))


@pytest.fixture(scope="module")
def authority() -> Authority:
    return load_authority()


@pytest.fixture(scope="module")
def said() -> dict[str, Statements]:
    """What the files say of each entry, by its id: also what the loader has no use for."""
    return {
        entity.iri.removeprefix(SPID): entity
        for path in authority_files()
        for entity in read_statements(path)
        if entity.iri.startswith(SPID)
    }


def test_the_files_are_those_that_this_test_knows() -> None:
    assert {path.name for path in authority_files()} == set(KINDS_BY_FILE)


@pytest.mark.parametrize(("file", "kinds"), KINDS_BY_FILE.items())
def test_each_file_holds_its_kinds_only(file: str, kinds: set[str]) -> None:
    (path,) = [path for path in authority_files() if path.name == file]

    assert {entry.kind for entry in load_authority([path]).entries} <= kinds


@pytest.mark.parametrize(
    ("kinds", "least"),
    [
        (["State"], 193 + 2),
        (["SpaceAgency", "GovernmentBody"], 130),
        (["SpaceAgency"], 75),
        (["IntergovernmentalOrganization", "InternationalBody", "ScientificSociety"], 80),
        (["Company"], 100),
        (["ResearchInstitution"], 80),
        (["University"], 80),
        (["Mission"], 150),
        (["Agreement"], 40),
    ],
)
def test_there_are_enough_of_each_kind(authority: Authority, kinds: list[str], least: int) -> None:
    assert sum(map(in_kinds(*kinds), authority.entries)) >= least


def test_every_kind_occurs(authority: Authority) -> None:
    assert {entry.kind for entry in authority.entries} == KINDS


def test_no_name_belongs_to_two_entries_unless_each_declares_it(authority: Authority) -> None:
    bearers: dict[str, dict[str, bool]] = defaultdict(dict)
    for entry in authority.entries:
        declared = {normalised(name) for name in entry.ambiguous}
        for name in map(normalised, (*entry.names, *entry.demonyms)):
            bearers[name][entry.id] = name in declared

    clashes = {name: who for name, who in bearers.items() if len(who) > 1 and not all(who.values())}

    assert not clashes


def test_every_reference_leads_to_an_entry_of_the_right_kind(authority: Authority) -> None:
    def kind(id_: str) -> str:
        return authority.by_id[id_].kind if id_ in authority.by_id else "nothing"

    wrong = [(e.id, e.state) for e in authority.entries if e.state and kind(e.state) != "State"]
    wrong += [(e.id, e.parent) for e in authority.entries if e.parent and kind(e.parent) not in ORGANISATIONS]

    assert not wrong


def test_no_organisation_is_a_part_of_itself(authority: Authority) -> None:
    def ancestors(entry: AuthorityEntry) -> list[str]:
        found: list[str] = []
        while entry.parent and entry.parent not in found:
            found.append(entry.parent)
            entry = authority.by_id[entry.parent]
        return found

    assert not [entry.id for entry in authority.entries if entry.id in ancestors(entry)]


def test_every_national_organisation_names_its_state(authority: Authority, said: dict[str, Statements]) -> None:
    """Unless it belongs to an international one, or says in a note why it has none."""

    def international(entry: AuthorityEntry) -> bool:
        parent = authority.by_id[entry.parent] if entry.parent else None
        return parent is not None and not parent.state and (parent.kind not in NATIONAL or parent.id == "esa")

    stateless = {e.id for e in authority.entries if e.kind in NATIONAL and not e.state and not international(e)}

    assert not {id_ for id_ in stateless if not said[id_].literals(SKOS + "note")}


def test_no_international_body_belongs_to_a_state(authority: Authority) -> None:
    bodies = filter(in_kinds("IntergovernmentalOrganization", "InternationalBody"), authority.entries)

    assert not [body.id for body in bodies if body.state]


def test_every_agency_has_an_acronym_or_says_why_not(authority: Authority, said: dict[str, Statements]) -> None:
    agencies = filter(in_kinds("SpaceAgency"), authority.entries)

    assert not [e.id for e in agencies if not e.acronyms and not said[e.id].literals(SKOS + "note")]


def test_state_codes_are_well_formed_and_unique(authority: Authority, said: dict[str, Statements]) -> None:
    states = [entry.id for entry in authority.entries if entry.kind == "State"]
    long_codes = [str(said[id_].text(SP + "iso3")) for id_ in states]
    short_codes = [str(said[id_].text(SP + "iso2")) for id_ in states]

    assert not [code for code in long_codes if not re.fullmatch("[A-Z]{3}", code)]
    assert not [code for code in short_codes if not re.fullmatch("[A-Z]{2}", code)]
    assert not [code for code, times in Counter(long_codes + short_codes).items() if times > 1]


def test_the_states_without_a_note_are_the_members_of_the_united_nations(
    authority: Authority, said: dict[str, Statements]
) -> None:
    states = filter(in_kinds("State"), authority.entries)

    assert sum(not said[state.id].literals(SKOS + "note") for state in states) == 193


def test_only_states_have_codes_and_adjectives(authority: Authority) -> None:
    others = [entry for entry in authority.entries if entry.kind != "State"]

    assert not [entry.id for entry in others if entry.iso3 or entry.demonyms]


def test_ids_are_plain_slugs(authority: Authority) -> None:
    assert not [entry.id for entry in authority.entries if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id)]


def test_names_have_no_stray_spaces_or_signs(authority: Authority) -> None:
    names = {name for entry in authority.entries for name in entry.names}

    assert not [name for name in names if re.search(r"\s\s|[;\t\n]|^[Tt]he \w+ Agency$|^\W*$", name)]


def test_acronyms_are_written_in_capitals(authority: Authority) -> None:
    """They are matched with their case: one in small letters would match ordinary words."""
    organisations = filter(in_kinds(*ORGANISATIONS), authority.entries)
    acronyms = {acronym for entry in organisations for acronym in entry.acronyms}

    assert not [acronym for acronym in acronyms if sum(map(str.isupper, acronym)) < 2]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Turkey", "turkiye"),
        ("Türkiye", "turkiye"),
        ("Burma", "myanmar"),
        ("Swaziland", "eswatini"),
        ("Czech Republic", "czechia"),
        ("Ivory Coast", "cote-divoire"),
        ("Cape Verde", "cabo-verde"),
        ("U.S.", "united-states"),
        ("Great Britain", "united-kingdom"),
        ("Iran (Islamic Republic of)", "iran"),
        ("Bolivarian Republic of Venezuela", "venezuela"),
        ("Republic of Korea", "south-korea"),
        ("DPRK", "north-korea"),
        ("Russian Federation", "russia"),
        ("Asia-Pacific Space Cooperation Organisation", "apsco"),
        ("Asia-Pacific Space Cooperation Organization", "apsco"),
        ("UN Committee on the Peaceful Uses of Outer Space", "copuos"),
        ("Inter-Islamic Network on Space Science and Technology", "isnet"),
        ("Arab Union for Astronomy and Space Science", "auass"),
        ("Russian Federal Space Agency", "roscosmos"),
        ("French Space Agency", "cnes"),
        ("Mohammad Bin Rashid Space Centre", "mbrsc"),
        ("Space Exploration Technologies Corp.", "spacex"),
        ("NASA Goddard", "nasa-goddard"),
        ("National Space Science Centre", "nssc"),
        ("German Research Centre for Geosciences", "gfz"),
    ],
)
def test_a_spelling_of_the_documents_leads_to_its_entry(authority: Authority, name: str, id_: str) -> None:
    assert name in authority.by_id[id_].names


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Congo", {"congo", "dr-congo"}),
        ("ISA", {"israel-space-agency", "iranian-space-agency"}),
        ("AAS", {"aas-astronomical", "aas-astronautical"}),
        ("RAS", {"ras", "russian-academy"}),
    ],
)
def test_a_name_of_several_is_declared_by_all(authority: Authority, name: str, ids: set[str]) -> None:
    assert ids <= {entry.id for entry in authority.entries if name in entry.ambiguous}


def test_georgia_is_known_to_be_the_name_of_another_place_too(authority: Authority) -> None:
    assert "Georgia" in authority.by_id["georgia"].ambiguous


def test_surnames_that_are_short_forms_of_centres_need_a_context(authority: Authority) -> None:
    centres = {"nasa-kennedy": "Kennedy", "nasa-johnson": "Johnson", "nasa-glenn": "Glenn", "nasa-ames": "Ames"}

    assert all(name in authority.by_id[id_].common for id_, name in centres.items())
