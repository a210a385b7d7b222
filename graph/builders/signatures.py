"""A sentence that tells of a signing in; who signed an agreement, each for the party that a "for" or a post beside the name tells, out."""

import re
from collections.abc import Iterator
from typing import Final

from graph.builders.agreements import WITNESSES, employer_of, performed, values_of
from graph.extraction.patterns import Match
from graph.extraction.scene import Scene
from graph.facts import EntityRef, Fact
from graph.rules import Rule

_PERSON: Final = re.compile(r"<P\d+>")
_FOR: Final = r"(?:for|on behalf of|representing) (?:the )?"
_SIGNED: Final = r"(?:signed|signing|signs|held the pen|put (?:pen to paper|(?:his|her) (?:name|signature|pen))(?: (?:to|on|under))?)"
_BEHIND: Final = re.compile(
    rf"(?:'s)?(?:,(?:[^;<>]|<(?!P)[A-Z]\d+>){{2,80}}?,| \([^()<>]*\))?,?"
    rf"(?: (?:did so|hers|his|{_SIGNED}(?: (?:it|(?:(?:the|an?) )?(?:[a-z-]+ ){{0,2}}<A\d+>))?(?: (?:on|in) <[YL]\d+>){{0,2}}))?"
    rf" {_FOR}(?P<party><[SO]\d+>)"
    r"| (?:\((?:the )?(?P<beside><[SO]\d+>)\)|(?:of|from|at) (?:the )?(?P<home><[SO]\d+>))"
    r"|, as (?:[A-Za-z-]+ ){1,4}(?:of|for|at) (?:the )?(?P<post><[SO]\d+>)"
)
_IN_FRONT: Final = re.compile(
    rf"\b{_FOR}(<[SO]\d+>),? (?:(?:it was )?(?:signed )?by |of |(?=its |the |<[SO]\d+>))(?:(?:its|the|her|his|<[SO]\d+>(?:'s?)?) )?"
    r"(?:(?!and )[\w-]+ ){0,5}?(?:[\w-]+, )?$",
    re.IGNORECASE,
)
_COUNTERPART: Final = re.compile(
    r"\b(?:counterpart|colleague|opposite number) (?:at|from|of|in) (?:the )?(<[SO]\d+>),? $"
    r"|\b(?:his|her|their) (<[DSO]\d+>)(?:'s?)? (?:counterpart|colleague|opposite number|homologue),? $",
    re.IGNORECASE,
)
"""In front of a name: of which other party somebody is the counterpart."""
_CLAUSE: Final = re.compile(
    r".*\b(?:\w{3,}ed|is|was|were|are|has|have|took|met|said|spoke|gave|held|led)\b(?! by\b).*?(?:,? (?:and|but|while|before)|;) (?=.)"
)
"""A clause with a verb of its own in front of another."""


def signers(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One signature for each person named where the rule says (`who`: before or behind the match, or in the whole sentence), who
    signs for a party; with `who = "sentence"` only for one that a "for" names, else also where the text does not tell for whom: see
    `graph/extraction/tidying.py`."""
    if performed(rule.set, scene.modality(match)) != "signature" or not scene.follows(rule):
        return
    text, where = scene.sentence.text, rule.set["who"]
    clause = _CLAUSE.match(text, 0, match.end)
    start, end = {"before": (clause.end() if clause else 0, match.end), "behind": (match.end, len(text))}.get(
        where, (0, len(text))
    )
    region = WITNESSES.split(text[:end])[0]
    at = scene.sentence.start
    named = scene.sentence.mentions(text, "A")[:1] or scene.memory.recent("A", at) or scene.memory.just_named("A", at)
    for agreement, noun in scene.refs(named):
        for found in _PERSON.finditer(region, start):
            person = scene.sentence.slot(found.group())
            party = _party_beside(scene, text, found) or (None if where == "sentence" else employer_of(scene, person))
            if party or where != "sentence":
                values = values_of(
                    agreement,
                    EntityRef(party) if party else None,
                    "signature",
                    scene.clause_date(match),
                    EntityRef(person.entities[0]),
                    None,
                )
                yield scene.fact("AgreementAction", rule, values, [person, noun])


def _party_beside(scene: Scene, text: str, person: re.Match[str]) -> str | None:
    """The party that a "for" right behind a name, or right in front of it, tells, or a bracket right behind it."""
    front = text[max(0, person.start() - 120) : person.start()]
    found = _IN_FRONT.search(front) or _COUNTERPART.search(front) or _BEHIND.match(text, person.end())
    party = next((group for group in found.groups() if group), None) if found else None
    return scene.sentence.slot(party).entities[0] if party else None
