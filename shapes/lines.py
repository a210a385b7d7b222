"""Where nodes stand in RDF files: files and IRIs in, `name:line` of the first statement about each out."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_BY_LINE: Final = frozenset({".nt", ".nq"})
_TURTLE: Final = frozenset({".ttl", ".trig", ".n3"})
_SUBJECT: Final = re.compile(r"(<[^<>\s]*>|_:[^\s;,]+)\s")
_PREFIX: Final = re.compile(r"(?:@prefix|PREFIX)\s+([^\s:]*):\s*<([^>]*)>", re.IGNORECASE)
_STATEMENT: Final = re.compile(r"\s*(?:\{\s*)?(<[^<>\s]*>|_:[\w.-]*\w|[\w-]*:[\w.%-]*)\s")


def first_lines(files: Iterable[Path], nodes: Iterable[str]) -> dict[str, str]:
    """For each node (an IRI, or `_:label`) the file and the line, from 1, of the first line that begins with it as a subject.

    Line-based formats and Turtle have lines; in Turtle a statement counts where it begins a line, as all tools write it.
    Nodes that are not found are left out.
    """
    wanted, found = set(nodes), dict[str, str]()
    for file in files:
        if file.suffix not in _BY_LINE | _TURTLE or not wanted:
            continue
        with file.open(encoding="utf-8", errors="replace") as lines:
            subjects = _in_turtle(lines) if file.suffix in _TURTLE else _by_line(lines)
            for number, subject in subjects:
                if subject in wanted:
                    wanted.discard(subject)
                    found[subject] = f"{file.name}:{number}"
    return found


def _by_line(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, start=1):
        if match := _SUBJECT.match(line):
            yield number, match[1].strip("<>")


def _in_turtle(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    prefixes: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if declared := _PREFIX.match(line):
            prefixes[declared[1]] = declared[2]
        elif match := _STATEMENT.match(line + " "):
            name = match[1]
            if name.startswith(("<", "_:")):
                yield number, name.strip("<>")
            else:
                prefix, _, local = name.partition(":")
                if prefix in prefixes:
                    yield number, prefixes[prefix] + local
