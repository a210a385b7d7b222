"""The extraction rules: TOML files by kind of fact in, rules in a fixed order out.

A rule has an `id`, the builder that makes facts of its match (`build`), `trigger` words of which one must stand in the tagged sentence (in
lower case, a cheap test; "^for " at its beginning, "?^for " there behind a question, "for <o" in front of an organisation), a `pattern`
(language: `graph/extraction/patterns.py`), values that it sets (`set`), its `confidence`, and two sentences for the tests: `matches` must
yield a fact by this rule, `rejects` must not.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from ontology.kept import digest, kept


class RuleError(ValueError):
    """A rule file is faulty; the message names the file and the rule."""


@dataclass(frozen=True)
class Rule:
    """A rule; see the module's docstring for the fields."""

    id: str
    build: str
    trigger: tuple[str, ...]
    pattern: str
    set: Mapping[str, str]
    confidence: str
    matches: str
    rejects: str
    source: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern compiled, when it is first asked for; a ValueError where it is faulty."""
        from graph.extraction.patterns import compile_pattern

        return compile_pattern(self.pattern, self.id)


@lru_cache(maxsize=1)
def load_rules() -> tuple[Rule, ...]:
    """All rules, by file name, then as they stand in the file; they are read once for each installation.

    Raises:
        RuleError: a field is missing, or an id is used twice.
    """
    paths = [path for path in sorted(Path(__file__).parent.glob("*.toml")) if path.name != "macros.toml"]
    return kept("rules", digest([Path(__file__), *paths]), lambda: _read(paths))


def _read(paths: Iterable[Path]) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for path in paths:
        table = tomllib.loads(path.read_text("utf-8"))
        rules += [_rule(path.name, entry) for entry in table.get("rule", [])]
    ids = [rule.id for rule in rules]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise RuleError(f"rule ids used twice: {', '.join(twice)}")
    return tuple(rules)


def _rule(source: str, entry: dict[str, object]) -> Rule:
    try:
        return Rule(
            id=str(entry["id"]),
            build=str(entry["build"]),
            trigger=tuple(entry["trigger"]),  # type: ignore[arg-type]
            pattern=str(entry["pattern"]),
            set=dict(entry.get("set", {})),  # type: ignore[call-overload]
            confidence=str(entry.get("confidence", "0.85")),
            matches=str(entry["matches"]),
            rejects=str(entry["rejects"]),
            source=source,
        )
    except (KeyError, ValueError) as error:
        raise RuleError(f"{source}, rule {entry.get('id', '?')}: {error}") from error


@lru_cache(maxsize=1)
def rules_digest() -> str:
    """SHA-256 (hex) over everything that decides what is extracted: rule files and word lists."""
    found = hashlib.sha256()
    for package in ("graph.rules", "graph.lexicon"):
        for file in sorted(files(package).iterdir(), key=lambda f: f.name):
            if file.name.endswith((".toml", ".txt")):
                found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()
