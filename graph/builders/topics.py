"""The areas that an agreement covers: a list of noun phrases in tagged text in, topics out."""

import re
from collections.abc import Iterator

from graph.extraction.scene import Scene
from graph.facts import Concept, EntityRef
from graph.lexicon import concept
from graph.names.folding import plain

_SPLIT = re.compile(r", (?:and |including |such as |particularly |as well as )?(?:to |on |in )?|; ", re.I)
_AND = re.compile(r"(?<=\w) and (?:to )?(?:on |in )?(?=[a-z<])", re.I)
_STOP = re.compile(
    r"(?:[.;:]| (?:which|that|who|while|when|where|with the aim|in order to|through|via|as well as plans"
    r"|following|at|after|during|under|by the|until|is|are|was|were|will|has|have)\b|,? (?:in|on|from)"
    r" (?:the )?<[LSY]\d+>|, <[SLY]\d+>| <Y\d+>)",
    re.I,
)
_LEAD = re.compile(
    r"^(?:the |a |an |its |their |both |joint |further |future |new |possible |potential |areas? of |fields?"
    r" of |use of |field of |areas? such as |"
    r"(?:closer |enhanced |greater |wider |space |bilateral |international |mutual )?(?:cooperation|collaboration"
    r"|co-operation|work|activities|exchanges?|partnership) (?:in|on|for|of|within) (?:the )?(?:(?:fields?"
    r"|areas?) of )?)+",
    re.I,
)
MAX_WORDS = 14


_NO_TOPIC = re.compile(
    r"(?:how|whether|those|them|they|it|him|her|this|that|what|with|for|including|partners?|others?|\d[\d ]*)\b", re.I
)


def _pieces(stretch: str) -> Iterator[str]:
    """The members of a list; "and" parts two phrases of two words or more, not the words of one ("monitoring and mitigation")."""
    for piece in _SPLIT.split(stretch):
        halves = _AND.split(piece)
        yield from halves if len(halves) > 1 and all(len(h.split()) > 1 for h in halves) else [piece]


def topics_of(scene: Scene, tagged: str) -> Iterator[EntityRef | Concept]:
    """The topics of a tagged list. A mention in it keeps its own words; a phrase of more than 14 words is no topic."""
    stretch = _STOP.split(tagged, maxsplit=1)[0]
    for piece in _pieces(stretch):
        words = _LEAD.sub("", scene.words(piece.strip()).strip(" ,.")).strip()
        if (
            words
            and not _NO_TOPIC.match(words)
            and len(words.split()) <= MAX_WORDS
            and re.search(r"[a-z]{3}", plain(words).lower())
        ):
            known = concept("topics", words)
            yield Concept(known) if known else EntityRef(scene.table.unseen("Topic", words))
