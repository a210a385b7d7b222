"""What every reader gets and how it fails: a file's bytes with the limits in force in, a reason a user can act on out."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Reason(StrEnum):
    """Why a file could not be read."""

    EMPTY = "empty"
    BINARY = "binary"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LARGE = "too large"
    UNSUPPORTED = "unsupported"


class ReadError(Exception):
    """A file that could not be read: `path`, `reason`, and in `advice` what to do about it."""

    def __init__(self, path: Path, reason: Reason, advice: str) -> None:
        super().__init__(f"{path.name}: {reason}: {advice}")
        self.path = path
        self.reason = reason
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read, so that no file can exhaust time or memory."""

    file_bytes: int = 50_000_000
    characters: int = 20_000_000
    """Text of one document, in characters."""
    pages: int = 5_000
    nesting: int = 100
    """Depth of elements in a page; what lies deeper is read without its structure."""
    unpacked_bytes: int = 200_000_000
    """Sum of the uncompressed sizes of the parts of a DOCX or PPTX file."""
    pack_ratio: int = 200
    """Uncompressed over compressed size of a part; more than this is a decompression bomb."""
    table_columns: int = 100


@dataclass(frozen=True, slots=True)
class Source:
    """A file in memory."""

    path: Path
    data: bytes = field(repr=False)
    limits: Limits = field(default_factory=Limits)

    def fail(self, reason: Reason, advice: str) -> ReadError:
        """The error to raise for this file."""
        return ReadError(self.path, reason, advice)

    def check_length(self, characters: int) -> None:
        """Raise ReadError where a document has more characters of text than the limit allows."""
        if characters > self.limits.characters:
            advice = f"{characters:,} characters of text, the limit is {self.limits.characters:,}; split the document"
            raise self.fail(Reason.TOO_LARGE, advice)
