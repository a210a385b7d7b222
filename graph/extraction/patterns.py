"""The pattern language of the rule files: a readable pattern in, a compiled regular expression over tagged sentences out.

In a pattern
    {name:OS}     is one mention of the types O or S, bound to `name`; {:OS} the same without a name
    {name:OS+}    is a coordinated list of them ("A, B and the C"), each with what may trail it (a place, a bracket)
    {name:*}      is a stretch of text without full stop or semicolon, as short as possible; {name:**} as long as possible
    {sign}        is a macro of `macros.toml`: verbs are listed there with their forms; {name:sign} binds it to `name`
    {title}       is a person's title: words that end in a head of `lexicon/people.toml`, with "of …" or "for …" behind it
    {V:sign}      is a verb group: its auxiliaries and adverbs, then a form of `sign`; bound to `verb`, so that modality can be read off it
    Everything else is a regular expression, case ignored; white space of a tagged sentence is blanks only.

What repeats here reads a text in one way only (atomic groups), so that no text makes the search take exponential time.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from graph import needed as needing
from graph.extraction.tagging import Tagged
from graph.mentions.model import Mention
from graph.names.alternatives import any_case
from graph.names.people import stance, title_pattern
from graph.needed import Way
from graph.regexes import compiled
from ontology.kept import digest, kept

_SLOT = re.compile(r"\{(\w*):([A-Z]+)(\+?)\}")
_STRETCH = re.compile(r"\{(\w*):(\*\*?)\}")
_VERB = re.compile(r"\{V:([\w|]+)\}")
_BOUND = re.compile(r"\{(\w+):([a-z][a-z_]*)\}")
_MACRO = re.compile(r"\{([a-z][a-z_]*)\}")
TRAIL = (
    r"(?:, (?:Inc|LLC|Ltd|Corp)\b\.?,?)?"
    r"(?:(?:,? (?:based|headquartered|located))? (?:in|of|from|at) (?:the )?"
    r"(?:<[LSD]\d+>|(?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])[\w-]+){0,2}(?: <L\d+>)?)"
    r"(?:, (?:<[LS]\d+>|(?-i:[A-Z])[\w-]+(?:\.(?=;)|(?= *[;.]))))*(?:'s (?:<L\d+>|(?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)?))?,?"
    r"| \((?:[^()<>]|<[YN]\d+>){0,60}\)"
    r"| \((?:formerly|previously|now|part of)\b[^()]{0,60}\)|, <[LS]\d+>(?=;|,? (?:and|or|,))"
    r"|,? (?:represented(?: here)? by|acting through|through) (?:its |the |their )?(?:[\w'&-]+ ){0,8}?<P\d+>,?"
    r"(?= (?:and|signed|have|has|on|today|will|put|agreed|concluded)\b)"
    r"|, an? <O\d+> (?:company|subsidiary|business)\b,?(?: of <L\d+>(?:, <L\d+>)?,?)?)?"
)
PERSON = (
    r"(?:<[OSD]\d+>(?:'s|')? )?(?:(?:[A-Za-z&.'-]+|<[MU]\d+>) ){0,6}?<P\d+>(?: \((?:the )?<[SO]\d+>\))?(?: of (?:the )?(?:<[LSO]\d+>"
    r"|(?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])[\w-]+)?)(?:, (?:<[LS]\d+>|(?-i:[A-Z])[\w-]+))?)?(?:, (?:[A-Za-z&.'-]+"
    r" ){1,8}?(?:of|at|for) (?:the )?<[OS]\d+>)?"
)
"""A person in a list, with the title and organisation in front or behind."""
_DETERMINERS = (
    *("the", "its", "their", "both", "a", "an", "agencies", "organi[sz]ations", "countries"),
    *("prime", "lead", "industry", "commercial", "international", "contractors?", "partners?"),
    *("launch", "satellite", "space", "rocket", "imaging", "analytics", "research", "software", "aerospace"),
    *("national", "infrastructure", "communications", "technology", "state-owned", "private", "new", "young"),
    *("broker", "company", "firm", "agency", "start-?up", "operator", "provider", "manufacturer", "builder"),
    *("maker", "supplier"),
    *("institute", "university", "giant", "specialist", "developer", "corporation", "consortium"),
    *("commander", "pilot", "mission specialist", "flight engineer", "payload specialist"),
    "(?:newly|recently) (?:created|established|formed|founded|launched)",
    r"<[SLD]\d+>-based",
)
_COUNTERPART = r"(?:(?:<D\d+>|[a-z]+) )?(?:counterpart|partner|neighbour)(?: (?:of|from) [a-z ]{3,20})?,"
_DETERMINED = rf"(?:(?:{any_case(_DETERMINERS)}|{_COUNTERPART}) )*+"
DETERMINER = rf"{_DETERMINED}(?:<[SD]\d+>'s (?=(?:[a-z-]+ ){{1,5}}<O){_DETERMINED})?"
SEPARATOR = (
    r"(?:,? (?:and|&|as well as|along with|together with|or|plus|but also) (?:also |with |the |by |from |of )*+|, (?:with |by )?"
    r"(?!(?:(?<=<O\d>, )|(?<=<O\d\d>, )|(?<=\), ))<S\d+>(?:,(?! (?:and|or|as well|along|together|<|the <))|[.;)]|$))|/"
    r"|; (?:and )?(?!(?:the )?<[OS]\d+>(?:, (?:which|who) [^,;]*,)? (?:is|are|was|were|will|has|have|had|did|to|[a-z]+(?:s|ed)"
    r"|built|led|made|gave|paid|ran|flew|put|sent|took|lent|held|met|bought|brought|chose|began|kept|came|became|left|withdrew|went|won|lost"
    r"|grew|drew|rose|fell|stood|spoke|wrote|taught|found|got|saw|told|said|quit)\b))"
)
_CAPITAL = r"(?:[A-Z][\w&'.-]*|<U\d+>)"
CAPITALS = rf"(?-i:(?>{_CAPITAL}(?:,?(?: (?:and|of|the|for|&)){{0,3}}+ {_CAPITAL})*))"
"""As many capitalised words as follow one another, small words only between them."""
_STOP = (
    r"(?!(?:the|an?|its|their|who|which|that|whose|said|says|is|was|are|were|will|has|have|had|by|after|before|while|when|where|during|as|but"
    r"|because|through|including|told|spoke|of|for|on|in|at|with|within|from|to|under|over)\b"
    r"|and (?:<P|an? |the |(?-i:(?:[A-Z][\w.'-]+ ){1,3}[A-Z][\w'-]+,)))"
)
COMPLEMENT = (
    r"(?>,? (?:in charge of|of|for|on|in|within|with|over|to)(?: the| a| an| its)?"
    rf"(?:,? {_STOP}(?:[\w&'./-]+|<[MULYNA]\d+>(?:'s)?)(?: \([A-Z][\w-]{{1,12}}\))?){{1,12}})"
)
"""What a title is for: a preposition and words that are no verb ("for RS-25 testing", "of the Space Systems Department")."""
UNITS = (
    rf"(?:(?>,? <[MU]\d+>(?: (?:Office|Program|Project|Division|team|mission)| [a-z]+(?=,))?|,? (?:the )?(?:<N\d+> )?{CAPITALS}"
    rf"|, [a-z][a-z ]{{2,40}}(?=,))|{COMPLEMENT}){{0,6}}"
)
"""Parts of an organisation behind a title: ", Earth Science Division, Science Mission Directorate"."""
_AUXILIARIES = (
    r"has|have|had|having|is|are|was|were|will|would|shall|should|may|might|could|can|must|to|be|been|being|not|never|only|also|"
    r"recently|jointly|officially|formally|previously|formerly|subsequently|since|so|thus|thereby|therefore|today|already|soon|now|then|yet|successfully|finally|eventually|originally|initially|each|both|all|itself|first|later|"
    r"expects?|expected|plans?|planned|planning|intends?|intended|hopes?|hoped|aims?|agreed?|agrees?|decided|decides|set|due|scheduled|about|ready|going|"
    r"in|at|on|by|early|mid|late|earlier|this|the|same|day|week|month|year|did|does|do|no|longer|currently|jointly|primarily|mainly|"
    r"failed|refused|declined|undertakes?|undertook|pledge[sd]?|promise[sd]?|commits|committed|continues|continued|continue|helps|helped|help|"
    r"yesterday|tonight|last|morning|afternoon|evening|night|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|duly|solemnly|"
    r"separately|simultaneously|together|unanimously|promptly|swiftly|ceremonially|virtually|symbolically|publicly|privately|"
    r"asked|invited|selected|chosen|contracted|<Y\d+>,?|<L\d+>,?|doesn't|didn't|hasn't|won't|n't"
)
_DAYS = tuple(
    f"{on}{day}day,?" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun") for on in ("on ", "")
)
AUXILIARY = rf"(?:(?>{any_case((*_DAYS, *_AUXILIARIES.split('|')))} ))*"


_QUALIFIED = r"(?:(?<![a-zA-Z0-9-])(?:<[ND]\d+> )?(?:[a-zA-Z0-9-]+ ){0,8})?(?:\([A-Z][\w-]{1,12}\) )?"
"""What may stand in front of a piece of hardware: words, and an acronym in brackets."""


@lru_cache(maxsize=1)
def macros() -> dict[str, str]:
    """The macros by name: alternatives as one non-capturing group."""
    table = tomllib.loads((files("graph.rules") / "macros.toml").read_text("utf-8"))
    hardware = f"{_QUALIFIED}{any_case(table['hardware'])}"
    return {name: any_case(words) for name, words in table.items()} | {
        "hardware": f"(?:{hardware})",
        "share": f"(?:{any_case(table['task'])}|{hardware})",
        "title": _title(),
        "units": UNITS,
        "stance": stance(),
        "head": title_pattern(),
    }


def _title() -> str:
    """A title's words: up to seven in front of its head, further heads behind "and", a complement behind "of" or "for"."""
    head = rf"(?:(?:vice|deputy|under|co|pro|sub|ex)-)?{title_pattern()}(?:-(?:designate|elect|in-residence|in-chief|at-large)\b)?"
    inner = r"(?:(?!(?:and|or|of|for|on|in|at|with|who|to|said|the|by|from)\b)[A-Za-z-]+ )"
    word = (
        r"(?:(?-i:[A-Z])[\w'./-]* and(?= (?-i:[A-Z]))|"
        rf"(?=(?-i:[a-z-]+ and [a-z]))(?!{head} and|and )[a-z-]+ and(?! (?:its|the|an?) )|"
        r"(?!(?:and|via|directs|manages|oversees|until|since|with|will|who|to|said|by|including|from|as|at|that|is|was|are|were|has|have|had|of|for|on)\b)"
        r"(?!(?<!to )the\b|(?:it|him|them|after|before|named)\b)"
        r"[A-Za-z0-9'&./-]+(?: \([A-Za-z0-9-]{2,12}\))?|<[MLUA]\d+>(?:'s)?)"
    )
    one = rf"(?:{word} ){{0,6}}?{head}(?! {inner}{{0,3}}{head})"
    return (
        rf"(?:(?<![\w'-]){one}(?:(?:,| and| &|, and) (?:{word} ){{0,4}}?{head})*(?: (?:of|for|in charge of|on)(?: the)?"
        rf" (?:{CAPITALS}|(?!(?:our|its|their|his|her|this|that|an?)\b)[a-z][a-z-]+"
        rf"(?: (?:and |of )?(?!(?:at|in|for|with|who|is|was|said|from|on|to|by|will|has|and)\b)[a-z][a-z-]+){{0,4}}))?(?![\w'-]))"
    )


