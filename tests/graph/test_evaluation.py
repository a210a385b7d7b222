import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import document, entity, fact, launch, membership, resolved, signature
from toy_extraction import toy_pipeline

from graph.cli import main
from graph.dates.values import Date
from graph.evaluation.found import Found, Reader
from graph.evaluation.gold import GoldDocument, GoldError, read_file, read_gold
from graph.evaluation.likeness import same_date, same_name, same_number
from graph.evaluation.reliability import by_confidence, by_rule, expected_error
from graph.evaluation.run import evaluate
from graph.evaluation.scoring import Counts, Judgement, Score, score
from graph.facts import Concept, EntityRef, Extraction, Fact
from ontology.vocabulary import load_vocabulary

SHARED = Path(__file__).parents[2].parent / "shared"
ENTITIES = {
    "alpha": {"kind": "SpaceAgency", "names": ["Alpha Agency", "AA"]},
    "beta": {"kind": "SpaceAgency", "names": ["Beta Agency"]},
    "union": {"kind": "IntergovernmentalOrganization", "names": ["Polar Space Union"]},
    "pact": {"kind": "Agreement", "names": [], "descr": "pact of Alpha and Beta", "type": "Agreement"},
    "probe": {"kind": "Mission", "names": ["Probe 7"]},
    "doe": {"kind": "Person", "names": ["Jane Doe"]},
}
OURS = [
    entity("a", "SpaceAgency", "Alpha Agency"),
    entity("b", "SpaceAgency", "Beta Agency"),
    entity("u", "IntergovernmentalOrganization", "Polar Space Union"),
    entity("p", "Agreement", agreementType=Concept("agreement")),
    entity("m", "Mission", "Probe 7"),
    entity("d", "Person", "Dr Jane Ann Doe"),
]
MEMBER = {"kind": "membership", "organization": "union", "member": "alpha", "role": "observer"}


def gold(tmp_path: Path, *facts: dict[str, object], **more: object) -> GoldDocument:
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"entities": ENTITIES, "facts": facts, **more}))
    found = read_file(path)
    assert found
    return found


def scored(wanted: GoldDocument, *facts: Fact) -> Score:
    resolution = resolved(Extraction(document("case.txt"), tuple(OURS), facts))
    reader = Reader(resolution, load_vocabulary())
    return score(wanted, reader.by_document()["case"], reader.agreement_types())


def test_fact_with_the_same_things_is_found_and_its_role_right(tmp_path: Path) -> None:
    result = scored(gold(tmp_path, MEMBER), membership("a", "u", "observer"))
    assert result.counts["membership"] == Counts(gold=1, found=1)
    assert result.attributes["membership role"] == (1, 1)


def test_wrong_role_leaves_the_fact_found(tmp_path: Path) -> None:
    result = scored(gold(tmp_path, MEMBER), membership("a", "u", "member"))
    assert result.counts["membership"].found == 1
    assert result.attributes["membership role"] == (0, 1)


def test_fact_that_the_gold_lacks_is_extra_and_shown(tmp_path: Path) -> None:
    result = scored(gold(tmp_path, MEMBER), membership("b", "u"))
    assert result.counts["membership"] == Counts(gold=1, found=0, extra=1)
    assert [error.sort for error in result.errors] == ["missed", "extra"]
    assert "member Beta Agency" in result.errors[1].shown


def test_borderline_and_optional_facts_count_neither_way(tmp_path: Path) -> None:
    wanted = gold(tmp_path, {**MEMBER, "optional": True}, borderline=[{**MEMBER, "member": "beta"}])
    result = scored(wanted, membership("a", "u"), membership("b", "u"))
    assert result.overall == Counts()
    assert {judgement for _, judgement in result.judged} == {Judgement.BORDERLINE}


def test_accepted_value_counts_as_right(tmp_path: Path) -> None:
    wanted = gold(tmp_path, {**MEMBER, "role_accept": ["partner"], "member_alt": "beta"})
    result = scored(wanted, membership("b", "u", "partner"))
    assert result.counts["membership"].found == 1
    assert result.attributes["membership role"] == (1, 1)


def test_two_roles_of_one_member_are_one_gold_fact(tmp_path: Path) -> None:
    result = scored(gold(tmp_path, MEMBER, {**MEMBER, "role": "chair"}), membership("a", "u", "chair"))
    assert result.counts["membership"] == Counts(gold=1, found=1)


def test_nameless_agreement_is_told_by_type_and_parties(tmp_path: Path) -> None:
    parties = [{"kind": "party", "agreement": "pact", "party": p, "status": "signed"} for p in ("alpha", "beta")]
    result = scored(gold(tmp_path, *parties), signature("p", "a"), signature("p", "b"))
    assert result.counts["party"] == Counts(gold=2, found=2)
    assert result.attributes["party status"] == (2, 2)


