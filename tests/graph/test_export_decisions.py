"""Tables tell who decided on a fact or a thing, when and why."""

import csv
from pathlib import Path

import pytest
from toy_extraction import toy_pipeline

from graph.build import build
from graph.export.selection import Selection
from graph.export.tables import write_tables

DECISIONS = """
[[decision]]
action = "accept"
document = "a.txt"
kind = "Membership"
values = { member = "Aleph Union" }
by = "Doe, Ada"
on = 2025-03-01
why = "Seen, \\"twice\\"."

[[decision]]
action = "merge"
names = ["Alpha Union", "Aleph Union"]
kind = "IntergovernmentalOrganization"
by = "B. Reader"
on = 2025-03-02T09:15:00Z
why = "One union."
"""


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("decided")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text("Aleph Union is a member of Sample Union. Peru is an observer of Alpha Union.")
    (folder / "data").mkdir()
    (folder / "data" / "decisions.toml").write_text(DECISIONS)
    return build([folder / "in"], folder / "data", toy_pipeline()).release


@pytest.mark.parametrize("selection", [Selection(), Selection(documents=("a.txt",))], ids=["all", "document"])
def test_tables_tell_who_decided_when_and_why(decided: Path, tmp_path: Path, selection: Selection) -> None:
    write_tables(decided, "csv", tmp_path, selection)
    told = {}
    for table, name in (("Membership", "member_label"), ("things", "label")):
        with (tmp_path / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            told[table] = {row[name]: row["decision"] for row in csv.DictReader(lines)}
    assert told["Membership"] == {"Aleph Union": 'Doe, Ada, 2025-03-01: Seen, "twice".', "Peru": ""}
    assert {name: text for name, text in told["things"].items() if text} == {
        "Aleph Union": "B. Reader, 2025-03-02: One union."
    }
