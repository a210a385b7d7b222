"""A slice of a text in; what may be a short form or a pronoun there, told by the words of `lexicon/reference.toml`, out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.lexicon import lexicon
from graph.names.alternatives import any_case
from graph.names.beginnings import Beginnings

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight")
"""Of how many things named together a noun may stand for all."""
_NUMBER = f"(?:{'|'.join(NUMBERS)})"
_VERBS = (
    "is|was|will|would|has|had|being|signed|joined|leads?|provides?|provided|operates?|operated|builds?|built|contribut(?:es?|ed)|takes?"
    "|became|launched|funds?|funded|supplie[sd]|supply|delivers?|delivered"
)
"""What stands behind "the former" where it means a thing and not somebody's post."""


_TOGETHER = (
    r"(?:(?:have|had|will|would|also|then|now|later) ){0,2}(?:sign(?:ed)?|agreed?|plan|intend|hope|want|take part|took part"
    r"|taken part|join(?:ed)?|met|meet|lead|led|operated?|fund(?:ed)?|built|build|share"
    r"|work(?:ed)?|cooperated?|contributed?|became|exchanged?|concluded?|announced?"
    r"|renew(?:ed)?|ratif(?:y|ied)|belong)"
    r"|(?:are|were) (?:(?:founding|full|associate|the) )?(?:members|partners|parties|signatories|observers)"
)
"""What stands behind "the two" or "both" where nothing says two of what."""
_BEGINNINGS = Beginnings(
    [
        *("a ", "an ", "another ", "both ", "the ", "this ", "that ", "them "),
        *(f"all {number} " for number in NUMBERS),
        *(f"{all_of} {number} " for all_of in ("these", "all") for number in NUMBERS),
        *("our ", "my ", "he ", "she ", "we ", "us ", "its ", "their ", "it ", "they "),
    ],
    too=re.compile(r"'s[ \t]()", re.IGNORECASE),
)
"""How short forms begin; what somebody has may begin with any word."""


def find_short_forms(flat: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What may be a short form in a slice of `plain` text, told apart by groups."""
    return _BEGINNINGS.matches(_short_forms(), flat, start, end)


@lru_cache(maxsize=1)
def _short_forms() -> re.Pattern[str]:
    ref = lexicon("reference")
    other = {name: any_case(words) for name, words in ref["other"].items()}
    org, had = any_case([*ref["organisation_nouns"], "firm"]), any_case(ref["it"]["had"])
    groups = any_case(word for kind in ("organisation", "state", "any") for word in ref["other"][f"group_nouns_{kind}"])
    return re.compile(
        rf"(?:(?:an?[ \t]|another[ \t]|(?<='s[ \t]))(?!(?:alien|fictional|imaginary)\b)"
        rf"(?P<described>(?:[a-z-]+[ \t]){{1,4}}?(?:satellite|spacecraft"
        rf"|space telescope|space station|probe|orbiter|lander|rover))\b(?!s|-|[ \t](?:data|images?|operator"
        rf"|industry|communications|technology|systems?|mission|launch|program))"
        rf"|(?P<group>(?:both|(?:the|these|all) {_NUMBER}|the)[ \t](?P<gnoun>{groups})"
        rf"|(?:both|(?:the|these|all) (?:{_NUMBER}|twin))[ \t](?:identical |twin )?(?P<crafts>(?:nano|micro|mini)?satellites|spacecraft"
        rf"|probes|orbiters|cubesats|smallsats))\b"
        rf"(?![ \t](?:of|to)\b|[ \t]in[ \t](?![\dADFJMNOS]))"
        rf"|(?P<pair>(?<![\w'])(?:the two|both)\b(?=[ \t](?:{_TOGETHER})\b)"
        rf"|(?:(?<=by )|(?<=between ))(?:the two|both)\b(?=[ \t](?:in|on|at)\b|[.,;]))"
        rf"|(?P<all_of>(?<![\w'])all[ \t]{_NUMBER}"
        rf"(?=[ \t](?:of (?:them|these|which)[ \t])?(?:have|had|are|were|signed|ratified|joined|acceded|agreed|belong)\b))"
        rf"|(?P<both>(?:both|them)\b(?=[.,;)]|$|[ \t](?:from|in|on|until|since|for|at|together)\b))"
        rf"|the[ \t](?P<of_two>former|latter)\b(?=[.,;:)]|$|[ \t](?:and|or|by|in|on|for|to|with|from|{_VERBS})\b)"
        rf"|this[ \t][a-z-]+[ \t](?P<this>satellite|spacecraft|mission|probe|orbiter|lander|rover|telescope|observatory)\b(?!-)"
        rf"|(?:our|my)[ \t](?P<ours>{org})\b"
        rf"|(?:the|this|that)[ \t](?:(?:{other['organ_adjectives']}[ \t])?"
        rf"(?P<org>{org}(?![ \t]of[ \t](?:(?:the|an?)[ \t]|(?-i:[A-Z]))))"
        rf"|(?P<text>{other['text_nouns']})"
        rf"|(?:{other['craft_adjectives']}[ \t])?(?P<mission>{other['mission_nouns']})"
        rf"|(?P<state>{other['state_nouns']})|(?P<event>{other['event_nouns']}))\b(?!-)"
        rf"|(?P<person>(?<![\w'])(?:he|she)\b)"
        rf"|(?P<we>(?<![\w'])(?!(?-i:WE|US)\b)(?:we|us)\b|(?P<our>(?<![\w'])our\b(?![ \t]{other['possessed']}\b))|(?<![\w'])our\b)"
        rf"|(?P<craft>(?<![\w'])its\b(?=[ \t](?:(?!own\b)[a-z-]+[ \t]){{0,3}}?{had}\b))"
        rf"|(?P<poss>(?<![\w'])(?:its|their)\b(?=[ \t](?:{other['held']}[ \t])?{other['possessed']}\b))"
        rf"|(?P<of_text>(?<![\w'])its\b(?=[ \t](?:(?:main|sole|only|two|three|first|latest|original|contracting)[ \t])?"
        rf"{other['possessed_by_texts']}\b))"
        rf"|(?P<they>(?<![\w'])they\b)"
        rf"|(?P<its>(?<![\w'])its\b)|(?P<it>(?<![\w'])it\b(?!'s)))",
        re.IGNORECASE,
    )