@dataclass(frozen=True, slots=True)
class Match:
    """What a pattern bound in a sentence: `start` and `end` are offsets in the tagged text."""

    sentence: Tagged
    groups: dict[str, str]
    start: int
    end: int

    def text(self, name: str) -> str:
        """The tagged text of a group, empty if it took no part."""
        return self.groups.get(name) or ""

    def mentions(self, name: str, letters: str = "") -> list[Mention]:
        """The mentions of a group, in order, without those that only trail a list item."""
        piece = self.text(name)
        if name not in self.groups or not piece:
            return []
        piece = _PART_OF.sub("", _FORMER.sub("", re.sub(_trail_of(letters), "", piece)))
        return self.sentence.mentions(_HOME.sub("", _OWNER.sub("", piece)), letters)


_FORMER = re.compile(r" \((?:formerly|previously|now|part of)\b[^()]*\)", re.IGNORECASE)
"""A former name or the like in brackets behind an item: no item itself."""
_PART_OF = re.compile(
    r", an? <O\d+>(?: (?=company|subsidiary|business|corporation|unit|brand|firm|division|affiliate)|(?: based)?$)"
)
"""To whom an item belongs ("Sikorsky, a Lockheed Martin company"): no item itself."""
_HOME = re.compile(r"(?<=^<O\d>), <S\d+>$|(?<=^the <O\d>), <S\d+>$")
"""The state in which the only item is at home ("the University of Riga, Latvia")."""
_OWNER = re.compile(r"<[OS]\d+>'s (?:(?!and\b)[a-z-]+ ){0,5}(?=<O)|<S\d+> (?=<O)|<[SLD]\d+>-based (?=[^,;]{0,60}<O)")
"""Whose centre or agency an item of a list is ("NASA's Goddard …", "Russia's Roscosmos"): that is the item."""


