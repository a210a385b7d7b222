"""Whether a block is a headline in capitals, and whether a chain of capitalised words in it tells news or is a name of its own."""

import re
from typing import Final

from graph.documents import Block, BlockKind
from graph.mentions.model import type_letter
from graph.names.chains import Chain

_NEWS = re.compile(r" (?:Awards?|Selects?|Signs?|Announces?|Extends?|Seeks?|Wins?)\b")
_NO_NAME = re.compile(
    r"\b(?:Opens?|Visits?|Joins?|Hosts?|Names|Gets|Launches|Builds|Honou?rs|Celebrates|Welcomes|Tests|Begins|Completes|Marks|Shows|Finds"
    r"|Helps|Uses|Takes|Makes|Sees|Leads|Receives|Earns|Adds|Gives|Brings|Picks|Funds|Invites|Meets?|Plans|Prepares|Returns|Sends|Sets"
    r"|Starts|Tours|Turns|Works|Is|Are|To|From|At|With|How|Why|What|New)\b"
)
"""Words that a headline has and the name of an organisation has not."""
_APART = re.compile(r"\s*(?:$|[:|(,;]| [–—-] )")
"""What ends a name in a headline."""
PAPER_OF: Final = re.compile(
    r"(?:[A-Z][\w’'-]+ ){0,2}(?:Bulletin|Newsletter|Journal|Minutes|Report|Register|Gazette|Annals|Proceedings|Yearbook"
    r"|Review|Roster|Profile|History|Circular|Statutes?|Members?|Statement|News|Status|State|Parties|Signatories|Text|Summary"
    r"|Chronology|Timeline|Milestones|Agreements|Memberships|Partners|Partnerships|Cooperation|Missions|Satellites|Spacecraft|Launches"
    r"|Agenda|Decisions|Resolutions|Officers|Organs|Structure|Staff|Leadership|Board|Council|Directory|Contacts|Tracker|Overview|Calendar"
    r"|Questions|Answers|Facts|Figures|FAQs?)"
    r" (?:of|for|from|to|about|on) the (?=[A-Z])",
    re.IGNORECASE,
)
"""How the papers of an organisation are named, whose name follows."""

_BOUND: Final = re.compile(
    r"\b(?:Agreement|Arrangement|Memorandum of Understanding|MoU|Letter of Intent|Contract|Protocol|Treaty|Convention)s?"
    r" (?:with|between)(?: the)?$"
)
"""What stands in a headline before those whom an agreement binds."""


def tells_news(chain: str) -> bool:
    """Whether capitalised words have a verb among them ("Agency Awards Contract")."""
    return bool(_NEWS.search(chain))


def is_headline(flat: str, block: Block) -> bool:
    """A headline in which nearly every word has a capital tells nothing of where names begin and end."""
    if block.kind not in (BlockKind.TITLE, BlockKind.HEADING):
        return False
    words = re.findall(r"[A-Za-z]{4,}", flat[block.start : block.end])
    small = [w for w in words if w[0].islower()]
    return len(words) >= 4 and len(small) <= 0.2 * len(words) and not any(map(_OF_A_KIND.fullmatch, small))


_OF_A_KIND = re.compile(
    r"(?:agreement|member|membership|partner|mission|satellite|signator|milestone|decision|officer|instrument)(?:s|y|ies)?"
)
"""Words that a headline in capitals has with one, which in small letters show that others are names."""


_LAST = re.compile(r", (?:\d{1,2} )?[A-Z\d][\w.]*(?: [A-Z\d]\w*){0,3}$")
"""What may stand behind a name that commas set off: a place or a day."""


def is_set_off(flat: str, block: Block, chain: Chain) -> bool:
    """Whether a chain in a headline is an organisation's name, set off from the rest ("Arab Earth Data Organisation: Profile")."""
    if chain.kind in (None, "Unit", "Event") or type_letter(chain.kind) != "O":
        return False
    paper = PAPER_OF.match(flat, block.start, chain.end)
    front = flat[paper.end() if paper else block.start : chain.start].rstrip()
    is_last = chain.end == block.end or _LAST.match(flat, chain.end, block.end)
    closes = "," if is_last else ":"  # "Director, Polar Science Council"
    bound = _BOUND.search(front)
    if (front and not bound and not front.endswith((":", "|", " -", closes))) or not _APART.match(
        flat[chain.end : block.end]
    ):
        return False
    return not (_NEWS.search(flat, chain.start, chain.end) or _NO_NAME.search(flat, chain.start, chain.end))
