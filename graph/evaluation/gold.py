"""A folder of gold files in, the gold facts of each document out.

A gold file is JSON with `entities` (id → kind, names, and for an agreement its type; `descr` for what has no name) and `facts` (kind, and
fields that hold ids of entities, dates or text). `borderline` facts, and those marked `optional`, count neither way; `denied` ones must
not be stated. FIELD_accept and FIELD_alt hold further right values of a field.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.evaluation.kinds import KINDS

_SUBJECTS = ("subject", "organization", "agreement", "mission")


class GoldError(ValueError):
    """A gold file cannot be used; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A thing by its local id in the gold file. `types` are the right types of an agreement, empty where none is given."""

    kind: str
    names: tuple[str, ...]
    description: str | None = None
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact; `fields` gives for each field all values that count as right, the first the best."""

    kind: str
    fields: Mapping[str, tuple[str, ...]]
    quote: str = ""

    def first(self, field: str) -> str:
        """The best value of a field, empty where it has none."""
        return next(iter(self.fields.get(field, ())), "")

    def shown(self) -> str:
        """The fact on one line."""
        said = ", ".join(f"{name} {' / '.join(values)}" for name, values in self.fields.items())
        return f"{said} (“{self.quote}”)" if self.quote else said


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What a document should yield; `name` is the document's name without its ending."""

    name: str
    entities: Mapping[str, GoldEntity]
    facts: Sequence[GoldFact]
    borderline: Sequence[GoldFact] = ()
    denied: Sequence[GoldFact] = ()


def read_gold(folder: Path) -> list[GoldDocument]:
    """All gold files of a folder and the folders in it, sorted by name; JSON files without facts are passed over.

    Raises:
        GoldError: a file is no JSON, lacks a field, speaks of an unknown kind, or there is no gold file.
        OSError: a file cannot be read.
    """
    found = [gold for path in sorted(folder.rglob("*.json")) if (gold := read_file(path))]
    if not found:
        raise GoldError(f"{folder}: no gold file (JSON with “facts”) in it")
    return sorted(found, key=lambda gold: gold.name)


def read_file(path: Path) -> GoldDocument | None:
    """One gold file, None where the file speaks of no facts."""
    try:
        content = json.loads(path.read_text("utf-8"))
        if not isinstance(content, dict) or "facts" not in content:
            return None
        return _document(path.stem, content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = f"lacks {error}" if isinstance(error, KeyError) else str(error)
        raise GoldError(f"{path}: {reason}") from error


def _document(name: str, content: Mapping[str, Any]) -> GoldDocument:
    stated = content["facts"]
    return GoldDocument(
        name,
        {key: _entity(entity) for key, entity in content["entities"].items()},
        _facts(f for f in stated if not f.get("optional")),
        _facts([*content.get("borderline", []), *(f for f in stated if f.get("optional"))]),
        _facts(content.get("denied", [])),
    )


def _entity(said: Mapping[str, Any]) -> GoldEntity:
    types = _values(said, "type")
    return GoldEntity(said["kind"], tuple(said.get("names") or ()), said.get("descr"), types)


def _facts(rows: Iterable[Mapping[str, Any]]) -> tuple[GoldFact, ...]:
    return tuple(map(_fact, rows))


def _fact(said: Mapping[str, Any]) -> GoldFact:
    kind = KINDS.get(said["kind"])
    if kind is None:
        raise ValueError(f"unknown kind of fact “{said['kind']}”")
    names = list(kind.fields)
    source = dict(said)
    if kind.name == "established":
        source["subject"] = next((said[key] for key in _SUBJECTS if said.get(key)), None)
    if kind.name == "event":
        source["participants"] = [*_values(said, "participants"), *_values(said, "organizers")]
    fields = {name: values for name in names if (values := _values(source, name))}
    if missing := [name for name in kind.identity if name not in fields and name != "date"]:
        raise ValueError(f"a fact of kind “{kind.name}” lacks {', '.join(missing)}")
    return GoldFact(kind.name, fields, str(said.get("quote", "")))


def _values(said: Mapping[str, Any], field: str) -> tuple[str, ...]:
    found: list[str] = []
    for key in (field, f"{field}_accept", f"{field}_alt"):
        value = said.get(key)
        if value is not None:
            found += map(str, value if isinstance(value, list) else [value])
    return tuple(dict.fromkeys(found))
