"""The authority data: Turtle files of known states, organisations, missions and agreements in, sorted entries out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from ontology import turtle
from ontology.kept import digest, kept
from ontology.namespaces import DCTERMS, ORG, OWL, RDF, SCHEMA, SKOS, SP, SPID, SPV, VOID
from ontology.resources import authority_files
from ontology.turtle import OntologyDataError, Statements, read_statements

ORGANISATIONS: Final = frozenset(
    {
        "SpaceAgency",
        "IntergovernmentalOrganization",
        "InternationalBody",
        "GovernmentBody",
        "ScientificSociety",
        "ResearchInstitution",
        "University",
        "Company",
    }
)
KINDS: Final = ORGANISATIONS | {"State", "Mission", "Agreement", "Place"}
"""The classes that an authority entry may have, by their local names: Place in schema:, the others in sp:."""


class AuthorityError(OntologyDataError):
    """The authority data is broken; the message names the file, the entity and what is wrong."""


@dataclass(frozen=True, slots=True)
class AuthorityEntry:
    """A known thing with its names.

    `id`, `state`, `parent` are local names in spid:, `mission_type`, `target`, `agreement_type` in spv:, `kind` in sp:.
    `names` are all names and acronyms, the label first, the rest sorted; `acronyms` and `former` are subsets of it.
    `demonyms` ("Chinese") are no names. `ambiguous` are the names or demonyms that another entry bears too.
    `common` are the names that are ordinary words too ("Hope"): they need a context to be read as this thing.
    `exact_matches` are IRIs of other authorities.
    """

    id: str
    kind: str
    label: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    state: str | None = None
    parent: str | None = None
    iso3: str | None = None
    mission_type: str | None = None
    target: str | None = None
    agreement_type: str | None = None
    exact_matches: tuple[str, ...] = ()
    ambiguous: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Authority:
    """All entries, sorted by id."""

    entries: tuple[AuthorityEntry, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, AuthorityEntry]:
        """The entries by their local name in spid:."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) over the entries; the same entries in other files or another order give the same digest."""
        rows = [
            asdict(entry) | {"ambiguous": sorted(entry.ambiguous), "common": sorted(entry.common)}
            for entry in self.entries
        ]
        return sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def load_authority(paths: Iterable[Path] | None = None) -> Authority:
    """The authority data of the given Turtle files.

    `None` means the files that come with the package (read once for each installation), no file at all an empty authority. A void:Dataset
    or owl:Ontology (a file's header) is no entry.

    Raises:
        AuthorityError: a file is no Turtle, or an entity lacks what every entry must have or is described in two files.
        OSError: a file cannot be read.
    """
    if paths is None:
        paths = authority_files()
        return kept("authority", digest([Path(__file__), Path(turtle.__file__), *paths]), lambda: _read(paths))
    return _read(paths)


def _read(paths: Iterable[Path]) -> Authority:
    entries: dict[str, AuthorityEntry] = {}
    origin: dict[str, str] = {}
    try:
        for path in paths:
            for said in read_statements(path):
                if said.has_type(VOID + "Dataset", OWL + "Ontology"):
                    continue
                entry = _entry(said)
                if entry.id in entries:
                    raise said.error(f"is described in {origin[entry.id]} too")
                entries[entry.id], origin[entry.id] = entry, path.name
    except OntologyDataError as error:
        raise AuthorityError(str(error)) from error
    authority = Authority(tuple(entries[key] for key in sorted(entries)))
    assert authority.digest  # which is kept with it
    return authority


def _entry(said: Statements) -> AuthorityEntry:
    if not said.iri.startswith(SPID):
        raise said.error("its IRI is not in the namespace spid:")
    label, acronyms, former = (
        said.english(SKOS + "prefLabel"),
        said.texts(SP + "acronym"),
        said.texts(SP + "formerName"),
    )
    others = {*acronyms, *former, *said.texts(SKOS + "altLabel")} - {label}
    names, demonyms = (label, *sorted(others)), said.texts(SP + "demonym")
    ambiguous = frozenset(said.texts(SP + "ambiguousName"))
    if stray := ambiguous.difference(names, demonyms):
        raise said.error(f"sp:ambiguousName {sorted(stray)} is none of its names")
    common = frozenset(said.texts(SP + "commonWord"))
    if stray := common.difference(names):
        raise said.error(f"sp:commonWord {sorted(stray)} is none of its names")
    return AuthorityEntry(
        id=said.iri.removeprefix(SPID),
        kind=_kind(said),
        label=label,
        names=names,
        acronyms=acronyms,
        former=former,
        demonyms=demonyms,
        state=said.local(SP + "ofState", SPID),
        parent=said.local(ORG + "subOrganizationOf", SPID),
        iso3=said.text(SP + "iso3"),
        mission_type=said.local(DCTERMS + "type", SPV),
        target=said.local(SP + "target", SPV),
        agreement_type=said.local(SP + "agreementType", SPV),
        exact_matches=said.iris(SKOS + "exactMatch"),
        ambiguous=ambiguous,
        common=common,
    )


def _kind(said: Statements) -> str:
    if said.has_type(SCHEMA + "Place"):
        return "Place"
    kinds = said.locals(RDF + "type", SP)
    if len(kinds) != 1:
        raise said.error(f"needs one class, has {len(kinds)}: {', '.join(kinds) or 'none'}")
    if kinds[0] not in KINDS:
        raise said.error(f"unknown class sp:{kinds[0]}; known are {', '.join(sorted(KINDS))}")
    return kinds[0]
