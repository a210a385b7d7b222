"""A decisions file (TOML) in, its decisions in the order of the file out; `example.toml` beside this module shows every form."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from graph.decisions.model import FACT_KINDS, THING_KINDS, Action, Decision, FactKey, ThingKey
from ontology.namespaces import SPID

FILE: Final = "decisions.toml"
"""The file's name in a data folder."""

_FACT_FIELDS: Final = frozenset({"fact", "document", "kind", "values"})
_THING_FIELDS: Final = frozenset({"names", "kind", "documents"})
_COMMON: Final = frozenset({"action", "by", "on", "why"})
_ENTRY: Final = re.compile(r"^[ \t]*\[\[[ \t]*decision[ \t]*\]\]", re.MULTILINE)


class DecisionError(ValueError):
    """A decisions file is faulty; the message names the file and the line."""


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file.

    Raises:
        DecisionError: it is no TOML, or a decision lacks a field, has one too many, or one of a wrong form.
        OSError: the file cannot be read.
    """
    try:
        text = path.read_text("utf-8")
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        raise DecisionError(f"{path}:{found[1] if found else 1}: {error}") from error
    except UnicodeDecodeError as error:
        raise DecisionError(f"{path}:1: not UTF-8") from error
    except RecursionError as error:
        raise DecisionError(f"{path}:1: brackets are nested too deep") from error
    entries = content.get("decision", [])
    if unknown := sorted(content.keys() - {"decision"}):
        raise DecisionError(f"{path}:1: “{unknown[0]}” is no [[decision]]")
    if not isinstance(entries, list):
        raise DecisionError(f"{path}:1: write [[decision]] with two brackets, for a list of them")
    lines = _lines(text, len(entries))
    return tuple(_checked(path, line, entry) for line, entry in zip(lines, entries, strict=True))


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions of a build, and the version that they add to those that decide what a build makes: the hash of their file."""

    decisions: tuple[Decision, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)


def load_decisions(data: Path, path: Path | None = None) -> Decided:
    """The decisions of a file, or of the data folder where none is named; none where there is no such file.

    Raises:
        DecisionError: the file is faulty.
        OSError: the file that is named cannot be read.
    """
    if path is None and not (data / FILE).is_file():
        return Decided()
    chosen = path or data / FILE
    return Decided(read_decisions(chosen), {"decisions": sha256(chosen.read_bytes()).hexdigest()})


def _lines(text: str, count: int) -> Sequence[int | None]:
    """The line on which each entry begins; None where text that looks like an entry stands inside a string."""
    found: list[int | None] = [text.count("\n", 0, match.start()) + 1 for match in _ENTRY.finditer(text)]
    return found if len(found) == count else [None] * count


def _checked(path: Path, line: int | None, entry: Any) -> Decision:
    try:
        return _decision(line, entry)
    except ValueError as error:
        raise DecisionError(f"{path}:{line or 1}: {error}") from error


def _decision(line: int | None, entry: Any) -> Decision:
    if not isinstance(entry, dict):
        raise ValueError("a decision is a table")
    action = _action(entry)
    is_thing = "names" in entry
    if is_thing != (action in (Action.MERGE, Action.SPLIT)) and action is not Action.CORRECT:
        raise ValueError(f"“{action}” is about {'a fact, not names' if is_thing else 'things: it needs “names”'}")
    allowed = _COMMON | (_THING_FIELDS if is_thing else _FACT_FIELDS) | ({"set"} if action is Action.CORRECT else set())
    if unknown := sorted(entry.keys() - allowed):
        raise ValueError(f"“{action}” has no field “{unknown[0]}”; it has {', '.join(sorted(allowed))}")
    change = _pairs(entry, "set") if action is Action.CORRECT else ()
    if action is Action.CORRECT and not change:
        raise ValueError("“correct” needs “set”, a table of the right values")
    key = _thing_key(action, entry, dict(change)) if is_thing else _fact_key(entry)
    return Decision(action, key, _text(entry, "by"), _when(entry), _text(entry, "why"), change, line)


def _action(entry: Mapping[str, Any]) -> Action:
    name = _text(entry, "action")
    if name not in list(Action):
        raise ValueError(f"unknown action “{name}”; there are {', '.join(Action)}")
    return Action(name)


def _fact_key(entry: Mapping[str, Any]) -> FactKey:
    kind = _text(entry, "kind") if "kind" in entry else None
    document = _text(entry, "document") if "document" in entry else None
    if kind is not None and kind not in FACT_KINDS:
        raise ValueError(f"unknown kind of fact “{kind}”; there are {', '.join(sorted(FACT_KINDS))}")
    if "fact" in entry:
        local = _text(entry, "fact").removeprefix("spid:").removeprefix(SPID)
        if not re.fullmatch(r"fact-[0-9a-f]+", local):
            raise ValueError(f"“{entry['fact']}” is no fact's name (fact-… with hex digits)")
        return FactKey(local, document, kind, _pairs(entry, "values"))
    values = _pairs(entry, "values")
    if not (document and kind and values):
        raise ValueError("tell the fact by “fact”, or by “document”, “kind” and “values” together")
    return FactKey(None, document, kind, values)


def _thing_key(action: Action, entry: Mapping[str, Any], change: Mapping[str, str]) -> ThingKey:
    names, documents = _texts(entry, "names"), _texts(entry, "documents")
    kind = _text(entry, "kind") if "kind" in entry else None
    for value in (kind, change.get("kind")):
        if value is not None and value not in THING_KINDS:
            raise ValueError(f"unknown kind of thing “{value}”; there are {', '.join(sorted(THING_KINDS))}")
    if not names:
        raise ValueError("“names” is empty")
    if action is Action.MERGE and len(names) < 2:
        raise ValueError("“merge” needs two names or more")
    if action is Action.SPLIT and len(names) < 2 and kind and not documents:
        raise ValueError("“split” of one name needs the “documents” in which it means another thing")
    if action is not Action.SPLIT and kind is None:
        raise ValueError(f"“{action}” of things needs their “kind”")
    if unknown := sorted(change.keys() - {"kind", "label"}):
        raise ValueError(f"of a thing only kind and label can be set, not “{unknown[0]}”")
    return ThingKey(names, kind, documents)


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"lacks “{name}”" if value is None else f"“{name}” must be text")
    return value.strip()


def _texts(entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = entry.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f"“{name}” must be a list of texts")
    return tuple(item.strip() for item in value)


def _pairs(entry: Mapping[str, Any], name: str) -> tuple[tuple[str, str], ...]:
    value = entry.get(name, {})
    if not isinstance(value, dict):
        raise ValueError(f'“{name}” must be a table: {name} = {{ member = "…" }}')
    return tuple((key, _plain(name, key, item)) for key, item in sorted(value.items()))


def _plain(name: str, key: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise ValueError(f"“{name}.{key}” must be text, a number or a date")
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _when(entry: Mapping[str, Any]) -> datetime:
    value = entry.get("on")
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    raise ValueError("lacks “on”" if value is None else "“on” must be a date (2025-03-01) or a time, without quotes")
