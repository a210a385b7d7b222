"""The words around a date: text in, whether a bare year is a date, lies ahead or begins a range out."""

import re
from dataclasses import dataclass

from graph.dates.grammar import Atom

_AT = r"(?:in|since|until|till|by|from|during|before|after|between|of|through|for|around|circa|c\.)"
_COUNTING = (
    r"(?:(?:later|earlier|sooner) than|as (?:early|late|soon|recently|far back) as"
    r"|(?:extend|mov|slip|shift|postpon|delay|reschedul|push|defer|put)\w* (?:\S+ ){0,4}to|dat(?:es?|ed|ing)(?: back)? to"
    r"|(?:go(?:es)?|went|origins?|roots)(?: back)? to|up to|out to)"
)
_FOUNDED = (
    r"(?:founded|established|created|launched|signed|adopted|ratified|concluded|inaugurated|formed|approved|opened|est\."
    r"|years?)"
)
_YEAR_AFTER = re.compile(
    rf"(?:\b(?:{_AT}|{_COUNTING})(?: the)?(?: year)?|\b{_FOUNDED}|\b(?:about|around))\s+$", re.IGNORECASE
)
_MONTH_AFTER = re.compile(rf"\b(?:{_AT}|{_COUNTING}|this)\s+$", re.IGNORECASE)
_SEASON_AFTER = re.compile(r"\b(?:in|during|by|until|since|before|after|for)(?: the)?\s+$", re.IGNORECASE)
_NAMING = re.compile(r"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa])|['’]s)\s+$")
_NAMED = re.compile(
    r"\s+(?:[A-Z]|(?:\w+ )?(?:agreement|treaty|convention|memorandum|declaration|accord|protocol|arrangement|framework"
    r"|statement|meeting|summit|conference|launch|mission|assembly|workshop|visit|symposium|congress|time ?frame"
    r"|founding|foundation|establishment|creation)s?\b)"
)
_EDGE_BEFORE = re.compile(r"(?:^|[\n\t|])[ \t]*$")
_EDGE_AFTER = re.compile(r"[ \t]*(?:(?:[*†‡§¹²³⁴]{1,3}|\[\w{1,3}\])[ \t]*)?(?:$|[\n\t|])")
"""The end of a cell or line, a mark that points at a note before it."""
_BRACKET_AFTER = re.compile(r"[ \t]*\([^()\n|]{1,40}\)[ \t]*(?:$|[\n\t|])")
_STATE_BEFORE = re.compile(
    r"(?:^|[\n\t|;(])[ \t]*(?:planned|expected|due|targeted|target|foreseen|scheduled|launch(?:ed)?|now|currently"
    r"|signed|concluded|expired|lapsed|terminated|ended|renewed|ratified|acceded|joined|left|withdrew|admitted|founded):?[ \t]+$",
    re.I,
)
_POINTED = re.compile(r"[\w)][ \t]?[,:–—-][ \t]+$")
_POINTING = re.compile(r"[ \t]?[:–—-][ \t]+[A-Z]")
_UNIT = re.compile(r"[ -]?(?:%|(?:km|kg|g|m|cm|mm|nm|W|kW|MW|V|K|Hz|kHz|MHz|GHz|px|ft|lb|lbs|mi)\b)")
_COUNTED = re.compile(
    r"\s+(?!(?:as|was|is|has|this|its|his|plus|towards|across|perhaps|besides|versus|us|thus|always|does|various|unless|while)\b)"
    r"(?:[a-z]+-)?[a-z]{2,}s\b"
)
_NAME_FOLLOWS = re.compile(r"\s+[A-Z][a-z]")
_STEADY = re.compile(r"\b(?:in|since|until|during)\s+$", re.IGNORECASE)

