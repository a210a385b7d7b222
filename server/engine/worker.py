"""The life of a query process: jobs from its socket in, one at a time; head, data and end (or the reason why not)
out."""

import io
import socket
from dataclasses import replace
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from ontology.namespaces import PREFIXES
from server.backend.model import Answer, Backend
from server.engine.compression import Compressor, compressor
from server.engine.evaluate import RefusedError
from server.engine.frames import CHUNK, End, Failure, Head, Job, Kind, pack, pack_json, read_job
from server.engine.rows import RowCounter
from server.sparql.lexer import is_unstable

_WORTH_COMPRESSING: Final = 1_400
"""Bytes; a shorter answer fits into one packet as it is."""
_FIRST: Final = 8_000
"""Bytes after which the first part of an answer is sent, so that its client sees it early."""


class Sink(io.RawIOBase):
    """Where the engine writes an answer: counts, compresses, and sends it on in chunks; a full socket makes it wait."""

    def __init__(self, connection: socket.socket, head: Head, job: Job) -> None:
        self._connection = connection
        self._head = head
        self._job = job
        self._counter = RowCounter(head.extension)
        self._buffer = bytearray()
        self._compressor: Compressor | None = None
        self._started = False
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Take bytes from the engine.

        Raises:
            RefusedError: the answer has more rows or bytes than the job allows.
        """
        self._size += len(data)
        self._counter.feed(bytes(data))
        if self._size > self._job.max_bytes:
            raise RefusedError(Failure("bytes", f"the answer has more than {self._job.max_bytes} bytes"))
        if self._counter.rows > self._job.max_rows:
            raise RefusedError(Failure("rows", f"the answer has more than {self._job.max_rows} rows"))
        self._buffer += data
        if len(self._buffer) >= (CHUNK if self._started else _FIRST):
            self._send(last=False)
        return len(data)

    def finish(self) -> None:
        """Send what is left and the end."""
        self._send(last=True)

    def _send(self, last: bool) -> None:
        out = b"" if self._started else self._start(last)
        body = bytes(self._buffer)
        self._buffer.clear()
        if self._compressor is not None:
            body = self._compressor.add(body) + (
                self._compressor.end() if last else self._compressor.sync() if out else b""
            )
        if body:
            out += pack(Kind.DATA, body)
        if last:
            out += pack_json(Kind.END, End(max(0, self._counter.rows), self._size))
        self._connection.sendall(out)

    def _start(self, last: bool) -> bytes:
        self._started = True
        encoding = self._job.encoding if not last or len(self._buffer) >= _WORTH_COMPRESSING else ""
        self._compressor = compressor(encoding)
        return pack_json(Kind.HEAD, replace(self._head, encoding=encoding) if encoding else self._head)


def serve_jobs(backend: Backend, connection: socket.socket) -> None:
    """Answer jobs until the other side closes the socket, or memory runs out."""
    while job := read_job(connection):
        try:
            _answer(backend, job, connection)
        except RefusedError as refusal:
            connection.sendall(pack_json(Kind.ERROR, refusal.failure))
        except BrokenPipeError:
            return
        except MemoryError:
            connection.sendall(
                pack_json(Kind.ERROR, Failure("memory", "the query needs more memory than one query may take"))
            )
            return
        except SyntaxError as error:
            told = f"the answer of the store cannot be read: {error}"
            connection.sendall(pack_json(Kind.ERROR, Failure("gateway", told)))
        except (ValueError, RuntimeError, OSError) as error:
            connection.sendall(pack_json(Kind.ERROR, Failure("engine", str(error))))


def _answer(backend: Backend, job: Job, connection: socket.socket) -> None:
    answer = backend.evaluate(job)
    is_graph = not isinstance(answer, ox.QuerySolutions | ox.QueryBoolean)
    extension = job.graph if is_graph else job.bindings
    if extension is None:
        kind = "a graph (CONSTRUCT, DESCRIBE)" if is_graph else "a table or a yes or no (SELECT, ASK)"
        raise RefusedError(
            Failure(
                "unacceptable", f"the answer to this query is {kind}, and none of the formats asked for can hold that"
            )
        )
    form = "graph" if is_graph else "boolean" if isinstance(answer, ox.QueryBoolean) else "bindings"
    sink = Sink(connection, Head(form, extension, stable=not is_unstable(job.query)), job)
    _serialize(answer, extension, sink)
    sink.finish()


def _serialize(answer: Answer, extension: str, output: Sink) -> None:
    sink = cast(IO[bytes], output)
    if isinstance(answer, ox.QuerySolutions | ox.QueryBoolean):
        answer.serialize(sink, ox.QueryResultsFormat.from_extension(extension))
        return
    form = ox.RdfFormat.from_extension(extension)
    if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML):
        ox.serialize(answer, sink, form, prefixes=PREFIXES)
    elif isinstance(answer, ox.QueryTriples):
        answer.serialize(sink, form)
    else:
        ox.serialize(answer, sink, form)
