"""Negotiation by quality values: the client's liking first, then how closely it names a type, then the server's order."""

import pytest

from server.http.negotiation import Offer, choose, choose_encoding

OFFERS = (Offer("text/turtle", "ttl"), Offer("application/rdf+xml", "rdf"), Offer("text/csv", "csv"))


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "ttl"),
        ("", "ttl"),
        ("*/*", "ttl"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/*;q=0.5, application/rdf+xml;q=0.6", "rdf"),
        ("text/*, text/turtle;q=0.1", "csv"),
        ("text/turtle;q=0, */*", "rdf"),
        ("text/turtle; charset=utf-8", "ttl"),
        ("text/turtle;q=0", None),
        ("image/png, nonsense", None),
        ("text/csv;q=high, application/rdf+xml;q=0.1", "rdf"),
        ("*/*;q=0.1, text/csv;q=0.1", "ttl"),
    ],
)
def test_form_that_is_liked_best(accept: str | None, expected: str | None) -> None:
    offer = choose(accept, OFFERS)
    assert (offer.name if offer else None) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, ""),
        ("gzip", "gzip"),
        ("gzip, zstd", "zstd"),
        ("zstd;q=0.2, gzip;q=0.3", "gzip"),
        ("*", "zstd"),
        ("*;q=0.5, zstd;q=0", "gzip"),
        ("identity, gzip;q=0.5", ""),
        ("br", ""),
    ],
)
def test_coding_that_is_liked_best(accept: str | None, expected: str) -> None:
    assert choose_encoding(accept, ("zstd", "gzip")) == expected
