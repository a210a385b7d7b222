"""Fixtures that all tests share. What is costly is built once a run, also when several workers run the tests."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

sys.path.append(str(Path(__file__).parent / "server"))

from virtuoso_store import Virtuoso, virtuoso

from graph.build import build
from graph.pipeline import standard_pipeline
from graph.sources import sample_folder

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def sample_release(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The release of the sample documents; do not write to it."""
    base = tmp_path_factory.getbasetemp()
    shared_by_workers = base if worker_id == "master" else base.parent
    data = shared_by_workers / "sample-data"
    with FileLock(shared_by_workers / "sample-data.lock"):
        if not (data / "current").exists():
            shutil.rmtree(data, ignore_errors=True)
            build([sample_folder()], data, standard_pipeline())
    return (data / "current").resolve()


@pytest.fixture(scope="session")
def virtuoso_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A Virtuoso of this process, into which tests publish their releases; tests are skipped where it is not installed."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of documents and gold facts beside the checkout; tests that use it are skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder `shared` beside the checkout, which is not part of the repository")
    return SHARED
