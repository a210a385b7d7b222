"""Mentions by the place where they begin, none overlapping another: the state that recognition works on."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from graph.documents import Block, BlockKind
from graph.mentions.model import Mention


class Placed:
    """Mentions of a text, each in its place."""

    def __init__(self, length: int, blocks: Sequence[Block]) -> None:
        self.mentions: dict[int, Mention] = {}
        self._taken = bytearray(length)
        self._weak: set[int] = set()
        self._blocks = [b for b in blocks if b.kind is not BlockKind.FURNITURE]
        self._starts = [b.start for b in self._blocks]

    def free(self, start: int, end: int) -> bool:
        """Whether no mention covers any part of the slice."""
        return self._taken.find(1, start, end) < 0

    def covered(self, start: int, end: int) -> bool:
        """Whether a mention covers any part of the slice."""
        return self._taken.find(1, start, end) >= 0

    def put(self, mention: Mention) -> None:
        """Adds a mention, removing those inside it."""
        if self._taken[mention.start] and mention.start not in self.mentions:
            self._drop(next(at for at in range(mention.start, -1, -1) if at in self.mentions))
        if self.covered(mention.start, mention.end):
            for at in range(mention.start, mention.end):
                self.mentions.pop(at, None)
        self.mentions[mention.start] = mention
        self._taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)

    def _drop(self, at: int) -> None:
        """Takes back the mention that begins here."""
        gone = self.mentions.pop(at)
        self._taken[gone.start : gone.end] = bytes(gone.end - gone.start)

    def _inside(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in the slice."""
        if self.free(start, end):
            return []
        return [m for at in range(start, end) if (m := self.mentions.get(at))]

    def _ending_at(self, start: int, end: int) -> Iterable[Mention]:
        return [m for at in range(max(0, start - 60), end) if (m := self.mentions.get(at)) and m.end == end]

    def _around(self, start: int, end: int) -> Iterable[Mention]:
        """The mentions that begin no later and end no earlier: names known with their acronym inside."""
        return [m for at in range(max(0, start - 60), start + 1) if (m := self.mentions.get(at)) and m.end >= end]

    def taken(self, start: int, end: int) -> bool:
        """Whether the slice is part of something else than a word that is a person's name as well ("Jordan", "Johnson")."""
        return self.covered(start, end) and start not in self._weak

    def _in_content(self, at: int) -> bool:
        i = bisect_right(self._starts, at) - 1
        return i >= 0 and at < self._blocks[i].end
