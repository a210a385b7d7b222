"""A SPARQL store elsewhere and a release's id in, a back end that asks the copy of the release there out.

The store evaluates; this process checks the query before, as the embedded engine reads it, and writes the rows after in
the format that the client wants, as they come. So syntax, formats and limits are the same for both back ends, and
nothing but SPARQL 1.1 reaches the store.
"""

import http.client
from collections.abc import Iterator
from itertools import combinations
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox

from ontology.namespaces import PREFIXES
from ontology.published import AVAILABLE, CATALOGUE, Copies
from server.backend.booleans import boolean_variables
from server.backend.client import Client, StoreError
from server.backend.model import Answer
from server.backend.results import as_file, mended
from server.backend.scope import Asked, scoped
from server.engine.evaluate import UNKNOWN_FUNCTION, RefusedError, refuse_unsafe
from server.engine.frames import Failure, Job
from server.settings import Settings
from server.sparql.syntax import syntax_failure

_RESULTS: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_GRAPH: Final = "application/n-triples, text/plain;q=0.5, text/turtle;q=0.3"
_READ: Final = 65_536
_LONGER: Final = 1.0
"""Seconds that the store gets beyond the limit of the query, which is kept here: it shall stop soon after, not before."""


class Remote:
    """The copy of a release in a store."""

    def __init__(self, client: Client, release: str, timeout_parameter: str = "") -> None:
        self._client = client
        self._copies = Copies(release)
        self._timeout_parameter = timeout_parameter
        self._parser = ox.Store()
        self._upper_bounds = False  # until the store has told what it is

    @classmethod
    def of(cls, settings: Settings, address: str, release: str) -> "Remote":
        """The back end at an address, with the credentials of the settings."""
        return cls(Client(address, settings.backend_credentials), release, settings.backend_timeout)

    def check(self) -> None:
        """See that the release is there, whole; the connection is closed after.

        Raises:
            RefusedError: the store does not have it, or does not answer.
        """
        release = self._copies
        query = f"ASK {{ GRAPH <{CATALOGUE}> {{ <{release.iri}> <{AVAILABLE}> ?when }} }}"
        try:
            found = self._send(Asked(query), Job(query=query, timeout=10.0), ox.QueryBoolean)
            if not (isinstance(found, ox.QueryBoolean) and bool(found)):
                raise RefusedError(Failure("gateway", "the store does not have it yet: spacepact publish loads it"))
        finally:
            self._client.close()

    def evaluate(self, job: Job) -> Answer:
        """See `Backend`."""
        refuse_unsafe(job.query, False, job.service_hosts)
        form, names = self._read(job)
        asked = scoped(job, self._copies, self._upper_bounds)
        self._refuse_repeated(asked.default_graphs, job)
        answer = self._send(asked, job, form)
        if isinstance(answer, ox.QuerySolutions):
            return mended(answer, names, boolean_variables(job.query).intersection(names))
        return answer

    def _read(self, job: Job) -> tuple[type, tuple[str, ...]]:
        """The query asked on nothing, which tells the form of its answer, the names of its variables, and what is wrong with it.

        Raises:
            RefusedError: a syntax error, a function that is not SPARQL's, or a dataset that is none.
        """
        for iri in (*(job.default_graphs or ()), *(job.named_graphs or ())):
            _check_name(iri)
        try:
            found = self._parser.query(job.query, prefixes=PREFIXES, base_iri=job.base or None)
        except SyntaxError as error:
            raise RefusedError(syntax_failure(job.query, False, str(error))) from None
        except ValueError as error:
            raise RefusedError(Failure("request", str(error))) from None
        except RuntimeError as error:
            unknown = UNKNOWN_FUNCTION.fullmatch(str(error))
            told = (
                f"<{unknown[1]}> is no function of SPARQL 1.1, and no other reaches the store"
                if unknown
                else str(error)
            )
            raise RefusedError(Failure("request", told)) from None
        names = found.variables if isinstance(found, ox.QuerySolutions) else ()
        return type(found), tuple(variable.value for variable in names)

    def _refuse_repeated(self, graphs: tuple[str, ...], job: Job) -> None:
        """See that several default graphs share no triple: their merge has it once, but some stores count it for each.

        Raises:
            RefusedError: they share one.
        """
        pairs = [f"{{ GRAPH <{a}> {{ ?s ?p ?o }} GRAPH <{b}> {{ ?s ?p ?o }} }}" for a, b in combinations(graphs, 2)]
        if pairs:
            found = self._send(Asked(f"ASK {{ {' UNION '.join(pairs)} }}"), job, ox.QueryBoolean)
            if isinstance(found, ox.QueryBoolean) and bool(found):
                told = (
                    "the default graphs share triples, which the store may count more than once; name one, or use GRAPH"
                )
                raise RefusedError(Failure("request", told))

    def _send(self, asked: Asked, job: Job, wanted: type) -> Answer:
        fields = [("query", asked.text)]
        fields += [("default-graph-uri", iri) for iri in asked.default_graphs]
        fields += [("named-graph-uri", iri) for iri in asked.named_graphs]
        fields += self._time(job.timeout)
        accept = _GRAPH if wanted is ox.QueryTriples else _RESULTS
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded", "User-Agent": "spacepact"}
        try:
            answer = self._client.send("POST", urlencode(fields).encode(), headers)
        except StoreError as error:
            raise RefusedError(Failure(error.reason, str(error))) from None
        self._upper_bounds = not answer.headers.get("Server", "").startswith("Virtuoso")
        refuse_partial(answer)
        return results_of(answer, wanted)

    def _time(self, seconds: float) -> list[tuple[str, str]]:
        name, _, unit = self._timeout_parameter.partition("=")
        if not name or not seconds:
            return []
        allowed = seconds + _LONGER
        return [(name, str(round(allowed * 1_000 if unit == "ms" else allowed)))]


