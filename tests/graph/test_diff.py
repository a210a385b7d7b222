import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, Store, parse
from toy_extraction import ToyExtractor, toy_pipeline

from graph.build import build
from graph.cli import main
from graph.diff import Cause, Change, Difference, Sort, compare
from graph.diff.compare import differences
from graph.diff.show import CS, as_text, as_turtle
from graph.knowledge import Knowledge
from graph.pipeline import Pipeline
from graph.rdf.differing import differing
from ontology.authority import Authority
from ontology.namespaces import RDF

MEMBER = "Pakistan is a member of Sample Union."
OBSERVER = "Pakistan is an observer of Sample Union."
SIGNED = "France and Germany signed an agreement on 2010-05-01."
LAUNCH = "Sample Probe was launched on 2020-02-02."


class Data:
    """A data folder, built several times from documents of other contents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data"
        self._sources = folder / "sources"
        self._sources.mkdir()

    def release(self, decisions: str = "", pipeline: Pipeline | None = None, **texts: str) -> Path:
        for path in self._sources.iterdir():
            path.unlink()
        for name, text in texts.items():
            (self._sources / f"{name}.txt").write_text(text)
        file = self.folder / "decisions.toml"
        file.unlink(missing_ok=True)
        if decisions:
            file.parent.mkdir(exist_ok=True)
            file.write_text(decisions)
        return build([self._sources], self.folder, pipeline or toy_pipeline()).release


@pytest.fixture
def data(tmp_path: Path) -> Data:
    return Data(tmp_path)


def decision(action: str, more: str = "") -> str:
    return f"""[[decision]]
