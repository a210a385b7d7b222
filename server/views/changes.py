"""A release in, what its build or an update wrote down of the changes since the release before, each with its cause, out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from server.linked import path_of
from server.releases import CHANGES, Release
from server.views.facts import words

MOST_BYTES: Final = 30_000_000
_CAUSES: Final = {"versions": "other version", "shapes": "validation", "decision": "decision of a person"}
"""Causes in other words than those of the build."""


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact that came, went or changed: what it says, its sentence, and of a changed one what it says differently, as
    (property, before, after); `path` is "" for what the release that is served may not have."""

    path: str
    kind: str
    says: tuple[tuple[str, str], ...]
    differences: tuple[tuple[str, str, str], ...]
    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Group:
    """All facts that changed alike for one cause, such as "added" because of "document added" with the document's name
    as detail; `facts` are the first of `total`."""

    number: int
    change: str
    cause: str
    detail: str
    total: int
    facts: tuple[ChangedFact, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the release before. `counts` are of facts by what became of them, `documents` names by the
    same; `versions` tells what was exchanged (rules, authority …)."""

    before: str
    after: str
    counts: Mapping[str, int]
    documents: Mapping[str, Sequence[str]]
    things: Mapping[str, int]
    versions: tuple[str, ...]
    groups: tuple[Group, ...]


def read_changes(release: Release, served: bool) -> Changes | None:
    """The changes that led to a release; None where nothing was written down: for the first release of a data folder,
    and for one of an earlier version. `served`: its facts have pages.

    Raises:
        OSError, ValueError: the file cannot be read, or is too long for a page.
    """
    path = release.path / CHANGES
    if not path.is_file():
        return None
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{CHANGES} has more than {MOST_BYTES // 1_000_000} MB")
    content: Mapping[str, Any] = json.loads(path.read_bytes())
    if content["after"] != release.id:
        return None
    return Changes(
        before=content["before"],
        after=content["after"],
        counts=content["counts"],
        documents=content["documents"],
        things=content["things"],
        versions=tuple(content["versions"]),
        groups=tuple(_group(number, group, served) for number, group in enumerate(content["groups"], 1)),
    )


def _group(number: int, group: Mapping[str, Any], served: bool) -> Group:
    linked = served and group["change"] != "withdrawn"
    return Group(
        number=number,
        change=group["change"],
        cause=_CAUSES.get(group["cause"], group["cause"]),
        detail=group["detail"],
        total=group["total"],
        facts=tuple(_fact(fact, linked) for fact in group["facts"]),
    )


def _fact(fact: Mapping[str, Any], linked: bool) -> ChangedFact:
    return ChangedFact(
        path=(path_of(fact["fact"]) or "") if linked else "",
        kind=words(fact["kind"]),
        says=tuple((words(one["property"]), one["value"]) for one in fact["values"]),
        differences=tuple((words(one["property"]), one["before"], one["after"]) for one in fact["differences"]),
        document=fact["document"],
        quote=fact["quote"],
    )
