"""`/reconcile`: names of a table in, the things they mean out, by the Reconciliation Service API 0.2 (as OpenRefine
uses it)."""

import json
from collections.abc import Mapping
from typing import Any, Final

import anyio.to_thread
from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ontology.namespaces import PREFIXES, SPID
from server.engine.select import select
from server.engine.service import Engine
from server.http.address import base_address
from server.http.body import read_body
from server.http.problems import ProblemError
from server.linked import short
from server.pages.render import Pages
from server.search.index import FoundName, Index, Thing
from server.search.source import SearchSource
from server.settings import Settings
from server.sparql.request import FORM, media_type, parse_parameters
from server.views.facts import words

_MOST_QUERIES: Final = 100
_MOST_CANDIDATES: Final = 25
_SURE: Final = 95.0
"""Score from which the only candidate is a match."""


class Reconciler:
    """The routes and what they need."""

    def __init__(self, settings: Settings, engine: Engine, source: SearchSource, pages: Pages) -> None:
        self._settings = settings
        self._engine = engine
        self._source = source
        self._pages = pages
        self.router = APIRouter(tags=["reconciliation"])
        for path, handler, methods in (
            ("/reconcile", self.reconcile, ["GET", "POST"]),
            ("/reconcile/suggest/{what}", self.suggest, ["GET"]),
            ("/reconcile/preview", self.preview, ["GET"]),
            ("/reconcile/properties", self.properties, ["GET"]),
        ):
            for method in methods:
                self.router.add_api_route(
                    path,
                    handler,
                    methods=[method],
                    response_class=Response,
                    operation_id=f"{handler.__name__}_{method.lower()}",
                )

    async def reconcile(self, request: Request) -> Response:
        """The manifest without parameters; candidates for `queries`, values for `extend`."""
        parameters = await self._parameters(request)
        if "queries" in parameters:
            return JSONResponse(await self._answers(_object(parameters["queries"])))
        if "extend" in parameters:
            return JSONResponse(await self._extend(_object(parameters["extend"])))
        return JSONResponse(self._manifest(base_address(request.scope, self._settings)))

    async def suggest(self, what: str, request: Request) -> Response:
        """Entities, types or properties whose name begins with `prefix`."""
        prefix = request.query_params.get("prefix", "")[:200]
        if what not in ("entity", "type", "property"):
            raise ProblemError(404, f"nothing is suggested for {what}")
        index = await self._index()
        if what == "entity":
            found = await anyio.to_thread.run_sync(index.names, prefix, _MOST_CANDIDATES)
            return JSONResponse(
                {"result": [_candidate(item) | {"description": _description(item.thing)} for item in found]}
            )
        names = _types(index) if what == "type" else [_named(iri) for iri in await self._property_iris()]
        chosen = [item for item in names if prefix.lower() in item["name"].lower()]
        return JSONResponse({"result": chosen[:_MOST_CANDIDATES]})

    async def preview(self, request: Request) -> Response:
        """A small page about an entity."""
        thing = (await self._index()).things.get(_iri(request.query_params.get("id", "")))
        if thing is None:
            raise ProblemError(404, "there is no such entity")
        return self._pages.page("preview.html", thing=thing, kinds=_description(thing))

    async def properties(self, request: Request) -> Response:
        """Properties that things of a type have, for extension."""
        kind = request.query_params.get("type", "")
        iris = await self._property_iris(_iri(kind) if kind else None)
        return JSONResponse({"type": kind, "properties": [_named(iri) for iri in iris]})

    async def _parameters(self, request: Request) -> dict[str, str]:
        found = {name: values[0] for name, values in parse_parameters(request.scope["query_string"]).items()}
        if request.method == "POST":
            if media_type(request.headers.get("content-type", "")) != FORM:
                raise ProblemError(415, f"reconciliation queries are sent as {FORM}")
            body = await read_body(request.receive, request.headers, self._settings.max_query_bytes)
            found |= {name: values[0] for name, values in parse_parameters(body).items()}
        return found

    async def _index(self) -> Index:
        async with self._engine.use() as generation:
            return await self._source.index(generation)

    async def _answers(self, queries: Mapping[str, Any]) -> dict[str, Any]:
        if len(queries) > _MOST_QUERIES:
            raise ProblemError(413, f"one request holds up to {_MOST_QUERIES} queries")
        index = await self._index()
        return await anyio.to_thread.run_sync(
            lambda: {key: {"result": _result(index, query)} for key, query in queries.items()}
        )

    async def _extend(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        properties = [
            str(item["id"]) for item in wanted.get("properties", ()) if isinstance(item, dict) and "id" in item
        ]
        ids = [str(item) for item in wanted.get("ids", ())][:1_000]
        rows: dict[str, dict[str, list[dict[str, Any]]]] = {key: {name: [] for name in properties} for key in ids}
        if ids and properties:
            await self._fill(
                rows, {_checked(_iri(key)): key for key in ids}, {_checked(_iri(name)): name for name in properties}
            )
        return {"meta": [_named(_iri(name)) for name in properties], "rows": rows}

    async def _fill(
        self, rows: dict[str, dict[str, list[dict[str, Any]]]], ids: Mapping[str, str], properties: Mapping[str, str]
    ) -> None:
        nodes = " ".join(f"<{iri}>" for iri in ids)
        names = " ".join(f"<{iri}>" for iri in properties)
        query = f"""SELECT DISTINCT ?s ?p ?o ?label WHERE {{ VALUES ?s {{ {nodes} }} VALUES ?p {{ {names} }} ?s ?p ?o
          OPTIONAL {{ ?o skos:prefLabel ?label }} }} ORDER BY ?s ?p ?o"""
        async with self._engine.use() as generation:
            for row in await select(self._engine, generation, query):
                cell = {"str": row["o"]}
                if row["o@type"] == "iri":
                    cell = {"id": _id(row["o"]), "name": row.get("label", short(row["o"]))}
                rows[ids[row["s"]]][properties[row["p"]]].append(cell)

    async def _property_iris(self, kind: str | None = None) -> list[str]:
        pattern = f"?s a <{_checked(kind)}> ; ?p ?o" if kind else "?s skos:prefLabel ?label ; ?p ?o"
        async with self._engine.use() as generation:
            rows = await select(
                self._engine, generation, f"SELECT DISTINCT ?p WHERE {{ {pattern} }} ORDER BY ?p LIMIT 500"
            )
        return [row["p"] for row in rows]

    def _manifest(self, base: str) -> dict[str, Any]:
        suggest = {
            what: {"service_url": base, "service_path": f"/reconcile/suggest/{what}"}
            for what in ("entity", "property", "type")
        }
        return {
            "versions": ["0.2"],
            "name": "spacepact: organisations, states, missions and agreements of space cooperation",
            "identifierSpace": SPID,
            "schemaSpace": "https://w3id.org/spacepact/ontology#",
            "view": {"url": f"{base}/id/{{{{id}}}}"},
            "preview": {"url": f"{base}/reconcile/preview?id={{{{id}}}}", "width": 400, "height": 200},
            "suggest": suggest,
            "extend": {
                "propose_properties": {"service_url": base, "service_path": "/reconcile/properties"},
                "property_settings": [],
            },
            "batchSize": 50,
        }


def _result(index: Index, query: Any) -> list[dict[str, Any]]:
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        raise ProblemError(400, "each reconciliation query is an object with the member query")
    kinds = query.get("type") or []
    kinds = [kinds] if isinstance(kinds, str) else kinds
    limit = query.get("limit", 5)
    count = min(limit, _MOST_CANDIDATES) if isinstance(limit, int) and limit > 0 else 5
    found = index.names(query["query"][:500], count, frozenset(_iri(str(kind)) for kind in kinds))
    sure = sum(item.score >= _SURE for item in found) == 1
    return [_candidate(item) | {"match": sure and item.score >= _SURE} for item in found]


def _candidate(found: FoundName) -> dict[str, Any]:
    thing = found.thing
    kinds = [{"id": short(kind), "name": words(kind)} for kind in thing.kinds]
    return {"id": _id(thing.iri), "name": thing.label, "type": kinds, "score": found.score}


def _description(thing: Thing) -> str:
    return ", ".join(words(kind) for kind in thing.kinds)


def _types(index: Index) -> list[dict[str, str]]:
    return [_named(kind) for kind in sorted({kind for thing in index.things.values() for kind in thing.kinds})]


def _named(iri: str) -> dict[str, str]:
    return {"id": short(iri), "name": words(iri)}


def _id(iri: str) -> str:
    """An entity's id: the local part in the identifier space, so that the view's address is right."""
    return iri.removeprefix(SPID)


def _iri(text: str) -> str:
    """The IRI of an id, a prefixed name or an IRI."""
    prefix, colon, local = text.partition(":")
    if not colon:
        return SPID + text
    return PREFIXES[prefix] + local if prefix in PREFIXES else text


def _checked(iri: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError:
        raise ProblemError(400, f"{iri} is no IRI") from None


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        raise ProblemError(400, "the parameter is no JSON") from None
    if not isinstance(value, dict):
        raise ProblemError(400, "the parameter is no JSON object")
    return value