def _check_name(iri: str) -> None:
    try:
        ox.NamedNode(iri)
    except ValueError as error:
        message = f"a graph of the dataset has a name that is no IRI: {error}"
        raise RefusedError(Failure("request", message)) from None


def refuse_partial(answer: http.client.HTTPResponse) -> None:
    """A store may send what it has as if it were all: Virtuoso does at a limit in time ("anytime queries") or in rows.

    Raises:
        RefusedError: the store tells that the answer is not whole.
    """
    if answer.status == 206 or answer.headers.get("X-SQL-State", "").startswith("S1T"):
        raise RefusedError(Failure("time", "the store has stopped the query for its time limit"))
    if most := answer.headers.get("X-SPARQL-MaxRows"):
        raise RefusedError(Failure("rows", f"the store gives no more than {most} rows of an answer"))


def results_of(answer: http.client.HTTPResponse, wanted: type) -> Answer:
    """The rows, the yes or no, or the triples of an answer, as they come.

    Raises:
        RefusedError: it is something else, or cannot be read.
    """
    media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip()
    content = as_file(_pieces(answer))
    try:
        if wanted is ox.QueryTriples:
            rdf = ox.RdfFormat.N_TRIPLES if media_type == "text/plain" else ox.RdfFormat.from_media_type(media_type)
            if rdf is not None:
                return (quad.triple for quad in ox.parse(content, format=rdf))
        elif (results := ox.QueryResultsFormat.from_media_type(media_type)) is not None:
            found = ox.parse_query_results(content, format=results)
            if isinstance(found, wanted):
                return found
    except SyntaxError as error:
        raise RefusedError(Failure("gateway", f"the answer of the store cannot be read: {error}")) from None
    told = f"the store's answer is {media_type or 'of no type'}, which is not what was asked"
    raise RefusedError(Failure("gateway", told))


def _pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """The body as it comes."""
    try:
        while piece := answer.read1(_READ):
            yield piece
    except (OSError, http.client.HTTPException) as error:
        raise RefusedError(Failure("gateway", f"the answer of the store broke off: {error}")) from None
    if answer.length:
        raise RefusedError(Failure("gateway", "the answer of the store broke off"))
