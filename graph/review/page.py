"""A review in, one HTML file that needs neither network nor script out; all text of documents and files is escaped."""

import json
import re
from importlib.resources import files
from typing import Final

from jinja2 import Environment, StrictUndefined

from graph.dates.values import Date
from graph.facts import Concept, EntityRef, Value
from graph.resolution.model import Merge, Statement
from graph.review.gather import Judged, Page, Review
from graph.review.markup import anchor, marked_blocks
from ontology.vocabulary import Vocabulary

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that HTML may not hold."""


def render(review: Review, vocabulary: Vocabulary) -> str:
    """The page; the same review gives the same page."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    names = _Names(review, vocabulary)
    environment.globals |= {
        "marked_blocks": marked_blocks,
        "anchor": anchor,
        "values": names.values,
        "label": names.label,
        "entry": names.entry,
        "merge_entry": names.merge_entry,
        "split_entry": names.split_entry,
        "summary": _summary,
        "style": _resource("style.css"),
    }
    html = environment.from_string(_resource("review.html")).render(review=review)
    return _CONTROLS.sub("\ufffd", html)


def _resource(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def _summary(page: Page) -> str:
    kept = sum(row.standing != "rejected" for row in page.facts)
    return f"{len(page.mentions)} mentions, {kept} facts"


class _Names:
    """How values are shown."""

    def __init__(self, review: Review, vocabulary: Vocabulary) -> None:
        self._things = review.outcome.resolution.things
        self._vocabulary = vocabulary

    def label(self, key: str) -> str:
        """The label of a thing."""
        return self._things[key].label

    def values(self, statement: Statement) -> list[tuple[str, str]]:
        """The values of a fact, (property without prefix, text)."""
        return [(prop.partition(":")[2], self._shown(value)) for prop, value in statement.fact.values]

    def _shown(self, value: Value) -> str:
        if isinstance(value, EntityRef):
            return self.label(value.key)
        if isinstance(value, Concept):
            concept = self._vocabulary.by_id.get(value.name)
            return concept.label if concept else value.name
        return _written(value)

    def entry(self, row: Judged) -> str:
        """An entry for the decisions file about a fact."""
        statement = row.statement
        pairs = [
            (prop.partition(":")[2], self.label(v.key) if isinstance(v, EntityRef) else _written(v))
            for prop, v in statement.fact.values
        ]
        values = ", ".join(f"{name} = {_quoted(text)}" for name, text in dict(pairs).items())
        told = [
            'action = "reject" # or "accept", or "correct" with set = { … }',
            f"document = {_quoted(statement.document.name)}",
            f"kind = {_quoted(statement.fact.kind)}",
            f"values = {{ {values} }}",
        ]
        return _entry(told)

    def merge_entry(self, first: str, second: str) -> str:
        """An entry about two things that may be one."""
        names = ", ".join(_quoted(self.label(key)) for key in (first, second))
        kind = self._things[first].kind
        return _entry(['action = "merge" # or "split"', f"names = [{names}]", f"kind = {_quoted(kind)}"])

    def split_entry(self, merge: Merge) -> str:
        """An entry about a name that means another thing in the last of the documents that have it."""
        document, name = merge.members[-1]
        told = [f"names = [{_quoted(name)}]", f"kind = {_quoted(self._things[merge.thing].kind)}"]
        return _entry(['action = "split"', *told, f"documents = [{_quoted(document)}]"])


def _entry(told: list[str]) -> str:
    return "\n".join(["[[decision]]", *told, 'by = ""', "on = 2025-01-01", 'why = ""'])


def _written(value: Value) -> str:
    """A value as a decisions file has it."""
    if isinstance(value, Concept):
        return value.name
    return value.value if isinstance(value, Date) else str(value)


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False)
