"""Routes of the checks: stated totals against lists, conflicts, the validation report, coverage, changes between
releases."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final

import anyio.to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from server.engine.select import select
from server.engine.service import Engine, Generation
from server.http.problems import ProblemError
from server.pages.errors import route_class
from server.pages.render import Pages
from server.releases import Release, open_release
from server.settings import Settings
from server.views.answer import json_answer, number_parameter, wants_json
from server.views.changes import read_changes
from server.views.conflicts import MOST_PAIRS, Pair, all_pairs, count_by_kind, side_by_side
from server.views.coverage import PER_PAGE as DOCUMENTS
from server.views.coverage import coverage, passages_query
from server.views.memo import Memo
from server.views.names import Names
from server.views.overview import read_records
from server.views.report import Report, read_report, things_in
from server.views.totals import Total, totals
from server.views.withheld import read_review, read_withheld, unknown_names

PER_PAGE: Final = 20


class CheckRoutes:
    """The routes and what they need."""

    def __init__(self, settings: Settings, engine: Engine, pages: Pages, memo: Memo, names: Names) -> None:
        self._settings = settings
        self._engine = engine
        self._pages = pages
        self._memo = memo
        self._names = names
        self.router = APIRouter(include_in_schema=False, route_class=route_class(pages))
        for path, handler in (
            ("/checks", self.summary),
            ("/checks/totals", self.totals),
            ("/checks/conflicts", self.conflicts),
            ("/checks/report", self.report),
            ("/checks/coverage", self.coverage),
            ("/checks/changes", self.changes),
        ):
            self.router.add_api_route(path, handler, methods=["GET", "HEAD"], response_class=Response)

    async def summary(self, request: Request) -> Response:
        """What each check found, in numbers."""
        async with self._engine.use() as generation:
            found = await self._totals(generation)
            pairs = await self._pairs(generation)
            report = await self._report(generation.release)
            review = await self._file(generation.release, "review", read_review)
            withheld = await self._file(generation.release, "withheld", read_withheld)
        values = {
            "totals": {"all": len(found), "differ": sum(total.agrees is False for total in found)},
            "conflicts": {
                "contradictions": sum(not p.supersedes for p in pairs),
                "superseded": sum(p.supersedes for p in pairs),
            },
            "report": report.counts,
            "withheld": sum(map(len, withheld.values())),
            "unknown": len(unknown_names(review)),
            "releases": await anyio.to_thread.run_sync(self._releases),
        }
        return self._show(request, "checks.html", values)

    async def prepare(self, generation: Generation) -> None:
        """Find what the checks of a release show."""
        await self._totals(generation)
        await self._pairs(generation)
        await self._report(generation.release)
        for key, read in (("review", read_review), ("withheld", read_withheld)):
            await self._file(generation.release, key, read)

    async def totals(self, request: Request) -> Response:
        """Stated totals beside what the same document lists."""
        async with self._engine.use() as generation:
            return self._show(request, "totals.html", {"totals": await self._totals(generation)})

    async def conflicts(self, request: Request) -> Response:
        """Facts of two documents that do not go together, side by side."""
        kind = request.query_params.get("kind", "")
        page = number_parameter(request, "page", 1, 1_000)
        async with self._engine.use() as generation:
            pairs = await self._pairs(generation)
            chosen = [pair for pair in pairs if kind in ("", pair.kind)]
            shown = chosen[(page - 1) * PER_PAGE : page * PER_PAGE]
            found = await side_by_side(self._engine, generation, shown)
        values = {
            "conflicts": found,
            "total": min(len(chosen), MOST_PAIRS),
            "capped": len(pairs) > MOST_PAIRS,
            "kinds": count_by_kind(pairs),
            "kind": kind,
            "page": page,
            "pages": -(-len(chosen) // PER_PAGE),
        }
        return self._show(request, "conflicts.html", values)

    async def report(self, request: Request) -> Response:
        """The validation report by shape, and what was withheld."""
        async with self._engine.use() as generation:
            report = await self._report(generation.release)
            withheld = await self._file(generation.release, "withheld", read_withheld)
            labels = await self._names.labels(generation, things_in(report))
        listed = [fact for facts in withheld.values() for fact in facts]
        values = {"report": report, "labels": labels, "withheld": listed[:200], "total": len(listed)}
        return self._show(request, "report.html", values)

    async def coverage(self, request: Request) -> Response:
        """How much of each document gave facts, newest documents first."""
        page = number_parameter(request, "page", 1, 100_000)
        async with self._engine.use() as generation:
            release = generation.release
            review = await self._file(release, "review", read_review)
            records = await self._file(release, "records", read_records)
            newest = sorted(records.values(), key=lambda r: (r.get("issued") or "", r["name"]), reverse=True)
            chosen = newest[(page - 1) * DOCUMENTS : page * DOCUMENTS]
            query = passages_query(record["id"] for record in chosen)
            rows = await select(self._engine, generation, query, 200_000) if chosen else []
        names = unknown_names(review)
        unknown = Counter(name.document for name in names)
        values = {
            "documents": await anyio.to_thread.run_sync(coverage, release, chosen, rows, unknown),
            "total": len(newest),
            "page": page,
            "pages": -(-len(newest) // DOCUMENTS),
            "unknown": names[:500],
            "by_name": {record["name"]: record["id"] for record in newest if record["name"] in unknown},
            "review": _numbers(review),
        }
        return self._show(request, "coverage.html", values)

    async def changes(self, request: Request) -> Response:
        """What changed from the release before to a release, with the cause."""
        known = await anyio.to_thread.run_sync(self._releases)
        async with self._engine.use() as generation:
            served = generation.release
        wanted = request.query_params.get("to") or served.id
        if wanted not in {release for release, _ in known} | {served.id}:
            raise ProblemError(404, "there is no such release")
        values: dict[str, Any] = {"releases": known, "served": served.id, "after": wanted, "problem": ""}
        try:
            release = await anyio.to_thread.run_sync(open_release, self._settings.data, wanted)
            found = await anyio.to_thread.run_sync(read_changes, release, wanted == served.id)
            values |= {"changes": found, "parent": release.manifest.get("parent", "")}
        except (OSError, ValueError) as error:
            values |= {"changes": None, "parent": "", "problem": str(error)}
        return self._show(request, "changes.html", values)

    def _show(self, request: Request, template: str, values: dict[str, Any]) -> Response:
        if wants_json(request, "html"):
            return json_answer(request, values)
        return self._pages.page_for(request, template, values)

    async def _totals(self, generation: Generation) -> list[Total]:
        return await self._memo.get(generation.release, "totals", lambda: totals(self._engine, generation))

    async def _pairs(self, generation: Generation) -> list[Pair]:
        return await self._memo.get(generation.release, "pairs", lambda: all_pairs(self._engine, generation))

    async def _report(self, release: Release) -> Report:
        found: Report = await self._file(release, "report", read_report)
        return found

    async def _file(self, release: Release, key: str, read: Callable[[Release], Any]) -> Any:
        def compute() -> Awaitable[Any]:
            return anyio.to_thread.run_sync(read, release)

        return await self._memo.get(release, key, compute)

    def _releases(self) -> list[tuple[str, str]]:
        """Ids of all releases with the day on which they were made (UTC), newest first."""
        found = [path.parent for path in (self._settings.data / "releases").glob("*/manifest.json")]
        made = sorted(
            ((folder.stat().st_mtime, folder.name) for folder in found if not folder.name.startswith(".")), reverse=True
        )
        return [(name, datetime.fromtimestamp(seconds, UTC).date().isoformat()) for seconds, name in made]


def _numbers(review: Any) -> dict[str, int]:
    return {name: len(review.get(name, ())) for name in ("merges", "unsure", "unresolved")}
