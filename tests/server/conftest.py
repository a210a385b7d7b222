"""Fixtures of the server's tests: one real server per module, of a small release that no test changes; others start
their own."""

from collections.abc import Iterator

import pytest
from backends import backend_settings
from live_server import QUADS, Served, serving, write_release


@pytest.fixture(scope="module")
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of the small release, shared by the tests of a module; over both back ends for those that are marked so."""
    data = tmp_path_factory.mktemp("data")
    write_release(data, QUADS)
    with serving(data, **backend_settings(request, data)) as running:
        yield running
