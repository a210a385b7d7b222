"""Data from a SPARQL endpoint: its address in, every triple of all its graphs out; refused where the answer is cut short."""

from collections.abc import Iterator
from http.client import HTTPResponse
from typing import Final
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pyoxigraph import Quad, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from shapes.data import DataError

_PATTERN: Final = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_COUNT: Final = f"SELECT (COUNT(*) AS ?count) {{ SELECT DISTINCT ?s ?p ?o {_PATTERN} }}"
_ALL: Final = f"CONSTRUCT {{ ?s ?p ?o }} {_PATTERN}"
TIMEOUT: Final = 600
"""Seconds that the endpoint may take for an answer."""


def is_endpoint(address: str) -> bool:
    """Whether an address is that of an endpoint, not a file."""
    return address.startswith(("http://", "https://"))


def endpoint_quads(address: str) -> Iterator[Quad]:
    """The triples of the default graph and of all named graphs; some endpoints send a triple twice.

    Raises:
        DataError: the endpoint cannot be reached, does not speak SPARQL 1.1, or sends fewer triples than it counts.
    """
    expected, sent = _count(address), 0
    try:
        with _ask(address, _ALL, RdfFormat.N_TRIPLES.media_type) as answer:
            for quad in parse(answer, format=RdfFormat.N_TRIPLES):
                sent += 1
                yield quad
    except (URLError, OSError, SyntaxError) as error:
        raise DataError(f"{address}: {getattr(error, 'reason', error)}") from error
    if sent < expected:
        raise DataError(f"{address}: has {expected} triples but sent {sent}; its answers are limited")


def _count(address: str) -> int:
    try:
        with _ask(address, _COUNT, QueryResultsFormat.JSON.media_type) as answer:
            rows = parse_query_results(answer, format=QueryResultsFormat.JSON)
            if not isinstance(rows, QuerySolutions):
                raise DataError(f"{address}: no SPARQL endpoint")
            return int(next(rows)["count"].value)
    except (URLError, OSError, SyntaxError, ValueError, StopIteration) as error:
        raise DataError(f"{address}: {getattr(error, 'reason', error)}") from error


def _ask(address: str, query: str, media_type: str) -> HTTPResponse:
    if not is_endpoint(address):
        raise DataError(f"{address}: not an http or https address")
    headers = {"Accept": media_type, "Content-Type": "application/x-www-form-urlencoded"}
    request = Request(address, data=urlencode({"query": query}).encode(), headers=headers)  # noqa: S310
    answer: HTTPResponse = urlopen(request, timeout=TIMEOUT)  # noqa: S310
    return answer
