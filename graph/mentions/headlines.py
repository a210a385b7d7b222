"""Whether a block is a headline in capitals, and whether a chain of capitalised words tells news: neither says where names end."""

import re

from graph.documents import Block, BlockKind

_NEWS = re.compile(r" (?:Awards?|Selects?|Signs?|Announces?|Extends?|Seeks?|Wins?)\b")


def tells_news(chain: str) -> bool:
    """Whether capitalised words have a verb among them ("Agency Awards Contract")."""
    return bool(_NEWS.search(chain))


def is_headline(flat: str, block: Block) -> bool:
    """A headline in which nearly every word has a capital tells nothing of where names begin and end."""
    if block.kind not in (BlockKind.TITLE, BlockKind.HEADING):
        return False
    words = re.findall(r"[A-Za-z]{4,}", flat[block.start : block.end])
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)
