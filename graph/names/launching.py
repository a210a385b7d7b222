"""A name in a text in; whether the text says that what bears it is launched, as only spacecraft are, out."""

import re
from functools import lru_cache
from typing import Final

from graph.fronts import Front
from graph.lexicon import lexicon
from graph.names.english import is_word

_AROUND: Final = 90
"""Characters on either side of a name in which people may be said to fly."""
_FRONT: Final = 60
"""Characters in front of a name in which its launch is told."""
_UP = r"(?:(?:in)?to (?:(?:its|an?|the|low|polar|lunar|transfer|final|[a-z]+-synchronous) ){0,3}(?:orbit|space)\b|aloft\b|on its way to )"
_BEHIND: Final = re.compile(
    r"(?:,[^.;\n]{3,60},)? (?:(?:has|had|have|was|were|is|are|will|to|be|been|successfully|finally|now) ){1,4}"
    rf"(?:put|placed|injected|inserted|sent|shot|lofted|hurled|carried|boosted|delivered|taken|lifted|launched) {_UP}"
    rf"|(?:,[^.;\n]{{3,60}},)? (?:(?:has|will|to|successfully|finally) ){{0,2}}(?:went|goes|go|rode|rides?|flew|soar(?:s|ed)"
    rf"|roar(?:s|ed)|rocketed|hitched a ride|made its way|climbed) {_UP}"
    r"| (?:(?:has|will|successfully|finally) ){0,2}(?:(?:lift|blast)(?:s|ed)? off|left Earth"
    r"|(?:entered|reached) (?:(?:its|an?|low|polar) )*orbit)\b"
    r"| (?:(?:was|were|will be|is to be|are to be) (?:\w+ly )?launched|launched) "
    r"(?:(?:together )?(?:on|in) (?=(?:early |late |mid-)?[A-Z\d])"
    r"|at \d|from [A-Z]|aboard\b|atop\b|by an? )"
    r"| (?:is|are|remains) (?:now |currently )?(?:scheduled|due|targeted|slated|set|expected|planned|booked) (?:to (?:launch|lift off|fly)"
    r"|for (?:launch|lift-?off))\b"
    r"| (?:took|takes|will take) to the (?:skies|heavens)\b| will not (?:fly|launch|lift off|go up) before\b"
    r"| (?:has|had) slipped (?:by |to |from |a )"
    r"| (?:has been|was) (?:delayed|postponed|put back) to (?=[A-Z\d])"
    r"| will (?:launch|lift off|fly) (?:on|in|no earlier|not before|aboard|atop|from)\b"
    r"| began its (?:mission|journey|voyage) with an?\b| (?:starts?|started|begins?|began) its (?:voyage|journey) to\b"
    r"| is (?:(?:now|currently) )?(?:on the (?:launch )?manifest|awaiting launch|penciled in|pencilled in)\b"
    r"|'s (?:launch|lift-?off) (?:on|in|is|was|has|took)\b"
    r"|: launch(?:ed)? (?:in |on )?[A-Z\d]"
)
_IN_FRONT: Final = Front(
    r"\b(?:[Ll]aunch(?:es)?|[Ll]ift-?off|[Ll]aunch (?:date|window|slot)|[Cc]ountdown) (?:of|for) (?:the )?$"
    r"|(?:^|[.;] )(?:Launched|Orbited|Lofted) (?:on|in) [\w ,.]{4,24}, (?:the )?$"
    r"|\bto orbit (?:the )?$|\bsee (?=[A-Z].{2,40} launched)$"
)
_RAISED: Final = Front(
    r"\b(?:carr(?:y|ied)|sen[dt]|put|placed?|hoist(?:ed)?|orbited|loft(?:ed)?|inject(?:ed)?|t(?:ake|ook)|launch(?:ed)?|deliver(?:ed)?"
    r"|boost(?:ed)?|lift(?:ed)?) (?:the )?$"
)
_RISES: Final = re.compile(rf" {_UP}")
_CREW: Final = re.compile(r"\b(?:astronauts?|cosmonauts?|taikonauts?|crew(?:mates?)?|she|he|women?|men)\b")
_GOES_ON: Final = re.compile(
    r" (?:website|campaign|service|initiative|programme|program|app|album|book|journal|challenge|competition)\b"
)
_NO_NAME: Final = frozenset(
    (
        "Crew",
        "Launch",
        "Liftoff",
        "Rocket",
        "Countdown",
        "Shuttle",
        "Booster",
        "Capsule",
        "Humanity",
        "Payload",
        "Cargo",
    )
)


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    return frozenset(lexicon("given")["names"])


def is_launched(flat: str, start: int, end: int) -> bool:
    """Whether the words around the slice say that it was or will be launched into space; people who fly and rockets are not."""
    name = flat[start:end]
    words = name.split()
    if name in _NO_NAME or len(words) > 4 or (len(words) > 1 and words[0] in _given()):
        return False
    if len(words) == 1 and name.endswith("s") and is_word(name.lower()):
        return False  # "Engineers launched …"
    told = (
        _BEHIND.match(flat, end)
        or _IN_FRONT.search(flat, max(0, start - _FRONT), start)
        or (_RISES.match(flat, end) and _RAISED.search(flat, max(0, start - 20), start))
    )
    return (
        bool(told) and not _GOES_ON.match(flat, end) and not _CREW.search(flat, max(0, start - _AROUND), end + _AROUND)
    )
