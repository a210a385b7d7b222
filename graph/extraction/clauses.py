"""A tagged sentence in; the simple sentences that it holds out: what its further verb phrases, relative clauses, appositions and
participles say of a name, each with the name in front.

"<O0>, a network founded in <Y1>, has its seat in <L2> and employs <N3> people" also says "<O0> is a network founded in <Y1>", "<O0> was
founded in <Y1>", "<O0> has its seat in <L2>" and "<O0> employs <N3> people". A clause is cut from the sentence as it stands: what is
negated, planned or reported there is so here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from graph.extraction.tagging import Tagged, spliced
from graph.lexicon import lexicon
from graph.names.alternatives import any_case

MOST = 12
"""Clauses of one sentence that are looked at; a sentence with more is a list."""
_NAME = r"<[OSMAP]\d+>"
_BRACKET = r"(?: \([^()]{0,60}\))?"
_ASIDE = (
    r"(?:, [^,;]{3,160}(?:, <[LS]\d+>)?,|, (?:to|of|by|under|with|between) which (?:[^,;]|,(?= (?:the )?<)){3,160},"
    r"|(?<=, <[A-Z]\d>),|(?<=, the <[A-Z]\d>),)?"
)


_PLACED = r"(?:(?<=>) (?:in|near) (?:the )?<[LS]\d+>(?:, <[LS]\d+>)*(?=,))?"
"""Where what bears a name is, in front of a relative clause ("<O0> in <L1>, which leads <M2>")."""
_FRONT = 14
_GOVERNED = re.compile(r"\b(?:alongside|aboard|with|from|for|on|about|(?:one|each|part) of) (?:the )?$|> of (?:the )?$")
"""In front of what is no subject ("the instruments alongside <M0> are …", "the <N0> of the <M1>, <M2>, is …")."""
_SO = r"(?<! to be)(?<! not)(?<! never)(?<! yet)"
"""Before a participle: that it is so."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A simple sentence; what it says reaches over `cut`, where the words behind its name begin."""

    tagged: Tagged
    cut: int
    before: str
    """The words of the sentence that govern it."""


def clauses(sentence: Tagged) -> Iterator[Clause]:
    """The simple sentences of a sentence, without the sentence itself; at most `MOST`."""
    text = sentence.text
    seen: set[tuple[str, ...]] = set()
    for said in (
        _predicates,
        _asides,
        _gapped,
        _contrasted,
        _fronted,
        _trailed,
        _called,
        _counterparts,
        _shared_titles,
        _entitled,
        _interrupted,
    ):
        for pieces in said(text):
            key = tuple(p if isinstance(p, str) else text[slice(*p)] for p in pieces)
            if key not in seen and len(seen) < MOST:
                seen.add(key)
                name = pieces[0]
                before = "" if said is _asides or isinstance(name, str) else text[: name[0]]
                yield Clause(spliced(sentence, pieces), len(key[0]) + 1, before)


_Piece = tuple[int, int]
_Said = tuple[_Piece | str, ...]
"""Where the name stands, a verb to put behind it, and where the rest stands."""


def _predicates(text: str) -> Iterator[_Said]:
    """The verb phrases that follow a name: the first without what stands between, the others without what comes before."""
    for subject in _subjects().finditer(text):
        if _GOVERNED.search(text, max(0, subject.start() - _FRONT), subject.start()):
            continue
        end = _end(text, subject.end(), _ENDS)
        further = [(m.start(), m.end()) for m in _further().finditer(text, subject.end(), end)]
        first = subject.end() + 1
        if subject["aside"]:
            yield subject.span("name"), " ", (first, further[0][0] if further else end)
        passive = _PASSIVE.match(text, first)
        if _BY.match(text, first):
            further = [(at, to) for at, to in further if text[at] != "," or "<M" not in text[first:at]]
        for (_, begin), (stop, _) in pairwise([*further, (end, end)]):
            done = _done().match(text, begin)
            if passive or not done:  # "flew on <M1>, a mission built and run by …" tells by whom <M1> is run
                yield subject.span("name"), " was " if done else " ", (begin, stop)


_BEFORE = re.compile(r"\s*had ")
_UNDONE = re.compile(
    r"\b(?:withdr[ae]w\w*|left|leaves|leaving|ceased|denounced?|denunciation|quit|terminated|rescinded|dropped out)\b"
)
"""What undoes that which a relative clause says to have been so before."""