def test_agreement_with_mostly_other_parties_is_another(tmp_path: Path) -> None:
    wanted = gold(tmp_path, {"kind": "party", "agreement": "pact", "party": "alpha", "status": "signed"})
    result = scored(wanted, signature("p", "b"), signature("p", "u"))
    assert result.counts["party"] == Counts(gold=1, found=0, extra=2)


def test_person_who_signs_for_a_party_is_a_party_and_a_signature(tmp_path: Path) -> None:
    wanted = gold(
        tmp_path,
        {"kind": "party", "agreement": "pact", "party": "alpha", "status": "signed"},
        {"kind": "signature", "agreement": "pact", "person": "doe"},
    )
    values = {"agreement": EntityRef("p"), "party": EntityRef("a"), "signedBy": EntityRef("d")}
    result = scored(wanted, fact("AgreementAction", action=Concept("signature"), **values))
    assert (result.counts["party"].found, result.counts["signature"].found) == (1, 1)


def test_launch_of_a_less_precise_date_is_found_and_one_without_date_is_not_judged(tmp_path: Path) -> None:
    dated = {"kind": "launch", "mission": "probe", "date": "2031-05-02", "status": "planned"}
    result = scored(gold(tmp_path, dated, {"kind": "launch", "mission": "probe"}), launch("m", "2031-05", "planned"))
    assert result.counts["launch"] == Counts(gold=1, found=1)


def test_event_is_told_by_its_type_and_day_or_a_participant(tmp_path: Path) -> None:
    wanted = gold(tmp_path, {"kind": "event", "type": "visit", "participants": ["alpha"]})
    visit = fact("Event", dcterms_type=Concept("visit"), participant=EntityRef("a"))
    other = fact("Event", dcterms_type=Concept("visit"), participant=EntityRef("b"))
    empty = fact("Event", dcterms_type=Concept("visit"))
    assert scored(wanted, visit).counts["event"] == Counts(gold=1, found=1)
    assert scored(wanted, other).counts["event"] == Counts(gold=1, extra=1)
    assert scored(wanted, empty).counts["event"] == Counts(gold=1)


def test_denied_membership_that_is_stated_is_counted(tmp_path: Path) -> None:
    wanted = gold(tmp_path, denied=[MEMBER, {**MEMBER, "member": "beta"}])
    result = scored(wanted, membership("a", "u", "observer"), membership("b", "u", "member"))
    assert result.denied == (1, 2)


def test_denied_date_is_not_stated_by_a_membership_of_another_date(tmp_path: Path) -> None:
    wanted = gold(tmp_path, denied=[{**MEMBER, "date": "2023"}])
    since = [
        fact(
            "Membership",
            org_member=EntityRef("a"),
            org_organization=EntityRef("u"),
            org_role=Concept("observer"),
            schema_startDate=Date.parse(day),
        )
        for day in ("2024", "2023-05")
    ]
    assert scored(wanted, since[0]).denied == (0, 1)
    assert scored(wanted, since[1]).denied == (1, 1)


def test_plan_does_not_assert_a_denied_signature(tmp_path: Path) -> None:
    wanted = gold(
        tmp_path,
        {"kind": "party", "agreement": "pact", "party": "alpha", "status": "planned"},
        denied=[{"kind": "party", "agreement": "pact", "party": "alpha", "status": "signed"}],
    )
    assert scored(wanted, signature("p", "a", action="planned-signature")).denied == (0, 1)
    assert scored(wanted, signature("p", "a", action="ratification")).denied == (1, 1)


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("The Polar Union", "polar union", True),
        ("Chang'e-6", "Change 6", True),
        ("Dr. Jane Doe", "Jane Ann Doe", True),
        ("Doe", "Jane Doe", False),
        ("Türkiye", "Turkiye", True),
    ],
)
def test_names_of_one_thing(ours: str, theirs: str, same: bool) -> None:
    assert same_name([ours], [theirs]) is same


def test_dates_and_numbers_of_one_value() -> None:
    assert same_date("2024-05-03", ["2024-05"])
    assert not same_date("2024-05", ["2024-06-01"])
    assert same_number("13,000", ["13000"])
    assert not same_number("13", ["14"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "Expecting property name"),
        ('{"facts": [{"kind": "rumour"}], "entities": {}}', "unknown kind of fact “rumour”"),
        ('{"facts": [{"kind": "position", "person": "x"}], "entities": {}}', "“position” lacks organization"),
        ('{"facts": []}', "lacks 'entities'"),
        ("[" * 50_000, "recursion"),
    ],
)
def test_faulty_gold_file_is_named_with_its_fault(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "bad.json").write_text(content)
    with pytest.raises(GoldError, match=r"bad\.json") as error:
        read_gold(tmp_path)
    assert message in str(error.value)


