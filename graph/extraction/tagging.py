"""A sentence with its mentions in; a string in which each mention stands as a placeholder such as <O3>, for patterns to match, out."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.mentions.model import Mention

PLACEHOLDER = re.compile(r"<([A-Z])(\d+)>")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence as patterns see it: `text` with placeholders, `slots` the mentions by number, and where each piece came from."""

    text: str
    slots: tuple[Mention, ...]
    start: int
    end: int
    _tagged_at: tuple[int, ...]
    _origin: tuple[int, ...]

    def origin(self, at: int) -> int:
        """The offset in the document of an offset in `text`; inside a placeholder, where its mention starts."""
        i = bisect_right(self._tagged_at, at) - 1
        piece = self._tagged_at[i]
        return self._origin[i] + (0 if self.text[piece : piece + 1] == "<" else at - piece)

    def behind(self, at: int) -> int:
        """The offset in the document of the end of what stands before an offset in `text` that is not the first."""
        if self.text[at - 1] == ">":
            return self.slot(self.text[self.text.rindex("<", 0, at) : at]).end
        return self.origin(at - 1) + 1

    def slot(self, placeholder: str) -> Mention:
        """The mention that a placeholder stands for."""
        match = PLACEHOLDER.fullmatch(placeholder)
        assert match, placeholder
        return self.slots[int(match.group(2))]

    def mentions(self, tagged: str, letters: str = "") -> list[Mention]:
        """The mentions of the given types in a piece of tagged text, in order."""
        return [
            self.slots[int(m.group(2))] for m in PLACEHOLDER.finditer(tagged) if not letters or m.group(1) in letters
        ]


def tag(quiet: str, start: int, end: int, mentions: Sequence[Mention]) -> Tagged:
    """The tagged form of a slice of the `quieted` text; `mentions` are those inside it, in order, none overlapping."""
    pieces: list[str] = []
    tagged_at: list[int] = []
    origin: list[int] = []
    at, length = start, 0

    for i, mention in enumerate(mentions):
        quoted = _closing(quiet, mention, at, end)
        before = quiet[at : mention.start - bool(quoted)]
        for piece, source in ((before, at), (f"<{mention.letter}{i}>", mention.start), (quoted[:-1], mention.end)):
            if piece:
                pieces.append(piece)
                tagged_at.append(length)
                origin.append(source)
                length += len(piece)
        at = mention.end + len(quoted)
    if at < end:
        pieces.append(quiet[at:end])
        tagged_at.append(length)
        origin.append(at)
    return Tagged("".join(pieces), tuple(mentions), start, end, tuple(tagged_at or (0,)), tuple(origin or (start,)))


def _closing(quiet: str, mention: Mention, at: int, end: int) -> str:
    """What closes the quotation marks that a name stands in, with the comma in front of it; nothing where it stands in none."""
    opening = quiet[mention.start - 1] if at < mention.start else ""
    if mention.letter != "M" or opening not in _QUOTES:
        return ""
    if (mention.start - 1 > at and quiet[mention.start - 2] not in " (") or quiet[at : mention.start - 1] == " ":
        return ""  # behind a word that is part of it, or a name that it only stands beside ("the School “Ice Mission”")
    closing = _QUOTES[opening].match(quiet, mention.end, end)
    return closing.group() if closing else ""


def quieted(text: str) -> str:
    """White space as single blanks and no angle brackets, length kept."""
    for loud, quiet in _QUIET:
        text = text.replace(loud, quiet)
    return text


def spliced(sentence: Tagged, pieces: Iterable[tuple[int, int] | str]) -> Tagged:
    """A tagged text put together from slices of another and words of our own between them; it stands for the same place of the document."""
    text, placed, came_from = "", [], []
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        first, last = piece
        inner = [at for at in sentence._tagged_at if first < at < last]
        for at in (first, *inner):
            placed.append(len(text) + at - first)
            came_from.append(sentence.origin(at))
        text += sentence.text[first:last]
    return replace(sentence, text=text, _tagged_at=tuple(placed), _origin=tuple(came_from))


_QUIET = (("|", ";"), ("\n", " "), ("\t", " "), ("<", "("), (">", ")"))
_QUOTES = {
    mark: re.compile(f",?{closing}(?!\\w)") for mark, closing in (('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"))
}
