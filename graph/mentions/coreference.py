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
from itertools import pairwise
from operator import eq

from graph.facts import Concept
from graph.lexicon import lexicon
from graph.mentions.agreements import GENERIC, AgreementNoun, agreement_type, counterpart, find_nouns
from graph.mentions.model import EntityTable, Mention
from graph.mentions.shortforms import short_forms
from graph.mentions.speaker import is_quoted, speaker
from graph.names.missions import may_be_called
from graph.sentences import Sentence

_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth"})
_OPENING = re.compile(
    r"(?:In|On|Since|From|Until|By|As of) (?:the )?(?:[A-Z0-9][\w.]* ?){1,4}(?:of \d{4} )?", re.IGNORECASE
)
"""What may stand before the pronoun that opens a sentence: a day or a year."""
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|by)\b")
_LOOK_BACK = 200
"""How many mentions back an antecedent is looked for, so that long documents take linear time."""
_ANTECEDENT_REACH = 4000


def _anything(_: str) -> bool:
    return True


class Resolver:
    """Goes through a document's sentences in order and adds mentions for short forms, pronouns and unnamed agreements."""

    def __init__(self, flat: str, mentions: Sequence[Mention], table: EntityTable) -> None:
        self._flat = flat
        self._table = table
        self._named = list(mentions)
        self._all: list[Mention] = []
        self._seen: list[Mention] = []
        self._agreements: list[Mention] = []
        self._told_with: dict[str, set[str]] = {}
        """Agreement → the states and organisations in the sentence that first speaks of it."""
        self._named_agreements = [m for m in self._named if m.letter == "A"]
        self._agency_counts = Counter(m.entities[0] for m in self._named if self._is_agency(m)).most_common(2)
        self._counts = Counter(m.entities[0] for m in self._named if len(m.entities) == 1)
        self._issuer = speaker(self._named)
        self._previous_start = 0

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
            (m.start(), m.end(), m) for m in short_forms().finditer(self._flat, sentence.start, sentence.end)
        ]
        found += [(n.start, n.end, n) for n in find_nouns(self._flat, sentence.start, sentence.end)]
        here = [self._typed_agreement(m) for m in here]
        for start, end, what in sorted(found, key=lambda f: (f[0], -f[1])):
            if any(m.start < end and start < m.end for m in here):
                continue
            before = [m for m in here if m.end <= start]
            if isinstance(what, AgreementNoun):
                mention = self._agreement(what, before, [m for m in here if m.start >= end])
            else:
                owns = any(m.letter in "MA" and 0 < m.start - end <= 24 for m in here)
                mention = self._short(what, start, end, before, previous, sentence, owns)
            if mention:
                insort(here, mention, key=lambda m: m.start)
        self._seen += [m for m in here if m.entities]
        self._agreements += [m for m in here if m.letter == "A"]
        named = {entity for m in here if m.letter in "SO" for entity in m.entities}
        for m in here:
            if m.letter == "A":
                self._told_with.setdefault(m.entities[0], named)
        return here

    def _typed_agreement(self, mention: Mention) -> Mention:
        if mention.letter == "A":
            entity = mention.entities[0]
            if self._table.property(entity, "sp:agreementType") is None:
                kind = next((t for n in self._table.entities[entity].names if (t := agreement_type(n))), "agreement")
                self._table.set_property(entity, "sp:agreementType", Concept(kind))
        return mention

    def _agreement(self, noun: AgreementNoun, before: list[Mention], after: list[Mention]) -> Mention | None:
        if noun.definite and not noun.plural and (only := self._only_named(noun.type)):
            return Mention(noun.start, noun.end, "A", only.entities, "short", antecedent=(only.start, only.end))
        earlier = [*self._agreements[-_LOOK_BACK:], *(m for m in before if m.letter == "A")]
        if noun.definite and not noun.plural:
            other = counterpart(self._flat, noun, after)
            for m in reversed(earlier):
                if other and other not in self._told_with.get(m.entities[0], (other,)):
                    continue
                if self._may_be(m.entities[0], noun.type) or self._becomes(m.entities[0], noun.type):
                    return Mention(noun.start, noun.end, "A", m.entities, "short", antecedent=(m.start, m.end))
        if noun.plural and not any(m.letter == "N" for m in before):
            return None
        name = self._flat[noun.start : noun.end]
        entity = self._table.anonymous("Agreement", name.lower())
        self._table.set_property(entity, "sp:agreementType", Concept(noun.type))
        return Mention(noun.start, noun.end, "A", (entity,), "unnamed")

    def _only_named(self, kind: str) -> Mention | None:
        """The first mention of the one agreement of a type that the document names, wherever it does: what "the Convention" means there."""
        if kind not in ("convention", "treaty", "accords", "memorandum-of-understanding"):
            return None
        named = [
            m
            for m in self._named_agreements[:_LOOK_BACK]
            if self._table.property(m.entities[0], "sp:agreementType") == Concept(kind)
        ]
        return named[0] if len({m.entities for m in named}) == 1 else None

    def _becomes(self, entity: str, kind: str) -> bool:
        """What was only called an agreement before is what the text calls it now."""
        known = self._table.entities[entity]
        if known.names or self._table.property(entity, "sp:agreementType") != Concept("agreement"):
            return False
        self._table.set_property(entity, "sp:agreementType", Concept(kind))
        return True

    def _may_be(self, entity: str, kind: str) -> bool:
        own = self._table.property(entity, "sp:agreementType")
        own_kind = own.name if isinstance(own, Concept) else "agreement"
        return (
            own_kind == kind
            or (kind == "agreement" and own_kind not in ("treaty", "accords"))
            or (own_kind in GENERIC and kind in GENERIC)
        )

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
            return self._group(m.group("gnoun").lower(), m.group("group").lower(), start, end, earlier)
        if m.group("org") and (main := self._main_agency(m.group("org").lower(), earlier)):
            return self._back(start, end, earlier, partial(eq, main))
        if m.group("org"):
            return self._back(
                start, end, [x for x in earlier if x.letter == "O"], lambda e: self._bears(e, m.group("org").lower())
            )
        if m.group("described"):
            return self._described(start, end, m, before)
        if m.group("mission"):
            return self._mission(start, end, earlier, m.group("mission"))
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
            return self._back(start, end, [x for x in earlier if x.letter == "P"], _anything, "pronoun")
        if m.group("our") and not owns:
            return None
        if m.group("we"):
            return self._speaker(start, end)
        if m.group("its") and not owns:
            return None
        possessive = m.group("poss") or m.group("its")
        opens = (
            start - sentence.start <= 1
            or self._flat[max(sentence.start, start - 2) : start] in ("; ", ", ")
            or bool(_OPENING.fullmatch(self._flat, sentence.start, start))
        )
        if not (opens or possessive):
            return None
        subject = before[:1] if before and possessive else [x for x in previous if x.letter in "OMA"][:1]
        if not before and any(_VERB.search(self._flat, self._previous_start, x.start) for x in subject):
            return None  # somebody named behind the verb is not what the sentence spoke of
        return self._back(
            start, end, [x for x in subject if x.letter in "OMA" and len(x.entities) == 1], _anything, "pronoun"
        )

    def _speaker(self, start: int, end: int) -> Mention | None:
        """ "We" outside quotation marks: the organisation that issues the document."""
        who = self._issuer
        if who is None or is_quoted(self._flat, start) or self._flat[start:end] == "US":
            return None
        return Mention(start, end, who.letter, who.entities, "pronoun", antecedent=(who.start, who.end))

    def _mission(self, start: int, end: int, earlier: Sequence[Mention], noun: str) -> Mention | None:
        """ "The telescope": the last mission named that may be called so."""

        def fits(entity: str) -> bool:
            kind, known = self._table.property(entity, "mission type"), self._table.entities[entity]
            return may_be_called(noun, kind.name if isinstance(kind, Concept) else None, known.names, known.label)

        return self._back(start, end, [x for x in earlier if x.letter == "M"], fits)

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
        between = self._flat[mission.end : start]
        return mission.letter == "M" and bool(
            re.fullmatch(r"(?:,| is| was| will be| -)(?: (?:the|an?))?(?: [^,;.]{0,40}'s)? ?", between)
        )

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
        for m in reversed(self._seen[-10 * _LOOK_BACK :]):
            if m.entities == mention.entities and m.form == "name" and m.start <= mention.start:
                return m
        return (
            mention
            if mention.form == "name" or not mention.antecedent
            else replace(mention, start=mention.antecedent[0], end=mention.antecedent[1])
        )

    def _bears(self, entity: str, noun: str) -> bool:
        known = self._table.entities[entity]
        spelled = {
            noun,
            noun.replace("isation", "ization"),
            noun.replace("ization", "isation"),
            noun.replace("centre", "center"),
            noun.replace("center", "centre"),
        }
        if any(re.search(rf"\b(?:{'|'.join(spelled)})\b", name, re.IGNORECASE) for name in known.names):
            return True
        return known.kind in lexicon("reference")["organisation_kinds"].get(noun, ())

    def _group(self, noun: str, phrase: str, start: int, end: int, earlier: Sequence[Mention]) -> Mention | None:
        other = lexicon("reference")["other"]
        letters = (
            "S"
            if noun in other["group_nouns_state"]
            else "O"
            if noun in other["group_nouns_organisation"] and noun != "partners"
            else "SO"
        )
        wanted = 3 if "three" in phrase else 2
        if (
            phrase.startswith("the ")
            and "two" not in phrase
            and "three" not in phrase
            and noun not in ("sides", "parties", "agencies", "organisations", "organizations")
        ):
            return None
        if wanted == 2 and (pair := self._pair(start, letters, noun, earlier)):
            first, second = pair
            entities = (first.entities[0], second.entities[0])
            return Mention(
                start, end, self._table.letter(entities[0]), entities, "short", antecedent=(first.start, second.end)
            )
        if phrase.startswith("the ") and "two" not in phrase and "three" not in phrase:
            return None
        members: list[str] = []
        spans: list[Mention] = []
        for m in reversed(earlier):
            for entity in reversed(m.entities):
                if self._table.letter(entity) in letters and m.letter in "SO" and entity not in members:
                    members.append(entity)
                    spans.append(m)
            if len(members) >= wanted:
                break
        if len(members) != wanted or start - spans[-1].start > 900:
            return None
        return Mention(
            start,
            end,
            self._table.letter(members[0]),
            tuple(reversed(members)),
            "short",
            antecedent=(min(s.start for s in spans), max(s.end for s in spans)),
        )

    def _pair(self, start: int, letters: str, noun: str, earlier: Sequence[Mention]) -> tuple[Mention, Mention] | None:
        """Of the things named together with "and" (or one with the other) that the noun fits, the pair that the text names most; the last
        of equals."""
        counts = self._counts
        named = [
            m for i, m in enumerate(earlier) if m.letter in letters and not (i and self._belongs(earlier[i - 1], m))
        ]
        pairs = [
            (first, second)
            for first, second in pairwise(named)
            if second.end <= start and self._coordinated(first, second, letters, noun)
        ]
        return max(reversed(pairs), key=lambda p: counts[p[0].entities[0]] + counts[p[1].entities[0]], default=None)

    def _belongs(self, owner: Mention, m: Mention) -> bool:
        """Whether a state only tells whose the organisation before it is ("the IOE of Uruguay")."""
        return (
            owner.letter == "O"
            and m.letter == "S"
            and bool(re.fullmatch(r"(?: \([^()]*\))? (?:of|in|from) (?:the )?", self._flat[owner.end : m.start]))
        )

    def _coordinated(self, first: Mention, second: Mention, letters: str, noun: str) -> bool:
        if (
            len(first.entities) != 1
            or len(second.entities) != 1
            or first.entities == second.entities
            or first.letter not in letters
            or second.letter not in letters
        ):
            return False
        kinds = [self._table.entities[m.entities[0]].kind for m in (first, second)]
        if noun == "agencies" and not {"SpaceAgency", "GovernmentBody"} & set(kinds):
            return False
        joint = self._flat[first.end : second.start]
        return (
            0 < len(joint) < 60
            and bool(re.search(r"\b(?:and|with)\b", joint, re.IGNORECASE))
            and not re.search(r"[.;]\s", joint)
        )
