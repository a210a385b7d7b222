"""`/ontology`, `/vocab`, `/vocab/…` and `/context.jsonld`: HTML or any RDF format, by negotiation."""

import hashlib
from collections.abc import Iterable
from typing import Final

from fastapi import APIRouter
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from ontology.namespaces import PREFIXES, SP, SPV
from ontology.resources import context_file
from server.http.negotiation import Offer, choose
from server.http.problems import ProblemError
from server.pages.render import Pages
from server.sparql.formats import GRAPHS, content_type, media_type_of
from server.terms.store import Terms

HTML: Final = Offer("text/html", "html")
_CACHE: Final = "public, max-age=3600"


class TermRoutes:
    """The routes and what they need."""

    def __init__(self, pages: Pages) -> None:
        self._terms = Terms()
        self._pages = pages
        self._context = context_file().read_bytes()
        self.router = APIRouter(tags=["terms"])
        for path, handler, summary in (
            ("/ontology", self.ontology, "The classes and properties"),
            ("/vocab", self.vocabulary, "The concepts"),
            ("/vocab/{local}", self.concept, "One concept or scheme of the vocabulary"),
            ("/context.jsonld", self.context, "The JSON-LD context of the graph"),
        ):
            self.router.add_api_route(
                path,
                handler,
                methods=["GET", "HEAD"],
                summary=summary,
                response_class=Response,
                operation_id=handler.__name__,
            )

    async def ontology(self, request: Request) -> Response:
        """All of it."""
        offer = negotiate(request)
        if offer is HTML:
            lines = self._terms.lines(self._terms.ontology, SP)
            return self._pages.page("terms.html", title="The ontology", lines=lines, namespace=SP)
        return graph_response(request, (quad.triple for quad in self._terms.ontology), offer)

    async def vocabulary(self, request: Request) -> Response:
        """All of it."""
        offer = negotiate(request)
        if offer is HTML:
            lines = self._terms.lines(self._terms.vocabulary, SPV)
            return self._pages.page("terms.html", title="The vocabulary", lines=lines, namespace=SPV)
        return graph_response(request, (quad.triple for quad in self._terms.vocabulary), offer)

    async def concept(self, request: Request, local: str) -> Response:
        """A concept."""
        offer = negotiate(request)
        try:
            triples = self._terms.about(NamedNode(SPV + local).value)
        except ValueError:
            triples = []
        if not triples:
            raise ProblemError(404, f"the vocabulary has no {local}")
        if offer is HTML:
            return self._pages.page("term.html", iri=SPV + local, triples=triples)
        return graph_response(request, triples, offer)

    async def context(self) -> Response:
        """The context, so that no one need fetch it from elsewhere."""
        return Response(self._context, media_type="application/ld+json", headers={"Cache-Control": _CACHE})


def negotiate(request: Request) -> Offer:
    """HTML or a graph format, by `format=` or the Accept header; Turtle for those who take anything.

    Raises:
        ProblemError: 406 where none fits.
    """
    name = request.query_params.get("format")
    accept = media_type_of(name) or "unknown/unknown" if name else request.headers.get("accept")
    offers = (*GRAPHS, HTML) if accept is None or "html" not in accept else (HTML, *GRAPHS)
    offer = choose(accept, offers)
    if offer is None:
        raise ProblemError(406, "this is offered as text/html and in the RDF formats, such as text/turtle")
    return offer


def graph_response(request: Request, triples: Iterable[Triple], offer: Offer) -> Response:
    """Triples in a format, with an ETag; 304 where the client has them."""
    form = RdfFormat.from_extension(offer.name) or RdfFormat.TURTLE
    body = bytes(serialize(triples, format=form, prefixes=PREFIXES) or b"")
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Vary": "Accept", "Cache-Control": _CACHE}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers | {"Content-Type": content_type(offer.media_type)})
