"""Archives as sources: the same release as from the folder, members that cannot be used named, bombs refused."""

import gzip
import io
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from elsewhere import FILES, NAMES, built, content, folder_in

from graph.sources import SourceError, Unusable, collect, fetch
from graph.sources.archives import RATIO, SMALL

KINDS = {"a.tar": "w", "a.tar.gz": "w:gz", "a.tgz": "w:gz", "a.tar.bz2": "w:bz2", "a.tar.xz": "w:xz"}
MEMBER = "Peru is a full-member of APSCO."


def packed(folder: Path, archive: Path) -> Path:
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            for path in folder.rglob("*"):
                file.write(path, path.relative_to(folder))
    else:
        with tarfile.open(archive, KINDS[archive.name]) as tar:
            tar.add(folder, ".")
    return archive


def tar_of(archive: Path, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    with tarfile.open(archive, "w:gz") as tar:
        for info, data in members:
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return archive


def zip_of(archive: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return archive


def names_and_reasons(*sources: Path) -> dict[str, str]:
    """What cannot be used of the sources."""
    return {place.name: place.reason for place in collect(sources) if isinstance(place, Unusable)}


@pytest.mark.parametrize("name", ["a.zip", *KINDS])
def test_archive_gives_the_release_of_its_folder(tmp_path: Path, name: str) -> None:
    folder = folder_in(tmp_path)
    archive = packed(folder, tmp_path / name)
    assert sorted(place.name for place in collect([archive])) == NAMES
    assert content(tmp_path / "there", archive) == content(tmp_path / "here", folder)


def test_archives_are_found_in_folders(tmp_path: Path) -> None:
    expected = content(tmp_path / "here", folder_in(tmp_path))
    (tmp_path / "shards" / "sub").mkdir(parents=True)
    folder = folder_in(tmp_path / "one", {name: text for name, text in FILES.items() if name.startswith("sub/")})
    packed(folder / "sub", tmp_path / "shards" / "sub" / "a.tar.gz")
    folder = folder_in(tmp_path / "two", {name: text for name, text in FILES.items() if not name.startswith("sub/")})
    packed(folder, tmp_path / "shards" / "a.zip")
    assert content(tmp_path / "there", tmp_path / "shards") == expected


def test_document_may_come_from_a_folder_and_from_an_archive_but_counts_once(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    report = built(tmp_path / "data", folder, packed(folder, tmp_path / "a.zip"))
    assert report.manifest["counts"]["documents"] == len(NAMES) - 1
    assert len(report.duplicates) == len(NAMES) - 1


def test_compressed_archive_is_read_from_front_to_end_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{number:03}.txt": MEMBER * 50 for number in range(99, 0, -1)}
    archive = packed(folder_in(tmp_path, files), tmp_path / "a.tar.gz")
    places = collect([archive])
    rewound: list[int] = []
    monkeypatch.setattr(gzip._GzipReader, "_rewind", lambda self: rewound.append(self._pos))  # type: ignore[attr-defined]
    assert {fetch(place, 10_000).data for place in places} == {MEMBER.encode() * 50}
    assert rewound == []


@pytest.mark.parametrize("name", ["../outside.txt", "sub/../../outside.txt", "/tmp/outside.txt"])
def test_member_whose_path_leads_out_is_named_and_the_others_are_built(tmp_path: Path, name: str) -> None:
    archives = (
        tar_of(tmp_path / "a.tar.gz", (tarfile.TarInfo(name), b"x"), (tarfile.TarInfo("in.txt"), MEMBER.encode())),
        zip_of(tmp_path / "a.zip", {name: b"x", "in.txt": MEMBER.encode()}),
    )
    for archive in archives:
        report = built(tmp_path / f"data-{archive.name}", archive)
        assert [(failure.path.name, failure.reason) for failure in report.failures] == [
            ("outside.txt", "its path leads out of the archive")
        ]
        assert [row["name"] for row in report.manifest["inputs"]] == ["in.txt"]
    assert not list(tmp_path.rglob("outside.txt"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_named_and_not_followed(tmp_path: Path, kind: bytes) -> None:
    (tmp_path / "secret.txt").write_text("Iran is a full-member of APSCO.")
    link = tarfile.TarInfo("link.txt")
    link.type, link.linkname = kind, str(tmp_path / "secret.txt")
    archive = tar_of(tmp_path / "a.tar.gz", (link, b""), (tarfile.TarInfo("in.txt"), MEMBER.encode()))
    assert names_and_reasons(archive) == {"link.txt": "a link or device, not a file"}


def test_link_in_a_zip_is_named(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr(link, "/etc/passwd")
        file.writestr("in.txt", MEMBER)
    assert names_and_reasons(tmp_path / "a.zip") == {"link.txt": "a link or device, not a file"}


def test_bombs_are_refused_whole(tmp_path: Path) -> None:
    zeros = b"\0" * (6 * SMALL)
    bombs = (
        zip_of(tmp_path / "bomb.zip", {"in.txt": MEMBER.encode(), "zeros.txt": zeros}),
        tar_of(tmp_path / "bomb.tar.gz", (tarfile.TarInfo("in.txt"), b"x"), (tarfile.TarInfo("zeros.txt"), zeros)),
    )
    for bomb in bombs:
        assert len(zeros) > RATIO * bomb.stat().st_size
        with pytest.raises(SourceError, match=rf"{bomb.name}: refused: it unpacks to"):
            collect([bomb])
        folder = folder_in(bomb.with_name(f"beside-{bomb.name}"))
        report = built(tmp_path / f"data-{bomb.name}", folder, bomb)
        assert [failure.path.name for failure in report.failures] == ["empty.txt", *([bomb.name])] or [
            failure.path.name for failure in report.failures
        ] == [bomb.name, "empty.txt"]


def test_name_of_endless_length_is_refused_before_it_is_read(tmp_path: Path) -> None:
    header = tarfile.TarInfo("././@LongLink")
    header.type = tarfile.GNUTYPE_LONGNAME
    tar_of(tmp_path / "a.tar.gz", (tarfile.TarInfo("in.txt"), b"x"), (header, b"\0" * (2 * SMALL)))
    with pytest.raises(SourceError, match="refused"):
        collect([tmp_path / "a.tar.gz"])


def test_member_that_alone_unpacks_to_too_much_is_named(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 40
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("noise.bin", noise * 50)
        file.writestr("zeros.txt", b"\0" * (SMALL + 1), zipfile.ZIP_DEFLATED)
        file.writestr("in.txt", MEMBER)
    assert "refused" in names_and_reasons(tmp_path / "a.zip")["zeros.txt"]


def test_damaged_member_is_named_and_the_others_are_built(tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "a.zip", {"bad.txt": bytes(range(200)), "in.txt": MEMBER.encode()})
    data = bytearray(archive.read_bytes())
    data[50] ^= 0xFF
    archive.write_bytes(data)
    report = built(tmp_path / "data", archive)
    assert [(failure.path.name, failure.reason[:7]) for failure in report.failures] == [("bad.txt", "damaged")]
    assert [row["name"] for row in report.manifest["inputs"]] == ["in.txt"]


def test_archive_that_breaks_off_is_named_and_what_came_before_is_built(tmp_path: Path) -> None:
    archive = tar_of(
        tmp_path / "a.tar.gz", (tarfile.TarInfo("in.txt"), MEMBER.encode()), (tarfile.TarInfo("b.txt"), b"x")
    )
    packed, unpacked = archive.read_bytes(), gzip.decompress(archive.read_bytes())
    between, within = gzip.compress(unpacked[:1024]), gzip.compress(unpacked[:1200])
    for number, data in enumerate((between, within, gzip.compress(unpacked[:1024] + b"\1" * 600), packed[:-20])):
        archive.write_bytes(data)
        report = built(tmp_path / f"data-{number}", archive)
        assert [(failure.path.name, failure.reason[:7]) for failure in report.failures] == [("a.tar.gz", "damaged")]
        assert "in.txt" in [row["name"] for row in report.manifest["inputs"]]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz"])
def test_file_that_is_no_archive_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"no archive at all" * 100)
    with pytest.raises(SourceError, match=rf"no documents in .*\n.*{name}: "):
        collect([tmp_path / name])


def test_encrypted_member_is_named(tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "a.zip", {"in.txt": MEMBER.encode()})
    data = bytearray(archive.read_bytes())
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + flags] |= 1
    archive.write_bytes(data)
    with pytest.raises(SourceError, match=r"in\.txt: it opens with a password only"):
        collect([archive])


def test_names_that_are_no_text_damage_the_archive(tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "a.zip", {"nöt.txt": b"x"})
    archive.write_bytes(archive.read_bytes().replace("ö".encode(), b"\xff\xff"))
    with pytest.raises(SourceError, match=r"a\.zip: damaged"):
        collect([archive])


@pytest.mark.parametrize("name", ["a.zip", *KINDS])
def test_damage_of_any_kind_is_an_error_with_a_reason(tmp_path: Path, name: str) -> None:
    whole, chance = packed(folder_in(tmp_path), tmp_path / name).read_bytes(), Random(name)
    for number in range(40):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        archive = tmp_path / f"{number}-{name}"
        archive.write_bytes(data[: chance.choice((len(data), chance.randrange(len(data))))])
        with suppress(SourceError, OSError):
            for place in collect([archive]):
                assert not isinstance(place, Unusable) or place.reason
                fetch(place, 1000)


def test_large_sidecar_is_refused_as_it_is_in_a_folder(tmp_path: Path) -> None:
    folder = folder_in(tmp_path, {"a.txt": "x", "a.txt.meta.toml": "# " + "x" * 200_000, "in.txt": MEMBER})
    assert content(tmp_path / "there", packed(folder, tmp_path / "a.tar")) == content(tmp_path / "here", folder)


def test_archive_in_an_archive_is_named(tmp_path: Path) -> None:
    inner = zip_of(tmp_path / "inner.zip", {"in.txt": MEMBER.encode()})
    outer = zip_of(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes(), "in.txt": MEMBER.encode()})
    assert names_and_reasons(outer) == {"inner.zip": "an archive in an archive; unpack it first"}


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_archive_that_changes_while_it_is_read_gives_no_other_content(tmp_path: Path, name: str) -> None:
    archive = packed(folder_in(tmp_path, {"a.txt": MEMBER, "b.txt": MEMBER * 2}), tmp_path / name)
    places = {place.name: place for place in collect([archive])}
    packed(folder_in(tmp_path / "other", {"b.txt": MEMBER, "c.txt": MEMBER * 3}), archive)
    with pytest.raises(OSError, match="changed while the build ran"):
        fetch(places["b.txt"], 10_000)


def test_later_member_of_a_tar_replaces_the_one_of_the_same_path(tmp_path: Path) -> None:
    archive = tar_of(
        tmp_path / "a.tar.gz", (tarfile.TarInfo("in.txt"), b"old"), (tarfile.TarInfo("./in.txt"), b"newer")
    )
    assert [fetch(place, 100).data for place in collect([archive])] == [b"newer"]