def _asides(text: str) -> Iterator[_Said]:
    for found in _relative().finditer(text):
        end = _end(text, found.end(), _left())
        if _BEFORE.match(text, found.end()) and _UNDONE.search(text, found.end()):
            continue  # "A, which had joined in 2012, left in 2023"
        yield found.span("name"), " ", (found.end(), end)
        for further in _further().finditer(text, found.end(), end):
            yield found.span("name"), " ", (further.end(), end)
    for found in _both_relative().finditer(text) if " and which " in text else ():
        yield found.span("name"), " ", (found.end(), _end(text, found.end(), _left()))
    for found in _described().finditer(text) if "<M" in text else ():
        yield found.span("name"), " ", (found.end(), _end(text, found.end(), _left()))
    for found in _apposed().finditer(text):
        yield found.span("name"), " is ", (found.start("what"), _end(text, found.end(), _ASIDE_ENDS))
    lasting = lexicon("clauses")["lasting"]["O"]
    for letter, pattern in _told().items():
        for found in pattern.finditer(text) if f"<{letter}" in text else ():
            is_so = found["name"][1] == "O" and found["done"].split()[0].lower() in lasting
            yield (
                found.span("name"),
                " is " if is_so else " was ",
                (found.start("done"), _end(text, found.end(), _ASIDE_ENDS)),
            )


def _gapped(text: str) -> Iterator[_Said]:
    """Those of whom a verb is said once for all: "A joined in 2011, B in 2015 and C in 2020", "A furnishes the orbiter, B the lander"."""
    yield from _gapped_objects(text)
    if text.count("<") < _LEAST_GAPPED or not _GAP.search(text):
        return
    for found in _gapping().finditer(text):
        for gap in _GAP.finditer(found["rest"]):
            at = found.start("rest")
            name, rest = ((at + gap.start(g), at + gap.end(g)) for g in ("name", "rest"))
            if gap["prep"] == found["prep"]:
                yield name, " ", found.span("verb"), " ", rest


def _contrasted(text: str) -> Iterator[_Said]:
    """What is so where something else is not: "A was not built by B but by C" says that A was built by C."""
    for found in _CONTRAST.finditer(text) if " not " in text else ():
        yield (
            found.span("name"),
            " ",
            found.span("aux"),
            " ",
            found.span("verb"),
            (found.start("instead"), _end(text, found.end(), _ENDS)),
        )


def _gapped_objects(text: str) -> Iterator[_Said]:
    """The same where each has an object of its own."""
    if text.count("<") < _LEAST_GAPPED - 1:
        return
    for found in _GAPPING_OBJECTS.finditer(text):
        for gap in _GAP_OBJECT.finditer(text, found.start("rest"), found.end("rest")):
            yield gap.span("name"), " ", found.span("verb"), " ", gap.span("object")


def _fronted(text: str) -> Iterator[_Said]:
    """What a participle in front of the comma says of the subject behind it: "Having signed a pact, A …", "By joining B in 2004, A …"."""
    found = _FRONTED.match(text) if text.startswith(_FRONTS) else None
    if found and not _HELD_OPEN.search(text, found.end()):
        yield found.span("name"), " ", found.span("said")


def _trailed(text: str) -> Iterator[_Said]:
    """What somebody did by which he did what the sentence says: "A took a step by signing a pact"."""
    trailed = _TRAILED.search(text) if " by " in text else None
    found = _DOER.search(text, 0, trailed.start()) if trailed else None
    if found and trailed and not _UNREAL.search(text, found.end(), trailed.start()):
        yield found.span("name"), " ", (trailed.start("said"), _end(text, trailed.end(), _ENDS))


def _called(text: str) -> Iterator[_Said]:
    """What is said of several that a noun introduces: "The two agencies, A and B, signed …"."""
    for found in _CALLED.finditer(text) if "s, <" in text or "s, the <" in text or "em, <" in text else ():
        yield found.span("name"), " ", (found.end() + 1, _end(text, found.end(), _ENDS))


def _interrupted(text: str) -> Iterator[_Said]:
    """What is done behind an aside that parts it from its verb: "<O0> and <O1> signed, in the presence of <P2>, an <A3> on …"."""
    for found in _INTERRUPTED.finditer(text) if "<A" in text else ():
        yield (0, found.end("verb")), " ", found.span("object")


