"""The mission that a fact sheet is about: what its keys tell and their values, and the headings above, in; the mission out."""

import re
from collections.abc import Sequence

from graph.documents import Span
from graph.extraction.page import Page
from graph.layout.cells import mission_of
from graph.layout.subjects import Subject, Subjects
from graph.names.english import is_word

_HEADED = re.compile(
    r"(?P<name>[A-Z][\w'’-]*(?: [A-Z0-9][\w-]*){0,3})"
    r"(?=\s*(?:$|[:|(]| [–—-] | (?:mission|satellite|spacecraft|fact ?sheet|facts|at a glance|in brief)\b))"
)
_TITLED = re.compile(
    r"(?:(?:mission|satellite|spacecraft|project|programme|program) )?(?:fact ?(?:sheet|card|file)|profile|data ?sheet|overview|at a glance"
    r"|card|status|summary|factsheet|description|mission|satellite|spacecraft|project)(?::| [–—-]) (?=[A-Z])",
    re.IGNORECASE,
)
"""What stands in front of the name in the heading of a sheet ("Mission fact sheet: SKUA")."""
_OF_MISSIONS = frozenset({"launch", "vehicle", "site", "launch_provider", "operator", "builder", "developer"})
"""Kinds of keys that tell of missions."""
_SMALL = frozenset({"a", "an", "at", "in", "of", "on", "to", "for", "the", "and", "by", "its", "who", "our"})
_ENOUGH = 2
Told = Sequence[tuple[frozenset[str], Span]]
"""For each pair the kinds of its key, and its value."""


def own_mission(page: Page, told: Told) -> Subject | None:
    """The mission that a pair names."""
    all_kinds = frozenset().union(*(kinds for kinds, _ in told))
    return _first(page, told, ("mission", "own_name") if all_kinds & {"launch", "vehicle", "site"} else ("mission",))


def carried_mission(page: Page, subjects: Subjects, told: Told, context: Sequence[Span]) -> Subject | None:
    """What a launch is said to carry; in a sheet about a mission that tells no rocket a payload is its own."""
    all_kinds = frozenset().union(*(kinds for kinds, _ in told))
    if "vehicle" not in all_kinds and subjects.mission(context, main=False):
        return None
    return _first(page, told, ("passenger",)) if all_kinds & {"launch", "vehicle", "site"} else None


def _first(page: Page, told: Told, keys: Sequence[str]) -> Subject | None:
    named = (mission_of(page, value) for key in keys for kinds, value in told if key in kinds)
    return next((mission for mission in named if mission), None)


def headed_mission(
    page: Page, subjects: Subjects, told: Told, context: Sequence[Span], shares: int = 0
) -> Subject | None:
    """The mission with whose name a heading begins above a sheet of parts and launches ("SKUA - at a glance"); `shares` is the number of
    pairs that tell somebody's share of the work."""
    of_missions = frozenset().union(*(kinds for kinds, _ in told)) & _OF_MISSIONS
    if max(len(of_missions), shares) < _ENOUGH or subjects.mission(context, main=False):
        return None
    for heading in context:
        words = page.words(heading)
        front = _TITLED.match(words)
        found = _HEADED.match(words, front.end() if front else 0)
        if found and not all(is_word(word) or word in _SMALL for word in found["name"].lower().split()):
            return mission_of(page, Span(heading.start + found.start("name"), heading.start + found.end("name")))
    return None
