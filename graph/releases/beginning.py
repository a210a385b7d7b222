"""A data folder in, a draft and what it can take from the release before out; then the parts of documents in, texts and records out."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from graph.releases import before as parts_file
from graph.releases.before import Before
from graph.releases.records import json_list
from graph.releases.release import Draft, draft
from graph.releases.validating import Heirs, heirs
from graph.running.beside import BESIDE, forked
from graph.running.extracting import Parts


@dataclass(frozen=True, slots=True)
class Begun:
    """A release that is begun. `before` is what can be taken from the release before, `heirs` are its stores, and `basis` is what decides
    whether it can; None and empty where the keys of the parts do not tell all that was found. `at_once` processes may work at once."""

    draft: Draft
    basis: str
    before: Before | None
    heirs: Heirs | None
    at_once: int


def begin(data: Path, known: bool, at_once: int) -> Begun:
    """Begins a release. Needs the lock. `known`: the keys of the parts tell all that was found.

    Raises:
        OSError: the data folder cannot be written; the current release is then as it was.
    """
    basis = parts_file.basis() if known else ""
    before = parts_file.load(data, basis) if known else None
    begun = draft(data)
    return Begun(begun, basis, before, heirs(before, begun.folder) if before else None, at_once)


@contextmanager
def texts_of(parts: Parts, begun: Begun) -> Iterator[Callable[[], Mapping[str, str]]]:
    """Writes the files about documents alone, of many beside this process; a function that waits for the hashes of all files."""
    many = begun.at_once > 1 and begun.before is None and len(parts) > BESIDE
    with forked(partial(_write_texts, begun.draft, parts, begun.before), many) as texts:
        yield texts


def _write_texts(draft: Draft, parts: Parts, before: Before | None) -> Mapping[str, str]:
    """Writes what tells of the documents alone; gives the hashes of the draft's files."""
    ids = sorted(parts)
    for document in ids:
        name, sha256 = f"texts/{document}.txt", parts.text_sha256(document)
        if not (before and before.manifest["files"].get(name) == sha256 and draft.link(name, before.folder, sha256)):
            draft.write(name, [parts.part(document).text().encode()])
    records = json_list(parts.part(document).record() for document in ids)
    draft.write("documents.json", (piece.encode() for piece in chain(records, "\n")))
    if ids:
        draft.sync(draft.folder / "texts")  # many files, which takes its time
    return draft.files
