"""Short forms and pronouns of a document, in order, each resolved to what was named before; further mentions out.

Only what is certain by grammar is resolved: a definite noun that the antecedent's name or kind bears, a group of which exactly the members
were named together, a pronoun that opens its clause. What stays open makes no mention and so no fact.
"""

import re
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from operator import eq

from graph.facts import Concept, EntityRef
from graph.lexicon import lexicon
from graph.mentions.agreements import AgreementNoun, find_nouns
from graph.mentions.bearing import OF_A_STATE, bears, is_called, is_named, is_of_kind, is_of_nation
from graph.mentions.groups import Groups
from graph.mentions.model import EntityTable, Mention
from graph.mentions.pronouns import (
    Before,
    antecedent_of_it,
    antecedents_of_both,
    antecedents_of_they,
    owner,
    owner_of_craft,
)
from graph.mentions.shortforms import find_short_forms
from graph.mentions.speaker import is_quoted, speaker
from graph.mentions.spoken_agreements import LOOK_BACK, SpokenAgreements
from graph.names.missions import may_be_called
from graph.sentences import Sentence

_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth"})
_NEAR_BY = 600
"""Characters back within which what bears a noun in its name is meant by it before what is only of such a kind."""
_SELDOM = 3
"""Mentions up to which an agency is not so much what a text is about that "the agency" is no other that bears the noun."""
_NEAR = 20
"""How many mentions back an agreement is looked for that is only called "the text" or "it"."""
_ANTECEDENT_REACH = 4000

_anything: Callable[[str], bool] = bool
"""Fits every entity."""
_ADDRESSED = re.compile(r"(?:(?P<man>Mr|Sir|Lord)|Ms|Mrs|Miss|Lady)\.? ")


def _calls_mission(what: re.Match[str] | AgreementNoun) -> bool:
    """Whether a short form is a noun for a mission ("the satellite"), and no pronoun."""
    return not isinstance(what, AgreementNoun) and bool(what["mission"] or what["this"] or what["described"])


_IS_A = re.compile(r"(?: [a-z-]+){0,3}?(?:,| is| was| will be| -)(?: (?:the|an?))?(?: [^,;.]{0,40}'s)? ?")
_TITLE = 180
_TITLED = re.compile(r"(?:^|\n)([^\n.!?;]{3,150})\n+(?:[A-Z][a-z]+ )?$")
"""A line like a title, and no more of the paragraph behind it than a first word."""


