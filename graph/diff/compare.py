"""Two release folders in, what differs between them, with the cause of each fact's change, out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graph.derivation.stated import said
from graph.diff.model import Cause, Change, Difference, FactState, Sort
from graph.diff.pairing import pairs
from graph.diff.scan import subject
from graph.diff.sides import DERIVED, INFLUENCED, INVALIDATED, Side, first, side
from graph.rdf.differing import differing
from graph.rdf.literals import text_of
from ontology.namespaces import SPID

_THING: Final = f"<{SPID}".encode()


def compare(before: Path, after: Path) -> Difference:
    """The difference from one release to another.

    Both graphs are sorted, so what differs is found by reading them side by side; only this is held in memory.

    Raises:
        OSError: one of them cannot be read.
    """
    with (before / "graph.nq").open("rb") as old_lines, (after / "graph.nq").open("rb") as new_lines:
        found = differing(old_lines, new_lines)
    assert found
    gone, new = found
    subjects = {subject(line) for line in (*gone, *new) if not line.endswith(DERIVED)}
    comparison = _Comparison(side(before, subjects), side(after, subjects))
    return Difference(
        before=before.name,
        after=after.name,
        documents=_documents(comparison.old.documents, comparison.new.documents),
        versions=comparison.versions,
        changes=sorted(
            _at_second_hand(comparison), key=lambda c: (list(Sort).index(c.sort), c.cause, c.detail, c.state.iri)
        ),
        things=_things(comparison.old.things, comparison.new.things),
        derived=(_short_cuts(gone), _short_cuts(new)),
    )


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Both sides of what differs."""

    old: Side
    new: Side

    @property
    def versions(self) -> list[str]:
        """Names of what has another version: rules, authority, decisions …"""
        one, other = (side.manifest.get("versions", {}) for side in (self.old, self.new))
        return sorted(name for name in {**one, **other} if one.get(name) != other.get(name))

    @property
    def passing(self) -> Set[bytes]:
        """The things that only one release has."""
        return {iri for iri in self.old.things.keys() ^ self.new.things.keys() if iri.startswith(_THING)}

    def changes(self) -> Iterable[Change]:
        """What became of each fact."""
        old, new = dict(self.old.facts), dict(self.new.facts)
        for key in sorted(old.keys() & new.keys()):
            one, other = old.pop(key), new.pop(key)
            if one.node.pairs != other.node.pairs:
                yield self._change(Sort.CHANGED, one, other)
        for sort, one, other in pairs(old, new, self.passing):
            yield self._change(sort, one, other)
        for fact in new.values():
            yield self._change(Sort.ADDED, None, fact)
        for fact in old.values():
            yield self._change(Sort.WITHDRAWN, fact, None)

    def _change(self, sort: Sort, one: FactState | None, other: FactState | None) -> Change:
        cause, detail = self._cause(one, other)
        return Change(sort, cause, detail, one, other)

    def _cause(self, one: FactState | None, other: FactState | None) -> tuple[Cause, str]:
        """A decision first, since it names the fact; then the document, quarantine, and what all facts rest on."""
        return (
            self._decided(one, other)
            or self._decided_of_things(one, other)
            or self._updated(one, other)
            or self._document(one, other)
            or self._quarantined(one, other)
            or self._of_all()
        )

    def _decided(self, one: FactState | None, other: FactState | None) -> tuple[Cause, str] | None:
        """A decision that only one release knows."""
        was, now = (first(state.node, INFLUENCED) if state else b"" for state in (one, other))
        if now and now != was:
            return Cause.DECISION, self.new.decision(now)
        if one and (rejected := first(self.new.quarantine.get(one.node.subject), INVALIDATED)):
            return Cause.DECISION, self.new.decision(rejected)
        if other and (rejected := first(self.old.quarantine.get(other.node.subject), INVALIDATED)):
            return Cause.DECISION, f"withdrawn: {self.old.decision(rejected)}"
        return (Cause.DECISION, f"withdrawn: {self.old.decision(was)}") if was and not now else None

    def _decided_of_things(self, one: FactState | None, other: FactState | None) -> tuple[Cause, str] | None:
        """A decision about a thing (merge, split) that made the fact name another."""
        if not (one and other):
            return None
        was, now = self.old.deciding(one, other), self.new.deciding(other, one)
        if come := sorted(now - was):
            return Cause.DECISION, self.new.decision(come[0])
        gone = sorted(was - now)
        return (Cause.DECISION, f"withdrawn: {self.old.decision(gone[0])}") if gone else None

    def _updated(self, one: FactState | None, other: FactState | None) -> tuple[Cause, str] | None:
        """An update made the one release of the other, or of one of the same documents and versions."""
        old, new = self.old.manifest, self.new.manifest
        if "parent" not in new or any(old.get(name) != new.get(name) for name in ("inputs", "versions")):
            return None
        return self._quarantined(one, other) or (Cause.UPDATE, "")

    def _document(self, one: FactState | None, other: FactState | None) -> tuple[Cause, str] | None:
        """A document that only one release was made of, or another version of it."""
        ids = [text_of(state.node.graph).removeprefix(SPID) for state in (one, other) if state]
        if all(key in self.old.documents and key in self.new.documents for key in ids):
            return None
        state = other or one
        assert state is not None
        was, now = (state.document in set(side.documents.values()) for side in (self.old, self.new))
        if was and now:
            return Cause.DOCUMENT_CHANGED, state.document
        return (Cause.DOCUMENT_ADDED if now else Cause.DOCUMENT_REMOVED), state.document

    def _quarantined(self, one: FactState | None, other: FactState | None) -> tuple[Cause, str] | None:
        if one and not other and one.node.subject in self.new.quarantine:
            return Cause.SHAPES, "violates a shape"
        if other and not one and other.node.subject in self.old.quarantine:
            return Cause.SHAPES, "no longer violates a shape"
        return None

    def _of_all(self) -> tuple[Cause, str]:
        """What all facts rest on; where nothing but decisions differs, those that only one release knows."""
        if not self.versions:
            return Cause.OTHER_DOCUMENTS, ""
        come, gone = (sorted(a.decisions - b.decisions) for a, b in ((self.new, self.old), (self.old, self.new)))
        told = [*map(self.new.decision, come), *(f"withdrawn: {self.old.decision(iri)}" for iri in gone)]
        if told and self.versions == ["decisions"] and self.old.documents == self.new.documents:
            return Cause.DECISION, "; ".join(told)
        return Cause.VERSIONS, ", ".join(self.versions)


