"""The areas that an agreement covers: a list of noun phrases in tagged text in, topics out."""

import re
from collections.abc import Iterator

from graph.facts import Concept, EntityRef
from graph.names.folding import plain
from graph.scene import Scene

_SPLIT = re.compile(r",? and (?:to )?(?:on |in )?(?=[a-z<])|, (?:and |including |such as |particularly )?|; ", re.I)
_STOP = re.compile(r"(?:[.;:]| (?:which|that|who|while|when|where|with the aim|in order to|through|via|as well as plans|following|after|during|under|by the|until|is|are|was|were|will|has|have)\b)", re.I)
_LEAD = re.compile(
    r"^(?:the |a |an |its |their |both |joint |further |future |new |possible |potential |areas? of |fields? of |use of |field of |areas? such as |"
    r"(?:closer |enhanced |greater |wider |space |bilateral |international |mutual )?(?:cooperation|collaboration|co-operation|work|activities|exchanges?|partnership) (?:in|on|for|of|within) (?:the )?(?:(?:fields?|areas?) of )?)+",
    re.I,
)
MAX_WORDS = 14


def topics_of(scene: Scene, tagged: str) -> Iterator[EntityRef | Concept]:
    """The topics of a tagged list. A mention in it keeps its own words; a phrase of more than 14 words is no topic."""
    stretch = _STOP.split(tagged, maxsplit=1)[0]
    for piece in _SPLIT.split(stretch):
        words = _LEAD.sub("", scene.words(piece.strip()).strip(" ,.")).strip()
        if words and len(words.split()) <= MAX_WORDS and re.search(r"[a-z]{3}", plain(words).lower()):
            yield EntityRef(scene.table.unseen("Topic", words))
