"""A chain of capitalised words and the mentions known by then in; the part of it that is a name of its own, and its kind, out."""

import re
from collections.abc import Mapping
from dataclasses import replace

from graph.mentions.model import Mention
from graph.names.chains import Chain, head_kind
from graph.names.organisations import organisation_at

_JOINT = re.compile(r",?[ \t](?:(?:of|from|at|for|and|with|on)[ \t])?(?:the[ \t])?")


def without_adjectives(flat: str, mentions: Mapping[int, Mention], chain: Chain) -> Chain:
    """ "French-Italian Polaris-2" without the adjectives of states in front, "Director A B of the Institute" without the person."""
    people = (m for at in range(chain.start, chain.end) if (m := mentions.get(at)) and m.letter == "P")
    start = next((m.start for m in people if _JOINT.match(flat, m.end)), chain.start)
    while (m := mentions.get(start)) and m.letter in "DP" and m.end < chain.end:
        joint = _JOINT.match(flat, m.end)
        start = joint.end() if joint and m.letter == "P" else m.end + 1
    return chain if start == chain.start else replace(chain, start=start)


def before_known(flat: str, mentions: Mapping[int, Mention], chain: Chain) -> Chain:
    """ "A University and NASA" up to the name that is known."""
    for joint in re.finditer(r" (?:and|&) (?:the )?", flat[chain.start : chain.end]):
        known = mentions.get(chain.start + joint.end())
        if known and known.letter == "O" and known.end >= chain.end and chain.start not in mentions:
            end = chain.start + joint.start()
            return Chain(chain.start, end, head_kind(flat[chain.start : end]))
    return chain


def unit_kind(flat: str, mentions: Mapping[int, Mention], chain: Chain) -> str:
    """What a name with the head of a part is: a body of its own where a state is named in it ("Office of Tides of Ruritania")."""
    words = [mentions[at] for at in range(chain.start, chain.end) if at in mentions]
    of_state = any(m.letter == "S" and (m.start == chain.start or m.end == chain.end) for m in words)
    if of_state and any(m.end - m.start < chain.end - chain.start for m in words):
        return "GovernmentBody"
    return organisation_at(flat, chain.start, chain.end) or "Unit"
