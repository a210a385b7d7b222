"""A test and the name of its fixture of a server in, the same test over each back end out: our own stores, and a Virtuoso.

    @over_backends("served")
    def test_…(served: Served) -> None: …

The fixture serves with `backend_settings(request, data)`; the Virtuoso is one for all tests of a process. A test without
the mark runs over our own stores only.
"""

from pathlib import Path
from typing import Literal

import pytest

BACKENDS = ("embedded", "virtuoso")
Scope = Literal["session", "module", "function"]


def over_backends(fixture: str, scope: Scope = "module") -> pytest.MarkDecorator:
    """Run a test over each back end; `scope` is that of the fixture."""
    return pytest.mark.parametrize(fixture, BACKENDS, indirect=True, scope=scope)


def is_remote(request: pytest.FixtureRequest) -> bool:
    """Whether a fixture is to serve from a store elsewhere."""
    return getattr(request, "param", BACKENDS[0]) != BACKENDS[0]


def backend_settings(request: pytest.FixtureRequest, data: Path) -> dict[str, str]:
    """Settings of a server over the back end that is asked for, in which the current release of a data folder is then."""
    if not is_remote(request):
        return {}
    store = request.getfixturevalue("virtuoso_store")
    store.take((data / "current").resolve())
    settings: dict[str, str] = store.settings
    return settings
