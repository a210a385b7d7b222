"""The engine's state in, `/health` and `/metrics` out."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from server.engine.pool import Pool
from server.engine.service import Engine
from server.http.metrics import Metrics, Sample
from server.sparql.cache import AnswerCache


class Health:
    """The two routes for those who keep the server running."""

    def __init__(self, engine: Engine, cache: AnswerCache, metrics: Metrics) -> None:
        self._engine = engine
        self._cache = cache
        self._metrics = metrics
        metrics.watch(self._samples)
        self.router = APIRouter(tags=["operations"])
        self.router.add_api_route("/health", self.health, methods=["GET", "HEAD"], summary="Is a release being served?")
        self.router.add_api_route("/metrics", self.metrics, methods=["GET", "HEAD"], summary="Numbers for Prometheus")

    async def health(self) -> Response:
        """200 with the release that is served, 503 while there is none."""
        generation = self._engine.current
        if generation is None:
            body: dict[str, Any] = {"status": "unavailable", "detail": self._engine.problem}
            return JSONResponse(body, 503, {"Retry-After": "2", "Cache-Control": "no-store"})
        pool = generation.pool
        body = {
            "status": "ok" if not pool.failed else "reloading",
            "release": generation.release.id,
            "running": pool.running,
            "waiting": pool.waiting,
        }
        return JSONResponse(body, 200, {"Cache-Control": "no-store", "ETag": f'"{generation.release.id}"'})

    async def metrics(self) -> Response:
        """The text exposition format."""
        return Response(
            self._metrics.text(),
            media_type="text/plain; version=0.0.4; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )

    def _samples(self) -> Iterable[Sample]:
        cache, counts, generation = self._cache, self._engine.counts, self._engine.current
        yield "counter", "spacepact_cache_hits", "Answers taken from the cache", cache.hits
        yield "counter", "spacepact_cache_misses", "Answers not found in the cache", cache.misses
        yield "gauge", "spacepact_cache_bytes", "Memory of the cache", cache.size
        yield "counter", "spacepact_query_kills", "Query processes ended in the middle of a query", counts.kills
        yield "counter", "spacepact_query_forks", "Query processes started", counts.forks
        yield "counter", "spacepact_queue_refusals", "Requests answered 503", counts.refused
        yield "counter", "spacepact_queue_waits", "Requests that had to wait", counts.queue_waits
        peak = "Most memory of a query process that has ended"
        yield "gauge", "spacepact_query_peak_memory_bytes", peak, counts.peak_memory
        if generation is None:
            return
        pool = generation.pool
        yield "gauge", "spacepact_release_quads", "Quads of the release", generation.release.quads
        yield "gauge", "spacepact_release_memory_bytes", "Memory of the release, shared by its processes", _memory(pool)
        yield "gauge", "spacepact_queries_running", "Queries that run now", pool.running
        yield "gauge", "spacepact_queries_waiting", "Requests in the queue", pool.waiting
        yield "gauge", "spacepact_query_processes", "Query processes", len(pool.pids) - 1


def _memory(pool: Pool) -> int:
    """Resident bytes of the process that query processes are forked from; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pool.pids[0]}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
