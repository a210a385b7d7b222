"""What is looked up in a sorted file is what a reading of all of it finds."""

import random
from pathlib import Path

import pytest

from graph.diff.scan import about


@pytest.mark.parametrize("seed", range(20))
def test_lookup_finds_the_lines_of_a_subject(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    subjects = sorted({b"<%s>" % bytes(chance.choices(b"ab<>:", k=chance.randrange(1, 4))) for _ in range(12)})
    lines = sorted({b"%s <p%d> <g> .\n" % (chance.choice(subjects), n) for n in range(chance.randrange(30))})
    file = tmp_path / "graph.nq"
    file.write_bytes(b"".join(lines))
    wanted = set(chance.sample(subjects, 4)) | {b"<absent>"}
    assert list(about(file, wanted)) == [line for line in lines if line.split(b" ")[0] in wanted]


def test_long_lines_and_none(tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_bytes(b'<a> <p> "' + b"x" * 100_000 + b'" <g> .\n<b> <p> <o> <g> .\n')
    assert [len(line) for line in about(file, {b"<a>", b"<b>"})] == [100_017, 18]
    assert not list(about(file, ()))
    file.write_bytes(b"")
    assert not list(about(file, {b"<a>"}))