def _at_second_hand(comparison: _Comparison) -> list[Change]:
    """The changes; one that has no cause of its own has the decision as its cause that made a thing come or go which it names.

    So an agreement that is named by its parties is another where one of these is merged, and so is what other parties did about it.
    """
    changes, passing = list(comparison.changes()), comparison.passing
    naming: dict[bytes, list[int]] = defaultdict(list)
    for at, change in enumerate(changes):
        for iri in _named_things(change) & passing:
            naming[iri].append(at)
    waiting = [at for at, change in enumerate(changes) if change.cause is Cause.DECISION]
    for at in waiting:
        for iri in sorted(_named_things(changes[at]) & passing):
            for other in naming.pop(iri, ()):
                if changes[other].cause in (Cause.VERSIONS, Cause.OTHER_DOCUMENTS):
                    changes[other] = replace(changes[other], cause=Cause.DECISION, detail=changes[at].detail)
                    waiting.append(other)
    return changes


def _named_things(change: Change) -> set[bytes]:
    return {value for state in (change.before, change.after) if state for _, value in said(state.node)}


def _documents(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, list[str]]:
    """Names of documents that came, went, or have another content."""
    gone, come = ({side[key] for key in side.keys() - other.keys()} for side, other in ((old, new), (new, old)))
    return {"added": sorted(come - gone), "withdrawn": sorted(gone - come), "changed": sorted(come & gone)}


def _things(old: Mapping[bytes, str], new: Mapping[bytes, str]) -> dict[str, list[tuple[str, str]]]:
    """IRI and label of things and concepts that came, went, or are described differently."""

    def listed(keys: Collection[bytes], side: Mapping[bytes, str]) -> list[tuple[str, str]]:
        return [(text_of(key), side[key]) for key in sorted(keys)]

    return {
        "added": listed(new.keys() - old.keys(), new),
        "withdrawn": listed(old.keys() - new.keys(), old),
        "changed": listed(old.keys() & new.keys(), new),
    }


def _short_cuts(lines: Iterable[bytes]) -> int:
    return sum(line.endswith(DERIVED) for line in lines)


def differences(one: FactState, other: FactState) -> list[tuple[str, str, str]]:
    """What a changed fact says differently: (property, before, after), and one entry "evidence or certainty" where it says the same."""
    if said(one.node) == said(other.node):
        return [("evidence or certainty", "", "")]
    names = sorted({name for name, _ in (*one.values, *other.values)})
    shown = [(name, _cell(one, name), _cell(other, name)) for name in names]
    return [entry for entry in shown if entry[1] != entry[2]] or [
        (name, was, now) for name in names if (was := _named(one, name)) != (now := _named(other, name))
    ]


def _cell(state: FactState, name: str) -> str:
    return " | ".join(value for prop, value in state.values if prop == name)


def _named(state: FactState, name: str) -> str:
    """As `_cell`, of things that bear one label: with the names of their IRIs."""
    told = zip(state.values, said(state.node), strict=True)
    return " | ".join(
        f"{value} ({text_of(term).removeprefix(SPID)})" for (prop, value), (_, term) in told if prop == name
    )
