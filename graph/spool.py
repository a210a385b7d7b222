"""Items in, the same as often as one asks for them out: the first ones from memory, the others from a temporary file.

So what a build holds does not grow with the number of its documents, and one of a few documents writes and reads nothing.
"""

import json
import os
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise
from typing import IO, Any, Final, Generic, TypeVar

HELD: Final = 1_000
"""Items that stay in memory."""
AT_ONCE: Final = 50
"""Items that are written and read together."""

Item = TypeVar("Item")


class Spool(Generic[Item]):
    """All of `items`, in their order. `pack` makes of an item what JSON can hold, `unpack` makes an item of that.

    Raises:
        OSError: there is no room for the file.
    """

    def __init__(
        self, items: Iterable[Item], pack: Callable[[Item], Any], unpack: Callable[[Any], Item], held: int = HELD
    ) -> None:
        self._how = pack, unpack, held
        waiting = iter(items)
        self._held = list(islice(waiting, held))
        self._number = len(self._held)
        self._file: IO[bytes] | None = None
        self._ends = array("q", [0])
        while batch := list(islice(waiting, AT_ONCE)):
            self._write(json.dumps(list(map(pack, batch)), separators=(",", ":")).encode("ascii"))
            self._number += len(batch)

    def of(self, items: Iterable[Item]) -> "Spool[Item]":
        """Other items, kept in the same way."""
        return Spool(items, *self._how)

    def __len__(self) -> int:
        return self._number

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spool) and list(self) == list(other)

    def __iter__(self) -> Iterator[Item]:
        return self.share(0, 1)

    def share(self, number: int, of: int) -> Iterator[Item]:
        """One of so many shares of the items (0 is the first), each about as large; a process that was forked may read one too."""
        yield from self._held[number::of]
        _, unpack, _ = self._how
        for start, end in islice(pairwise(self._ends), number, None, of):
            yield from map(unpack, json.loads(self._read(start, end)))

    def _read(self, start: int, end: int) -> bytes:
        """Without moving in the file, which a process that was forked shares."""
        assert self._file
        found = b""
        while len(found) < end - start:
            found += os.pread(self._file.fileno(), end - start - len(found), start + len(found))
        return found

    def _write(self, batch: bytes) -> None:
        self._file = self._file or tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        self._file.write(batch)
        self._ends.append(self._ends[-1] + len(batch))
