"""`/search`: names and passages by words, as JSON."""

from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from server.engine.service import Engine
from server.linked import path_of
from server.search.index import FoundName, FoundPassage
from server.search.source import SearchSource
from server.views.answer import json_answer


class SearchRoutes:
    """The route and what it needs."""

    def __init__(self, engine: Engine, source: SearchSource) -> None:
        self._engine = engine
        self._source = source
        self.router = APIRouter(tags=["search"])
        self.router.add_api_route(
            "/search", self.search, methods=["GET", "HEAD"], summary="Names and passages by their words"
        )

    async def search(
        self, request: Request, q: str = Query(max_length=500), limit: int = Query(10, ge=1, le=100)
    ) -> Response:
        """Things by name and passages by words, best first; typing errors are forgiven in both."""
        async with self._engine.use() as generation:
            index = await self._source.index(generation)
            names = await anyio.to_thread.run_sync(index.names, q, limit)
            passages = await anyio.to_thread.run_sync(index.passages, q, limit)
            body = {
                "query": q,
                "release": generation.release.id,
                "names": [_name(found) for found in names],
                "passages": [_passage(found) for found in passages],
            }
        return json_answer(request, body)


def _name(found: FoundName) -> dict[str, Any]:
    thing = found.thing
    return {
        "iri": thing.iri,
        "path": path_of(thing.iri),
        "label": thing.label,
        "name": found.name,
        "kinds": thing.kinds,
        "score": found.score,
    }


def _passage(found: FoundPassage) -> dict[str, Any]:
    passage = found.passage
    return {
        "iri": passage.iri,
        "path": f"/documents/{passage.document}#p{passage.start}-{passage.end}",
        "document": passage.document,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.text,
        "score": found.score,
    }
