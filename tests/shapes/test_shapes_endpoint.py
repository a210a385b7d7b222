"""An address that answers with anything but SPARQL is an error that names it, never a traceback or the end of the process."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from shapes.data import DataError
from shapes.endpoint import endpoint_quads

DEEP = b"<urn:s> <urn:p> " + b"<<( <urn:s> <urn:p> " * 20_000 + b'"1"' + b" )>>" * 20_000 + b" .\n"


def rows(*bindings: str) -> bytes:
    return whole(f'{{"head":{{"vars":["count"]}},"results":{{"bindings":[{", ".join(bindings)}]}}}}'.encode())


def whole(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


COUNT = rows('{"count": {"type": "literal", "value": "1"}}')


@contextmanager
def answering(answers: list[bytes]) -> Iterator[str]:
    """An address where each connection gets the next answer, once all of its request is read."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(20)

        def answer_all() -> None:
            for answer in answers:
                connection, _ = listening.accept()
                with connection, connection.makefile("rb") as request:
                    head = list(iter(request.readline, b"\r\n"))
                    request.read(
                        next(int(line.split()[1]) for line in head if line.lower().startswith(b"content-length"))
                    )
                    connection.sendall(answer)

        Thread(target=answer_all, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([b"nonsense\r\n\r\n"], "nonsense"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc"], "IncompleteRead"),
        ([whole(b"<html></html>")], "Expecting value"),
        ([whole(b"[" * 100_000)], "recursion"),
        ([rows()], "no SPARQL endpoint"),
        ([rows("{}")], "no SPARQL endpoint"),
        ([COUNT.replace(b'"1"', b'"x"')], "invalid literal"),
        ([COUNT, whole(b"<urn:s> <urn:p>")], "Parser error"),
        ([COUNT, whole(DEEP)], "nested in more than 500 levels"),
        ([COUNT, whole(b"")], "has 1 triples but sent 0"),
    ],
)
def test_an_answer_that_cannot_be_used_is_an_error_with_the_address(answers: list[bytes], told: str) -> None:
    with answering(answers) as address, pytest.raises(DataError) as error:
        list(endpoint_quads(address))
    assert str(error.value).startswith(f"{address}: ")
    assert told in str(error.value)


def test_an_address_that_is_none_is_an_error() -> None:
    with pytest.raises(DataError, match="http://a b/: URL can't contain"):
        list(endpoint_quads("http://a b/"))
