"""A name in a text in; whether the text tells who takes which part in what bears it, as only of missions, out."""

import re
from functools import lru_cache
from typing import Final

from graph.fronts import Front
from graph.names.beside import Beside, follows_word
from graph.names.carrying import part_pattern

_FRONT: Final = 40
"""Characters in front of a name in which it is told what somebody does with it."""
_BE: Final = r"(?:is|was|are|were|will be|is being|was being|has been|had been|is to be)"
_DONE: Final = (
    r"(?:built|designed|developed|assembled|constructed|put together|operated|controlled|flown|co-financed|led|managed|funded|financed"
    r"|sponsored|owned|run|coordinated|planned|prepared|undertaken)"
)
_DOES: Final = (
    r"(?:leads|led|heads(?: up)?|manages|operates|owns and operates|runs|builds|built|is building|developed|is developing|develops"
    r"|designed|commissioned|finances|co-finances|co-funds|is flying|has been flying|coordinates|acquired|in charge of"
    r"|at the helm of|ordered|to (?:develop|build|operate|launch|fly|run|lead|fund))"
)
_TOGETHER: Final = r"(?:collaboration|cooperation|partnership|joint (?:venture|effort|undertaking|project))"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], Front]:
    """What stands behind such a name, and in front of it."""
    part = part_pattern()
    behind = re.compile(
        rf" {_BE} (?:(?:jointly|now|also|currently|being) )?{_DONE}(?:(?:,| and|, and) \w+)?"
        r" (?:by|at|out of|under|in|for) (?:[a-z]+ ){0,4}[A-Z]"
        r"| (?:is|was) (?:an? )?joint [A-Z]"
        r"| (?:will|is to) (?:fly|ride|go up|lift off) (?:on|aboard|atop) (?:an? )(?:[\w-]+ ){0,3}(?:rocket|launcher)"
        r"|, (?:to|in) which (?:the )?[A-Z]|, whose (?:prime contractor|principal investigator|operator|builder|lead agency)\b"
        rf"| (?:is|was) (?:an? )?(?:\w+ )?{_TOGETHER} (?:between|of|among) (?:the )?[A-Z]"
        rf"|, (?:an? )?(?:{_TOGETHER} (?:between|of|among)|{_DONE}(?: and \w+)?"
        r" (?:by|at|(?:in (?:partnership|cooperation|collaboration)|jointly|together) with)) (?:the )?[A-Z]"
        r"|,? (?:(?:that|which) )?(?:is|was|are) under (?:construction|development) at (?:the )?[A-Z]"
        rf"|, which (?:the )?[A-Z][^,.;]{{1,50}} (?:built|operates|leads|developed|runs|manages|owns|funds|designed"
        r"|(?:will|is to) (?:build|operate|run|lead|fund)|is (?:building|developing|funding|operating|leading))\b"
        rf"|'s (?:{part}|prime contractor|principal investigator|science team|ground segment)s?\b"
        r"| belongs to (?:the )?[A-Z]"
    )
    front = Front(
        rf"\b{_DOES} $|\b(?:the|its|a) (?:[a-z-]+ ){{0,3}}{part} of $"
        r"|\b(?:contribution to|[Oo]n board|[Aa]board|partners? in|taking part in|funding for|money for|capacity on) $"
    )
    return behind, front


_ENDS: Final = re.compile(
    r"[.,;]|$|\n| (?:with|on behalf|for|since|under|alongside|together|as|is|was|are|from|in|on|at|and)\b"
)
_ACRONYM: Final = re.compile(r"[A-Z]{2,}[a-z]?")
_PART_OR_TOOL: Final = re.compile(
    r" (?:\([^()\n]{2,60}\) )?(?:[a-z-]+ ){0,2}(?:instruments?|cameras?|tools?|software|models?|systems?|algorithms?|app|podcast"
    r"|engines?|aircraft|airplane|rockets?|telescopes?|company|firm|teams?|institute|agency|centers?|centres?|technology|platform)\b"
)


@lru_cache(maxsize=1)
def _others(flat: str) -> Beside:
    """The names of what the text calls an instrument, a tool, an institute or the like somewhere."""
    return Beside(flat, None, _PART_OR_TOOL)


def is_played_in(flat: str, start: int, end: int, placed: bool) -> bool:
    """Whether somebody is said to build, lead, operate or pay for what bears the name in the slice, or to take part in it.

    Behind a word such as "in" (`placed`) only what stands in front tells it. Names in capitals only, which as often are an organisation's,
    and what the text calls an instrument or a tool elsewhere are left alone.
    """
    name = flat[start:end]
    if _ACRONYM.fullmatch(name) or name.count(" ") > 1:
        return False
    behind, front = _patterns()
    told = (not placed and behind.match(flat, end)) or (
        follows_word(flat, start) and _ENDS.match(flat, end) and front.search(flat, max(0, start - _FRONT), start)
    )
    return bool(told) and name not in _others(flat)
