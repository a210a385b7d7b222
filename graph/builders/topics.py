"""The areas that an agreement covers: a list of noun or verb phrases in tagged text in, topics out.

"collaborate on education and training, and enhance capacity building" are two things to do: education and training, and capacity building.
A verb that says only that something is furthered is left out; one that says what is done ("organize", "develop") is part of the topic.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.extraction.scene import Scene
from graph.facts import Concept, EntityRef
from graph.lexicon import concept, lexicon
from graph.names.folding import plain

_DAY = (
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)"
)
_STOP = re.compile(
    rf"(?: on (?={_DAY})|"
    r"[.;:]|[\"”],? (?:said|says|added|explained|noted|stated|told)\b"
    r"|,? (?:and|but) (?:authori[sz]ed|instructed|asked|mandated|requested|invited|decided|thanked|noted|approved)\b"
    r"|,? (?:and|while|with) (?:the )?<[OSP]\d+> (?=will|is|are|has|have)"
    r"|,? in (?:close )?(?:cooperation|collaboration|partnership|conjunction|coordination) with\b"
    r"|,? (?:and|which) (?:serves?|aims?|sets?|lays?|paves?|marks?) (?:to|as|at|out|the|an?)\b"
    r"|,? (?:according to|leveraging|drawing on|building (?:up)?on|capitali[sz]ing on|focus+ing on|marking|underlining|underscoring"
    r"|reaffirming|paving|reflecting)\b"
    r"|, (?:the|an?|it|he|she|they|<[OSP]\d+>)[^,;]{0,30} (?:said|says|added|told|stated|reported|reports)\b"
    r"| (?:which|that|who|while|when|where|with the aim|in order to|through|via|as well as plans"
    r"|following|at|after|during|since|under|by the|by|until|is|are|was|were|will|has|have|had|they|it)\b"
    r"|,? (?:signed|concluded|dated|agreed|reached|adopted|initialled|negotiated|drafted|expir(?:ed|es|ing))\b"
    r"|,? (?:in|on|from) (?:the )?<[LSY]\d+>| of <Y\d+>| (?:later|early|late|earlier|again) (?=in <Y|th(?:is|at)\b|next\b)"
    r"|,? (?:and |or |as well as )?(?:an?|another|one) (?:[a-z-]+ ){0,3}<A\d+>"
    r"| (?:between|with) (?:the )?<[SO]\d+>|, <[SLY]\d+>| <Y\d+>| (?:in|for) the <N\d+>| for all humankind)",
    re.I,
)
_EXAMPLE = re.compile(r",? (?:particularly|especially|notably|for example) [^,;]*(?=[,;]|$)", re.I)
_SCOPE = re.compile(
    r"^(?:(?:the )?(?:tasks?|deliverables|activities|work|services)(?: and (?:tasks?|deliverables|activities|work|services))?"
    r" (?:[a-z]+ )?to |how (?:they|the [a-z]+(?: [a-z]+)?|both [a-z]+|(?:the )?<[OS]\d+>(?: and (?:the )?<[OS]\d+>)?)"
    r" (?:will|would|can|plan to) (?:work together|work|cooperate|collaborate|partner)(?: to| on| in)? )",
    re.I,
)
"""What only introduces what is to be done: "the tasks necessary to …", "how they will work together to …"."""
_LEAD = re.compile(
    r"^(?:and |or |to |on |in |the |a |an |its |their |both |joint |jointly |further |future |new |possible |potential |areas? of |fields?"
    r" of |use of |field of |areas? such as |including |plans? for |"
    r"(?:closer |enhanced |greater |wider |space |bilateral |international |mutual )?(?:cooperation|collaboration"
    r"|co-operation|work|activities|exchanges?|partnership) (?:in|on|for|of|within) (?:the )?(?:(?:fields?"
    r"|areas?) of )?)+",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:their|our|his|her|respective)\b"
    r"|\b(?:ties|relations|relationships?|impacts?|goals?|interests|objectives|presence|friendship|partnerships?|commitments?"
    r"|position|efforts|initiatives and|tasks?|deliverables|options?(?: for .*)?|periods?|storage|value|years?|months?)$",
    re.I,
)
"""Aims that are no area, and the terms of a contract ("two option periods")."""
_NO_TOPIC = re.compile(
    r"(?:(?:start|begin|open|resume|launch|enter into|take up) (?:negotiations|talks|discussions|consultations)"
    r"|how|whether|those|them|they|it|him|her|this|that|what|with|for|partners?|others?|up to|<?\d[\d ]*"
    r"|(?:(?:<N\d+>|two|three|four|five|six|seven|eight|nine|ten|several|many|various|all|some) (?:[a-z]+ )?"
    r"(?:areas|fields|topics|subjects|themes|points|items|domains|chapters)"
    r"|(?:extend|renew|continue|prolong|sign|conclude|negotiate|end|use|develop|study)(?: it| them)?)$)\b",
    re.I,
)
_TOGETHER = re.compile(
    r"^(?:to )?(?:(?!(?:and|or|in|by|via|with|under|through|including|principles|norms|rules|data"
    r"|information|as|from|at)\b)[a-z'-]+ (?:and |or |, )?){0,7}?"
    r"(?:cooperation|collaborations?|co-operation|partnerships?|(?:cooperative|collaborative|joint)"
    r" (?:efforts|projects|activities|work|actions|initiatives|programmes|programs)|collaborate|co-?operate|work (?:together|more closely))"
    r"(?: (?:between|among|with) [^,;]{2,60}?)? (?:in|on|within|regarding|concerning|across|related to) "
    rf"(?!{_DAY})",
    re.I,
)
"""That parties work together, however it is said, up to the area in which they do ("boost cooperation between A and B in …")."""
_AREAS = re.compile(
    r"^(?:(?:the|an?|its|their|such|these|<N\d+>|[a-z]+) ){0,4}?(?:areas?|fields?|spheres?|domains?|sectors|aspects)"
    r"(?:(?: of (?:cooperation|collaboration|(?:mutual |common |joint )?interest))?(?:,? such as|,? including|,? like|,? namely|:)"
    r"| (?:of|related to|relating to|concerning|as diverse as)):? |^[^,;:]{0,80}?\b(?:including|such as|namely): ",
    re.I,
)
"""What only says that areas follow ("various areas such as …")."""
_THEIRS = re.compile(r" and their [a-z]+$")
_JOINT_AT_END = re.compile(r",? (?:and|or|as well as)\s*$")
_NAMED_ALONE = re.compile(r"(?:the )?<[SLP]\d+>")
"""A state, place or person is no area."""
MAX_WORDS = 18


@lru_cache(maxsize=1)
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between two things to do (a joint, then a verb), and a verb that says only that its object is furthered."""
    words = lexicon("topics")["verbs"]
    every = "|".join(words["furthering"] + words["doing"])
    joint = re.compile(rf"(?:,| and|, and|;) (?:to |jointly |also |then )*(?=(?:{every})\b)", re.I)
    furthering = "|".join(words["furthering"])
    first = rf"^(?:to |jointly |also )*(?:{furthering}) (?:and (?:{furthering}) )?(?:on |in |for |with )?"
    return joint, re.compile(first, re.I)


