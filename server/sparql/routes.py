"""What `/sparql` and its neighbours answer beside queries: descriptions, the query form, prefixes, the manifest of a
release."""

from typing import Final

from fastapi import APIRouter
from pyoxigraph import RdfFormat
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import Scope

from ontology.namespaces import PREFIXES
from server.engine.service import Engine
from server.http.address import base_address
from server.http.negotiation import Offer, choose
from server.http.problems import ProblemError
from server.releases import ReleaseError, open_release
from server.settings import Settings
from server.sparql.description import Describer
from server.sparql.formats import GRAPHS, content_type
from server.sparql.request import Operation
from server.views.answer import answer

_HTML: Final = Offer("text/html", "html")


class DescriptionRoutes:
    """The routes and what they need."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings = settings
        self._describer = Describer(engine, bool(settings.token))
        self.router = APIRouter(tags=["description"])
        for path, handler, summary in (
            ("/.well-known/void", self.void, "VoID, DCAT and service description of the current release"),
            ("/prefixes", self.prefixes, "The prefixes that every query may use without declaring them"),
            ("/releases/{release_id}", self.release, "The manifest of a release"),
        ):
            self.router.add_api_route(path, handler, methods=["GET", "HEAD"], summary=summary, response_class=Response)

    async def without_operation(self, scope: Scope, operation: Operation) -> Response:
        """`/sparql` without a query: the query page for those who read HTML, the service description for programs."""
        request = Request(scope)
        accept = operation.accept or request.headers.get("accept")
        offer = choose(accept, (*GRAPHS[:7], _HTML))
        if request.method == "POST":
            raise ProblemError(400, "the request holds neither a query nor an update")
        if offer is _HTML:
            return RedirectResponse("/query", 303)
        return await self._description(request, offer)

    async def void(self, request: Request) -> Response:
        """The description."""
        return await self._description(request, choose(request.headers.get("accept"), GRAPHS))

    async def prefixes(self, request: Request) -> Response:
        """As JSON, or as Turtle declarations where Turtle or text is liked better."""
        offers = (Offer("application/json", "json"), Offer("text/turtle", "ttl"), Offer("text/plain", "ttl"))
        offer = choose(request.headers.get("accept"), offers)
        if offer is None:
            raise ProblemError(406, "the prefixes are offered as application/json and text/turtle")
        if offer.name == "json":
            return JSONResponse(PREFIXES)
        lines = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
        return Response(lines, media_type=offer.media_type)

    async def release(self, release_id: str) -> Response:
        """What a release was made from, and what it holds."""
        if not release_id.isalnum():
            raise ProblemError(404, "there is no such release")
        try:
            found = open_release(self._settings.data, release_id)
        except ReleaseError:
            raise ProblemError(404, f"there is no release {release_id}") from None
        return JSONResponse(dict(found.manifest), headers={"Cache-Control": "public, max-age=31536000, immutable"})

    async def _description(self, request: Request, offer: Offer | None) -> Response:
        if offer is None:
            raise ProblemError(406, "the description is offered in the RDF formats, such as text/turtle")
        form = RdfFormat.from_extension(offer.name) or RdfFormat.TURTLE
        body = await self._describer.describe(base_address(request.scope, self._settings), form)
        return answer(request, body, content_type(offer.media_type), cache="no-cache")
