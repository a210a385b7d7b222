"""Routes of the query page: the page itself (complete without scripts), completions, labels, evidence of rows,
download with an evidence address per row."""

import csv
import io
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ontology.namespaces import SPID
from ontology.queries import ExampleQuery
from server.engine.frames import Job
from server.engine.run import QueryError
from server.engine.service import Engine, Generation
from server.http.address import base_address
from server.http.problems import ProblemError
from server.linked import path_of, short
from server.pages.errors import route_class
from server.pages.render import Pages
from server.settings import Settings
from server.sparql.failures import problem
from server.views.answer import day_parameter, json_answer, number_parameter
from server.views.asking import Binding, Reply, ask
from server.views.facts import Value
from server.views.memo import Memo
from server.views.names import Names
from server.views.rowfacts import MOST_ROWS, BadRowError, RowEvidence, facts_of_rows
from server.views.solutions import with_day
from server.views.vocabulary import Vocabulary

PER_PAGE: Final = 100
MOST_SHOWN: Final = 10_000
"""Rows up to which the page without scripts shows an answer; it says so where there are more."""
MOST_DOWNLOADED: Final = 100_000
MOST_IRIS: Final = 5_000
_START: Final = """SELECT ?member ?name ?role WHERE {
  ?membership a sp:Membership ;
    org:organization spid:apsco ;
    org:member ?member ;
    org:role/skos:prefLabel ?role .
  ?member skos:prefLabel ?name .
}
ORDER BY ?role ?name"""

_NOTHING: Final[Mapping[str, Any]] = {"status": 200, "problem": "", "line": None, "column": None, "reply": None}
"""What the page shows of an answer where there is none."""


@dataclass(frozen=True)
class RowsQuestion:
    """A query and rows of its answer, as SPARQL's JSON has them; at most MOST_ROWS."""

    query: str
    names: list[str]
    rows: list[dict[str, dict[str, Any]]]


@dataclass(frozen=True)
class LabelsQuestion:
    """IRIs whose labels are wanted; at most MOST_IRIS."""

    iris: list[str]


