"""Nouns for several things at once ("both agencies", "the two countries"), each resolved to what was named together before."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.facts import Concept
from graph.lexicon import lexicon
from graph.mentions.model import EntityTable, Mention
from graph.mentions.shortforms import NUMBERS

_FEW = 3
_PAIR = 2
_LISTED = re.compile(
    r"(?: \([^()]{1,60}\))?(?:[,;]? |[;,.]?\n+(?:[-*•–] ?)?)?(?:and |as well as )?(?:of |with )?(?:the )?",
    re.IGNORECASE,
)
"""What stands between the things of a list."""
_NEAR = 600
"""Characters back to a pair that a bare plural ("the signatories") may mean."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Resolves them in one document, in plain spelling; `counts` is how often each entity is named in it."""

    flat: str
    table: EntityTable
    counts: Counter[str]

    def group(self, noun: str, phrase: str, start: int, end: int, earlier: Sequence[Mention]) -> Mention | None:
        if not noun:
            return self._crafts(phrase, start, end, earlier)
        other = lexicon("reference")["other"]
        letters = (
            "S"
            if noun in other["group_nouns_state"]
            else "O"
            if noun in other["group_nouns_organisation"] and noun != "partners"
            else "SO"
        )
        counted = next((at for at, number in enumerate(NUMBERS, 2) if number in phrase.split()), 0)
        wanted, bare = counted or 2, phrase.startswith("the ") and not counted
        if bare and (noun not in other["group_nouns_alone"] or not self._is_called(noun)):
            return None
        if bare and noun not in ("sides", "parties", "agencies", "organisations", "organizations"):
            earlier = [m for m in earlier if start - m.start < _NEAR]
        if wanted == 2 and (pair := self._pair(start, letters, noun, earlier)):
            first, second = pair
            return _both(start, end, self.table.letter(first.entities[0]), first, second)
        if bare:
            return None
        if wanted > _FEW:
            return self._listed(wanted, start, end, [m for m in earlier if m.letter in letters])
        members: list[str] = []
        spans: list[Mention] = []
        for m in reversed(earlier):
            for entity in reversed(m.entities):
                if self.table.letter(entity) in letters and m.letter in "SO" and entity not in members:
                    members.append(entity)
                    spans.append(m)
            if len(members) >= wanted:
                break
        if len(members) != wanted or start - spans[-1].start > 900:
            return None
        return Mention(
            start,
            end,
            self.table.letter(members[0]),
            tuple(reversed(members)),
            "short",
            antecedent=(min(s.start for s in spans), max(s.end for s in spans)),
        )

    def _crafts(self, phrase: str, start: int, end: int, earlier: Sequence[Mention]) -> Mention | None:
        """ "Both satellites", "the three spacecraft": those of the one mission that the text has just spoken of, or two named together."""
        near = [m for m in earlier if m.letter == "M" and start - m.start < _NEAR and not self._is_programme(m)]
        if len({m.entities for m in near}) == 1:
            last = near[-1]
            return Mention(
                start, end, "M", last.entities, "short", antecedent=last.antecedent or (last.start, last.end)
            )
        two = {"both", "two", "twin"} & set(phrase.split())
        pair = (
            next((p for p in pairwise(reversed(near)) if self._coordinated(p[1], p[0], "M", "")), None) if two else None
        )
        if pair is None:
            return None
        second, first = pair
        return _both(start, end, "M", first, second)

    def _is_programme(self, mission: Mention) -> bool:
        kind = self.table.property(mission.entities[0], "mission type")
        return isinstance(kind, Concept) and kind.name in ("programme", "initiative", "space-station")

    def _listed(self, wanted: int, start: int, end: int, named: Sequence[Mention]) -> Mention | None:
        """As many things as are wanted, of which a list before told: the last that has just so many."""
        run: list[Mention] = []
        for m in reversed(named):
            if run and not _LISTED.fullmatch(self.flat, m.end, run[-1].start):
                if len(run) == wanted:
                    break
                run = []
            run.append(m)
        entities = tuple(dict.fromkeys(m.entities[0] for m in reversed(run)))
        if len(run) != wanted or len(entities) != wanted:
            return None
        return Mention(start, end, run[0].letter, entities, "short", antecedent=(run[-1].start, run[0].end))

    def all_of(self, phrase: str, start: int, end: int, earlier: Sequence[Mention]) -> Mention | None:
        """ "All five": the list of so many before, else the states, or the organisations, just spoken of, if they are so many."""
        wanted = NUMBERS.index(phrase.split()[1]) + 2
        near = [m for m in earlier if m.letter in "SO" and start - m.start < _NEAR]
        if listed := self._listed(wanted, start, end, near):
            return listed
        for letter in "SO":
            named = [m for m in near if m.letter == letter]
            entities = tuple(dict.fromkeys(entity for m in named for entity in m.entities))
            if len(entities) == wanted:
                return Mention(start, end, letter, entities, "short", antecedent=(named[0].start, named[-1].end))
        return None

    def _is_called(self, noun: str) -> bool:
        """Whether a bare plural may mean the two: one that others are called by as well only where the text says that it calls them so."""
        defined = lexicon("reference")["other"]["group_nouns_defined"]
        return noun not in defined or bool(re.search(rf'"(?:the )?{noun}"', self.flat, re.IGNORECASE))

    def of_two(self, which: str, start: int, end: int, earlier: Sequence[Mention]) -> Mention | None:
        """ "The former" or "the latter" of the last two things named together."""
        near = [m for m in earlier if start - m.start < _NEAR]
        together = [p for p in pairwise(near) if p[0].letter == p[1].letter and self._coordinated(*p, p[0].letter, "")]
        if not together or together[-1][0].letter not in "OSM":
            return None
        meant = together[-1][which == "latter"]
        return Mention(start, end, meant.letter, meant.entities, "short", antecedent=(meant.start, meant.end))

    def the_two(self, start: int, end: int, earlier: Sequence[Mention]) -> Mention | None:
        """ "The two" or "both" without a noun: the last two organisations, states or missions named together."""
        near = [m for m in earlier if start - m.start < _NEAR]
        together = [
            pair for pair in pairwise(near) if any(self._coordinated(*pair, letters, "") for letters in ("SO", "M"))
        ]
        if together:
            first, second = together[-1]
        elif len(two := {m.entities: m for m in near if m.letter in "SO" and len(m.entities) == 1}) == _PAIR:
            first, second = two.values()
        else:
            return None
        return _both(start, end, first.letter, first, second)

    def _pair(self, start: int, letters: str, noun: str, earlier: Sequence[Mention]) -> tuple[Mention, Mention] | None:
        """Of the things named together with "and" (or one with the other) that the noun fits, the pair that the text names most; the last
        of equals."""
        counts = self.counts
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
            and bool(re.fullmatch(r"(?: \([^()]*\))? (?:of|in|from) (?:the )?", self.flat[owner.end : m.start]))
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
        kinds = [self.table.entities[m.entities[0]].kind for m in (first, second)]
        if noun == "agencies" and not {"SpaceAgency", "GovernmentBody"} & set(kinds):
            return False
        joint = self.flat[first.end : second.start]
        return (
            0 < len(joint) < 60
            and bool(re.search(r"\b(?:and|with)\b", joint, re.IGNORECASE))
            and not re.search(r"[.;]\s", joint)
        )


def _both(start: int, end: int, letter: str, first: Mention, second: Mention) -> Mention:
    """What means two things named before."""
    entities = (first.entities[0], second.entities[0])
    return Mention(start, end, letter, entities, "short", antecedent=(first.start, second.end))