@lru_cache(maxsize=1)
def _bare_words() -> frozenset[str]:
    """What may stand in a row of verbs that share one object."""
    words = lexicon("topics")["verbs"]
    spelled = {v.replace("[sz]", c) for v in words["furthering"] + words["doing"] for c in "sz"}
    return frozenset({*spelled, "and", "to", "jointly", "also", "then"})


@lru_cache(maxsize=1)
def _doing() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:to |jointly |also )*(?!(?:research|exchange|land),)(?:{'|'.join(lexicon('topics')['verbs']['doing'])})\b",
        re.I,
    )


def topics_of(scene: Scene, tagged: str) -> Iterator[EntityRef | Concept]:
    """The topics of a tagged list. A mention in it keeps its own words; a phrase of more than `MAX_WORDS` words is no topic."""
    stretch = _EXAMPLE.sub("", _STOP.split(_areas_only(_SCOPE.sub("", tagged)), maxsplit=1)[0])
    for piece in _things_to_do(_JOINT_AT_END.sub("", stretch)):
        if _NAMED_ALONE.fullmatch(piece.strip(" ,")):
            continue
        words = scene.words(_THEIRS.sub("", piece.strip(" ,")))
        words = (words if _doing().match(words) else _LEAD.sub("", words)).strip(' ,."“”')
        if (
            words
            and not _NO_TOPIC.match(words)
            and not _VAGUE.search(words)
            and len(words.split()) <= MAX_WORDS
            and re.search(r"[a-z]{3}", plain(words).lower())
        ):
            known = concept("topics", words)
            yield Concept(known) if known else EntityRef(scene.table.unseen("Topic", words))


