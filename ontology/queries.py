"""The example queries: SPARQL files with a title and a question in their first lines in, named queries out."""

import re
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import PREFIXES
from ontology.resources import query_files
from ontology.turtle import OntologyDataError

_HEAD: Final = re.compile(r"# title: (?P<title>\S.*)\n# question: (?P<question>\S.*\?)\n(?P<text>\S[\s\S]*)")


class QueryError(OntologyDataError):
    """An example query has no title or question; the message names the file."""


@dataclass(frozen=True, slots=True)
class ExampleQuery:
    """An example query.

    `name` is its file's name without the ending, `question` what an analyst asks, `text` the SPARQL without its leading comment lines.
    The prefixes of the ontology contract are left out of the text, since the server knows them.
    """

    name: str
    title: str
    question: str
    text: str

    @property
    def complete(self) -> str:
        """The text with the declarations of the prefixes that it uses, for an engine that does not know them."""
        used = (
            f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items() if re.search(rf"\b{prefix}:", self.text)
        )
        return "".join(used) + self.text


def load_queries() -> tuple[ExampleQuery, ...]:
    """All example queries, sorted by name.

    Raises:
        QueryError: a file does not begin with a title and a question.
    """
    return tuple(parse_query(path.stem, path.read_text("utf-8")) for path in query_files())


def parse_query(name: str, content: str) -> ExampleQuery:
    """The query of a file's content.

    Raises:
        QueryError: the content does not begin with the lines `# title: …` and `# question: …?`, or nothing follows them.
    """
    head = _HEAD.fullmatch(content)
    if head is None:
        raise QueryError(f"{name}.rq: begin with the lines '# title: …' and '# question: …?', then the query")
    return ExampleQuery(name, head["title"].strip(), head["question"].strip(), head["text"])