action = "{action}"
document = "a.txt"
kind = "Membership"
values = {{ member = "Pakistan" }}
by = "Doe, Ada"
on = 2025-03-01
why = "Seen."
{more}
"""


SPLIT = """[[decision]]
action = "split"
names = ["Sample Union"]
documents = ["a.txt"]
by = "Doe, Ada"
on = 2025-03-01
why = "Another union."
"""


def test_split_is_the_cause_and_the_things_of_one_label_are_told_apart(data: Data) -> None:
    one = data.release(a=MEMBER, b=MEMBER)
    other = data.release(SPLIT, a=MEMBER, b=MEMBER)
    change = only(compare(one, other))
    assert (change.cause, change.detail) == (Cause.DECISION, "Doe, Ada, 2025-03-01: Another union.")
    assert change.before and change.after
    said = ("organization", "Sample Union (sample-union)", "Sample Union (sample-union-2)")
    assert differences(change.before, change.after) == [said]
    assert only(compare(other, one)).detail == "withdrawn: Doe, Ada, 2025-03-01: Another union."


MERGE = """[[decision]]
action = "merge"
names = ["Alpha Union", "Aleph Union"]
kind = "IntergovernmentalOrganization"
by = "Doe, Ada"
on = 2025-03-01
why = "One union."
"""


def test_what_another_party_did_about_an_agreement_changes_by_the_decision_that_renames_it(data: Data) -> None:
    text = "Alpha Union and Beta Union signed an agreement on 2010-05-01. Aleph Union is a member of Sample Union."
    one = data.release(a=text)
    other = data.release(MERGE, pipeline=other_rules(toy_pipeline()), a=text)
    for difference, detail in (
        (compare(one, other), "Doe, Ada, 2025-03-01: One union."),
        (compare(other, one), "withdrawn: Doe, Ada, 2025-03-01: One union."),
    ):
        assert told(difference) == {(Sort.CHANGED, Cause.DECISION, detail)}
        parties = [
            [dict(state.values)["party"] for state in (c.before, c.after) if state] for c in difference.changes[:2]
        ]
        assert ["Beta Union", "Beta Union"] in parties
    assert {"decisions", "rules"} <= set(difference.versions)


def test_where_nothing_but_a_decision_differs_it_is_the_cause_of_all(data: Data) -> None:
    text = "Alpha Union is a member of Sample Union. Aleph Union is a member of Sample Union."
    one, other = data.release(a=text), data.release(MERGE, a=text)
    assert {(cause, detail) for _, cause, detail in told(compare(one, other))} == {
        (Cause.DECISION, "Doe, Ada, 2025-03-01: One union.")
    }


def only(difference: Difference) -> Change:
    (change,) = difference.changes
    return change


def told(difference: Difference) -> set[tuple[Sort, Cause, str]]:
    return {(change.sort, change.cause, change.detail) for change in difference.changes}


def test_release_does_not_differ_from_itself(data: Data) -> None:
    release = data.release(a=MEMBER)
    difference = compare(release, release)
    assert difference.is_empty
    assert as_text(difference, None) == f"Releases {release.name} and {release.name} say the same."


def test_document_added_and_removed(data: Data) -> None:
    one, two = data.release(a=MEMBER), data.release(a=MEMBER, b=LAUNCH)
    added, removed = compare(one, two), compare(two, one)
    assert told(added) == {(Sort.ADDED, Cause.DOCUMENT_ADDED, "b.txt")}
    assert told(removed) == {(Sort.WITHDRAWN, Cause.DOCUMENT_REMOVED, "b.txt")}
    assert added.documents == {"added": ["b.txt"], "withdrawn": [], "changed": []}
    assert [label for _, label in added.things["added"]] == ["Sample Probe", "launched"]
    state = only(added).state
    assert (state.kind, state.quote) == ("Launch", LAUNCH)
    assert ("mission", "Sample Probe") in state.values


def test_document_changed_restates_what_it_still_says(data: Data) -> None:
    one = data.release(a=MEMBER)
    two = data.release(a=f"First of all this. {MEMBER} {LAUNCH}")
    assert told(compare(one, two)) == {
        (Sort.RESTATED, Cause.DOCUMENT_CHANGED, "a.txt"),
        (Sort.ADDED, Cause.DOCUMENT_CHANGED, "a.txt"),
    }
    assert compare(one, two).documents["changed"] == ["a.txt"]


def test_document_that_says_something_else_of_the_same_changes_the_fact(data: Data) -> None:
    change = only(compare(data.release(a=MEMBER), data.release(a=OBSERVER)))
    assert (change.sort, change.cause, change.detail) == (Sort.CHANGED, Cause.DOCUMENT_CHANGED, "a.txt")
    assert change.before and change.after
    assert differences(change.before, change.after) == [("role", "member", "observer")]


def test_rejection_is_a_decision_of_a_person(data: Data) -> None:
    one = data.release(a=MEMBER)
    two = data.release(decision("reject"), a=MEMBER)
    assert told(compare(one, two)) == {(Sort.WITHDRAWN, Cause.DECISION, "Doe, Ada, 2025-03-01: Seen.")}
    assert told(compare(two, one)) == {(Sort.ADDED, Cause.DECISION, "withdrawn: Doe, Ada, 2025-03-01: Seen.")}


def test_acceptance_changes_certainty(data: Data) -> None:
    change = only(compare(data.release(a=MEMBER), data.release(decision("accept"), a=MEMBER)))
    assert (change.sort, change.cause) == (Sort.CHANGED, Cause.DECISION)
    assert change.before and change.after
    assert differences(change.before, change.after) == [("evidence or certainty", "", "")]


def test_correction_is_one_changed_fact(data: Data) -> None:
    corrected = decision("correct", 'set = { role = "observer" }')
    change = only(compare(data.release(a=MEMBER), data.release(corrected, a=MEMBER)))
    assert (change.sort, change.cause) == (Sort.CHANGED, Cause.DECISION)
    assert change.before and change.after
    assert change.before.iri != change.after.iri
    assert differences(change.before, change.after) == [("role", "member", "observer")]


def other_rules(pipeline: Pipeline) -> Pipeline:
    return Pipeline(pipeline.extract, pipeline.knowledge, {**pipeline.versions, "rules": "other"})


def test_other_rules_are_named(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    one = data.release(a=f"{MEMBER} {LAUNCH}")
    monkeypatch.setattr(ToyExtractor, "_launch", lambda self, match: self._membership(match))
    monkeypatch.setattr("toy_extraction.LAUNCH", __import__("re").compile("(?!)"))
    two = data.release(pipeline=other_rules(toy_pipeline()), a=f"{MEMBER} {LAUNCH}")
    assert told(compare(one, two)) == {(Sort.WITHDRAWN, Cause.VERSIONS, "rules")}


def test_other_authority_data_change_the_things_of_facts(data: Data) -> None:
    pipeline = toy_pipeline()
    bare = Pipeline(
        ToyExtractor(Authority()).extract,
        Knowledge(Authority(), pipeline.knowledge.vocabulary),
        {**pipeline.versions, "authority": "none"},
    )
    difference = compare(data.release(a=MEMBER), data.release(pipeline=bare, a=MEMBER))
    assert {(change.cause, change.detail) for change in difference.changes} <= {(Cause.VERSIONS, "authority")}
    assert difference.versions == ["authority"]
    assert any(difference.things.values())


def test_fact_that_goes_into_quarantine(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    one = data.release(a=f"{MEMBER} {LAUNCH}")
    original = ToyExtractor._membership

    def nobody(self: ToyExtractor, match: object) -> object:
        fact = original(self, match)  # type: ignore[arg-type]
        return type(fact)(fact.kind, fact.values, fact.evidence, fact.rule, fact.confidence * 2)

    monkeypatch.setattr(ToyExtractor, "_membership", nobody)
    two = data.release(a=f"{MEMBER} {LAUNCH}")
    assert told(compare(one, two)) == {(Sort.WITHDRAWN, Cause.SHAPES, "violates a shape")}


def test_short_cuts_that_came_and_went_are_counted(data: Data) -> None:
    difference = compare(data.release(a=MEMBER), data.release(a=MEMBER, b=SIGNED))
    gone, new = difference.derived
    assert (gone, new >= 4) == (0, True)


def test_lines_of_one_side_only() -> None:
    one, two = [b"a\n", b"b\n", b"d\n"], [b"b\n", b"c\n", b"d\n", b"e\n"]
    assert differing(one, two) == ([b"a\n"], [b"c\n", b"e\n"])
    assert differing([], two) == ([], two)
    assert differing(one, []) == (one, [])


def changesets(difference: Difference) -> Store:
    store = Store()
    store.extend(parse(b"".join(as_turtle(difference)), format=RdfFormat.TURTLE))
    return store


def test_changesets_carry_the_one_release_into_the_other(data: Data) -> None:
    """What the Changeset vocabulary says: remove all removals, add all additions, and the facts are those of the other release."""
    one = data.release(a=f"{MEMBER} {LAUNCH}", b=MEMBER)
    two = data.release(decision("correct", 'set = { role = "observer" }'), a=f"{MEMBER} {LAUNCH}", c=SIGNED)
    difference = compare(one, two)
    assert {change.sort for change in difference.changes} == {Sort.ADDED, Sort.CHANGED, Sort.WITHDRAWN}

    def facts(release: Path) -> set[tuple[str, str, str]]:
        quads = parse(path=release / "graph.nq", format=RdfFormat.N_QUADS)
        return {
            (str(q.subject), str(q.predicate), str(q.object))
            for q in quads
            if "/fact-" in str(q.subject) and "graph-derived" not in str(q.graph_name)
        }

    def stated(name: str) -> set[tuple[str, str, str]]:
        query = f"""SELECT ?s ?p ?o {{ ?set a <{CS}ChangeSet> ; <{CS}{name}> ?n ; <{CS}subjectOfChange> ?s .
            ?n a <{RDF}Statement> ; <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o }}"""
        return {(str(r["s"]), str(r["p"]), str(r["o"])) for r in changesets(difference).query(query)}  # type: ignore[union-attr]

    assert (facts(one) - stated("removal")) | stated("addition") == facts(two)


def test_changesets_say_who_and_why(data: Data) -> None:
    difference = compare(data.release(a=MEMBER), data.release(decision("reject"), a=MEMBER))
    query = f"SELECT ?who ?why {{ ?set <{CS}creatorName> ?who ; <{CS}changeReason> ?why }}"
    (row,) = changesets(difference).query(query)  # type: ignore[misc]
    assert row["who"].value == "Doe, Ada"
    assert row["why"].value == "withdrawn: decision (Doe, Ada, 2025-03-01: Seen.)"


def spacepact(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_command_prints_text_json_and_rdf(data: Data) -> None:
    one, two = data.release(a=MEMBER), data.release(a=OBSERVER, b=LAUNCH)
    text = spacepact("diff", one.name[:6], "current", "--data", data.folder)
    assert text.exit_code == 0
    assert "Facts: 1 added, 0 withdrawn, 1 changed, 0 restated" in text.stdout
    assert "+ Launch: " in text.stdout
    assert "    role: member → observer" in text.stdout
    assert f"    b.txt: {LAUNCH}" in text.stdout
    content = json.loads(spacepact("diff", one, two, "--json").stdout)
    assert content["counts"] == {"added": 1, "withdrawn": 0, "changed": 1, "restated": 0}
    assert {fact["cause"] for fact in content["facts"]} == {"document added", "document changed"}
    rdf = spacepact("diff", one, "--rdf", "--data", data.folder)
    assert f"<{CS}ChangeSet>" in rdf.stdout
    assert spacepact("diff", one, two, "--exit-code").exit_code == 1
    assert spacepact("diff", one, one, "--exit-code").exit_code == 0


def test_release_that_is_not_there_is_wrong_input(data: Data) -> None:
    data.release(a=MEMBER)
    assert spacepact("diff", "nothing", "--data", data.folder).exit_code == 2


def test_long_groups_are_cut_unless_all_are_wanted(data: Data) -> None:
    many = " ".join(f"Sample Probe {number} was launched on 2020-02-02." for number in range(30))
    difference = compare(data.release(a=MEMBER), data.release(a=MEMBER, b=many))
    assert "  … and 10 more" in as_text(difference, 20)
    assert as_text(difference, None).count("+ Launch") == 30