def test_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("[1]")
    with pytest.raises(GoldError, match="no gold file"):
        read_gold(tmp_path)


def judged(*rows: tuple[str, str, Judgement]) -> list[tuple[Found, Judgement]]:
    return [(Found("launch", {}, "fact-1", rule, Decimal(confidence), ""), j) for rule, confidence, j in rows]


def test_reliability_compares_confidence_with_precision() -> None:
    rows = judged(
        ("r1", "0.90", Judgement.RIGHT),
        ("r1", "0.92", Judgement.WRONG),
        ("r2", "1", Judgement.RIGHT),
        ("r2", "0.2", Judgement.BORDERLINE),
    )
    assert [(b.name, b.facts, b.right) for b in by_confidence(rows)] == [("0.90–0.95", 2, 1), ("0.95–1.00", 1, 1)]
    assert [(b.name, b.facts, b.precision) for b in by_rule(rows)] == [("r1", 2, 0.5), ("r2", 1, 1.0)]
    assert expected_error(by_confidence(rows)) == pytest.approx((2 * 0.41 + 0) / 3)


def corpus(tmp_path: Path) -> tuple[Path, Path]:
    documents, wanted = tmp_path / "documents", tmp_path / "gold"
    documents.mkdir()
    wanted.mkdir()
    (documents / "one.txt").write_text("Alpha Agency is an observer of Polar Space Union.\n\nOn we go to other things.")
    content = {"entities": ENTITIES, "facts": [MEMBER, {**MEMBER, "member": "beta"}]}
    (wanted / "one.json").write_text(json.dumps(content))
    return documents, wanted


def test_documents_are_extracted_and_scored_by_name(tmp_path: Path) -> None:
    documents, wanted = corpus(tmp_path)
    (wanted / "two.json").write_text(json.dumps({"entities": {}, "facts": []}))
    outcome = evaluate(read_gold(wanted), [documents], toy_pipeline())
    assert list(outcome.missing) == ["two"]
    assert outcome.scores["one"].overall == Counts(gold=2, found=1)
    assert outcome.overall.overall.recall == 0.5


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["evaluate", "-q", *map(str, arguments)])
    return result.exit_code, result.output


def test_command_prints_tables_and_errors(tmp_path: Path) -> None:
    documents, wanted = corpus(tmp_path)
    status, output = run("--gold", wanted, "--documents", documents, "--errors", "--per-doc")
    assert status == 0
    assert "one: missed membership: member beta" in output
    assert "membership role: 1 of 1 right" in output
    assert "0.667" in output
    assert "expected calibration error" in output


def test_command_gives_json_and_fails_below_the_bar(tmp_path: Path) -> None:
    documents, wanted = corpus(tmp_path)
    status, output = run("--gold", wanted, "--documents", documents, "--json", "--min-f1", "0.9")
    assert status == 1
    assert json.loads(output)["all"] == {
        "precision": 1.0,
        "recall": 0.5,
        "f1": 0.6667,
        "gold": 2,
        "found": 1,
        "extra": 0,
    }


def test_command_without_authority_still_finds_names(tmp_path: Path) -> None:
    documents, wanted = corpus(tmp_path)
    status, output = run("--gold", wanted, "--documents", documents, "--json", "--no-authority")
    assert (status, json.loads(output)["all"]["found"]) == (0, 1)


def test_command_reports_faulty_gold_as_wrong_input(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    status, output = run("--gold", tmp_path, "--documents", tmp_path)
    assert status == 2
    assert "bad.json" in output


@pytest.mark.slow
@pytest.mark.parametrize("part", ["seeds", "written"])
def test_agrees_with_the_scorer_that_judges_us(tmp_path: Path, part: str) -> None:
    script = SHARED / "eval" / "score.py"
    if not script.is_file():
        pytest.skip("needs the shared folder beside the checkout")
    documents, wanted = SHARED / "documents" / part, SHARED / "eval" / "gold" / part
    data, graph = str(tmp_path / "data"), str(tmp_path / "graph.nq")
    CliRunner().invoke(main, ["build", str(documents), "--data", data, "-q"])
    CliRunner().invoke(main, ["export", "--data", data, "--format", "nquads", "-o", graph])
    command = [sys.executable, str(script), "--graph", graph, "--gold", str(wanted), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["all"]["f1"]
    ours = json.loads(run("--gold", wanted, "--documents", documents, "--json")[1])["all"]["f1"]
    assert ours == pytest.approx(theirs, abs=0.02)
