"""A name in a text in; whether the text says that it carries instruments, or is flown and tested, as missions are, out."""

import re
from functools import lru_cache

from graph.fronts import Front
from graph.lexicon import lexicon
from graph.names.beside import follows_word

_FRONT = 70
"""Characters in front of a name in which it is told what it carries."""


def part_pattern() -> str:
    """A regular expression for what is carried by a mission or built for it."""
    return rf"(?:{'|'.join(lexicon('heads')['missions']['parts'])})"


@lru_cache(maxsize=1)
def _patterns() -> tuple[Front, re.Pattern[str]]:
    """What stands in front of such a name, and behind it."""
    part = part_pattern()
    front = Front(
        rf"\b{part} (?:on board|onboard|aboard|carried (?:by|on|aboard)|flying on|flown on|mounted on) (?:the )?$"
        rf"|\b(?:the|its|their|his|our|one|two|three|four|five) (?:[\w-]+ ){{0,4}}?{part} (?:for|on) (?:the )?$"
        rf"|\bcontribut\w+ (?:[\w-]+ ){{1,5}}?{part} to (?:the )?$"
        r"|\b(?:(?:prime|main|lead|industrial) (?:contractor|consortium|lead)|principal investigator(?: institution)?) (?:for|on|of) "
        r"(?:the )?$"
        r"|\b(?:tak(?:es?|ing|en)|took) part in (?:the )?$|\bparticipat\w+ in (?:the )?$|\b(?:a|as) partners? (?:in|on) (?:the )?$"
        r"|\b(?:lift-?off|in-orbit operations?|flight operations|day-to-day operations|commissioning|deorbiting|re-?entry) of (?:the )?$"
        r"|\b(?:equip|fit|outfit)s? (?:the )?$"
    )
    behind = re.compile(
        r" (?:(?:will|to|would|can|also) ){0,2}(?:carr(?:y|ies|ied)|hosts?|hosted|flies|flew|bears?) "
        rf"(?:an?|the|its|two|three|four|five|\w+teen) (?:[\w-]+ ){{0,5}}?{part}\b"
        r"| (?:is|was|will be|is being|has been) (?:tracked|controlled|flown|steered|piloted|commanded) (?:by|from|out of)\b"
        r"| (?:is|was|will be) operated (?:by [^.;]{3,60} )?(?:from|out of)\b"
        r"|(?:,[^.;]{3,60},)? (?:entered|completed|passed|underwent|is undergoing) (?:its )?"
        r"(?:thermal[ -]vacuum|vibration|environmental|final) tests?\b"
    )
    return front, behind


def carries(flat: str, start: int, end: int) -> bool:
    """Whether the words around the slice say that it is a mission of which nobody needs to say that it is one.

    A name in front of which an organisation or another name begins ("Polar Skua") is left alone where only the front tells it.
    """
    front, behind = _patterns()
    if behind.match(flat, end):
        return True
    told = follows_word(flat, start) and front.search(flat, max(0, start - _FRONT), start)
    return bool(told) and not _GOES_ON.match(flat, end)


_GOES_ON = re.compile(
    r"'s\b|[ \t](?:[A-Z]|(?:of|and|&) (?:the )?[A-Z][a-z]+ (?:Agency|Council|Institute|University|Centre|Center)\b)"
)
