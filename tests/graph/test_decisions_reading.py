from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from graph.decisions.model import Action, FactKey, ThingKey
from graph.decisions.reading import Decided, DecisionError, load_decisions, read_decisions

REJECT = """
[[decision]]
action = "reject"
document = "a.txt"
kind = "Launch"
values = { mission = "Probe 7", date = 2031-05-02 }
by = "A. Analyst"
on = 2025-03-01
why = "A rumour."
"""
MERGE = """
[[decision]]
action = "merge"
names = ["Sample Rockets", "SRX"]
kind = "Company"
by = "A. Analyst"
on = 2025-03-01T12:30:00Z
why = "Its imprint."
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "decisions.toml"
    path.write_text(text)
    return path


def test_example_file_shows_every_action() -> None:
    found = read_decisions(Path(str(files("graph.decisions"))) / "example.toml")
    assert {decision.action for decision in found} == set(Action)


def test_fact_is_told_by_document_kind_and_values(tmp_path: Path) -> None:
    (decision,) = read_decisions(written(tmp_path, REJECT))
    assert decision.key == FactKey(None, "a.txt", "Launch", (("date", "2031-05-02"), ("mission", "Probe 7")))
    assert (decision.by, decision.when, decision.line) == ("A. Analyst", datetime(2025, 3, 1, tzinfo=UTC), 2)


def test_things_are_told_by_names_and_kind(tmp_path: Path) -> None:
    (decision,) = read_decisions(written(tmp_path, MERGE))
    assert decision.key == ThingKey(("Sample Rockets", "SRX"), "Company")
    assert decision.when == datetime(2025, 3, 1, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", ["spid:fact-0a1b", "fact-0a1b", "https://w3id.org/spacepact/id/fact-0a1b"])
def test_fact_by_its_iri_in_any_spelling(tmp_path: Path, name: str) -> None:
    text = f'[[decision]]\naction = "accept"\nfact = "{name}"\nby = "A"\non = 2025-03-01\nwhy = "x"\n'
    assert read_decisions(written(tmp_path, text))[0].key == FactKey("fact-0a1b")


def test_id_of_a_decision_does_not_depend_on_its_place(tmp_path: Path) -> None:
    first = read_decisions(written(tmp_path, REJECT + MERGE))
    second = read_decisions(written(tmp_path, MERGE + REJECT))
    assert {d.id for d in first} == {d.id for d in second}
    assert len({d.id for d in first}) == 2


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (REJECT.replace("= 2025-03-01", "= 2025-13-01"), 8, "(at line 8, column 10)"),
        (MERGE + REJECT.replace('"reject"', '"refuse"'), 10, "unknown action “refuse”; there are accept, reject"),
        (REJECT.replace('by = "A. Analyst"\n', ""), 2, "lacks “by”"),
        (REJECT.replace("on = 2025-03-01\n", ""), 2, "lacks “on”"),
        (REJECT.replace("2025-03-01", '"1 March"'), 2, "“on” must be a date"),
        (REJECT.replace("document", "dokument"), 2, "“reject” has no field “dokument”"),
        (REJECT.replace('document = "a.txt"\n', ""), 2, "tell the fact by “fact”, or by “document”, “kind” and"),
        (REJECT.replace('"Launch"', '"Lunch"'), 2, "unknown kind of fact “Lunch”"),
        (REJECT.replace('"reject"', '"correct"'), 2, "“correct” needs “set”"),
        (REJECT.replace('"reject"', '"merge"'), 2, "“merge” is about things"),
        (MERGE.replace('"merge"', '"reject"'), 2, "“reject” is about a fact, not names"),
        (MERGE.replace(', "SRX"', ""), 2, "“merge” needs two names"),
        (MERGE.replace('"merge"', '"split"').replace(', "SRX"', ""), 2, "“split” of one name needs the “documents”"),
        (MERGE.replace('kind = "Company"\n', ""), 2, "“merge” of things needs their “kind”"),
        (MERGE.replace('"Company"', '"Firm"'), 2, "unknown kind of thing “Firm”"),
        (MERGE.replace('["Sample Rockets", "SRX"]', '"SRX"'), 2, "“names” must be a list"),
        (REJECT.replace("2031-05-02", "[1]"), 2, "“values.date” must be text, a number or a date"),
        ("decision = 1", 1, "with two brackets"),
        ("[[decisions]]\n", 1, "“decisions” is no [[decision]]"),
    ],
)
def test_fault_is_told_with_file_and_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(DecisionError) as error:
        read_decisions(path)
    assert str(error.value).startswith(f"{path}:{line}: ")
    assert message in str(error.value)


def test_file_nested_too_deep_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match=r"decisions\.toml:1: brackets are nested too deep"):
        read_decisions(written(tmp_path, "x = " + "[" * 5_000))


def test_data_folder_without_a_file_has_no_decisions(tmp_path: Path) -> None:
    assert load_decisions(tmp_path) == Decided()


def test_version_is_the_hash_of_the_file(tmp_path: Path) -> None:
    written(tmp_path, REJECT)
    first = load_decisions(tmp_path).versions
    written(tmp_path, REJECT + MERGE)
    assert first.keys() == {"decisions"} and first != load_decisions(tmp_path).versions
