"""What a builder may ask about the sentence in which a rule matched: its entities, dates, evidence and modality; facts are made here."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from graph.dates.values import Date
from graph.documents import Document, Span
from graph.extraction.behind import Outcome, is_denied_after, is_reported, of_act
from graph.extraction.memory import Memory
from graph.extraction.modality import Modality, combine, governed_by, is_denied_inside, of_verb
from graph.extraction.patterns import Match
from graph.extraction.tagging import Tagged
from graph.facts import EntityRef, Evidence, Fact, Value
from graph.mentions.model import WITH_MEMBERS, EntityTable, Mention
from graph.names.houses import has_member_states
from graph.rules import Rule

Pairs = Sequence[tuple[str, Value | None]]
"""What a builder says of a fact: property and value, None where the text leaves it out."""


_BEFORE = 300
"""Characters before a sentence in which it may have been told what it says that others did too."""
_ORGAN = re.compile(
    r"(?:the )?(?:(?:vice-)?chair|(?:(?:general|governing|executive|steering|programme|science|ministerial) )?"
    r"(?:council|assembly|board|committee|secretariat|bureau))\b",
    re.IGNORECASE,
)
"""How an organ's name begins, which is no organisation of its own."""
_ORGAN_OF = re.compile(
    r"(.+?)(?:'s)? (?:(?:Governing |Executive |Ministerial |Steering )?(?:Council|Board|Committee|Secretariat)|General Assembly|Assembly)"
)
_NONE = re.compile(
    r"\b(?:no|neither|never an?)(?: [a-z-]+){0,2} $|(?:,|\band|\bbut) not(?: the| an?)? $", re.IGNORECASE
)
"""What stands before a thing that there is not ("no agreement was signed")."""
_NO_PARTY = re.compile(
    r"\s+[^.;]{1,80}? (?:is|was|are|were) (?:not (?:itself |themselves )?an?|no) part(?:y|ies)\b", re.IGNORECASE
)
_FALSE = re.compile(r"\W*(?:Myth|Rumou?r|Claim|False|Wrong)(?: <N\d+>| no\b[^:]{0,6})?: ", re.IGNORECASE)
"""How a sentence begins that is quoted to be contradicted."""
_IN = re.compile(r"(?:In|At|Within) (?:the )?(<O\d+>),? (?!and\b)")
_IF = re.compile(r"(?:If|Should|Were|Unless|In case)\b[^,]{3,120}, ")
_IF_BEHIND = re.compile(r"[^;:]{0,80}?,? (?:if|unless|provided that) (?!not\b)")
_WOULD = re.compile(r"\b(?:would|could)\b")
"""What holds only under the condition that opens or closes its sentence."""
_ASKS = re.compile(
    r"\W*(?:Q(?:uestion)?[:.] )?(?:Is|Are|Was|Were|Does|Do|Did|Has|Have|Had|Will|Would|Can|Could|Should|Might)\b"
)
_WITH_DATE = re.compile(r"(<[SO]\d+>) \((?:on |in |since )?(<Y\d+>)\)")
_YES = re.compile(
    r"\s*(?:A(?:nswer)?[:.] )?(?:Yes|Indeed|Certainly|Of course|Correct"
    r"|(?:It|They|We|He|She) (?:do|does|is|are|has|have|did|was|were)[.:;,])"
)
"""How the answer to a question begins that says yes."""
_ACT_OF = re.compile(r"[\w-]+ (?:of|for|to) (?:(?:the|an?|its|their) )?(?:[\w-]+ ){0,2}$")
"""In front of a thing: what is done about it ("the signing of an …")."""
_WHOSE = re.compile(r"<[OS]\d+>'s <M\d+>")
_RELATIVE = re.compile(
    r",? (?:(?:for )?which|who|having) [^;,]{0,80},|, (?:signed|concluded|dated|dating|agreed) [^;,]{0,60},(?= )"
)
_APPOSED = re.compile(r"<[A-Z]\d+>, (?:an?|the) ")
"""A thing with an apposition: what governs the sentence around it does not touch what the apposition says."""
_CLAUSE_END = re.compile(
    r",(?! ?<Y)| (?:that|which|who|launching|launched|to|after|before|since|for) "
    r"| (?:(?:will|shall|has|have|had|would|then|later|formally) )*"
    r"(?:(?:enter(?:s|ed)?|comes?|came) into (?:force|effect)|(?:takes?|took) effect|(?:expire|lapse)[sd]?|remains?)\b"
)
"""Where a clause is left, so that a date behind it is another one's ("signed by <S0> entered into force on <Y1>")."""


