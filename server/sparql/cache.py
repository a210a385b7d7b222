"""Small whole answers in, the same answers out: a bounded store for the release that is served, the least lately used
going first."""

from collections import OrderedDict
from dataclasses import dataclass

_OVERHEAD = 2_000
"""Bytes that an entry takes beside its body, roughly."""


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """An answer as it was sent: headers, body and rows."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    rows: int


class AnswerCache:
    """Answers by ETag. An ETag names the release too, so an answer of another release is never found; `clear` only
    frees their memory."""

    def __init__(self, max_bytes: int, max_entry_bytes: int) -> None:
        self._max_bytes = max_bytes
        self.max_entry_bytes = min(max_bytes, max_entry_bytes)
        self._release = ""
        self._answers: OrderedDict[str, CachedAnswer] = OrderedDict()
        self.size = 0
        self.hits = 0
        self.misses = 0

    def get(self, etag: str) -> CachedAnswer | None:
        """The answer, if it is still there."""
        answer = self._answers.get(etag)
        if answer is None:
            self.misses += 1
            return None
        self.hits += 1
        self._answers.move_to_end(etag)
        return answer

    def put(self, etag: str, answer: CachedAnswer) -> None:
        """Keep an answer, unless it is too long."""
        if len(answer.body) > self.max_entry_bytes or etag in self._answers:
            return
        self._answers[etag] = answer
        self.size += len(answer.body) + _OVERHEAD
        while self.size > self._max_bytes:
            _, oldest = self._answers.popitem(last=False)
            self.size -= len(oldest.body) + _OVERHEAD

    def keep_to(self, release: str) -> None:
        """Forget the answers of every other release: their ETags name it, so none would be found again."""
        if release != self._release:
            self._release = release
            self.clear()

    def clear(self) -> None:
        """Forget all."""
        self._answers.clear()
        self.size = 0