class AskRoutes:
    """The routes and what they need."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        pages: Pages,
        memo: Memo,
        names: Names,
        examples: tuple[ExampleQuery, ...],
    ) -> None:
        self._settings = settings
        self._engine = engine
        self._pages = pages
        self._memo = memo
        self._names = names
        self._vocabulary = Vocabulary(examples)
        self.router = APIRouter(include_in_schema=False, route_class=route_class(pages))
        for path, handler, methods in (
            ("/query", self.page, ["GET", "HEAD"]),
            ("/query/completions", self.completions, ["GET", "HEAD"]),
            ("/query/evidence", self.evidence, ["POST"]),
            ("/query/download", self.download, ["GET"]),
            ("/labels", self.labels, ["POST"]),
        ):
            self.router.add_api_route(path, handler, methods=methods, response_class=Response)

    async def page(self, request: Request) -> Response:
        """The query form; with `run`, the answer as a table with the evidence of each row."""
        parameters = request.query_params
        example = next((e for e in self._vocabulary.examples if e.name == parameters.get("example")), None)
        text = parameters.get("query") or (example.text if example else "")
        day = day_parameter(request, "as-of")
        number = number_parameter(request, "page", 1, MOST_SHOWN)
        async with self._engine.use() as generation:
            answer = (
                await self._answer(request, generation, text, day, number)
                if parameters.get("run") and text
                else _NOTHING
            )
            release = generation.release.id
        values = {
            "text": text or _START,
            "given": bool(text),
            "day": day,
            "examples": self._vocabulary.examples,
            "example": example,
            "release": release,
            "wanted_release": parameters.get("release", "")[:64],
            "answer": answer,
        }
        return self._pages.page_for(request, "ask.html", values, answer["status"])

    async def completions(self, request: Request) -> Response:
        """Prefixes, terms with their meaning, and things: what the editor completes with."""
        async with self._engine.use() as generation:
            return json_answer(request, await self.prepare(generation))

    async def prepare(self, generation: Generation) -> dict[str, Any]:
        """The completions of a release."""
        return await self._memo.get(
            generation.release, "completions", lambda: self._vocabulary.completions(self._engine, generation)
        )

    async def labels(self, request: Request, question: LabelsQuestion) -> Response:
        """Labels of IRIs, as JSON."""
        _limit(len(question.iris), MOST_IRIS, "IRIs")
        try:
            async with self._engine.use() as generation:
                return json_answer(request, await self._names.labels(generation, question.iris))
        except ValueError as error:
            raise ProblemError(400, str(error)) from None

    async def evidence(self, request: Request, question: RowsQuestion) -> Response:
        """For each row, the facts that it rests on."""
        _limit(len(question.rows), MOST_ROWS, "rows")
        _limit(len(question.query), self._settings.max_query_bytes, "characters of query")
        async with self._engine.use() as generation:
            job = self._job(request, question.query)
            try:
                found = await facts_of_rows(
                    self._engine, generation, question.query, question.names, question.rows, job
                )
            except BadRowError as error:
                raise ProblemError(400, str(error)) from None
        return json_answer(request, found)

    async def download(self, request: Request) -> Response:
        """The answer to a query as CSV, with the address of its evidence at the end of each row."""
        text = with_day(request.query_params.get("query", ""), day_parameter(request, "as-of"))
        if not text.strip():
            raise ProblemError(400, "query is missing")
        job = self._job(request, text, MOST_DOWNLOADED)
        base = base_address(request.scope, self._settings)
        async with AsyncExitStack() as stack:
            generation = await stack.enter_async_context(self._engine.use())
            reply = await ask(self._engine, generation, job)
            if reply.form != "bindings":
                raise ProblemError(400, "only a SELECT query has rows; ask /sparql for the graph")
            first = await self._lines(generation, text, reply, job, base, 0)
            held = stack.pop_all()
        headers = {
            "Content-Disposition": 'attachment; filename="spacepact.csv"',
            "Cache-Control": "no-cache",
            "Link": f'</releases/{generation.release.id}>; rel="http://www.w3.org/ns/prov#has_provenance"',
        }

        async def body() -> AsyncIterator[str]:
            async with held:
                yield _csv([[*reply.names, "evidence"]]) + first
                for start in range(MOST_ROWS, len(reply.rows), MOST_ROWS):
                    yield await self._lines(generation, text, reply, job, base, start)

        return StreamingResponse(body(), headers=headers, media_type="text/csv; charset=utf-8")

    async def _lines(self, generation: Generation, text: str, reply: Reply, job: Job, base: str, start: int) -> str:
        rows = reply.rows[start : start + MOST_ROWS]
        found = await facts_of_rows(self._engine, generation, text, reply.names, rows, job) if rows else []
        return _csv(
            [
                [*(str(row[name]["value"]) if name in row else "" for name in reply.names), _address(base, evidence)]
                for row, evidence in zip(rows, found, strict=True)
            ]
        )

    async def _answer(
        self, request: Request, generation: Generation, text: str, day: str, number: int
    ) -> Mapping[str, Any]:
        """What the page shows of an answer, or why there is none."""
        query = with_day(text, day)
        job = self._job(request, query, MOST_SHOWN)
        try:
            reply = await ask(self._engine, generation, job)
            rows = reply.rows[(number - 1) * PER_PAGE : number * PER_PAGE]
            found = await facts_of_rows(self._engine, generation, query, reply.names, rows, job) if rows else []
        except QueryError as error:
            failure = problem(error.failure)
            return {**_NOTHING, "status": failure.status, "problem": failure.detail, **failure.extra}
        labels = await self._names.labels(generation, _iris(rows))
        kept = {"query": text, "as-of": day, "run": "yes"}
        return {
            **_NOTHING,
            "reply": reply,
            "rows": [
                (_cells(row, reply.names, labels), ev, _address("", ev)) for row, ev in zip(rows, found, strict=True)
            ],
            "page": number,
            "pages": -(-len(reply.rows) // PER_PAGE),
            "link": f"/query?{urlencode({name: value for name, value in kept.items() if value})}",
            "download": urlencode({name: value for name, value in kept.items() if value and name != "run"}),
            "sparql": urlencode({"query": query}),
        }

    def _job(self, request: Request, text: str, max_rows: int = MOST_SHOWN) -> Job:
        return Job(
            query=text,
            base=f"{base_address(request.scope, self._settings)}/sparql",
            max_rows=max_rows,
            max_bytes=min(self._settings.max_bytes, 200_000_000),
            service_hosts=self._settings.service_hosts,
        )


def _limit(number: int, most: int, what: str) -> None:
    if number > most:
        raise ProblemError(413, f"at most {most} {what} can be asked about at once")


def _iris(rows: Sequence[Binding]) -> list[str]:
    return sorted({str(cell["value"]) for row in rows for cell in row.values() if cell["type"] == "uri"})


def _cells(row: Binding, names: Sequence[str], labels: Mapping[str, str]) -> list[Value]:
    return [_cell(row[name], labels) if name in row else Value("", "") for name in names]


def _cell(cell: Mapping[str, Any], labels: Mapping[str, str]) -> Value:
    text = str(cell["value"])
    if cell["type"] != "uri":
        return Value("", text)
    return Value(text, labels.get(text) or short(text), path_of(text) or "")


def _address(base: str, evidence: RowEvidence) -> str:
    """The address of a row's evidence; "" where it has none."""
    facts = "&".join(f"fact={iri.removeprefix(SPID)}" for iri in evidence.facts)
    return f"{base}/evidence?{facts}" if facts else ""


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