class Resolver(SpokenAgreements):
    """Goes through a document's sentences in order and adds mentions for short forms, pronouns and unnamed agreements."""

    def __init__(self, flat: str, mentions: Sequence[Mention], table: EntityTable) -> None:
        super().__init__(flat, table, mentions)
        self._named = list(mentions)
        self._all: list[Mention] = []
        self._seen: list[Mention] = []
        self._agency_counts = Counter(m.entities[0] for m in self._named if self._is_agency(m)).most_common(2)
        self._groups = Groups(flat, table, Counter(m.entities[0] for m in self._named if len(m.entities) == 1))
        self._issuer = speaker(flat, self._named)
        self._previous_start = 0
        self._pronouns: dict[str, str] = {}
        """Person → "he" or "she", as far as the text has told."""

    def resolve(self, sentences: Iterable[Sentence]) -> list[Mention]:
        """All mentions of the sentences: the named ones and those added here, in order."""
        queue = self._named
        at = 0
        previous: list[Mention] = []
        for sentence in sentences:
            here: list[Mention] = []
            while at < len(queue) and queue[at].start < sentence.end:
                if queue[at].start >= sentence.start:
                    here.append(queue[at])
                at += 1
            here = self._sentence(sentence, here, previous)
            self._all += here
            if here:
                previous, self._previous_start = here, sentence.start
        return self._all

    def _sentence(self, sentence: Sentence, here: list[Mention], previous: list[Mention]) -> list[Mention]:
        """The mentions of one sentence completed, left to right."""
        found: list[tuple[int, int, re.Match[str] | AgreementNoun]] = [
            (m.start(), m.end(), m) for m in find_short_forms(self._flat, sentence.start, sentence.end)
        ]
        found += [(n.start, n.end, n) for n in find_nouns(self._flat, sentence.start, sentence.end)]
        if not (here or found):
            return here
        for m in here:
            if m.letter == "A":
                self._type_agreement(m.entities[0])
        here = [self._national(m, here) for m in here]
        for start, end, what in sorted(found, key=lambda f: (f[0], -f[1])):
            if any(m.start < end and start < m.end for m in here):
                continue
            if _calls_mission(what) and any(m.letter == "M" and m.start == end + 1 for m in here):
                continue  # "the satellite Skua"
            before = [m for m in here if m.end <= start]
            if isinstance(what, AgreementNoun):
                mention = self._agreement(what, before, [m for m in here if m.start >= end])
            else:
                owns = any(m.letter in "MA" and 0 < m.start - end <= 24 for m in here)
                mention = self._short(what, start, end, before, previous, sentence, owns)
            if mention:
                insort(here, mention, key=lambda m: m.start)
        here = [*self._one_more(sentence.start, sentence.end), *here]
        self._seen += [m for m in here if m.entities]
        self._agreements += [m for m in here if m.letter == "A"]
        named = {entity for m in here if m.letter in "SO" for entity in m.entities}
        for m in here:
            if m.letter == "A":
                self._told_with.setdefault(m.entities[0], named)
        return here

    def _national(self, m: Mention, here: list[Mention]) -> Mention:
        """ "The Italian agency", "the Kenyan side": what was named of that state before, in place of the adjective."""
        what = OF_A_STATE.match(self._flat, m.end) if m.letter == "D" else None
        if not what or not self._flat.startswith(("the ", "The "), m.start - len("the ")):
            return m
        near = [x for x in (*self._seen[-120:], *here) if m.start - _ANTECEDENT_REACH < x.start < m.start]
        fits = partial(is_of_nation, self._table, m.entities[0], self._flat[m.start : m.end], what)
        return self._back(m.start, what.end(), [x for x in near if x.letter == "O"], fits) or m

    def _short(
        self,
        m: re.Match[str],
        start: int,
        end: int,
        before: list[Mention],
        previous: list[Mention],
        sentence: Sentence,
        owns: bool,
    ) -> Mention | None:
        earlier = [x for x in (*self._seen[-120:], *before) if start - x.start < _ANTECEDENT_REACH]
        if m.group("group"):
            return self._groups.group((m.group("gnoun") or "").lower(), m.group("group").lower(), start, end, earlier)
        if m.group("org"):
            return self._organisation(m, start, end, before, earlier)
        if m.group("pair"):
            meant = self._groups.the_two(start, end, earlier)
            behind = self._flat.startswith("which ", start - len("which "))
            return meant if meant and meant.antecedent and (behind or meant.antecedent[1] < sentence.start) else None
        if m.group("all_of"):
            return self._groups.all_of(m.group("all_of").lower(), start, end, earlier)
        if m.group("of_two"):
            return self._groups.of_two(m.group("of_two").lower(), start, end, earlier)
        if m.group("text"):
            return self._back(start, end, [x for x in earlier[-_NEAR:] if x.letter == "A"][-1:], _anything)
        if m.group("described"):
            return self._described(start, end, m, before)
        if m.group("mission") == "Observatory" and (body := self._observatory(start, end, earlier)):
            return body
        if m.group("mission") or m.group("this"):
            return self._programme(m, start, end, earlier) or self._mission(
                start, end, earlier, m.group("mission") or m.group("this")
            )
        if m.group("event"):
            return self._back(
                start,
                end,
                [x for x in earlier if x.letter == "E"],
                lambda e: m.group("event").lower() in self._table.entities[e].label.lower(),
            )
        if m.group("state"):
            return self._back(start, end, [x for x in earlier if x.letter == "S"], _anything)
        if m.group("person"):
            return self._person(start, end, earlier, m.group("person").lower())
        if m.group("our") and not owns:
            return None
        if m.group("we") or m.group("ours"):
            return self._speaker(start, end)
        told = Before(
            self._flat,
            sentence.start,
            before,
            previous,
            self._previous_start,
            [*self._agreements[-_NEAR:], *(x for x in before if x.letter == "A")],
        )
        return self._by_what_is_told(m, start, end, told, sentence.end, owns)

    def _organisation(
        self, m: re.Match[str], start: int, end: int, before: list[Mention], earlier: list[Mention]
    ) -> Mention | None:
        """ "The Agency": the body that the document is about, issues it, or has spoken of before."""
        noun = m.group("org").lower()
        main = self._main_agency(noun, earlier)
        if main and self._agency_counts[0][1] <= _SELDOM and noun == "agency":
            called = self._called(earlier, noun)
            main = None if len(called) == 1 and (main,) not in called else main
        if main:
            return self._back(start, end, earlier, partial(eq, main))
        if self._is_own(m, noun, before):
            return self._speaker(start, end)
        bodies = [x for x in earlier if x.letter == "O"]
        houses = {x.entities for x in bodies if self._has_organ(x, noun)} if self._is_organ(m, noun) else ()
        near = [x for x in bodies if start - x.start < _NEAR_BY]
        called = self._called(near, noun)
        found = self._back(start, end, near, lambda e: (e,) in called) if len(called) == 1 and not houses else None
        found = found or self._back(
            start, end, near, lambda e: (e,) in houses or is_named(self._table.entities[e], noun)
        )
        found = found or self._back(start, end, bodies, lambda e: bears(self._table.entities[e], noun))
        found = found or self._back(
            start, end, near, lambda e: is_of_kind(self._table.entities[e], noun, "organisation_kinds_near")
        )
        return found or (self._speaker(start, end) if self._is_organ(m, noun) else None)

    def _by_what_is_told(
        self, m: re.Match[str], start: int, end: int, told: Before, stop: int, owns: bool
    ) -> Mention | None:
        """Pronouns, and spacecraft known by whose they are."""
        if m.group("it"):
            return self._pronoun(start, end, antecedent_of_it(told, start, end, stop))
        if m.group("both"):
            return self._both(start, end, antecedents_of_both(told, start))
        if m.group("they"):
            return self._all_of(start, end, antecedents_of_they(told, start))
        if m.group("of_text") and (agreement := told.agreement(start)):
            return self._pronoun(start, end, agreement)
        if m.group("craft") and (craft := owner_of_craft(told, start)):
            return self._pronoun(start, end, craft)
        if not (m.group("poss") or owns):
            return None
        whose = owner(told, start)
        return self._pronoun(start, end, whose if whose and whose.letter in "OMA" else None)

    def _pronoun(self, start: int, end: int, meant: Mention | None) -> Mention | None:
        """A pronoun for one thing; for a gathering, its organisation."""
        if meant and meant.letter == "E":
            host = self._table.property(meant.entities[0], "host")
            known = isinstance(host, EntityRef) and Mention(start, end, "O", (host.key,), "pronoun")
            return replace(known, antecedent=(meant.start, meant.end)) if known else None
        return self._back(start, end, [meant] if meant else [], _anything, "pronoun")

    def _both(self, start: int, end: int, meant: tuple[Mention, Mention] | None) -> Mention | None:
        if meant is None:
            return None
        first, second = sorted(meant, key=lambda m: m.start)
        return Mention(
            start, end, "M", (*first.entities, *second.entities), "short", antecedent=(first.start, second.end)
        )

    def _all_of(self, start: int, end: int, meant: tuple[Mention, ...]) -> Mention | None:
        if not meant:
            return None
        entities = tuple(dict.fromkeys(entity for m in meant for entity in m.entities))
        return Mention(start, end, meant[0].letter, entities, "pronoun", antecedent=(meant[0].start, meant[-1].end))

    def _called(self, mentions: Iterable[Mention], noun: str) -> set[tuple[str, ...]]:
        """What some mentions name by a name with a noun in it."""
        return {m.entities for m in mentions if m.form == "name" and is_called(self._flat, m, noun)}

    def _is_organ(self, m: re.Match[str], noun: str) -> bool:
        """ "The Council", with a capital, of the organisation that issues the document."""
        own = m.group("org")[0].isupper() and not self._flat.startswith(" of ", m.end())
        return own and noun in lexicon("reference")["other"]["organs"]

    def _has_organ(self, body: Mention, noun: str) -> bool:
        """Whether an organ is said to be a body's where it is named ("the Council of the PSU", "PSU's Council")."""
        front = self._flat[max(0, body.start - 24) : body.start].lower().removesuffix("the ")
        behind = self._flat[body.end : body.end + 24].lower().removeprefix("'s").removeprefix(" general")
        return front.endswith(f"{noun} of ") or behind.startswith(f" {noun}")

    def _observatory(self, start: int, end: int, earlier: Sequence[Mention]) -> Mention | None:
        """ "The Observatory", with a capital, where a body was called so and no spacecraft."""
        called = [
            x for x in earlier if len(x.entities) == 1 and x.letter in "OM" and self._is_observatory(x.entities[0])
        ]
        return None if any(x.letter == "M" for x in called) else self._back(start, end, called, _anything)

    def _is_observatory(self, entity: str) -> bool:
        return any(name.endswith("Observatory") for name in self._table.entities[entity].names)

    def _is_own(self, m: re.Match[str], noun: str, before: Sequence[Mention]) -> bool:
        """ "The Agency", with a capital, in the papers of an agency, where the sentence has named no other."""
        if self._issuer is None or not m.group("org")[0].isupper() or m[0][:3].lower() != "the":
            return False
        known = self._table.entities
        one = [x.entities for x in before if x.letter == "O" and len(x.entities) == 1]
        bearing = {entities for entities in one if bears(known[entities[0]], noun)}
        called = self._called((m for m in self._seen[-LOOK_BACK:] if m.letter == "O"), noun)
        fits = self._issuer.entities in called or not called
        return fits and bears(known[self._issuer.entities[0]], noun) and bearing <= {self._issuer.entities}

    def _speaker(self, start: int, end: int) -> Mention | None:
        """ "We" outside quotation marks: the organisation that issues the document."""
        who = self._issuer
        if who is None or is_quoted(self._flat, start) or self._flat[start:end] == "US":
            return None
        return Mention(start, end, who.letter, who.entities, "pronoun", antecedent=(who.start, who.end))

    def _programme(self, m: re.Match[str], start: int, end: int, earlier: Sequence[Mention]) -> Mention | None:
        """ "The Programme", with a capital, of an organisation that is called so."""
        noun = m.group("mission") or ""
        houses = [x for x in earlier if x.letter == "O"] if noun[:1].isupper() else []
        return self._back(
            start, end, houses, lambda e: any(n.endswith(f" {noun}") for n in self._table.entities[e].names)
        )

    def _mission(self, start: int, end: int, earlier: Sequence[Mention], noun: str) -> Mention | None:
        """ "The telescope": the last mission named that may be called so."""

        def fits(entity: str) -> bool:
            kind, known = self._table.property(entity, "mission type"), self._table.entities[entity]
            return may_be_called(noun, kind.name if isinstance(kind, Concept) else None, known.names, known.label)

        missions = [x for x in earlier if x.letter == "M"]
        this = self._flat.startswith("his ", start + 1)
        titled = _TITLED.search(self._flat, max(0, start - _TITLE), start) if this else None
        if titled and not (missions and missions[-1].start >= titled.start(1)):
            return None  # what the line above names
        return self._back(start, end, missions, fits)

    def _person(self, start: int, end: int, earlier: Sequence[Mention], pronoun: str) -> Mention | None:
        """ "She": the last person named of whom the text does not say "he" or "Mr"; behind another sentence than that, not somebody named
        once only where the text speaks of a woman at length."""
        people = [x for x in earlier if x.letter == "P" and len(x.entities) == 1]
        for x in people:
            if told := _ADDRESSED.match(self._flat, x.start):
                self._pronouns[x.entities[0]] = "he" if told["man"] else "she"
        may_be = [x for x in people if self._pronouns.get(x.entities[0], pronoun) == pronoun]
        counts = Counter(x.entities[0] for x in may_be)
        if may_be and counts[may_be[-1].entities[0]] == 1 and may_be[-1].start < self._previous_start:
            main, times = counts.most_common(1)[0]
            may_be = [x for x in may_be if x.entities[0] == main] if times > 2 and main in self._pronouns else may_be
        if may_be:
            self._pronouns[may_be[-1].entities[0]] = pronoun
        return self._back(start, end, may_be, _anything, "pronoun")

    def _described(self, start: int, end: int, m: re.Match[str], before: list[Mention]) -> Mention | None:
        """A spacecraft that is described and not named: "an ocean-observing satellite"."""
        words, described = m.group("described").split(), lexicon("reference")["described"]
        owned = self._flat[start - 3 : start] == "'s "
        if (
            not set(words[:-1]).difference(described["vague"])
            or not set(words).isdisjoint(described["ends"])
            or (owned and words[0] not in _ORDINALS)
            or (
                before
                and self._tells_what(before[-1] if len(before) < 2 or before[-1].letter == "M" else before[-2], start)
            )
        ):
            return None
        entity = self._table.anonymous("Mission", m.group("described"))
        return Mention(start, end, "M", (entity,), "unnamed")

    def _tells_what(self, mission: Mention, start: int) -> bool:
        """Whether the description only says what a named mission is ("X is a …", "X, the agency's first …,")."""
        return mission.letter == "M" and _IS_A.fullmatch(self._flat, mission.end, start) is not None

    def _is_agency(self, m: Mention) -> bool:
        return m.letter == "O" and len(m.entities) == 1 and self._table.entities[m.entities[0]].kind == "SpaceAgency"

    def _main_agency(self, noun: str, earlier: Sequence[Mention]) -> str | None:
        """ "The agency" of a text that speaks of one space agency far more than of others is that one."""
        if noun != "agency":
            return None
        ranked = self._agency_counts
        if (
            ranked
            and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
            and any(ranked[0][0] in m.entities for m in earlier)
        ):
            return ranked[0][0]
        return None

    def _back(
        self, start: int, end: int, earlier: Sequence[Mention], fits: Callable[[str], bool], form: str = "short"
    ) -> Mention | None:
        for m in reversed(earlier):
            if len(m.entities) == 1 and fits(m.entities[0]):
                named = self._named_at(m)
                return Mention(start, end, m.letter, m.entities, form, antecedent=(named.start, named.end))
        return None

    def _named_at(self, mention: Mention) -> Mention:
        """The last place where the thing is called by a name, for evidence."""
        for m in reversed(self._seen[-10 * LOOK_BACK :]):
            if m.entities == mention.entities and m.form == "name" and m.start <= mention.start:
                return m
        return (
            mention
            if mention.form == "name" or not mention.antecedent
            else replace(mention, start=mention.antecedent[0], end=mention.antecedent[1])
        )
