"""What stands behind a clause or its sentence in; whether it takes back what the clause says, or puts it off, out."""

import re
from dataclasses import dataclass
from functools import cache

from graph.documents import Block, BlockKind
from graph.extraction.modality import Modality, words_of
from graph.lexicon import lexicon

_DISCUSSED = re.compile(
    r" (?:is|was|were|are|will be|has been|have been) (?:only |briefly |also )?(?:discussed|considered|debated|mooted|raised|explored"
    r"|declined|rejected|refused|turned down)\b"
)
_IN_ERROR = re.compile(
    r"[^.;]{0,60}\b(?:in error|by mistake|(?:is|are|was|were) wrong|is untrue|was denied|never happened"
    r"|never (?:(?:got|made it|went) (?:further|beyond|past)|materiali[sz]ed|came (?:about|to anything)|took place|left the ground)"
    r"|(?:is|are|was|were|proved|turned out to be) (?:false|untrue|unfounded|incorrect|mistaken|denied))\b",
    re.IGNORECASE,
)
_REPORT_DENIED = (
    r"\b(?:denied|dismissed|refuted|contradicted) (?:it|this|that|these|the (?:reports?|claims?|story|news|rumou?rs?))"
    r"(?=[.;,!?)\"\u201d]|$| (?:on|yesterday|today|later|at once|the same)\b)"
)
_CORRECT = r"\bthe (?:correct|right|actual) (?:date|day|year|month|figure|number|name) (?:is|was|should be)\b"
_WHICH_IT_IS_NOT = re.compile(
    r"[^.;]{0,40}, (?:which|what) (?:it|he|she|they|<[A-Z]\d+>) (?:is|are|was|were|has|have|did|does|do) not\b"
)
_STRUCK_OUT = re.compile(
    r"[^.;\"\u201d\u00bb]{0,40}[\"\u201d\u00bb] "
    r"(?:read|should (?:read|be)|(?:is|was|has been) (?:deleted|removed|struck|withdrawn|replaced))\b"
)
"""Behind words that are quoted to be corrected."""
_REPORT_DENIED_BEHIND = re.compile(rf".{{0,160}}?(?:{_REPORT_DENIED}|{_CORRECT})", re.IGNORECASE)


def is_denied_after(right: str) -> bool:
    """Whether the words behind a clause take it back ("…, was listed in error", "… was discussed")."""
    return any(
        pattern.match(right)
        for pattern in (_DISCUSSED, _IN_ERROR, _STRUCK_OUT, _WHICH_IT_IS_NOT, _REPORT_DENIED_BEHIND)
    )


_WRONG = r"(?:wrong|incorrect|untrue|false|inaccurate|mistaken|erroneous|premature|unfounded|in error|(?:an|our) error|(?:a|our) mistake)"
_TAKEN_BACK = re.compile(
    r"\"?\s+(?:(?:In fact|Actually|In reality|However),? )?(?:"
    r"(?:It|He|She|They|This|That|Both|Neither) "
    r"(?:(?:has|have|had|is|was|are|were|did|does|do|will|would|can)(?: not|n[\u2019']t)(?: (?:so|true|the case|yet))?[.;:!]"
    rf"|(?:is|was) {_WRONG}\b|(?:refused|declined)(?: (?:the|this|that) \w+)?[.;:!])"
    rf"|(?:This|That|The) (?:report|statement|claim|information|story|news|item|entry|note) (?:is|was|proved|turned out to be) {_WRONG}\b"
    rf"|[^.;:!?]{{1,80}}{_REPORT_DENIED}|(?i:{_CORRECT}))"
)


def is_taken_back(behind: str) -> bool:
    """Whether the sentence that follows takes back the one before it ("It has not.", "That was wrong."); `behind` is the text behind it."""
    return _TAKEN_BACK.match(behind) is not None


_CORRECTS = re.compile(r"\W*(?:corrections?|corrigend(?:um|a)|errat(?:um|a)|clarifications?)\b", re.IGNORECASE)
_REPORTS = re.compile(
    r"\b(?:report|article|caption|notice|note|entry|story|item|headline|edition|issue|version|newsletter|release|bulletin|table)\b[^.;]{0,60}?"
    r" (?:stated|said|named|gave|wrote|reported|claimed|listed|showed|described|called)\b"
    r"|(?:\bwe|<O\d+>) (?:also |had )*(?:stated|said|named|gave|wrote|reported|listed|called|described)\b"
    r"|\b(?:was|were) (?:given|named|listed|described|shown) as\b",
    re.IGNORECASE,
)


