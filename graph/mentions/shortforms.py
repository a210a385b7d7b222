"""The words of `lexicon/reference.toml` in; the regular expression that finds what may be a short form or a pronoun out."""

import re
from functools import lru_cache

from graph.lexicon import lexicon


@lru_cache(maxsize=1)
def short_forms() -> re.Pattern[str]:
    """What may be a short form, told apart by groups; the lookahead has the letters that one can begin with, for speed."""
    ref = lexicon("reference")
    org, other = "|".join(ref["organisation_nouns"] + ["firm"]), ref["other"]
    held = "|".join(other["held"])
    groups = "|".join(other["group_nouns_organisation"] + other["group_nouns_state"] + other["group_nouns_any"])
    return re.compile(
        rf"(?<!\w)(?=[abhiostuw]|(?<='s[ \t]))"
        rf"(?:(?:an?[ \t]|another[ \t]|(?<='s[ \t]))(?P<described>(?:[a-z-]+[ \t]){{1,4}}?(?:satellite|spacecraft"
        rf"|space telescope|space station|probe|orbiter|lander|rover))\b(?!s|-|[ \t](?:data|images?|operator"
        rf"|industry|communications|technology|systems?|mission|launch|program))"
        rf"|(?P<group>(?:both|the two|the three|these two|all three|the)[ \t](?P<gnoun>{groups}))\b(?![ \t](?:of|in|to)\b)"
        rf"|(?:the|this|that)[ \t](?:(?P<org>(?:{org})(?![ \t]of[ \t](?-i:[A-Z])))|(?P<mission>{'|'.join(other['mission_nouns'])})"
        rf"|(?P<state>{'|'.join(other['state_nouns'])})|(?P<event>{'|'.join(other['event_nouns'])}))\b(?!-)"
        rf"|(?P<person>(?<![\w'])(?:he|she)\b)"
        rf"|(?P<we>(?<![\w'])(?:we|us)\b|(?P<our>(?<![\w'])our\b(?![ \t](?:{'|'.join(other['possessed'])})\b))|(?<![\w'])our\b)"
        rf"|(?P<poss>(?<![\w'])(?:its|their)\b(?=[ \t](?:(?:{held})[ \t])?(?:{'|'.join(other['possessed'])})\b))"
        rf"|(?P<its>(?<![\w'])its\b)|(?P<it>(?<![\w'])it\b(?!'s|[ \t](?:is|was|has been)[ \t](?:[a-z]+[ \t]){{0,3}}(?:to|that)\b)))",
        re.IGNORECASE,
    )
