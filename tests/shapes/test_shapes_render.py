"""Reports for readers: text, Markdown, HTML, JUnit XML, JSON and Turtle of one broken graph."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from lxml import etree, html
from mutated_graphs import PROLOGUE, turtle, valid_graph
from pyoxigraph import QueryResultsFormat, RdfFormat, Store, serialize

from ontology.namespaces import SH, SPID
from shapes.check import ShapesError
from shapes.command import FORMATS, Options, Outcome, Severity, validate_target
from shapes.data import DataError
from shapes.endpoint import endpoint_quads
from shapes.lines import first_lines
from shapes.report import ValidationReport

BROKEN = """
spid:fact-seat sp:confidence 3 .
spid:probe skos:prefLabel "Probe <One> & *two*"@en .
spid:passage-3-position oa:end 77 .
"""
SHAPES = f"""
@prefix sh: <{SH}> . @prefix ex: <https://example.org/> .
ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:severity sh:Info ] .
"""


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("data") / "broken.nt"
    graph = sorted(valid_graph() + turtle(BROKEN), key=str)
    path.write_bytes(serialize((quad.triple for quad in graph), format=RdfFormat.N_TRIPLES))
    return path


def outcome(path: Path, output_format: str, fail_on: Severity = Severity.VIOLATION) -> Outcome:
    return validate_target(path, Options(output_format=output_format, fail_on=fail_on))


def test_text_groups_findings_and_tells_the_fact_and_its_sentence(broken):
    text = outcome(broken, "text").text
    heading, _, rest = text.partition("VIOLATION fact: confidence (3)\n")

    assert heading.startswith("5 violations, 1 warning\n")
    assert rest.startswith(
        "  The confidence of a fact is one decimal number from 0 to 1.\n  - Seat: Union of Space, Alville\n"
    )
    assert "max inclusive: 3\n      “Aland joined the 🚀 union.” (council.txt)" in rest
    assert "Probe 1" in text and "WARNING entity: English name (1)" in text


def test_evidence_is_told_with_the_fact_that_rests_on_it(broken):
    text = outcome(broken, "text").text

    assert "The quote has 15 characters, but its place from 0 to 77 has 77." in text
    assert "AgreementAction: Aland-Bland pact, Aland, signature, Anna Ander, Alville, 2024-05" in text


def test_lines_of_the_input_are_told(broken):
    number = next(
        number
        for number, line in enumerate(broken.read_text(encoding="utf-8").splitlines(), start=1)
        if line.startswith(f"<{SPID}probe>")
    )

    assert f"{SPID}probe at broken.nt:{number}\n" in outcome(broken, "text").text


def test_a_long_group_is_cut_short_in_text(tmp_path):
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(SHAPES)
    data = tmp_path / "data.ttl"
    data.write_text("@prefix ex: <https://example.org/> .\n" + "".join(f"ex:n{n} a ex:C .\n" for n in range(14)))
    text = validate_target(data, Options(shapes=[shapes])).text

    assert text.startswith("14 infos\n") and text.count("  - n") == 10 and "… and 4 more" in text


def test_json_explains_every_result(broken):
    content = json.loads(outcome(broken, "json").text)
    seat = next(entry for entry in content["results"] if entry["focus"] == SPID + "fact-seat")

    assert content["counts"] == {"violation": 5, "warning": 1, "info": 0}
    assert seat["shape_name"] == "fact: confidence"
    assert seat["fact"] == seat["focus_name"] == "Seat: Union of Space, Alville"
    assert (seat["sentence"], seat["document"]) == ("Aland joined the 🚀 union.", "council.txt")
    assert seat["place"].startswith("broken.nt:")


def test_turtle_is_the_standard_report(broken):
    found = outcome(broken, "turtle")

    assert ValidationReport.from_turtle(found.text) == found.report


def test_junit_fails_the_cases_with_violations_and_tells_the_rest(broken):
    root = etree.fromstring(outcome(broken, "junit").text.encode())
    failing = {case.get("name").split()[0] for case in root.iter("testcase") if case.find("failure") is not None}
    told = {case.get("name").split()[0] for case in root.iter("testcase") if case.find("system-out") is not None}

    assert failing == {"Fact", "QuoteLength", "TextPositionSelector"} and told == {"Entity"}
    assert root.get("failures") == "3" and int(root.get("tests")) == len(list(root.iter("testcase"))) > 40


def test_junit_fails_on_warnings_where_asked(broken):
    root = etree.fromstring(outcome(broken, "junit", Severity.WARNING).text.encode())

    assert "Entity" in {
        case.get("name").split()[0] for case in root.iter("testcase") if case.find("failure") is not None
    }


def test_html_is_one_page_that_loads_nothing(broken):
    page = html.fromstring(outcome(broken, "html").text)
    text = " ".join(page.text_content().split())

    assert not page.xpath("//script | //link | //img | //*[@src]")
    assert page.xpath("string(//title)") == "Validation report"
    assert len(page.xpath("//details")) == 4
    assert "Probe 1" in text and "5 violations, 1 warning" in text


def test_markup_in_the_data_stays_text(tmp_path):
    path = tmp_path / "broken.ttl"
    document = 'spid:document-9 a sp:Document ; dcterms:title "<script>alert(1)</script> *x* |" .'
    path.write_text(PROLOGUE + document)
    page, markdown = outcome(path, "html").text, outcome(path, "markdown").text

    assert "<script>" not in page and "&lt;script&gt;" in page
    assert r"\<script\>" in markdown and r"\*x\*" in markdown


def test_markdown_has_a_heading_for_each_group(broken):
    lines = outcome(broken, "markdown").text.splitlines()

    assert lines[0] == "# Validation report"
    assert "## Violations" in lines and "## Warnings" in lines and "### fact: confidence (3)" in lines


@pytest.mark.parametrize("output_format", sorted(FORMATS))
def test_every_format_tells_that_a_graph_conforms(output_format, tmp_path):
    path = tmp_path / "valid.nq"
    path.write_bytes(serialize(valid_graph(), format=RdfFormat.N_QUADS))
    found = outcome(path, output_format)

    assert not found.failed
    assert any(
        sign in found.text for sign in ("conforms: no findings", "conforms true", '"conforms": true', 'failures="0"')
    )


@pytest.mark.parametrize(
    ("severity", "fail_on", "expected"),
    [
        ("Info", Severity.INFO, True),
        ("Info", Severity.WARNING, False),
        ("Warning", Severity.WARNING, True),
        ("Warning", Severity.VIOLATION, False),
        ("Violation", Severity.VIOLATION, True),
    ],
)
def test_failing_follows_the_severity(severity, fail_on, expected, tmp_path):
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    shapes.write_text(SHAPES.replace("sh:Info", f"sh:{severity}"))
    data.write_text("<https://example.org/x> a <https://example.org/C> .")

    assert validate_target(data, Options(shapes=[shapes], fail_on=fail_on)).failed is expected


def test_the_graph_of_a_release_is_read_and_not_its_quarantine(tmp_path):
    (tmp_path / "graph.nq").write_bytes(serialize(valid_graph(), format=RdfFormat.N_QUADS))
    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / "quarantine.nq").write_text("<x:fact> <x:broken> <x:y> .\nnot a triple")

    assert not outcome(tmp_path, "text").failed


def test_a_file_called_as_that_of_a_release_hides_no_other_in_its_folder(tmp_path, broken):
    (tmp_path / "graph.nq").write_bytes(serialize(valid_graph(), format=RdfFormat.N_QUADS))
    (tmp_path / "other.nt").write_bytes(broken.read_bytes())

    assert outcome(tmp_path, "text").failed


def test_shapes_that_are_for_no_node_are_an_error(tmp_path):
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    shapes.write_text(SHAPES.replace("sh:targetClass ex:C ;", ""))
    data.write_text("<https://example.org/x> a <https://example.org/C> .")

    with pytest.raises(ShapesError, match="no shape has a target"):
        validate_target(data, Options(shapes=[shapes]))


def test_shapes_nested_too_deep_are_an_error(tmp_path):
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    path = f"{'[ sh:inversePath ' * 3_000}ex:p{' ]' * 3_000}"
    shapes.write_text(f"{SHAPES}\nex:Deep a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path {path} ] .")
    data.write_text("<https://example.org/x> a <https://example.org/C> .")

    with pytest.raises(ShapesError, match="nested too deep"):
        validate_target(data, Options(shapes=[shapes]))


def test_lines_are_found_in_turtle_by_prefixed_name_and_by_iri(tmp_path):
    path = tmp_path / "data.ttl"
    path.write_text(
        "@prefix ex: <https://example.org/> .\n\nex:a ex:p ex:b ;\n  ex:q 1 .\n<https://example.org/b> ex:p ex:c .\n"
    )
    ex = "https://example.org/"

    assert first_lines([path], [ex + "a", ex + "b", ex + "c"]) == {ex + "a": "data.ttl:3", ex + "b": "data.ttl:5"}


class Endpoint(BaseHTTPRequestHandler):
    """A SPARQL endpoint over a store; `limit` cuts answers short, as public endpoints do."""

    store = Store()
    limit = 0

    def do_POST(self):
        query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
        limited = f"{query} LIMIT {self.limit}" if self.limit and query.startswith("CONSTRUCT") else query
        kind = RdfFormat.N_TRIPLES if query.startswith("CONSTRUCT") else QueryResultsFormat.JSON
        body = self.store.query(limited).serialize(format=kind)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def endpoint() -> Iterator[tuple[str, type[Endpoint]]]:
    handler = type("Handler", (Endpoint,), {"store": Store(), "limit": 0})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql", handler
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_endpoint_is_validated_with_all_its_graphs(endpoint):
    address, handler = endpoint
    graph = valid_graph() + turtle("spid:fact-seat sp:confidence 3 .")
    handler.store.extend(graph[: len(graph) // 2])
    named = Store()
    named.extend(graph[len(graph) // 2 :])
    handler.store.load(
        serialize((quad.triple for quad in named), format=RdfFormat.N_TRIPLES),
        format=RdfFormat.N_TRIPLES,
        to_graph=graph[0].subject,
    )
    found = validate_target(address, Options())

    assert {result.focus for result in found.report.results} == {SPID + "fact-seat"}
    assert "Seat: Union of Space, Alville" in found.text


def test_an_endpoint_that_sends_less_than_it_has_is_an_error(endpoint):
    address, handler = endpoint
    handler.store.extend(valid_graph())
    handler.limit = 5

    with pytest.raises(DataError, match="sent 5"):
        validate_target(address, Options())


def test_what_is_no_endpoint_is_an_error():
    with pytest.raises(DataError):
        list(endpoint_quads("http://127.0.0.1:9/sparql"))
    with pytest.raises(DataError, match="not an http"):
        list(endpoint_quads("file:///etc/hosts"))