_SENTENCE_END = re.compile(r"(?<!\b[ap]\.m)[.;!?]\s+(?=[A-Z(\"“])|\n")
_BY = re.compile(r"\bby (?:the )?$", re.IGNORECASE)
_TENSE = re.compile(
    r"\b(?:(?P<future>will|shall|to be|going to|plan(?:s|ned|ning)?|schedul\w+|expect\w*|upcoming|next|coming|slated"
    r"|due|takes? place|takes? over|set (?:to|for)|(?:no|not) (?:earlier|later) than|until|aims?|hopes?|intend\w*|foreseen|target\w*|later"
    r"|opens?|launching|on track)"
    r"|was|were|had|took|since|previously|earlier|last|ago|became|began|came|went|gave|did|met|saw)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:postpon|delay|slip|mov|shift|reschedul|push|chang|brought)\w*[^.;]{0,40}\bfrom (?:the )?$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"[^.;\n]{0,200}\brespectively\b", re.IGNORECASE)
_SENTENCE = 100


@dataclass(frozen=True, slots=True)
class Region:
    """The part of a text that is read, `start` to `end`; nothing outside of it counts."""

    text: str
    start: int
    end: int

    def before(self, offset: int, length: int = 40) -> str:
        """Up to `length` characters before an offset."""
        return self.text[max(self.start, offset - length) : offset]

    def after(self, offset: int, length: int = 40) -> str:
        """Up to `length` characters from an offset on."""
        return self.text[offset : min(self.end, offset + length)]


def supports(region: Region, atom: Atom) -> bool:
    """Whether the words around a bare year, month or season make it a date: "in 2024", "(2024)", "the 1967 Treaty"."""
    before, after = region.before(atom.start), region.after(atom.end)
    if atom.bare == "Y":
        return year_like(region, atom) and _dates_year(before, after)
    if _EDGE_BEFORE.search(before) and _EDGE_AFTER.match(after):
        return atom.bare == "M"
    if atom.bare == "S":
        return bool(_SEASON_AFTER.search(before)) and not re.match(r"\s+of\b", after)
    short = (
        atom.end - atom.start <= 4
        and not after.startswith(".")
        and region.text[atom.start : atom.end] not in ("May", "June", "July")
    )
    named = _NAME_FOLLOWS.match(after) and not _STEADY.search(before)
    return bool(_MONTH_AFTER.search(before)) and not short and not named


def year_like(region: Region, atom: Atom) -> bool:
    """Whether a number can be a year: 1900 to 2100, and no count or measure ("of 2000 experts", "2024 pixels")."""
    year = atom.stated.year or 0
    before, after = region.before(atom.start), region.after(atom.end)
    if not 1900 <= year <= 2100 or _UNIT.match(after):
        return False
    return not _COUNTED.match(after) or bool(re.search(r"\b(?:in|since|during)\s+$", before, re.IGNORECASE))


def _dates_year(before: str, after: str) -> bool:
    if _YEAR_AFTER.search(before) or (_EDGE_BEFORE.search(before) and _EDGE_AFTER.match(after)):
        return True
    if _EDGE_BEFORE.search(before) and (_POINTING.match(after) or _BRACKET_AFTER.match(after)):
        return True  # "1967: Ruritania", "2014 (b)"
    if _POINTED.search(before) and (_EDGE_AFTER.match(after) or _BRACKET_AFTER.match(after)):
        return True  # "Ruritania - 1967"
    if _STATE_BEFORE.search(before):
        return True
    if re.search(r"\(\s*$", before) and re.match(r"\s*[),;–-]", after):
        return True
    if re.search(r"[(,]\s*$", before) and after.startswith(")"):
        return True
    return bool(_NAMING.search(before) and _NAMED.match(after))


def lies_ahead(region: Region, offset: int) -> bool:
    """Whether the words before a date in its sentence plan ("will", "by", "next"); the nearest such word decides."""
    before = region.before(offset, _SENTENCE)
    if _BY.search(before):
        return True
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    tenses = list(_TENSE.finditer(before, ends[-1] if ends else 0))
    return bool(tenses and tenses[-1].group("future"))


def moved(region: Region, offset: int) -> bool:
    """Whether "from" before the date starts a change of date ("postponed from May to June"), not a range."""
    return bool(_MOVED.search(region.before(offset, _SENTENCE)))


def between(region: Region, offset: int) -> bool:
    """Whether "between" stands before the date."""
    return bool(_BETWEEN.search(region.before(offset)))


def respective(region: Region, offset: int) -> bool:
    """Whether the sentence goes on to "respectively"."""
    return bool(_RESPECTIVELY.match(region.after(offset, 220)))
