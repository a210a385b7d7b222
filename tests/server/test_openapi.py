"""The OpenAPI description is true: schemathesis makes requests from it, right and wrong ones, and judges each answer by it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from live_server import QUADS, Served, serving, write_release
from schemathesis import GenerationMode

from server.http.operations import PATHS

OPERATIONS = [(path, method) for path, methods in PATHS.items() for method in methods if method != "head"]
LANGUAGES = ("/sparql", "/store", "/reconcile")
"""Parameters and bodies there are in a language (SPARQL, RDF, JSON in a form), so that what fits the schema can still be wrong."""
some = partial(settings, max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@schemathesis.serializer("application/sparql-query", "application/sparql-update")
def as_text(_: schemathesis.SerializationContext, value: Any) -> bytes:
    return str(value).encode("utf-8", errors="replace")


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    data = tmp_path_factory.mktemp("openapi")
    write_release(data, QUADS)
    with serving(data, timeout=2, validate_writes="no") as running:
        yield schemathesis.openapi.from_url(f"{running.url}/openapi.json")


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_answers_are_as_described(
    described: schemathesis.BaseSchema, path: str, method: str, mode: GenerationMode
) -> None:
    excluded = [check for check in schemathesis.checks.CHECKS.get_all() if check.__name__ in _beyond(path)]

    @some()
    @given(described[path][method.upper()].as_strategy(generation_mode=mode))
    def judge(case: schemathesis.Case) -> None:
        answer = case.call()
        if answer.status_code != 504 or "timeout" not in (case.query or {}):
            case.validate_response(answer, excluded_checks=excluded)

    try:
        judge()
    except Unsatisfiable:
        pytest.skip("nothing of this request could be wrong")


@pytest.mark.parametrize(("path", "methods"), PATHS.items(), ids=PATHS.keys())
def test_what_can_be_got_has_a_head(served: Served, path: str, methods: dict[str, Any]) -> None:
    needed = {p["name"]: "a" for p in methods["get"]["parameters"] if p["required"] and p["in"] == "query"}
    address = path.format(local="apsco", path="a", what="entity")
    got, head = served.client.get(address, params=needed), served.client.head(address, params=needed)
    assert head.status_code == got.status_code
    assert head.headers["content-type"] == got.headers["content-type"]
    assert not head.content


def _beyond(path: str) -> set[str]:
    return {"positive_data_acceptance", "negative_data_rejection"} if path.startswith(LANGUAGES) else set()


def test_whole_server_is_described(served: Served) -> None:
    assert served.client.get("/openapi.json").json()["paths"].keys() == PATHS.keys()
