"""Nouns for agreements in a document ("the Convention", "an agreement"), in order; the agreement that each means out, an unnamed one where
it means none that was spoken of."""

import re
from collections.abc import Sequence

from graph.facts import Concept
from graph.mentions.agreements import GENERIC, AgreementNoun, agreement_type, counterpart
from graph.mentions.model import EntityTable, Mention

_ANOTHER = re.compile(
    r"(?:One|Another(?: one)?|A (?:second|third|fourth|fifth|further|similar)(?: one)?),?(?= with (?:the )?[A-Z])"
    r"|(?P<of_several>The (?:first|second|third|fourth|fifth|last|other|latest)(?: one| of (?:these|them))?),?"
    r"(?= (?:signed |concluded )?with (?:the )?[A-Z])"
)
_JUST_BEFORE = 400
"""Characters between an agreement and one more of its kind."""
_OF_SEVERAL = 800
"""Characters between several agreements and one of them."""
LOOK_BACK = 200
"""How many mentions back an antecedent is looked for, so that long documents take linear time."""


class SpokenAgreements:
    """The agreements that a document has spoken of so far."""

    def __init__(self, flat: str, table: EntityTable, mentions: Sequence[Mention]) -> None:
        self._flat = flat
        self._table = table
        self._agreements: list[Mention] = []
        self._told_with: dict[str, set[str]] = {}
        """Agreement → the states and organisations in the sentence that first speaks of it."""
        self._several: AgreementNoun | None = None
        """The last noun that speaks of several at once."""
        self._named_agreements = [m for m in mentions if m.letter == "A"]

    def _type_agreement(self, entity: str) -> None:
        if self._table.property(entity, "sp:agreementType") is None:
            kind = next((t for n in self._table.entities[entity].names if (t := agreement_type(n))), "agreement")
            self._table.set_property(entity, "sp:agreementType", Concept(kind))

    def _agreement(self, noun: AgreementNoun, before: list[Mention], after: list[Mention]) -> Mention | None:
        if noun.definite and not noun.plural and (only := self._only_named(noun)):
            return Mention(noun.start, noun.end, "A", only.entities, "short", antecedent=(only.start, only.end))
        earlier = [*self._agreements[-LOOK_BACK:], *(m for m in before if m.letter == "A")]
        if noun.definite and not noun.plural:
            other = counterpart(self._flat, noun, after)
            for m in reversed(earlier):
                if other and other not in self._told_with.get(m.entities[0], (other,)):
                    continue
                if self._may_be(m.entities[0], noun.type) or self._becomes(m.entities[0], noun.type):
                    return Mention(noun.start, noun.end, "A", m.entities, "short", antecedent=(m.start, m.end))
        if noun.plural:
            self._several = noun
            return None
        name = self._flat[noun.start : noun.end]
        entity = self._table.anonymous("Agreement", name.lower())
        self._table.set_property(entity, "sp:agreementType", Concept(noun.type))
        return Mention(noun.start, noun.end, "A", (entity,), "unnamed")

    def _only_named(self, noun: AgreementNoun) -> Mention | None:
        """The first mention of the one agreement that the document names of a type, or with a name that ends in the noun as it is written:
        what "the Convention" means there."""
        word = self._flat[noun.start : noun.end]
        if noun.type not in ("convention", "treaty", "accords", "memorandum-of-understanding") and not noun.capital:
            return None
        named = [
            m
            for m in self._named_agreements[:LOOK_BACK]
            if self._table.property(m.entities[0], "sp:agreementType") == Concept(noun.type)
            or (noun.capital and any(n.endswith(f" {word}") for n in self._table.entities[m.entities[0]].names))
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

    def _one_more(self, start: int, end: int) -> list[Mention]:
        """ "One with X", "A third, with Y,": one more agreement of the kind of which the text spoke just before."""
        other = _ANOTHER.match(self._flat, start, end) if self._agreements or self._several else None
        if other and other["of_several"]:
            return self._one_of_several(other)
        last = self._agreements[-1] if other and self._agreements else None
        if not other or not last or other.start() - last.end > _JUST_BEFORE:
            return []
        kind = self._table.property(last.entities[0], "sp:agreementType")
        name = kind.name if isinstance(kind, Concept) else "agreement"
        return [self._further(name, other.span(), last)]

    def _one_of_several(self, other: re.Match[str]) -> list[Mention]:
        """ "The first, with X,": one of the agreements of which the text just spoke in the plural."""
        several = self._several
        if several is None or other.start() - several.end > _OF_SEVERAL:
            return []
        return [self._further(several.type, other.span("of_several"), several)]

    def _further(self, kind: str, span: tuple[int, int], told: Mention | AgreementNoun) -> Mention:
        """An agreement of a type that the text has only told of by another, or by several."""
        entity = self._table.anonymous("Agreement", kind.replace("-", " "))
        self._table.set_property(entity, "sp:agreementType", Concept(kind))
        return Mention(*span, "A", (entity,), "unnamed", antecedent=(told.start, told.end))