def _trail_of(letters: str) -> str:
    """Places behind a list's items, which are no items themselves, unless places are asked for."""
    return (
        r"(?!x)x"
        if "L" in letters
        else (r" (?:in|of|from|at) (?:the )?(?:<[LSD]\d+>|[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}(?=, <[LS]))(?:, <[LS]\d+>)*")
    )


@lru_cache(maxsize=1024)
def compile_pattern(pattern: str, name: str = "") -> re.Pattern[str]:
    """The regular expression of a pattern; that of a rule, whose `name` is given, is compiled once for each installation.

    Raises:
        ValueError: an unknown macro, or a faulty regular expression.
    """
    try:
        text = _expand(pattern)
        return compiled(f"rule-{name}", text, re.IGNORECASE) if name else re.compile(text, re.IGNORECASE)
    except (re.error, KeyError) as error:
        raise ValueError(f"pattern {pattern!r}: {error}") from error


def needed_words(patterns: Iterable[str]) -> list[tuple[Way, ...]]:
    """For each pattern the ways in which it can match, read off it once for each installation; each macro and list is looked at once."""
    stands: dict[str, str] = {}

    def stand(text: str) -> str:
        return stands.setdefault(text, chr(_PRIVATE + len(stands)))

    texts = [_expand(pattern, stand) for pattern in patterns]
    parts = {char: text for text, char in stands.items()}
    key = repr((digest([Path(needing.__file__)]), texts, parts))
    return kept("needed", key, lambda: [needing.needed(text, re.IGNORECASE, parts) for text in texts])


