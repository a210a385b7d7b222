"""`/reconcile`: names of a table in, the things they mean out, by the Reconciliation Service API 0.2 (as OpenRefine
uses it)."""

import itertools
import json
import math
import re
from collections import defaultdict
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final

import anyio.to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ontology.namespaces import SP, SPID, XSD
from server.engine.select import Row, select
from server.engine.service import Engine
from server.http.address import base_address
from server.http.body import read_body
from server.http.problems import ProblemError
from server.linked import short
from server.pages.render import Pages
from server.search.candidates import MOST, SURE, Candidate, candidates, checked, iri_of, wanted
from server.search.index import FoundName, Index, Thing
from server.search.source import SearchSource
from server.settings import Settings
from server.sparql.request import FORM, media_type, parse_parameters
from server.views.facts import words

_MOST_QUERIES: Final = 100
_MOST_IDS: Final = 1_000
_DAY: Final = re.compile(r"-?\d{4,}-\d\d-\d\d")


class Reconciler:
    """The routes and what they need."""

    def __init__(self, settings: Settings, engine: Engine, source: SearchSource, pages: Pages) -> None:
        self._settings = settings
        self._engine = engine
        self._source = source
        self._pages = pages
        self.router = APIRouter(tags=["reconciliation"])
        for path, handler, methods in (
            ("/reconcile", self.reconcile, ["GET", "HEAD", "POST"]),
            ("/reconcile/suggest/{what}", self.suggest, ["GET", "HEAD"]),
            ("/reconcile/preview", self.preview, ["GET", "HEAD"]),
            ("/reconcile/properties", self.properties, ["GET", "HEAD"]),
        ):
            self.router.add_api_route(path, handler, methods=methods, response_class=Response)

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
        first = _number(request, "cursor", 0)
        if what not in ("entity", "type", "property"):
            raise ProblemError(404, f"nothing is suggested for {what}")
        index = await self._index()
        if what == "entity":
            found = await anyio.to_thread.run_sync(index.names, prefix, first + MOST)
            return JSONResponse({"result": [_suggestion(item) for item in found[first:]]})
        names = _types(index) if what == "type" else [_named(iri) for iri in await self._property_iris()]
        chosen = [item for item in names if prefix.lower() in item["name"].lower()]
        return JSONResponse({"result": chosen[first : first + MOST]})

    async def preview(self, request: Request) -> Response:
        """A small page about an entity."""
        thing = (await self._index()).things.get(iri_of(request.query_params.get("id", "")))
        if thing is None:
            raise ProblemError(404, "there is no such entity")
        return self._pages.page("preview.html", thing=thing, kinds=_description(thing))

    async def properties(self, request: Request) -> Response:
        """Properties that things of a type have, for extension."""
        kind = request.query_params.get("type", "")
        limit = _number(request, "limit", 100)
        iris = await self._property_iris(iri_of(kind) if kind else None)
        return JSONResponse({"type": kind, "limit": limit, "properties": [_named(iri) for iri in iris[:limit]]})

    async def _parameters(self, request: Request) -> dict[str, str]:
        found = {name: values[0] for name, values in parse_parameters(request.scope["query_string"]).items()}
        if request.method == "POST":
            if media_type(request.headers.get("content-type", "")) != FORM:
                raise ProblemError(415, f"reconciliation queries are sent as {FORM}")
            body = await read_body(
                request.receive, request.headers, self._settings.max_query_bytes, self._settings.stall_timeout
            )
            found |= {name: values[0] for name, values in parse_parameters(body).items()}
        return found

    async def _index(self) -> Index:
        async with self._engine.use() as generation:
            return await self._source.index(generation)

    async def _answers(self, queries: Mapping[str, Any]) -> dict[str, Any]:
        if len(queries) > _MOST_QUERIES:
            raise ProblemError(413, f"one request holds up to {_MOST_QUERIES} queries")
        read = [wanted(query) for query in queries.values()]
        async with self._engine.use() as generation:
            index = await self._source.index(generation)
            found = await candidates(self._engine, generation, index, read)
        return {key: {"result": _result(one)} for key, one in zip(queries, found, strict=True)}

    async def _extend(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        properties = [str(item["id"]) for item in _list(asked, "properties") if isinstance(item, dict) and "id" in item]
        ids = [str(item) for item in _list(asked, "ids")]
        if len(ids) > _MOST_IDS:
            raise ProblemError(413, f"one request holds up to {_MOST_IDS} ids")
        rows: dict[str, dict[str, list[dict[str, Any]]]] = {key: {name: [] for name in properties} for key in ids}
        if ids and properties:
            await self._fill(rows, _by_iri(ids), _by_iri(properties))
        return {"meta": [_named(iri_of(name)) | {"id": name} for name in properties], "rows": rows}

    async def _fill(
        self,
        rows: dict[str, dict[str, list[dict[str, Any]]]],
        ids: Mapping[str, list[str]],
        properties: Mapping[str, list[str]],
    ) -> None:
        nodes = " ".join(f"<{iri}>" for iri in ids)
        names = " ".join(f"<{iri}>" for iri in properties)
        query = f"""SELECT DISTINCT ?s ?p ?o ?label WHERE {{ VALUES ?s {{ {nodes} }} VALUES ?p {{ {names} }} ?s ?p ?o
          OPTIONAL {{ ?o skos:prefLabel ?label }} }} ORDER BY ?s ?p ?o"""
        async with self._engine.use() as generation:
            found = await select(self._engine, generation, query)
        for row in found:
            for key, name in itertools.product(ids[row["s"]], properties[row["p"]]):
                rows[key][name].append(_cell(row))

    async def _property_iris(self, kind: str | None = None) -> list[str]:
        pattern = f"?s a <{checked(kind)}> ; ?p ?o" if kind else "?s skos:prefLabel ?label ; ?p ?o"
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
            "serviceVersion": version("spacepact"),
            "name": "spacepact: organisations, states, missions and agreements of space cooperation",
            "identifierSpace": SPID,
            "schemaSpace": SP,
            "documentation": f"{base}/ontology",
            "defaultTypes": [_named(SP + kind) for kind in ("InternationalBody", "Mission", "SpaceAgency", "State")],
            "view": {"url": f"{base}/id/{{{{id}}}}"},
            "preview": {"url": f"{base}/reconcile/preview?id={{{{id}}}}", "width": 400, "height": 200},
            "suggest": suggest,
            "extend": {
                "propose_properties": {"service_url": base, "service_path": "/reconcile/properties"},
                "property_settings": [],
            },
            "batchSize": 50,
        }


