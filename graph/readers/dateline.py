"""Lines of a document in, the day or month it was issued out; None rather than a guess."""

import calendar
import re

from graph.dates.values import Date

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DATE = (
    r"(?P<date>"
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? (?:19|20)\d\d"  # 27 August 2024
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d"  # Oct 18, 2023
    r"|(?:19|20)\d\d-\d\d-\d\d(?:T[\d:.+Z-]*)?"  # 2024-08-27
    rf"|{_MONTH},? (?:19|20)\d\d"  # April 2024
    r")"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?,? "
_LABEL = (
    r"(?:posted(?: on)?|published(?: on)?|issued(?: on)?|released(?: on)?|date(?: of issue)?|release date|publication date|"
    r"(?:(?:this )?(?:page|entry|text|record|table|list|document|(?:fact ?)?sheet|profile|register|roster|version|file|summary|status) )?"
    r"(?:was )?(?:last )?(?:updated|revised|reviewed|amended|checked|modified|corrected|changed)(?: on| in| to)?|prepared(?: on)?|"
    r"(?:state of (?:affairs|the [a-z]+(?: of [a-z]+)?)|situation|(?:information )?(?:correct|valid|current)|closed) (?:on|at|as of)|"
    r"(?:version|rev(?:ision|\.)|v\.?) ?\d[\d.]*|(?:issue|edition|version|text) of|"
    r"(?:week|issue|number|no\.|edition|bulletin) \d+|(?:[a-z']+ ){0,2}(?:edition|version|text|report|note|circular|list) of|"
    r"position (?:on|as of|at)|status (?:on|as of|as at)|as (?:of|at)|state on|done (?:at|in) [^\d,:]{2,40}?(?: on)?)[:,]? "
)
_PLACE = (
    r"(?-i:[A-ZÀ-Þ][\w.’'-]*(?:(?:, ?| ?/ ?| )(?:[A-ZÀ-Þ][\w.’'-]*|de|la|el|of|the)){0,5})"
    r"(?:, | ?\((?-i:[A-Z]{2,10})\),? | [–—-] )"
)
_TIME = r"(?:,? (?:at )?\d{1,2}[:.]\d\d.{0,12})?"
_SEGMENT = re.compile(
    rf"(?:{_LABEL})?(?:{_PLACE})??(?:on )?(?:the )?(?:{_WEEKDAY})?{_DATE}{_TIME}(?: \([^()]*\))?\.?", re.IGNORECASE
)
_BARE = re.compile(rf"(?:{_WEEKDAY})?{_DATE}{_TIME}\.?", re.IGNORECASE)
_SIGNED = re.compile(rf"(?:{_LABEL}|{_PLACE})(?:on )?(?:the )?(?:{_WEEKDAY})?{_DATE}\.?", re.IGNORECASE)
_LEAD = re.compile(rf"{_PLACE}(?:{_WEEKDAY})?{_DATE}(?: ?\([A-Za-z ]{{2,20}}\))? ?(?:[–—]|--|- )", re.IGNORECASE)
_LABELLED = re.compile(
    rf"(?P<before>[^.:;]{{3,90}}?)(?:, | \()(?:{_LABEL})(?:on )?(?:the )?(?:{_WEEKDAY})?{_DATE}{_TIME}\)?\.?",
    re.IGNORECASE,
)
_LAST_SENTENCE = re.compile(rf".*[a-z)\d]\. (?:{_LABEL})(?:{_WEEKDAY})?{_DATE}\.?", re.IGNORECASE | re.DOTALL)
_DAY_WITHOUT_YEAR = re.compile(rf"(?:{_LABEL})(?:on )?(\d{{1,2}} {_MONTH})", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TAIL = re.compile(
    rf"(?P<before>.{{3,110}}?)(?:(?P<comma>, )| )(?:{_WEEKDAY})?{_DATE}{_TIME}(?: \([^()]*\))?\.?", re.IGNORECASE
)
_TOLD = re.compile(
    r"\b(?:sign|launch|conclu|found|establish|agree|treat(?:y|ies)\b(?! (?:unit|section|office|series|service))|convention|memorand"
    r"|protocol|born|between|adopt|held|open|enter|since|until|note\b|sols?\b|star\b|(?:will|is|was|are|were|has|have)\b)",
    re.IGNORECASE,
)
"""Words of a line that tells when something else was done."""
_DOCUMENT = re.compile(
    r"\b(?:fact ?sheet|sheet|report|newsletter|bulletin|brief|briefing|digest|review|issue|edition|release|list|record|minutes"
    r"|summary|notice|paper)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s+[—–·|•]\s+|(?<=[a-z)\d]{4})\.\s+|\s+(?=Date: )|(?<=\))\s+(?=[A-Z])")
_ISO = re.compile(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)(?=\D|\d{6}|$)")
_MAX_LINE = 200


def at_head(line: str) -> Date | None:
    """The date of issue that one of a document's first lines states.

    The line, or a part of it between dashes, bars or full stops, is nothing but a date with a place, a weekday or a label such as
    "Posted on"; or a paragraph begins "PLACE, date —". A range of days is not a date of issue.
    """
    if "19" not in line and "20" not in line:
        return None
    line = " ".join(line.split())
    lead = _LEAD.match(line[:_MAX_LINE])
    if lead:
        return parse(lead["date"])
    if len(line) > _MAX_LINE:
        return None
    parts = [part.strip() for part in _SPLIT.split(line)]
    matches = [_SEGMENT.fullmatch(part) or _titled(part) or _labelled(part) for part in parts]
    return next((found for match in matches if match and (found := parse(match["date"]))), None) or _apart(line, parts)


def _labelled(part: str) -> re.Match[str] | None:
    """What it is and the date behind a label: "Fact sheet, updated 2 February 2026", "Roster (as at 30 June 2024)"."""
    match = _LABELLED.fullmatch(part)
    return match if match and not _TOLD.search(match["before"]) else None


def _apart(line: str, parts: list[str]) -> Date | None:
    """A day behind a label, its year elsewhere in the line: "No. 88 · Summer 2025 · published 30 June"."""
    years = set(_YEAR.findall(line))
    days = [match[1] for part in parts if (match := _DAY_WITHOUT_YEAR.fullmatch(part))]
    return parse(f"{days[0]} {years.pop()}") if len(days) == 1 and len(years) == 1 else None


def is_bare(line: str) -> bool:
    """Whether a line is nothing but a date, with or without its weekday and hour."""
    return _BARE.fullmatch(" ".join(line.split())) is not None


def _titled(part: str) -> re.Match[str] | None:
    """What issued it and the date behind: "Summary record BSC/31 29 November 2024", "Office of Legal Affairs, 31 August 2025"."""
    match = _TAIL.fullmatch(part)
    if match is None or _TOLD.search(match["before"]) or not match["before"][-1].isalnum():
        return None
    before = match["before"].split()
    ranges = bool(re.fullmatch(r"[\d–-]+", before[-1]))
    precise = len(re.findall(r"\d+", match["date"])) > 1 or _DOCUMENT.search(match["before"])
    titled = match["comma"] or not before[-1].islower() or _DOCUMENT.fullmatch(before[-1])
    return match if not ranges and precise and titled else None


def at_foot(line: str) -> Date | None:
    """The date of issue that one of a document's last lines states: the place and day of signing ("Windhoek, 7 November 2025"), or
    behind a label as its last sentence ("… Page last changed on 7 November 2025.")."""
    line = line.strip()
    match = _SIGNED.fullmatch(line) if len(line) <= _MAX_LINE else None
    match = match or _LAST_SENTENCE.fullmatch(line[-_MAX_LINE:])
    return parse(match["date"]) if match else None


def of_change(line: str) -> Date | None:
    """The day on which a line of page furniture says that the page was changed ("Last updated: 5 May 2024")."""
    match = _SIGNED.fullmatch(line.strip()) if len(line) <= _MAX_LINE and "ast " in line else None
    return parse(match["date"]) if match else None


def parse(text: str) -> Date | None:
    """A date as metadata gives it, in ISO 8601, in the form of PDF (D:20240827…) or in words; None where it is no date."""
    text = " ".join(text.split())[:60]
    try:
        iso = _ISO.match(text)
        if iso:
            return Date.parse("-".join(iso.groups()))
        if re.fullmatch(r"\d{4}(-\d\d)?", text):
            return Date.parse(text)
        return _in_words(text)
    except ValueError:
        return None


def _in_words(text: str) -> Date | None:
    words = re.findall(r"[a-z]+|\d+", text.lower())
    month = next((_MONTHS[word] for word in words if word in _MONTHS), None)
    numbers = [word for word in words if word.isdigit()]
    if month is None or not numbers or len(numbers[-1]) != 4 or len(numbers) > 2:
        return None
    lexical = f"{numbers[-1]}-{month:02d}"
    return Date.parse(lexical if len(numbers) == 1 else f"{lexical}-{int(numbers[0]):02d}")
