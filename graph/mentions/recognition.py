"""A document in; every name in it as a mention, and the document's table of entities, out. First the known, then the unseen."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from graph.documents import BlockKind, Document, Span
from graph.facts import Concept, EntityRef, Unresolved
from graph.mentions.agreements import is_noun
from graph.mentions.aliases import (
    BRACKETED,
    FullNames,
    are_small_words,
    bears_similar,
    called_so,
    follows_capital,
    honorifics,
    own_names,
    surnames,
    without_noun,
)
from graph.mentions.branches import with_branches
from graph.mentions.defined import common_terms, defined_kind, redefined
from graph.mentions.headlines import is_headline, is_set_off, tells_news
from graph.mentions.model import EntityTable, Mention, Recognised, type_letter
from graph.mentions.placed import Placed
from graph.mentions.trimming import (
    NAMES,
    acts,
    apart,
    begins_topic,
    closes,
    is_legal_form,
    is_organ,
    is_unit,
    kind_beside,
    ordinal_start,
    trimmed,
    unit_kind,
    with_legal_form,
)
from graph.mentions.undefined import undefined
from graph.mentions.unknown import unknown
from graph.names.acronyms import Definition, find_definitions
from graph.names.called import OWN_CRAFT, find_called, find_listed, headed_craft
from graph.names.chains import Chain, find_chains, legal_forms
from graph.names.english import is_word
from graph.names.folding import plain
from graph.names.gazetteer import Candidate, Gazetteer, Hit
from graph.names.houses import kind_of_house
from graph.names.ministries import ministry_end
from graph.names.missions import is_programme, is_rocket, may_name_mission, mission_at
from graph.names.occurrences import places_of
from graph.names.organisations import is_part_of_post, is_strange_firm, organisation_at
from graph.names.people import NICKNAME, find_people, find_single_names, is_surname_alone, names_holder
from graph.names.places import find_places, find_towns, is_part_of_place
from graph.names.readings import read_hits
from graph.names.series import find_series
from graph.names.siblings import find_siblings
from ontology.authority import Authority

_JOINED = re.compile(r"-([A-Z]{4,})\b")
"""A word in capitals behind a hyphen, which makes a name part of another where it is an English word."""


class Recogniser:
    """Finds names with the help of an authority; an empty one is allowed."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._gazetteer = Gazetteer(authority)

    def recognise(self, document: Document) -> Recognised:
        """All names of the document outside page furniture."""
        work = _Work(document, self._authority)
        read, undecided = read_hits(work.flat, self._gazetteer.find(work.flat))
        work.known(read)
        work.unresolved += [
            Unresolved(Span(h.start, h.end), document.text[h.start : h.end], None, "several things bear this name")
            for h in undecided
        ]
        work.definitions(find_definitions(work.flat))
        work.series()
        work.ministries()
        work.people()
        work.chains()
        work.siblings()
        work.brackets()
        work.surnames()
        work.again()
        work.places()
        return work.result()