_INTERRUPTED = re.compile(
    r"\b(?P<verb>signed|concluded|initialled|reached|announced|inked|ratified|adopted), (?:in|on|at|during|with|before|after|alongside) "
    r"[^,;]{3,100}, (?P<object>(?:(?:an?|the|their|its) )?(?:[a-z-]+ ){0,3}<A\d+>.*)",
    re.DOTALL,
)


def _entitled(text: str) -> Iterator[_Said]:
    """What is said of an agreement behind its long subject ("the <A0> on the peaceful uses of outer space, which <S1> signed")."""
    for found in _subject().finditer(text) if "<A" in text else ():
        yield (0, found.start("subject")), found.span("rest")


def _counterparts(text: str) -> Iterator[_Said]:
    """Who has the same post elsewhere: "<S0>'s space minister <P1> and her <D2> counterpart <P3>" says "<D2> space minister <P3>"."""
    for found in _COUNTERPARTS.finditer(text) if "part" in text else ():
        yield found.span("whose"), " ", found.span("title"), found.span("name")


def _shared_titles(text: str) -> Iterator[_Said]:
    """Each of those to whom one title is given in the plural: "Ministers <P0> of <S1> and <P2> of <S3>" says "<P2>, Minister of <S3>"."""
    for found in _TITLES.finditer(text) if "s <P" in text else ():
        start, stop = found.span("titles")
        for one in _TITLED.finditer(text, found.end("titles"), found.end()):
            yield one.span("name"), ", ", (start, stop - 1), " of ", one.span("where")


def _end(text: str, start: int, ends: re.Pattern[str]) -> int:
    """Where a clause that begins at `start` ends."""
    found = ends.search(text, start)
    return found.start() if found else len(text)


