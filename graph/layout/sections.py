"""What a section's heading or run-in heading does to what is told under it: former members have left, applicants are none yet, cancelled
events did not take place, texts not yet signed are planned."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from graph.extraction.page import Page
from graph.facts import Concept, Fact
from graph.layout.outline import Outline

_ENDED = re.compile(
    r"^(?:the |our )?(?:former|past|ex)[ -](?:[a-z]+ ){0,2}(?:members?|observers?|partners?|participants?|states|parties)\b"
    r"|^(?:withdrawals?|withdrawn)\b",
    re.IGNORECASE,
)
_APPLICANTS = re.compile(
    r"^(?:the |our )?(?:applicants?|candidates?|applications?|prospective (?:members?|states)|candidate (?:members|countries|states))\b",
    re.I,
)
_NONE = re.compile(r"^(?:not members?|non[- ]members?|neither .+|no longer .+)", re.I)


_OCCASIONS = r"^(?:the |our )?(?:(?:events?|meetings?|visits?|launches|missions|agreements) )?"
_CANCELLED = re.compile(
    rf"{_OCCASIONS}(?:cancell?ed|called off|abandoned|given up|not (?:held|concluded|taking place))\b", re.IGNORECASE
)
_POSTPONED = re.compile(rf"{_OCCASIONS}(?:postponed|put off|deferred)\b", re.IGNORECASE)
_UNSIGNED = re.compile(
    r"^(?:(?:agreements|texts|memoranda) )?(?:not (?:yet )?signed|unsigned|yet to be signed|to be signed|awaiting signature|(?:still )?"
    r"in preparation|pending|planned)\b",
    re.IGNORECASE,
)
_TALKED_OVER = re.compile(
    r"^(?:(?:agreements|texts|memoranda) )?(?:(?:still )?under (?:negotiation|discussion|consideration|study)|(?:in )?negotiations?)\b",
    re.I,
)
_UNRATIFIED = re.compile(
    r"^(?:signed,? (?:but )?not (?:yet )?(?:ratified|in force)|signed only|not (?:yet )?(?:ratified|in force))\b", re.I
)
_OVER = re.compile(
    r"^(?:the |our )?(?:(?:agreements?|memoranda|instruments|contracts) )?(?:no longer (?:in force|valid)|expired|lapsed"
    r"|terminated|ended|former)\b",
    re.IGNORECASE,
)
_DONE = frozenset(map(Concept, ("signature", "accession", "ratification", "entry-into-force")))


def in_their_sections(page: Page, outline: Outline, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts as the headings above them mean them; those of non-members and of what was cancelled left out."""
    starts = [block.start for block in outline.blocks]
    for fact in facts:
        if fact.kind not in _MEANT:
            yield fact
            continue
        block = bisect_right(starts, fact.evidence[0].span.start) - 1
        above = [
            *([lead] if (lead := outline.lead(block)) else []),
            *(outline.span(h) for h in outline.headings(block)[:1]),
        ]
        words = [page.words(span) for span in above]
        if not words:
            yield fact
        elif meant := _MEANT[fact.kind](fact, words):
            yield meant
            if _any(_OVER, words) and dict(fact.values).get("sp:action") == Concept("signature"):
                yield _ended(meant)


def _membership(fact: Fact, headings: list[str]) -> Fact | None:
    """A membership that does not say its own status has that of its section."""
    if Concept("active") not in dict(fact.values).values():
        return fact
    if _any(_NONE, headings):
        return None
    status = "ended" if _any(_ENDED, headings) else "applicant" if _any(_APPLICANTS, headings) else "active"
    return _with(fact, "sp:status", status)


def _action(fact: Fact, headings: list[str]) -> Fact | None:
    """What was done about an agreement, as far as the section has it done."""
    done = dict(fact.values).get("sp:action")
    if done not in _DONE:
        return fact
    if _any(_CANCELLED, headings):
        return None
    if _any(_UNSIGNED, headings):
        return _with(fact, "sp:action", "planned-signature")
    if _any(_TALKED_OVER, headings):
        return _with(fact, "sp:action", "negotiation")
    return _with(fact, "sp:action", "signature") if _any(_UNRATIFIED, headings) else fact


def _ended(fact: Fact) -> Fact:
    """That the agreement of a signature is over, without a day."""
    values = tuple((p, v) for p, v in fact.values if p in ("sp:agreement", "sp:party"))
    return replace(fact, values=(*values, ("sp:action", Concept("termination"))))


def _occasion(fact: Fact, headings: list[str]) -> Fact | None:
    """An event or launch, unless it did not take place."""
    return None if _any(_CANCELLED, headings) or _any(_POSTPONED, headings) else fact


_MEANT: Mapping[str, Callable[[Fact, list[str]], Fact | None]] = {
    "Membership": _membership,
    "AgreementAction": _action,
    "Event": _occasion,
    "Launch": _occasion,
}


def _any(pattern: re.Pattern[str], headings: list[str]) -> bool:
    return any(pattern.match(words) for words in headings)


def _with(fact: Fact, name: str, concept: str) -> Fact:
    return replace(fact, values=tuple((p, Concept(concept) if p == name else v) for p, v in fact.values))
