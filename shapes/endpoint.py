"""Data from a SPARQL endpoint: its address in, every triple of all its graphs out; refused where the answer is cut short."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pyoxigraph import Quad, QueryResultsFormat, RdfFormat, parse

from shapes.data import DataError
from shapes.nesting import DEEPEST, file_nests_too_deep

_PATTERN: Final = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_COUNT: Final = f"SELECT (COUNT(*) AS ?count) {{ SELECT DISTINCT ?s ?p ?o {_PATTERN} }}"
_ALL: Final = f"CONSTRUCT {{ ?s ?p ?o }} {_PATTERN}"
TIMEOUT: Final = 600
"""Seconds that the endpoint may take for an answer."""


def is_endpoint(address: str) -> bool:
    """Whether an address is that of an endpoint, not a file."""
    return address.startswith(("http://", "https://"))


def endpoint_quads(address: str) -> Iterator[Quad]:
    """The triples of the default graph and of all named graphs; some endpoints send a triple twice. A file keeps them meanwhile.

    Raises:
        DataError: the endpoint cannot be reached, does not speak SPARQL 1.1, or sends fewer triples than it counts.
    """
    expected, sent = _count(address), 0
    with TemporaryDirectory(prefix="spacepact-") as folder:
        file = Path(folder) / "answer.nt"
        with _told(address):
            with _ask(address, _ALL, RdfFormat.N_TRIPLES.media_type) as answer, file.open("wb") as target:
                copyfileobj(answer, target)
            if file_nests_too_deep(file, RdfFormat.N_TRIPLES):
                raise DataError(f"{address}: its answer is nested in more than {DEEPEST} levels")
            for quad in parse(path=file, format=RdfFormat.N_TRIPLES):
                sent += 1
                yield quad
    if sent < expected:
        raise DataError(f"{address}: has {expected} triples but sent {sent}; its answers are limited")


def _count(address: str) -> int:
    with _told(address), _ask(address, _COUNT, QueryResultsFormat.JSON.media_type) as answer:
        match json.load(answer):
            case {"results": {"bindings": [{"count": {"value": str(number)}}]}}:
                return int(number)
    raise DataError(f"{address}: no SPARQL endpoint")


@contextmanager
def _told(address: str) -> Iterator[None]:
    """What goes wrong with an answer as an error that names the endpoint."""
    try:
        yield
    except (OSError, HTTPException, SyntaxError, ValueError, RecursionError) as error:
        told = getattr(error, "reason", None) or str(error) or type(error).__name__
        raise DataError(f"{address}: {told}") from error


def _ask(address: str, query: str, media_type: str) -> HTTPResponse:
    if not is_endpoint(address):
        raise DataError(f"{address}: not an http or https address")
    headers = {"Accept": media_type, "Content-Type": "application/x-www-form-urlencoded"}
    request = Request(address, data=urlencode({"query": query}).encode(), headers=headers)  # noqa: S310
    answer: HTTPResponse = urlopen(request, timeout=TIMEOUT)  # noqa: S310
    return answer