_FRONTS = ("Having ", "After ", "By ", "Since ", "On ", "Upon ", "In ")
_FRONTED = re.compile(
    r"(?:(?:After )?Having |(?:After|By|Since|On|Upon|In) (?=[a-z]+ing ))(?P<said>(?:[^,;:]|, <[YLS]\d+>){5,200}),"
    rf" (?:the )?(?P<name>{_NAME})",
    re.IGNORECASE,
)
_TRAILED = re.compile(
    r" by (?:officially |formally )?(?P<said>(?:signing|ratifying|joining|acceding to|endorsing|initialling) )"
)
_DOER = re.compile(rf"(?P<name>{_NAME}){_BRACKET} (?=[a-z])")
_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|can|should|hop\w+|plan\w*|want\w*|intend\w*|aim\w*|seek\w*|wish\w*|not|never|no|without|refus\w+|fail\w+"
    r"|instead|agreed|(?:is|are|was|were|order|bid|effort|able|needs?|ways?|decided|ready) to)\b|[;:]",
    re.IGNORECASE,
)
"""In a deed: that it is none yet, or only aimed at."""
_HELD_OPEN = re.compile(r"(?:could|would|might|may|hopes?|wants?)\b")
"""What leaves open whether what stands in front was done."""
_CALLED = re.compile(
    r"(?:\b(?:the|both|these) (?:<N\d+> )?(?:[a-z]+ ){0,2}(?:agencies|parties|partners|sides|countries|states|nations|organi[sz]ations"
    r"|bodies|institutes|institutions|companies|governments|universities|neighbours|members|signatories)"
    rf"|\b(?:one|<N\d+>|some|two|all) of (?:them|these|those|its members|the members|the parties)), (?P<name>(?:the )?{_NAME}"
    rf"(?:(?:, (?:the )?{_NAME})* and (?:the )?{_NAME})?),(?= [a-z])",
    re.IGNORECASE,
)
_COUNTERPARTS = re.compile(
    r"<[SOD]\d+>(?:'s|')? (?P<title>(?:(?:of|for|and|the)? ?[A-Za-z-]+ ){1,6}?)<P\d+>(?:, [^,;<>]{3,60},)?,?"
    r" (?:and|with|met|to|hosted|received) (?:his|her|their|its) (?P<whose><[DSO]\d+>)"
    r"(?:'s|')? (?:counterpart|colleague|opposite number),? (?P<name><P\d+>)"
)
"""People of one title, the second told by the first."""
_TITLED = re.compile(r"(?P<name><P\d+>) (?:of|from) (?:the )?(?P<where><[SO]\d+>)")
_TITLES = re.compile(
    r"\b(?P<titles>(?:(?:[A-Z][a-z]+|[Ff]oreign|[Pp]rime|[Ss]pace|[Ss]cience|[Dd]eputy|[Vv]ice) ){0,2}"
    r"(?:[Mm]inister|[Pp]resident|[Dd]irector|[Aa]mbassador|[Rr]ector)s)"
    r"(?:,? (?:and )?<P\d+> (?:of|from) (?:the )?<[SO]\d+>){2,6}"
)
"""Several of one title, each with the state or body behind the name."""
_PREPOSITION = r"(?:by|in|on|from|at|for|with|to) "
_CONTRAST = re.compile(
    rf"(?P<name>{_NAME}){_BRACKET} (?P<aux>is|are|was|were|has been|have been|will be) not (?P<verb>[a-z]+(?: [a-z]+)?? ){_PREPOSITION}"
    rf"[^,;]{{2,60}},?(?: as [^,;]{{3,40}},)? but (?:rather )?(?P<instead>{_PREPOSITION})"
)
_LEAST_GAPPED = 4
_GAP = re.compile(
    r"(?:,|;| and)+ (?:the )?(?:[A-Z][\w-]+ ){0,3}(?P<name><[SOP]\d+>) (?P<rest>(?P<prep>in|on|since|for|to|with) (?:the )?<[YSOAM]\d+>)"
)
_OBJECT = r"(?:<M\d+>|(?:the|an?|its|their|one|two|three|most|part) [^,;<>]{2,60}?(?:<M\d+>)?)"
_NEXT = r"(?:,|;)?(?:,? and| while| but)? (?:the )?"
_NEXT_ENDS = r"(?=[,;.]| and (?:the )?<[SO]|$)"
_GAP_OBJECT = re.compile(rf"{_NEXT}(?P<name><[SO]\d+>){_BRACKET},? (?P<object>{_OBJECT}){_NEXT_ENDS}")
_GAPPING_OBJECTS = re.compile(
    r"<[SO]\d+>(?: \([^()]{0,60}\))? (?P<verb>(?:(?:will|shall|has|have|had|also|is to|are to) )*"
    rf"(?!(?:and|or|of|in|for|with|by|to|from|on|as)\b)[a-z]{{3,}}) (?:{_OBJECT}|[a-z]+s)"
    rf"(?P<rest>(?:{_NEXT}<[SO]\d+>{_BRACKET},? {_OBJECT}{_NEXT_ENDS})+)"
)
"""A name with a verb and an object, behind which others have an object alone."""
_BY = re.compile(r"[a-z]+ by ")
"""A participle behind a name, no verb of its own: what follows behind another name and a comma is said of that one."""
_PASSIVE = re.compile(r"(?:is|are|was|were|has been|have been|had been|will be)\b")
_ENDS = re.compile(r";| - |[.!?]?\"?$|, (?:and|but|while) (?:the )?(?:<P\d+>|[A-Z][a-z]+ [A-Z])")
"""A clause ends where somebody else is named."""
_ASIDE_ENDS = re.compile(
    r";| - |[.!?]?\"?$|\)|,(?! <[YLS]\d+>)(?! [A-Z]\w+(?:,|$))(?! (?:[a-z-]+, )*[a-z-]+,? and [a-z-]+ [a-z-]+ of\b)"
)
"""An aside ends at a comma that parts no adjectives of one noun ("for the safe, peaceful, and prosperous use of space")."""


@lru_cache(maxsize=1)
def _finite() -> str:
    adverbs = (
        r"(?:(?:also|now|then|currently|later|since|today|soon|still|already|formally|officially|jointly|thereby|thus|therefore"
        r"|so|not) )*"
    )
    return rf"{adverbs}{any_case(lexicon('clauses')['finite'])}\b"


@lru_cache(maxsize=1)
def _left() -> re.Pattern[str]:
    """Where a relative clause is left for the sentence around it: at a comma, but at none of a list."""
    return re.compile(
        rf"{_ENDS.pattern}|\)|,(?= (?:(?:and |but )?(?:(?:the )?{_NAME} )?{_finite()}|which|who|while|when|where|with|but)\b)"
    )


