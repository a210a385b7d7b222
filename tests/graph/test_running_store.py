import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.running.store import ExtractionStore

KEYS = [f"{number:02}{'0' * 62}" for number in range(20)]


@pytest.fixture
def store(tmp_path: Path) -> ExtractionStore:
    return ExtractionStore(tmp_path / "extractions")


def files(tmp_path: Path) -> list[Path]:
    return sorted(path for path in tmp_path.rglob("*") if path.is_file())


def test_what_is_put_comes_back(store: ExtractionStore) -> None:
    assert store.get(KEYS[0]) is None
    store.put(KEYS[0], b"one")
    store.put(KEYS[1], b"")
    assert (store.get(KEYS[0]), store.get(KEYS[1])) == (b"one", b"")


@pytest.mark.parametrize(
    "damage", [lambda c: c[:-1], lambda c: c[:10], lambda c: b"", lambda c: c[:-1] + b"X", lambda c: c + b"X"]
)
def test_damaged_file_counts_as_missing_and_is_removed(store: ExtractionStore, tmp_path: Path, damage: object) -> None:
    store.put(KEYS[0], b"found")
    (file,) = files(tmp_path)
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert store.get(KEYS[0]) is None
    assert files(tmp_path) == []


def test_builds_that_write_at_the_same_moment_do_not_disturb_each_other(store: ExtractionStore, tmp_path: Path) -> None:
    content = b"x" * 100_000
    with ThreadPoolExecutor(8) as pool:
        for _ in range(20):
            list(pool.map(lambda _: store.put(KEYS[0], content), range(8)))
            assert set(pool.map(lambda _: store.get(KEYS[0]), range(8))) == {content}
    assert len(files(tmp_path)) == 1


def test_what_was_not_used_for_longest_goes_first(store: ExtractionStore, tmp_path: Path) -> None:
    for age, key in enumerate(KEYS):
        store.put(key, b"x" * 1000)
        os.utime(tmp_path / "extractions" / key[:2] / key[2:], (1_000_000 - age, 1_000_000 - age))
    size = sum(path.stat().st_size for path in files(tmp_path))
    store.prune([KEYS[-1]], max_bytes=size // 2)
    assert sum(path.stat().st_size for path in files(tmp_path)) <= size // 2
    assert [key for key in KEYS if store.get(key)] == [*KEYS[:9], KEYS[-1]]


def test_what_is_used_now_stays_even_where_it_does_not_fit(store: ExtractionStore) -> None:
    for key in KEYS:
        store.put(key, b"x" * 1000)
    store.prune(KEYS, max_bytes=1)
    assert all(store.get(key) for key in KEYS)