_ITEMS = re.compile(r"(?:; (?:and )?(?:(?!\b(?:will|is|are|was|were|has|have|had|signed|said)\b)[^;.]){3,120})+")
_LAST_ITEM = re.compile(r"; and |, and [^,;]*$")


def items_behind(tagged: str, end: int) -> list[str]:
    """The further items of a list parted by semicolons, of which the first ends at `end`."""
    found = _ITEMS.match(tagged, end)
    if not found or not _LAST_ITEM.search(found[0]):
        return []
    items = [item.removeprefix("and ") for item in found[0][2:].split("; ")]
    return [] if any(_verbs()[1].match(item) for item in items) else items


def _areas_only(tagged: str) -> str:
    """The areas in which parties work together, without the words that say so."""
    return _AREAS.sub("", _AREAS.sub("", _TOGETHER.sub("", tagged)))


def _things_to_do(stretch: str) -> Iterator[str]:
    """The phrases of a list: verb phrases first, then the nouns that a furthering verb, or none, governs."""
    joint, furthering = _verbs()
    for phrase in _with_objects(stretch, joint):
        governed = furthering.sub("", phrase)
        if governed == phrase and _doing().match(phrase):
            yield _without_apposition(phrase)
        else:
            yield from _nouns(governed)


def _with_objects(stretch: str, joint: re.Pattern[str]) -> Iterator[str]:
    """The phrases between joints; a verb that shares its object with the next ("develop and demonstrate …") stays with it."""
    start = 0
    for cut in joint.finditer(stretch):
        if set(re.findall(r"[\w<]+", stretch[start : cut.start()].lower())) - _bare_words():
            yield stretch[start : cut.start()].strip()
            start = cut.end()
    yield stretch[start:].strip()


def _nouns(stretch: str) -> Iterator[str]:
    """The members of a list of nouns; "and" parts two phrases of two words or more, not the words of one ("monitoring and mitigation")."""
    stretch = _ADJECTIVES.sub(lambda m: m[0].replace(",", _HELD), stretch)
    pieces = re.split(r", (?:and |or |as well as )?(?:to |on |in )?|,? as well as |, including | including ", stretch)
    if len(pieces) > 1 and not re.search(r",? (?:and|or|as well as|including) ", stretch):
        pieces = pieces[:1]  # what follows the comma only describes it
    if len(pieces) > 1 and all(len(p.split()) == 1 for p in pieces[:-1]) and len(pieces[-1].split()) > 2:
        pieces = [stretch]  # "safe, peaceful, and prosperous use of space"
    for piece in (p.replace(_HELD, ",") for p in pieces):
        halves = re.split(r"(?<=[\w>]) and (?:to )?(?:on |in )?(?=[A-Za-z<])", piece)
        yield from halves if len(halves) > 1 and all(len(_LEAD.sub("", h).split()) > 1 for h in halves) else [piece]


_ADJECTIVE = r"(?:[a-z-]*(?:ful|ble|ive|ous|ant|ent|al|ic|ary|ed|ing)|safe|free|open|fair|secure|stable)"
_ADJECTIVES = re.compile(rf"\b(?:the|an?) {_ADJECTIVE}(?:, {_ADJECTIVE})+,? and {_ADJECTIVE} (?=[a-z])")
"""Adjectives of one noun inside a phrase ("principles for the safe, peaceful, and prosperous use of space")."""
_HELD = "\x1f"
"""Stands for a comma at which no list is parted."""


def _without_apposition(phrase: str) -> str:
    """A thing to do without what describes its object behind a comma ("…, an …-led mission"), and without the mission it is done for."""
    phrase = re.split(r", (?:an?|the|which|one of) ", phrase, maxsplit=1)[0]
    without = re.split(r" (?:for|in support of) (?:the )?<M\d+>", phrase, maxsplit=1)[0]
    return without if len(without.split()) > 3 else phrase
