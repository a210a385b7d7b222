"""Markers of list items in reading order in, the depth of each item out."""


class ListLevels:
    """The list items that are open, outermost first, each by its indent and the style of its marker."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def level(self, indent: int, style: str) -> int:
        """Depth of the next item, from 1: below the open items that are indented less, or have another marker at the same indent."""
        while self._open and self._open[-1][0] > indent:
            self._open.pop()
        if (indent, style) in self._open:
            while self._open[-1] != (indent, style):
                self._open.pop()
        else:
            self._open.append((indent, style))
        return len(self._open)

    def reset(self) -> None:
        """Running text or a heading ends every list."""
        self._open.clear()
