import multiprocessing
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.running.store import ExtractionStore

KEYS = [f"{number:02}{'0' * 62}" for number in range(20)]


@pytest.fixture
def store(tmp_path: Path) -> ExtractionStore:
    return ExtractionStore(tmp_path / "extractions")


def the_file(tmp_path: Path) -> Path:
    return tmp_path / "extractions" / "extractions.sqlite"


def change(tmp_path: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(the_file(tmp_path)) as connection:
        connection.execute(statement, values)
    connection.close()


def test_what_is_put_comes_back(store: ExtractionStore) -> None:
    assert store.get(KEYS[0]) is None
    store.put(KEYS[0], b"one")
    store.put(KEYS[1], b"")
    assert (store.get(KEYS[0]), store.get(KEYS[1])) == (b"one", b"")


def test_what_was_put_comes_back_from_another_store_of_the_folder(store: ExtractionStore) -> None:
    store.put(KEYS[0], b"one")
    assert ExtractionStore(store.folder).get(KEYS[0]) == b"one"


def test_nothing_is_made_before_something_is_kept(store: ExtractionStore) -> None:
    assert store.get(KEYS[0]) is None
    store.prune(KEYS)
    assert not store.folder.exists()


@pytest.mark.parametrize("part", ["", "a", "substr(found, 2)", "found || 'X'", "zeroblob(40)"])
def test_damaged_extraction_counts_as_missing(store: ExtractionStore, tmp_path: Path, part: str) -> None:
    store.put(KEYS[0], b"found")
    store.put(KEYS[1], b"other")
    value = part if "found" in part or "zero" in part else f"CAST('{part}' AS BLOB)"
    change(tmp_path, f"UPDATE part SET found = CAST({value} AS BLOB) WHERE key = ?", KEYS[0])
    assert (store.get(KEYS[0]), store.get(KEYS[1])) == (None, b"other")


@pytest.mark.parametrize(
    "damage", [lambda c: b"", lambda c: b"no database" * 1000, lambda c: b"\0" * len(c), lambda c: c[:5000]]
)
def test_damaged_file_is_begun_anew(store: ExtractionStore, tmp_path: Path, damage: object) -> None:
    store.put(KEYS[0], b"found" * 10_000)
    the_file(tmp_path).write_bytes(damage(the_file(tmp_path).read_bytes()))  # type: ignore[operator]
    again = ExtractionStore(store.folder)
    assert again.get(KEYS[0]) is None
    again.put(KEYS[1], b"other" * 10_000)
    assert again.get(KEYS[1]) == b"other" * 10_000


def test_what_an_earlier_version_kept_is_removed(store: ExtractionStore) -> None:
    earlier = store.folder / "00" / "00"
    earlier.parent.mkdir(parents=True)
    earlier.write_bytes(b"found")
    store.put(KEYS[0], b"found")
    assert not earlier.parent.exists()


def test_folder_that_cannot_be_written_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "extractions").write_text("a file")
    with pytest.raises(OSError, match="extractions"):
        ExtractionStore(tmp_path / "extractions").put(KEYS[0], b"found")


def test_threads_that_write_at_the_same_moment_do_not_disturb_each_other(store: ExtractionStore) -> None:
    content = b"x" * 100_000
    with ThreadPoolExecutor(8) as pool:
        for _ in range(20):
            list(pool.map(lambda _: store.put(KEYS[0], content), range(8)))
            assert set(pool.map(lambda _: store.get(KEYS[0]), range(8))) == {content}


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_processes_that_were_forked_read_what_this_one_put(store: ExtractionStore) -> None:
    for key in KEYS:
        store.put(key, key.encode())
    here, there = multiprocessing.get_context("fork").Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=lambda: there.send([store.get(key) for key in KEYS]))
    process.start()
    assert here.recv() == [key.encode() for key in KEYS] == [store.get(key) for key in KEYS]
    process.join()


def test_what_was_not_used_for_longest_goes_first(store: ExtractionStore, tmp_path: Path) -> None:
    for age, key in enumerate(KEYS):
        store.put(key, b"x" * 100_000)
        change(tmp_path, "UPDATE part SET used = ? WHERE key = ?", 1_000_000 - age, key)
    size = the_file(tmp_path).stat().st_size
    store.prune([KEYS[-1]], max_bytes=size // 2)
    assert the_file(tmp_path).stat().st_size <= size * 0.6
    assert [key for key in KEYS if store.get(key)] == [*KEYS[:9], KEYS[-1]]


def test_what_is_used_now_stays_even_where_it_does_not_fit(store: ExtractionStore) -> None:
    for key in KEYS:
        store.put(key, b"x" * 1000)
    store.prune(KEYS, max_bytes=1)
    assert all(store.get(key) for key in KEYS)
