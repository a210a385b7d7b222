"""The words of `lexicon/reference.toml` in; the regular expression that finds what may be a short form or a pronoun out."""

import re
from functools import lru_cache

from graph.lexicon import lexicon

_VERBS = (
    "is|was|will|would|has|had|being|signed|joined|leads?|provides?|provided|operates?|operated|builds?|built|contribut(?:es?|ed)|takes?"
    "|became|launched|funds?|funded|supplie[sd]|supply|delivers?|delivered"
)
"""What stands behind "the former" where it means a thing and not somebody's post."""


@lru_cache(maxsize=1)
def short_forms() -> re.Pattern[str]:
    """What may be a short form, told apart by groups; the lookahead has the letters that one can begin with, for speed."""
    ref = lexicon("reference")
    org, other = "|".join(ref["organisation_nouns"] + ["firm"]), ref["other"]
    held = "|".join(other["held"])
    groups = "|".join(other["group_nouns_organisation"] + other["group_nouns_state"] + other["group_nouns_any"])
    return re.compile(
        rf"(?<!\w)(?=[abhimostuw]|(?<='s[ \t]))"
        rf"(?:(?:an?[ \t]|another[ \t]|(?<='s[ \t]))(?!(?:alien|fictional|imaginary)\b)"
        rf"(?P<described>(?:[a-z-]+[ \t]){{1,4}}?(?:satellite|spacecraft"
        rf"|space telescope|space station|probe|orbiter|lander|rover))\b(?!s|-|[ \t](?:data|images?|operator"
        rf"|industry|communications|technology|systems?|mission|launch|program))"
        rf"|(?P<group>(?:both|the two|the three|these two|all three|the)[ \t](?P<gnoun>{groups}))\b"
        rf"(?![ \t](?:of|to)\b|[ \t]in[ \t](?![\dADFJMNOS]))"
        rf"|(?P<both>(?:both|them)\b(?=[.,;)]|$|[ \t](?:from|in|on|until|since|for|at|together)\b))"
        rf"|the[ \t](?P<of_two>former|latter)\b(?=[.,;:)]|$|[ \t](?:and|or|by|in|on|for|to|with|from|{_VERBS})\b)"
        rf"|this[ \t][a-z-]+[ \t](?P<this>satellite|spacecraft|mission|probe|orbiter|lander|rover|telescope|observatory)\b(?!-)"
        rf"|(?:our|my)[ \t](?P<ours>{org})\b"
        rf"|(?:the|this|that)[ \t](?:(?:(?:{'|'.join(other['organ_adjectives'])})[ \t])?"
        rf"(?P<org>(?:{org})(?![ \t]of[ \t](?:(?:the|an?)[ \t]|(?-i:[A-Z]))))"
        rf"|(?P<text>{'|'.join(other['text_nouns'])})"
        rf"|(?:(?:{'|'.join(other['craft_adjectives'])})[ \t])?(?P<mission>{'|'.join(other['mission_nouns'])})"
        rf"|(?P<state>{'|'.join(other['state_nouns'])})|(?P<event>{'|'.join(other['event_nouns'])}))\b(?!-)"
        rf"|(?P<person>(?<![\w'])(?:he|she)\b)"
        rf"|(?P<we>(?<![\w'])(?:we|us)\b|(?P<our>(?<![\w'])our\b(?![ \t](?:{'|'.join(other['possessed'])})\b))|(?<![\w'])our\b)"
        rf"|(?P<craft>(?<![\w'])its\b(?=[ \t](?:(?!own\b)[a-z-]+[ \t]){{0,3}}?(?:{'|'.join(ref['it']['had'])})\b))"
        rf"|(?P<poss>(?<![\w'])(?:its|their)\b(?=[ \t](?:(?:{held})[ \t])?(?:{'|'.join(other['possessed'])})\b))"
        rf"|(?P<they>(?<![\w'])they\b)"
        rf"|(?P<its>(?<![\w'])its\b)|(?P<it>(?<![\w'])it\b(?!'s)))",
        re.IGNORECASE,
    )
