"""The README tells the truth: its query gives its answer, its table of settings is the server's, its example rule is a rule."""

import csv
import io
import re
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, Store

from graph.rules import load_rules
from ontology.namespaces import PREFIXES
from server.settings import table

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture(scope="module")
def text() -> str:
    return README.read_text("utf-8")


def fenced(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_query_gives_the_answer_that_is_shown(text: str, sample_release: Path) -> None:
    query = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items()) + fenced(text, "sparql")[0]
    store = Store.read_only(str(sample_release / "store"))
    answer = store.query(query).serialize(format=QueryResultsFormat.CSV).decode()
    rows = list(csv.reader(io.StringIO(answer)))[1:]
    shown = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in text.splitlines()
        if (line.startswith("| ") and ".pptx |" in line) or ".html |" in line
    ]

    assert shown == [tuple(cell.replace("|", "·") for cell in row) for row in rows]


def test_settings_are_those_of_the_server(text: str) -> None:
    for row in table():
        default = "two a core, 4 to 16" if row.name == "workers" else row.default or "(none)"
        assert f"| `{row.environment}` | {row.help} | {default} |" in text


def test_example_rule_is_a_rule(text: str) -> None:
    (example,) = fenced(text, "toml")

    assert any(f'id = "{rule.id}"' in example and rule.matches in example for rule in load_rules())
