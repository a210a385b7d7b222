"""A query in, the same query so written that the engine answers it by the standard out: what each module here mends,
one after the other, and only where a cheap look says that it may be needed."""

import re
from typing import Final

from server.sparql.lexer import UnclearError
from server.sparql.mending import graphs, paths
from server.sparql.mending.nodes import node_edits
from server.sparql.mending.structure import edited, read
from server.sparql.mending.texts import with_plain_texts

_LABELLED: Final = re.compile(r"bnode\s*\(\s*[^)\s]", re.IGNORECASE)


def mended(text: str, ask: paths.Ask) -> str:
    """The query, mended where it can be read; `ask` answers ASK queries on its dataset."""
    text = with_plain_texts(text)
    try:
        if _LABELLED.search(text):
            text = edited(text, node_edits(read(text)))
        again = graphs.may_concern(text.casefold())
        while again:
            edits, again = graphs.graph_edits(read(text))
            text = edited(text, edits)
        if paths.may_concern(text):
            text = edited(text, paths.path_edits(read(text), ask))
    except (UnclearError, SyntaxError, ValueError):
        return text
    return text
