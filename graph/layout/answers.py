"""Questions with the fragments that answer them ("Is X in Y?" - "Yes, since 2019."); the statements that both make together out."""

import re
from collections.abc import Iterator

from graph.documents import BlockKind, Document, Span
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged, spliced
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


def answers(page: Page) -> Iterator[tuple[Tagged, Span]]:
    """The statement that a question makes, its words in the order of one, and the rest of the answer, which completes it."""
    if "?" not in page.flat:
        return
    for question, answer in _pairs(page.document):
        asked = page.tagged(question.start, question.end)
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
