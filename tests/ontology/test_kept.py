"""What is made from the package's files is made once for each key, and never taken from a file that says something else."""

from pathlib import Path

import pytest

from ontology.kept import kept


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def fail() -> str:
    raise AssertionError("it was to be found")


def the_file(cache: Path) -> Path:
    (found,) = cache.rglob("*.kept")
    return found


def test_made_once_for_a_key(cache: Path) -> None:
    assert kept("table", "1", lambda: "made") == "made"
    assert kept("table", "1", fail) == "made"


def test_made_again_for_another_key(cache: Path) -> None:
    kept("table", "1", lambda: "made")
    assert kept("table", "2", lambda: "anew") == "anew"
    assert kept("table", "2", fail) == "anew"


@pytest.mark.parametrize("damage", [b"", b"\x80", b"spacepact" * 20])
def test_damaged_file_is_made_again(cache: Path, damage: bytes) -> None:
    kept("table", "1", lambda: "made")
    the_file(cache).write_bytes(damage)
    assert kept("table", "1", lambda: "anew") == "anew"
    assert kept("table", "1", fail) == "anew"


def test_flipped_bit_is_noticed(cache: Path) -> None:
    kept("table", "1", lambda: "made")
    content = bytearray(the_file(cache).read_bytes())
    content[-3] ^= 1
    the_file(cache).write_bytes(content)
    assert kept("table", "1", lambda: "anew") == "anew"


def test_made_each_time_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert [kept("table", "1", lambda: "made"), kept("table", "1", lambda: "again")] == ["made", "again"]