_PRIVATE = 0xE000
"""The first of the characters that mean nothing of their own."""


def _expand(pattern: str, stand: Callable[[str], str] = str) -> str:
    """The regular expression of a pattern, with what `stand` makes of the text of each macro and list in its place."""
    counts: dict[str, int] = {}

    def group(name: str, body: str) -> str:
        if not name:
            return f"(?:{body})"
        counts[name] = counts.get(name, 0) + 1
        return f"(?P<{name}{'' if counts[name] == 1 else f'__{counts[name]}'}>{body})"

    def slot(match: re.Match[str]) -> str:
        name, letters, many = match.groups()
        item = rf"<[{letters}]\d+>"
        if not many:
            return group(name, item)
        owner = r"(?:<[OS]\d+>'s (?=<O)|<S\d+> (?=<O))?" if "O" in letters else ""
        full = PERSON if name == "people" else rf"{DETERMINER}{owner}{item}{stance() if letters == 'P' else ''}{TRAIL}"
        return group(name, stand(rf"(?<!\w)(?>{full}{SEPARATOR}){{0,80}}{full}"))

    def stretch(match: re.Match[str]) -> str:
        return group(match.group(1), "[^;]{0,160}?" if match.group(2) == "*" else "[^;]{0,300}")

    def verb(match: re.Match[str]) -> str:
        forms = "|".join(stand(macros()[name]) for name in match.group(1).split("|"))
        return group("verb", rf"{stand(AUXILIARY)}(?:{forms})\b")

    expanded = _STRETCH.sub(stretch, _VERB.sub(verb, _SLOT.sub(slot, pattern)))
    expanded = _BOUND.sub(lambda m: group(m.group(1), stand(macros()[m.group(2)])), expanded)
    return _MACRO.sub(lambda m: stand(macros()[m.group(1)]), expanded)


_GOVERNING = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were|expects?|expected|due|hopes?|hoped|plans?|planned|intends?|intended|wants?|wanted|agreed"
    r"|failed|refused|declined|yet|scheduled|supposed|set|about) to|(?:said|believed|thought|rumou?red|alleged|reputed)(?: to)?)"
    r"(?: (?:be|have|then|also|only|soon))* $",
    re.IGNORECASE,
)
"""What stands right in front of the words that a rule takes for the verb group, and belongs to it."""


_RANKED = re.compile(
    r"(?<!will be )(?<!would be )(?<!could be )(?:\b(?:the|its|their) (?:very )?(?:first|second|third|latest|newest|last|only|<N\d+>)"
    r"|\b(?:one of|among) the (?:very )?(?:first|few|early|<N\d+>))(?: (?:[a-z-]+|<[DSO]\d+>)){0,5} $",
    re.IGNORECASE,
)
"""In front of an infinitive: who did it ("the first agency to sign")."""


def find(regex: re.Pattern[str], sentence: Tagged) -> Iterator[Match]:
    """The matches of a pattern in a sentence, left to right; groups of one name that stand in several alternatives are one."""
    for match in regex.finditer(sentence.text):
        groups: dict[str, str] = {}
        for name, piece in match.groupdict().items():
            if piece:
                base = name.split("__")[0]
                groups[base] = f"{groups[base]} , {piece}" if base in groups else piece
        verbs = (
            match.start(name)
            for name, said in match.groupdict().items()
            if said is not None and name.startswith("verb")
        )
        if (at := next(verbs, None)) is not None:
            governing = _GOVERNING.search(sentence.text, match.start(), at)
            said = groups.get("verb", "")
            ranked = said.startswith("to ") and _RANKED.search(sentence.text, max(0, at - 90), at)
            groups["verb"] = (governing[0] if governing else "") + (said[3:] if ranked else said)
        yield Match(sentence, groups, match.start(), match.end())