class Corrections:
    """Which sentences of a document correct what was said before: those under such a heading, or in a paragraph that begins so."""

    def __init__(self) -> None:
        self._block: Block | None = None
        self._section = self._paragraph = False

    def hold(self, block: Block, sentence: str) -> bool:
        """Whether a sentence is one of them; asked of all sentences in their order."""
        if block is not self._block:
            self._block, self._paragraph = block, _CORRECTS.match(sentence) is not None
            if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
                self._section = self._paragraph
        return self._section or self._paragraph


_BY_THE_WAY = re.compile(r", (?:which|who|whom) (?:we|<O\d+>) [^,;]{3,80},(?= )")
"""What a correction reports beside what it says ("Chad, which we listed among them, is an observer")."""


def is_reported(text: str, start: int, end: int) -> bool:
    """Whether a slice of a sentence that corrects is of a part, between semicolons, that only reports ("A caption said …")."""
    part = slice(text.rfind(";", 0, start) + 1, None if (stop := text.find(";", end)) < 0 else stop)
    return _REPORTS.search(_BY_THE_WAY.sub("", text[part])) is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told to have come to nothing, by a word for it ("visit"), empty for "it"; denied, or only postponed."""

    act: str
    meant: Modality


_NO_VERB = (
    r"(?:(?!\b(?:is|are|was|were|has|have|had|will|would|did|does|that|who|but|while|after|before|because|and (?!(?:the )?<))\b)"
    r"[^;:.]){0,120}?"
)
_ASIDE = (
    r"(?:, (?:which|that) (?:had|has|was|were|is)(?: been)? (?:planned|scheduled|foreseen|announced|due|set|expected|proposed)\b"
    r"[^,;]{0,60},)?"
)
_OPENING = r"\s+\W?(?:(?:Update|Note|Correction|N\.?B\.?): )?"


@cache
def _came_to_nothing() -> str:
    words = lexicon("modality")["behind"]
    off, later, failed = ("|".join(words[name]) for name in ("given_up", "put_off", "fell_through"))
    auxiliary = r"(?:is|are|was|were|has been|have been|had been|had to be|will be|has|have|had|remains?)"
    adverbs = r"(?:(?:then|later|since|first|again|twice|indefinitely|unexpectedly|still|at short notice) )*"
    return rf"(?:(?:{auxiliary} {adverbs}(?:{off})|(?P<failed>{failed}))\b|(?P<later>{auxiliary} {adverbs}(?:{later})|slipped)\b)"


@cache
def _off() -> re.Pattern[str]:
    words = lexicon("modality")["behind"]
    off = "|".join((*words["given_up"], *words["put_off"], "did not take place"))
    ends = r"(?=\W*$|[;,.:(]| (?:to|until|in|on|by|due|because|for|owing)\b)"
    return re.compile(rf"\W*(?:(?:was|launch|event|now) )?(?:{off}){ends}", re.IGNORECASE)


def is_off(words: str) -> bool:
    """Whether the words of a cell say that what its row is about came to nothing, or was put off."""
    return _off().match(words) is not None


@cache
def _behind_act() -> re.Pattern[str]:
    return re.compile(rf"{_NO_VERB}{_ASIDE} {_came_to_nothing()}", re.IGNORECASE)


@cache
def _next() -> re.Pattern[str]:
    acts = "|".join(lexicon("modality")["behind"]["acts"])
    subject = rf"(?:(?:The|This|That|Its|Their|His|Her) (?:\w+ ){{0,2}}?(?P<act>{acts})|It|They|Both|This|That)"
    return re.compile(rf"{_OPENING}{subject} {_came_to_nothing()}", re.IGNORECASE)


def of_act(act: str, right: str) -> Modality:
    """How what the words of a clause only name ("the visit to …") is meant by the verb behind it (", planned for May, was called off")."""
    found = _behind_act().match(right)
    return _meant(found) if found and words_of("behind", "acts").search(act) else Modality.STATED


def told_next(behind: str) -> Outcome | None:
    """What the sentence that follows says to have come to nothing ("The visit was called off.")."""
    found = _next().match(behind)
    if found and found["later"] and " had been " in found[0]:
        return None  # put off before it took place
    return Outcome((found["act"] or "").lower(), _meant(found)) if found else None


def _meant(found: re.Match[str]) -> Modality:
    return Modality.POSTPONED if found["later"] else Modality.DENIED