@lru_cache(maxsize=1)
def _subjects() -> re.Pattern[str]:
    """A name, or several of one verb, with a verb behind, with or without an aside between."""
    others = rf"(?:(?:{_BRACKET}, (?:the )?{_NAME})*{_BRACKET} and (?:the )?{_NAME})?"
    return re.compile(rf"(?P<name>{_NAME}{others}){_BRACKET}(?P<aside>{_ASIDE})(?= {_finite()})")


@lru_cache(maxsize=1)
def _gapping() -> re.Pattern[str]:
    """A name, its verb phrase with a last complement, and the further names with one such complement each."""
    verb = r"(?!(?:in|on|and)\b)[a-z](?:[^,;.<>]|<[AMO]\d+>){2,60}?"
    gap = re.sub(r"\?P<\w+>", "", _GAP.pattern)
    return re.compile(
        rf"<[SOP]\d+>{_BRACKET} (?P<verb>{verb}) (?P<prep>in|on|since|for|to|with) (?:the )?<[YSOAM]\d+>(?P<rest>(?:{gap})+)"
    )


@lru_cache(maxsize=1)
def _further() -> re.Pattern[str]:
    """Where a further verb phrase of the same subject begins."""
    return re.compile(
        rf"(?:,(?: and| but)?| and| but|;) (?={_finite()}|{participles()} (?:by|in|on|at|from|with|under) )"
    )


@lru_cache(maxsize=1)
def participles() -> str:
    """A regular expression for the participles that tell what was done to something, any case."""
    return any_case(sorted({verb for verbs in lexicon("clauses")["participles"].values() for verb in verbs}))


@lru_cache(maxsize=1)
def _done() -> re.Pattern[str]:
    return re.compile(rf"{participles()} (?:by|in|on|at|from|with|under) ")


@lru_cache(maxsize=1)
def _relative() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{_NAME}){_BRACKET}{_PLACED},? (?:which|who|that) (?={_finite()})")


@lru_cache(maxsize=1)
def _both_relative() -> re.Pattern[str]:
    """An agreement and the second of two relative clauses ("<A0> which they signed in <Y1> and which lapsed …")."""
    return re.compile(rf"(?P<name><A\d+>){_BRACKET},? (?:which|that) [^;()]{{3,100}}? and which (?={_finite()})")


@lru_cache(maxsize=1)
def _subject() -> re.Pattern[str]:
    """An agreement, its subject, and the verb, participle or relative clause behind that."""
    on = r"(?:on|for|in|to|concerning|regarding|relating to|governing|covering|with respect to)"
    behind = rf"{_finite()}|{any_case(lexicon('clauses')['participles']['A'])} |(?:which|that) (?:(?:the )?<[SOP]|both |they |it )"
    return re.compile(
        rf"<A\d+>{_BRACKET}(?P<subject> {on} (?:[^;:<>()]|<[NLD]\d+>){{20,200}}?)(?P<rest>,? (?:{behind}).*)", re.DOTALL
    )


@lru_cache(maxsize=1)
def _described() -> re.Pattern[str]:
    """A mission, what it is said to be, and the relative clause behind that ("<M0>, a probe of <O1> that was built …")."""
    return re.compile(
        rf"(?P<name><M\d+>){_BRACKET}, (?:an?|the) (?:[^,;()<>]|<[OSDNM]\d+>){{3,100}}? (?:that|which) "
        rf"(?={_finite()})(?!\w+ (?:founded|established|created|set up))"
    )


@lru_cache(maxsize=1)
def _apposed() -> re.Pattern[str]:
    return re.compile(rf"(?P<name><[OSMA]\d+>){_BRACKET}, (?P<what>(?:an?|the|one of) )(?![^,;]{{0,60}}<P)")


@lru_cache(maxsize=1)
def _told() -> dict[str, re.Pattern[str]]:
    """By type of name, a participle behind it, or behind what it is said to be ("<O0>, a laboratory founded in …")."""
    what = r"(?:(?:,| is| was) (?:an?|the|one of the) [^,;()]{3,100}?|,)?"
    return {
        letter: re.compile(
            rf"(?P<name><{letter}\d+>){_BRACKET}{what}{_SO} (?P<done>{any_case(verbs)} (?:by|in|at|on|from|under|as|near) )"
        )
        for letter, verbs in lexicon("clauses")["participles"].items()
    }