@dataclass(slots=True)
class Scene:
    """One sentence of a document with its mentions tagged."""

    document: Document
    table: EntityTable
    sentence: Tagged
    memory: Memory = field(default_factory=Memory)
    intro: Tagged | None = None
    """The line that introduces the list whose item the sentence is ("the following were signed on 6 November:")."""
    context: tuple[Span, ...] = ()
    """Spans outside the sentence that it leans on: the heading of a table, the line that introduces a list."""
    previous: Tagged | None = None
    """The sentence before it."""
    before: str = ""
    """Of a simple sentence cut from a longer one, the words there that govern it."""
    taken_back: bool = False
    """Whether the next sentence takes back what this one says ("It has not.")."""
    outcome: Outcome | None = None
    """What the next sentence says to have come to nothing ("The visit was called off.")."""
    corrects: bool = False
    """Whether the sentence corrects what was said before."""

    def fact(self, kind: str, rule: Rule, values: Pairs, used: Iterable[Mention] = ()) -> Fact:
        """A fact of the sentence; values that are None are left out. `used` are the mentions that it names, for antecedents."""
        spans = {(m.antecedent[0], m.antecedent[1]) for m in used if m.antecedent}
        outside = sorted(s for s in spans if not (self.sentence.start <= s[0] and s[1] <= self.sentence.end))
        evidence = Evidence(Span(self.sentence.start, self.sentence.end), (*self.context, *(Span(*s) for s in outside)))
        kept = tuple((p, v) for p, v in values if v is not None)
        return Fact(kind, kept, (evidence,), rule.id, Decimal(rule.confidence))

    def refs(self, mentions: Iterable[Mention]) -> list[tuple[EntityRef, Mention]]:
        """The entities of mentions, each once, in order; a group gives all its members."""
        seen: dict[str, Mention] = {}
        for mention in mentions:
            for entity in mention.entities:
                seen.setdefault(entity, mention)
        return [(EntityRef(entity), mention) for entity, mention in seen.items()]

    def bodies(self, mentions: Iterable[Mention]) -> list[tuple[EntityRef, Mention]]:
        """The entities of mentions, each once; an organ that is called by its organisation ("the EUMETSAT Council") is the organisation."""
        found: dict[EntityRef, Mention] = {}
        for ref, mention in self.refs(mentions):
            organ = _ORGAN_OF.fullmatch(self.table.entities[ref.key].label)
            whole = self.table.find("O", organ[1]) if organ else None
            found.setdefault(EntityRef(whole) if whole else ref, mention)
        return list(found.items())

    def modality(self, match: Match) -> Modality:
        """How the clause of a match is meant: by its verb group, by what stands in front and behind."""
        if self.intro and (of_intro := of_verb(self.intro.text)) is not Modality.STATED:
            return of_intro
        text = self.sentence.text
        left, said, right = self.before + text[: match.start], text[match.start : match.end], text[match.end :]
        if (
            self._is_taken_back(match)
            or _FALSE.match(text)
            or is_denied_after(right)
            or _NONE.search(left)
            or self._is_asked(match)
        ):
            return Modality.DENIED
        if _APPOSED.match(text, match.start):
            left = ""
        if is_denied_inside(said):
            return Modality.DENIED
        if _WOULD.search(said) and (_IF.match(text, 0, match.start) or _IF_BEHIND.match(right)):
            return Modality.DENIED
        meant = combine(of_verb(match.text("verb")), governed_by(left), of_act(_act_of(left) + said, right))
        if self.outcome and (self.outcome.act in said.lower() if self.outcome.act else meant is Modality.PLANNED):
            return self.outcome.meant
        return meant

    def _is_taken_back(self, match: Match) -> bool:
        """Whether the next sentence takes back what the match says, or this one only reports it to correct it."""
        if self.taken_back or not self.corrects:
            return self.taken_back
        front = len(self.before)
        return is_reported(self.before + self.sentence.text, front + match.start, front + match.end)

    def _is_asked(self, match: Match) -> bool:
        """Whether the sentence only asks what the match says ("Is A in B?"); whose mission one is ("A's B") it takes for granted."""
        text = self.sentence.text
        asks = text.endswith("?") and _ASKS.match(text) and not _YES.match(self.document.text, self.sentence.end)
        return bool(asks) and not _WHOSE.match(text, match.start)

    def denied(self, match: Match) -> bool:
        """Whether the match itself denies what it says, whatever the clause around it does."""
        verb, text = match.text("verb"), self.sentence.text
        if verb and (
            is_denied_after(text[match.end :]) or governed_by(self.before + text[: match.start]) is Modality.DENIED
        ):
            return True
        taken_back = bool(verb) and self._is_taken_back(match)
        return (
            taken_back
            or is_denied_inside(self.sentence.text[match.start : match.end])
            or of_verb(verb) is Modality.DENIED
        )

    def main_agency(self) -> list[Mention]:
        """The space agency of which the document speaks most by far."""
        return self.memory.main("O", lambda m: self.table.entities[m.entities[0]].kind == "SpaceAgency")

    def has_members(self, mention: Mention) -> bool:
        """Whether a thing is of a kind that has members; so has a known agency of no single state, and who has member states here."""
        entity = self.table.entities[mention.entities[0]]
        of_many = (
            entity.kind == "SpaceAgency" and entity.authority and not self.table.property(mention.entities[0], "state")
        )
        return (
            entity.kind in WITH_MEMBERS
            or bool(of_many)
            or (entity.authority is None and any(has_member_states(self.document.text, name) for name in entity.names))
        )

    def follows(self, rule: Rule) -> bool:
        """Whether the text right before says what the rule wants to have been said (`set = { after = … }`)."""
        wanted = rule.set.get("after")
        before = self.document.text[max(0, self.sentence.start - _BEFORE) : self.sentence.start]
        return wanted is None or re.search(wanted, before, re.IGNORECASE) is not None

    def house(self) -> list[Mention]:
        """The organisation with members that the sentence means where it names none, or names it first of all ("In the …")."""
        if opening := _IN.match(self.before + self.sentence.text):
            return [self.sentence.slot(opening[1])]
        return self.speaks_for(self.has_members, in_paragraph=True)

    def paragraph(self) -> Span:
        """The slice of the document from where the sentence's paragraph begins to the sentence."""
        start, blocks = self.sentence.start, self.document.blocks
        return Span(blocks[max(0, bisect_right(blocks, start, key=lambda b: b.start) - 1)].start, start)

    def speaks_for(self, fits: Callable[[Mention], bool], in_paragraph: bool = False) -> list[Mention]:
        """The organisation that fits for which the text around the sentence speaks: the only one of the paragraph so far, where asked for,
        else that of a heading above it, else the main one."""
        here = self.paragraph()
        return self.memory.house(
            here.start - 1 if in_paragraph else here.end, here.end, lambda m: fits(m) and not self._is_organ(m)
        )

    def is_no_party(self) -> bool:
        """Whether the next sentence says that somebody is no party to the agreement told of: then nobody is one who is not named."""
        return _NO_PARTY.match(self.document.text, self.sentence.end) is not None

    def _is_organ(self, mention: Mention) -> bool:
        """Whether an organisation is only a part of one ("the Steering Committee", "the Council")."""
        known = self.table.entities[mention.entities[0]]
        return known.authority is None and _ORGAN.match(known.label) is not None

    def date(self, match: Match, group: str = "date") -> Date | None:
        """The date that a group binds."""
        return next((m.value for m in match.mentions(group, "Y") if isinstance(m.value, Date)), None)

    def own_dates(self) -> dict[int, Date]:
        """The dates in brackets right behind states and organisations ("Ruritania (3 February 2025)"), by where their mentions start."""
        found = (
            (self.sentence.slot(m[1]), self.sentence.slot(m[2]).value) for m in _WITH_DATE.finditer(self.sentence.text)
        )
        return {named.start: date for named, date in found if isinstance(date, Date)}

    def clause_date(self, match: Match) -> Date | None:
        """The date of a match: the one in its `date` group, else one inside the match, else the nearest in the same clause."""
        if found := self.date(match):
            return found
        if self.intro and (dates := [m.value for m in self.intro.slots if isinstance(m.value, Date)]):
            return dates[-1]
        inside = self.sentence.mentions(_RELATIVE.sub("", self.sentence.text[match.start : match.end]), "Y")
        if inside and isinstance(inside[-1].value, Date):
            return inside[-1].value
        right = self.sentence.text[match.end :].split(";")[0]
        right = _CLAUSE_END.split(right, maxsplit=1)[0]
        left = self.sentence.text[: match.start].split(";")[-1]
        for piece, pick in ((right, 0), (left, -1)):
            dates = [m.value for m in self.sentence.mentions(piece, "Y") if isinstance(m.value, Date)]
            if dates and len(piece) < 160:
                return dates[pick]
        return None

    def words(self, tagged: str) -> str:
        """The document's own words under a piece of tagged text that stands in the sentence."""
        at = self.sentence.text.find(tagged)
        if not tagged or at < 0:
            return ""
        start, end = self.sentence.origin(at), self.sentence.behind(at + len(tagged))
        return " ".join(self.document.text[start:end].split())

    def words_of(self, mention: Mention) -> str:
        """The document's own words of a mention."""
        return " ".join(self.document.text[mention.start : mention.end].split())

    def subject(self, rule: Rule, match: Match, group: str, letter: str) -> list[Mention]:
        """The mission (M) or agreement (A) that a match binds; for a rule with `set = { group = "recent" }` the one spoken of before,
        with "just named" the one of the sentence before, with "main", where it binds none, the document's main one."""
        if rule.set.get(group) == "recent" and not match.mentions(group, letter):
            here = self.sentence.mentions(self.sentence.text[: match.start], letter)
            return here[-1:] or self.memory.recent(letter, self.sentence.start)
        if rule.set.get(group) == "just named":
            return match.mentions(group, letter) or self.memory.just_named(letter, self.sentence.start)
        if rule.set.get(group) == "main" and not match.mentions(group, letter):
            return self.memory.main(letter)
        return match.mentions(group, letter)


def _act_of(left: str) -> str:
    found = _ACT_OF.search(left)
    return found[0] if found else ""