def _result(found: list[Candidate]) -> list[dict[str, Any]]:
    sure = sum(one.score >= SURE for one in found) == 1
    return [
        {
            "id": _id(one.thing.iri),
            "name": one.thing.label,
            "description": _description(one.thing),
            "type": [_named(kind) for kind in one.thing.kinds],
            "score": one.score,
            "match": sure and one.score >= SURE,
            "features": [{"id": short(feature), "value": value} for feature, value in one.features],
        }
        for one in found
    ]


def _suggestion(found: FoundName) -> dict[str, Any]:
    thing = found.thing
    notable = [_named(kind) for kind in thing.kinds]
    return {"id": _id(thing.iri), "name": thing.label, "description": _description(thing), "notable": notable}


def _cell(row: Row) -> dict[str, Any]:
    """A value as the protocol writes it: a thing, a number, a point in time, else a text."""
    value, kind = row["o"], row["o@type"].removeprefix(XSD)
    if kind == "iri":
        return {"id": _id(value), "name": row.get("label", short(value))}
    if kind == "integer":
        return {"int": int(value)}
    if kind in ("decimal", "double", "float") and math.isfinite(float(value)):
        return {"float": float(value)}
    if kind == "date" and _DAY.fullmatch(value):
        return {"date": f"{value}T00:00:00"}
    return {"str": value}


def _description(thing: Thing) -> str:
    return ", ".join(words(kind) for kind in thing.kinds)


def _types(index: Index) -> list[dict[str, str]]:
    return [_named(kind) for kind in sorted({kind for thing in index.things.values() for kind in thing.kinds})]


def _named(iri: str) -> dict[str, str]:
    return {"id": short(iri), "name": words(iri)}


def _id(iri: str) -> str:
    """An entity's id: the local part in the identifier space, so that the view's address is right."""
    return iri.removeprefix(SPID)


def _by_iri(names: list[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        found[checked(iri_of(name))].append(name)
    return found


def _list(values: Mapping[str, Any], name: str) -> list[Any]:
    found = values.get(name, [])
    if not isinstance(found, list):
        raise ProblemError(400, f"{name} is a list")
    return found


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, str(default))
    if not text.isdecimal() or len(text) > 6:
        raise ProblemError(400, f"{name} is a whole number from 0 to 999999")
    return int(text)


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        raise ProblemError(400, "the parameter is no JSON") from None
    except RecursionError:
        raise ProblemError(400, "the parameter is nested too deep") from None
    if not isinstance(value, dict):
        raise ProblemError(400, "the parameter is no JSON object")
    return value
