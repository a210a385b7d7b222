"""Questions with the fragments that answer them ("Is X in Y?" - "Yes, since 2019."); the statements that both make together out."""

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.documents import BlockKind, Document, Span
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged, spliced
from graph.mentions.model import Mention
from graph.sentences import split

_SUBJECT = r"(?:[Tt]he )?<[OSMA]\d+>(?:(?:,| and|, and) (?:the )?<[OSMA]\d+>)*"
_ASKED = re.compile(
    rf"(?:Q(?:uestion)?[:.] )?(?:(?P<when>When|Since when|Where) )?"
    rf"(?P<aux>(?i:is|are|was|were|has|have|had|will)) (?P<who>{_SUBJECT}) (?P<rest>[^?]{{2,120}}?)\?"
)
_SAYS_YES = re.compile(
    r"(?:A(?:nswer)?[:.] )?(?:Yes|It (?:is|has|was|does|did)|They (?:are|have|were|do|did))(?P<mark>[,.;:]| -) ?"
)
_SAYS_WHEN = re.compile(r"(?:A(?:nswer)?[:.] )?(?=(?:Since|In|On|At|By|From|Not before|No earlier than|<Y)\b)")
_SAID = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|signed|joined)\b")
_LONGEST = 240
_TOLD = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM)


def answers(page: Page, about: Mention | None = None) -> Iterator[tuple[Tagged, Span]]:
    """The statement that a question makes, its words in the order of one, and the rest of the answer, which completes it. `about` is what
    the document is about, of which questions ask without its name."""
    if "?" not in page.flat:
        return
    for question, answer in _pairs(page.document):
        asked = page.tagged(question.start, question.end)
        if about and (named := _THEIR.search(asked.text)):
            asked = _naming(asked, named, about)
        if who := _who(page, asked, answer):
            yield who, Span(answer.end, answer.end)
            continue
        if many := _HOW_MANY.match(asked.text):
            told = page.tagged(answer.start, answer.end).text
            if _NUMBER.match(told):
                have = spliced(asked, [many.span("who"), " has"])
                yield have, Span(answer.start, answer.end)
            continue
        if which := _WHICH.match(asked.text):
            yield spliced(asked, [which.span("who"), " ", which.span("verb"), "s"]), answer
            continue
        if house := _HOUSE.match(asked.text):
            yield spliced(asked, [house.span("who"), " has its ", house.span("what")]), _small(page, answer)
            continue
        if not (found := _ASKED.match(asked.text)):
            continue
        told = page.tagged(answer.start, answer.end).text
        begins = (_SAYS_WHEN if found["when"] else _SAYS_YES).match(told)
        if not begins:
            continue
        rest = told[begins.end() :]
        statement = spliced(asked, [found.span("who"), f" {found['aux'].lower()} ", found.span("rest")])
        fragment = bool(found["when"]) or begins["mark"] == ","
        yield (
            statement,
            _behind(page, answer, begins.end())
            if fragment and not _SAID.search(rest)
            else Span(answer.end, answer.end),
        )


_HOW_MANY = re.compile(
    rf"(?:Q(?:uestion)?[:.] )?How many (?:\w+ ){{1,3}}(?:does|do) (?P<who>{_SUBJECT}) (?:have|count|employ|comprise)\?"
)
_NUMBER = re.compile(r"(?:A(?:nswer)?[:.] )?(?:About |Some |Over |More than )?<N\d+> [a-z]")
_WHICH = re.compile(
    rf"(?:Q(?:uestion)?[:.] )?(?:Which|What) (?:space )?(?:missions|satellites|spacecraft|projects) (?:does|do) (?P<who>{_SUBJECT})"
    r" (?P<verb>lead|operate|own|run|fund|build|manage)\?"
)
_HOUSE = re.compile(
    rf"(?:Q(?:uestion)?[:.] )?Where (?:is|are) (?P<who>{_SUBJECT})(?:'s|')? (?P<what>headquarters|seat|secretariat|head office)"
    r"(?: located| based)?\?"
)
_WHO = re.compile(
    rf"(?:Q(?:uestion)?[:.] )?Who is (?:(?P<whose>{_SUBJECT})(?:'s|')? (?P<post>[^?<>]{{3,60}})"
    rf"|(?:the )?(?P<post__2>[^?<>]{{3,60}}) (?:of|at) (?P<who>{_SUBJECT}))\?"
)
_PERSON = re.compile(r"(?:A(?:nswer)?[:.] )?(?:(?:It is|Since <Y\d+>,?|At present|Currently|The) )?(?P<person><P\d+>)")
_BODY = (
    r"(?:agency|organi[sz]ation|union|office|bureau|council|institute|centre|center|network|association|consortium|federation|alliance"
    r"|body)"
)
_HOUSES = r"(?:headquarters|seat|secretariat|head office)"
_POSTS = r"(?:Secretary|Director|President|Chair|Head|Executive|Administrator|Chief)"
_THEIR = re.compile(
    rf"(?<=[a-z] )(?:it|they|the {_BODY})(?=[ ?])(?!'s)|(?<=[a-z] )(?:the|its) (?={_HOUSES}\b[^<]*\?)"
    rf"|(?<=Who is )(?:the|its) (?=(?:[A-Z]?[\w-]+ )?(?i:{_POSTS})\b[^<?]*\?)"
)
"""What a question calls that which the document is about."""


def _naming(asked: Tagged, named: re.Match[str], about: Mention) -> Tagged:
    """A question with the name of what it asks of."""
    name = f"<{about.letter}{len(asked.slots)}>"
    own = "'s " if named.group().startswith(("the ", "its ")) and named.group().endswith(" ") else ""
    text = spliced(asked, [(0, named.start()), name + own, (named.end(), len(asked.text))])
    return replace(text, slots=(*asked.slots, about))


def _who(page: Page, asked: Tagged, answer: Span) -> Tagged | None:
    """ "PERSON is TITLE of BODY", of a question who is and an answer that begins with a name."""
    found = _WHO.match(asked.text)
    told = page.tagged(answer.start, answer.end)
    named = _PERSON.match(told.text) if found else None
    if not found or not named or _NOT.search(told.text[: named.end()]):
        return None
    person = told.slot(named["person"])
    front = f"<P{len(asked.slots)}> "
    post, who = ("post", "whose") if found["post"] else ("post__2", "who")
    said = spliced(asked, [f"{front}is the ", found.span(post), " of ", found.span(who)])
    return replace(said, slots=(*asked.slots, person), end=answer.end)


_NOT = re.compile(r"\b(?:no|not|former|previously|until)\b", re.IGNORECASE)


_ANSWER = re.compile(r"A(?:nswer)?[:.] ")


def _small(page: Page, answer: Span) -> Span:
    """An answer without the letter in front of it."""
    found = _ANSWER.match(page.flat, answer.start, answer.end)
    return Span(found.end() if found else answer.start, answer.end)


def _behind(page: Page, answer: Span, at: int) -> Span:
    """What stands behind the first words of an answer."""
    return Span(page.tagged(answer.start, answer.end).origin(at), answer.end)


def _pairs(document: Document) -> Iterator[tuple[Span, Span]]:
    """Each question with the sentence behind it."""
    asked: Span | None = None
    for block in document.blocks:
        if block.kind not in _TOLD or ("?" not in document.text[block.start : block.end] and asked is None):
            continue
        for start, end in split(document.text, block.start, block.end):
            if asked and end - start <= _LONGEST:
                yield asked, Span(start, end)
            asked = Span(start, end) if document.text[end - 1] in "?*" and end - start <= _LONGEST else None