class _Work(Placed):
    """The state of one document's recognition."""

    def __init__(self, document: Document, authority: Authority) -> None:
        self.document = document
        self._authority = authority
        self.flat = plain(document.text)
        super().__init__(len(self.flat), document.blocks)
        self.table = EntityTable()
        self.unresolved: list[Unresolved] = []
        self._full_names = FullNames()
        self._local_names: dict[str, str] = {}
        self._terms = common_terms(self.flat)

    def known(self, read: Iterable[tuple[Hit, Candidate]]) -> None:
        for hit, candidate in ((h, c) for h, c in read if self._in_content(h.start)):
            entry = candidate.entry
            if (joined := _JOINED.match(self.flat, hit.end)) and is_word(joined[1].lower()):
                continue  # "GEO-OBSERVER WEEKLY"
            if entry.parent and is_unit(candidate.name) and not acts(self.flat, hit.start, hit.end):
                self._unit(hit, candidate)
                continue
            if entry.kind == "Place" and is_part_of_place(self.flat, hit.start, hit.end, exact=candidate.exact):
                continue
            if candidate.demonym:
                self.table.known(entry.id, entry.kind, entry.label, entry.label)
                self.put(Mention(hit.start, hit.end, "D", (entry.id,)))
                continue
            if type_letter(entry.kind) in "OS" and (own := OWN_CRAFT.match(self.flat, hit.end)):
                self._spacecraft([(hit.start, own.end())])
                continue
            entity = self.table.known(entry.id, entry.kind, entry.label, self.document.text[hit.start : hit.end])
            if entry.agreement_type:
                self.table.set_property(entity, "sp:agreementType", Concept(entry.agreement_type))
            if entry.mission_type:
                self.table.set_property(entity, "mission type", Concept(entry.mission_type))
            if entry.parent:
                self.table.set_property(entity, "parent", Concept(entry.parent))
            if entry.kind == "SpaceAgency" and (home := self._authority.by_id.get(entry.state or "")):
                state = self.table.known(home.id, home.kind, home.label, home.label)
                self.table.set_property(entity, "state", EntityRef(state))
            self.put(Mention(hit.start, hit.end, type_letter(entry.kind), (entity,)))
            if candidate.common or (entry.kind in ("State", "Place") and " " not in candidate.name):
                self._weak.add(hit.start)

    def _unit(self, hit: Hit, candidate: Candidate) -> None:
        """A directorate is a part of its organisation; headquarters are a site of it, so only the name before that word is a mention."""
        site = self.flat.find(" Headquarters", hit.start, hit.end)
        parent = self._authority.by_id.get(candidate.entry.parent or "")
        if site < 0:
            self.put(Mention(hit.start, hit.end, "U"))
        elif parent:
            entity = self.table.known(parent.id, parent.kind, parent.label, parent.label)
            self.put(Mention(hit.start, site, type_letter(parent.kind), (entity,)))

    def definitions(self, found: Iterable[Definition]) -> None:
        for d in (d for d in found if self._in_content(d.name_start)):
            self._define(d)
        self.mentions |= redefined(self.flat, self.mentions, self._local_names, self.table)
        for at in [at for at, m in self.mentions.items() if m.letter == "O" and self.flat[at : m.end] in self._terms]:
            self._drop(at)

    def _define(self, d: Definition) -> None:
        full, acronym = d.words(self.document.text)
        named = next((m for m in self._ending_at(d.name_start, d.name_end) if m.letter in "OMASE"), None)
        named = named or next((m for m in self._around(d.name_start, d.outer_end) if m.letter in "OMASE"), None)
        short = self.mentions.get(d.acronym_start)
        entity: str | None
        if named and named.start <= d.name_start + 4:
            entity = named.entities[0]
        elif short and short.letter in "OMA" and bears_similar(self.table.entities[short.entities[0]].names, full):
            entity = short.entities[0]
        else:
            national = any(m.letter in "DS" for m in self._inside(d.name_start, d.name_start + 1))
            kind = defined_kind(self.flat, d, national)
            if kind is None:
                return
            entity = self._full_names.same(kind, full) or self.table.unseen(kind, full)
        self._name(entity, full)
        self._name(entity, acronym)
        self._local_names[acronym] = entity
        start = min(d.name_start, d.acronym_start, named.start if named else d.name_start)
        end = max(d.outer_end, d.name_end, named.end if named else 0)
        in_lines = ((d.acronym_start, d.acronym_end), (d.name_start, d.name_end))
        for span in in_lines if "\n" in self.flat[start:end] else ((start, end),):
            self.put(Mention(*span, self.table.letter(entity), (entity,)))

    def _name(self, entity: str, name: str) -> None:
        """Notes that the document calls an entity so."""
        self.table.add_name(entity, name)
        self._full_names.add(self.table.entities[entity], name)

    def series(self) -> None:
        """Members of well-known series of missions that are no entries of their own ("Soyuz TM-20"), and what the text names itself."""
        self._spacecraft(find_series(self.flat))
        head = next((b for b in self._blocks if b.kind in (BlockKind.TITLE, BlockKind.HEADING)), None)
        self._spacecraft(find_called(self.flat, (head.start, head.end) if head else None))
        self._spacecraft(self._headed())
        for row in (b for b in self._blocks if b.header):
            cells, header = ([(c.start, c.end) for c in spans] for spans in (row.cells, row.header))
            self._spacecraft(s for s in find_listed(self.flat, cells, header) if self.free(*s))

    def _headed(self) -> Iterator[tuple[int, int]]:
        """The headings that name the spacecraft of which the items below them tell."""
        for i, block in enumerate(self._blocks):
            if block.kind is BlockKind.HEADING:
                below = takewhile(lambda b: b.kind is BlockKind.ITEM, self._blocks[i + 1 : i + 9])
                named = headed_craft(self.flat, (block.start, block.end), [(b.start, b.end) for b in below])
                if named and not (self._taken[named[0]] or self._taken[named[1] - 1]):
                    yield named

    def ministries(self) -> None:
        """Ministries behind the adjective of a state ("the Thai science ministry")."""
        for m in [m for m in self.mentions.values() if m.letter == "D"]:
            if end := ministry_end(self.flat, m.end):
                key = self.table.unseen("GovernmentBody", self.document.text[m.start : end])
                self.put(Mention(m.start, end, "O", (key,)))

    def siblings(self) -> None:
        """Spacecraft that are named like others that were found but for their number."""
        missions = [e for e in self.table.entities.values() if e.kind == "Mission"]
        names = [plain(n) for e in missions for n in e.names]
        unseen = [plain(n) for e in missions if e.authority is None for n in e.names]
        self._spacecraft(
            s for s in find_siblings(self.flat, names, unseen) if self.free(*s) and not is_rocket(self.flat, *s)
        )

    def _spacecraft(self, found: Iterable[tuple[int, int]]) -> None:
        for start, end in found:
            if self._in_content(start) and not self._taken[end - 1]:
                self.put(Mention(start, end, "M", (self.table.unseen("Mission", self.document.text[start:end]),)))

    def chains(self) -> None:
        for block in self._blocks:
            title_case = is_headline(self.flat, block)
            for chain in apart(self.flat, find_chains(self.flat, block.start, block.end)):
                if not title_case or chain.kind == "Agreement" or is_set_off(self.flat, block, chain):
                    self._chain(chain)

    def _chain(self, chain: Chain) -> None:
        chain = with_legal_form(self.flat, without_noun(self.flat, chain))
        first = self.mentions.get(chain.start)
        if first and first.end >= chain.end and first.letter in (*NAMES, "S"):
            return
        if self.covered(chain.start, chain.end):
            chain = trimmed(self.flat, self.mentions, chain)
        inside = self._inside(chain.start, chain.end)
        kind = chain.kind if chain.kind != "Unit" else unit_kind(self.flat, self.mentions, chain)
        kind = kind_beside(self.flat, inside, chain, kind)
        if not is_legal_form(self.flat, kind, chain, inside) and (
            any(m.end >= chain.end and closes(m, kind) for m in inside) or any(m.end > chain.end for m in inside)
        ):
            return
        span = chain.start, chain.end
        if self.flat[slice(*span)].rstrip(".") in legal_forms() and self.flat.startswith(", ", chain.start - 2):
            return  # "Marmot Labs, Inc."
        if kind is None and inside and inside[0].letter in "SD" and self.flat.startswith(("-", "/"), inside[0].end):
            return  # "the Netherlands-UK satellite"
        if kind is None and not all(self._taken[slice(*span)]) and not any(m.letter in "OMA" for m in inside):
            kind = mission_at(self.flat, *span) or organisation_at(self.flat, *span)
            if (
                kind is None
                and not inside
                and is_strange_firm(self.flat, *span)
                and not self.table.begins_name(self.document.text[slice(*span)])
            ):
                kind = "Company"
            if kind and not inside and (known := self._known_here(self.document.text[slice(*span)])):
                self._note_programme(known, chain)
                return  # `again` finds it
        own = kind == "GovernmentBody" and self._is_own_office(chain.start) and not acts(self.flat, *span)
        if kind is None or kind == "Unit" or own or is_organ(self.flat[slice(*span)]):
            return
        if kind == "Mission":
            kind = kind_of_house(self.flat, self.flat[slice(*span)]) or kind
        if kind == "Mission" and not may_name_mission(self.flat, chain.start, chain.end):
            return
        in_post = kind == "Company" and not inside and is_part_of_post(self.flat, *span)
        if in_post or (self._taken[chain.start] and chain.start not in self.mentions):
            return
        if kind == "Mission" and [m.letter for m in inside[:2]] == ["O", "M"] and inside[1].start == inside[0].end + 1:
            return  # "ESA Polaris Program"
        name = self.document.text[chain.start : chain.end]
        if kind == "Agreement" and (is_noun(name) or tells_news(name) or begins_topic(self.flat, chain)):
            return  # "Memorandum of Understanding", "NASA Awards Contract": the noun, not a name
        if kind == "Mission" and name in self._called_so:
            return  # "Novak": somebody named in full elsewhere
        start = ordinal_start(self.flat, chain.start) if kind == "Event" else chain.start
        name = self.document.text[start : chain.end]
        entity = self._full_names.same(kind, name) or self.table.unseen(kind, name)
        self._name(entity, name)
        self._note_programme(entity, chain)
        if kind == "Event" and (hosts := [m.entities[0] for m in inside if m.letter == "O" and m.entities]):
            self.table.set_property(entity, "host", EntityRef(hosts[0]))
        self.put(Mention(start, chain.end, self.table.letter(entity), (entity,)))

    def _known_here(self, name: str) -> str | None:
        """What the document has told to bear a name."""
        return self._local_names.get(name) or next(
            (e for letter in "OMA" if (e := self.table.find(letter, name))), None
        )

    def _note_programme(self, entity: str, chain: Chain) -> None:
        if self.table.letter(entity) == "M" and is_programme(self.flat, chain.start, chain.end):
            self.table.set_property(entity, "mission type", Concept("programme"))

    def _is_own_office(self, start: int) -> bool:
        """Whether what begins here is somebody's ("the agency's Office of …"), and no state's."""
        possessed = self.flat[max(0, start - 3) : start] in ("'s ", "s' ")
        return possessed and not any(m.letter == "S" for m in self._ending_at(start, start - 3))

    def brackets(self) -> None:
        """Acronyms right behind the names of unseen organisations that their letters do not spell: those of another language."""
        for m in list(self.mentions.values()):
            found = BRACKETED.match(self.flat, m.end) if m.letter == "O" and len(m.entities) == 1 else None
            known = self.table.entities[m.entities[0]] if found else None
            if found is None or known is None or known.authority is not None or " " not in known.label:
                continue
            inside = self.mentions.get(found.start(1))
            if inside and (inside.letter != "O" or inside.end != found.end(1)):
                continue  # "(USA)"
            acronym = self.document.text[found.start(1) : found.end(1)]
            self.table.add_name(m.entities[0], acronym)
            self._local_names.setdefault(acronym, m.entities[0])
            self.put(replace(m, end=found.end()))

    def people(self) -> None:
        """People's names; words that the document all writes small elsewhere are none ("Small Business")."""
        for block in self._blocks:
            line = self.flat[block.start : block.end]
            if is_headline(self.flat, block) and "," not in line and not names_holder(line):
                continue
            for start, end in find_people(self.flat, self.taken, block.start, block.end):
                if not are_small_words(self.flat, self.flat[start:end]):
                    self._person(start, end)

    @cached_property
    def _surnames(self) -> dict[str, str]:
        """Those of everybody named in full: for use once people are found."""
        return surnames(self.table)

    @cached_property
    def _called_so(self) -> frozenset[str]:
        return called_so(self.table, self.flat)

    def surnames(self) -> None:
        """Surnames behind an honorific, of people named in full elsewhere or nowhere."""
        shared = called_so(self.table, "")
        for block in self._blocks:
            for start, end in find_single_names(self.flat, block.start, block.end):
                name = self.document.text[start:end]
                entity = self._surnames.get(name)
                if entity is None and name not in shared and is_surname_alone(self.flat, start, end):
                    entity = self.table.unseen("Person", name)
                if entity and self.free(start, end):
                    self.put(Mention(self._honorific_start(start), end, "P", (entity,), "short"))

    def _person(self, start: int, end: int) -> None:
        name = self.document.text[start:end]
        bare = re.sub(NICKNAME, "", name)
        person = self.table.find("P", bare) or self.table.unseen("Person", name)
        if bare != name:
            self.table.add_name(person, name)
            self.table.add_name(person, bare)
        self.put(Mention(self._honorific_start(start), end, "P", (person,)))

    def _honorific_start(self, start: int) -> int:
        """Where the honorific in front of a name begins, or the name without one; the free text before it only."""
        before = honorifics().search(self.flat[max(0, start - 24) : start])
        return start - len(before.group()) if before and self.free(start - len(before.group()), start) else start

    def again(self) -> None:
        """Finds the document's own names, acronyms and surnames wherever else they stand."""
        told = undefined(self.flat, self.table, self.free, self._terms) | self._local_names
        wanted = own_names(self.table, self.flat, told, self._surnames)
        for start, end in places_of(wanted, self.flat):
            if not self._in_content(start) or not self.free(start, end):
                continue
            key, form = wanted[self.flat[start:end]]
            letter = self.table.letter(key)
            if letter == "P" and follows_capital(self.flat, start) and not self.covered(start - 2, start - 1):
                continue
            self.put(Mention(start, end, letter, (key,), form))

    def places(self) -> None:
        """Places told by what stands in front of them, unless they are something else already."""
        for block in self._blocks:
            for start, end in find_places(self.flat, block.start, block.end):
                if self.free(start, end) and not is_noun(self.document.text[start:end]):
                    self.put(Mention(start, end, "L", (self.table.unseen("Place", self.document.text[start:end]),)))
        for start, end, stop in find_towns(self.flat):
            town = next(iter(self._ending_at(start, end)), None)
            if town is None and self.free(start, end) and self._in_content(start):
                town = Mention(start, end, "L", (self.table.unseen("Place", self.document.text[start:end]),))
            if town and town.letter == "L" and self.free(end, stop):
                self.put(replace(town, end=stop))

    def result(self) -> Recognised:
        mentions = list(with_branches(self.flat, [self.mentions[at] for at in sorted(self.mentions)], self.table))
        unresolved = [*self.unresolved, *unknown(mentions, self.table, self.document.text)]
        unresolved.sort(key=lambda u: (u.span.start, u.span.end))
        return Recognised(mentions, self.table, unresolved, self.flat)
