"""The process that writes: an order on standard input, the outcome on standard output; killed at any moment it leaves
the old release current."""

import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from ontology.namespaces import SPID
from server.releases import Release, ReleaseError, current_release
from server.update.changes import Written, changes
from server.update.counts import counted, facts_in
from server.update.dataset import Change, is_default, lines_after, merge_again
from server.update.order import Order, Outcome, order_from_json, outcome_to_json
from server.update.release import LockedError, Result, begin, finish, locked, sorted_quads
from server.update.write import WriteError, write

if TYPE_CHECKING:
    from shapes.validation import ValidationReport

_QUARANTINE = NamedNode(SPID + "graph-quarantine")


def main() -> None:
    """Entry point."""
    sys.stdout.buffer.write(outcome_to_json(carry_out(order_from_json(sys.stdin.buffer.read()))))


def carry_out(order: Order) -> Outcome:
    """Make the new release that an order asks for."""
    data = Path(order.data)
    try:
        with locked(data):
            return _carry_out(order, data)
    except LockedError as error:
        return Outcome(503, str(error))
    except (ReleaseError, OSError) as error:
        return Outcome(500, str(error))
    except WriteError as error:
        return error.outcome


def _carry_out(order: Order, data: Path) -> Outcome:
    base = current_release(data)
    if base is None:
        return Outcome(503, "there is no release to write to")
    if order.expected not in ("", base.id):
        return Outcome(412, "the graph was changed since the client read it")
    folder = begin(data, base)
    try:
        before = Store.read_only(str(base.path / "store"))
        store = Store(str(folder / "store"))
        status = write(store, order, base.merges)
        lines = frozenset((base.path / "graph.nq").read_bytes().splitlines(keepends=True))
        change = merge_again(store, lines) if base.merges else None
        extra, aside = _judge(store, before, base.path, order, change) if order.validate else ({}, frozenset())
        store.flush()
        graph = (
            sorted_quads(store)
            if change is None
            else lines_after(store, lines, replace(change, triples=change.triples | aside))
        )
        now = frozenset(graph.splitlines(keepends=True))
        if now == lines and not extra:
            return Outcome(status, release=base.id)
        result = _result(
            base, Written(before, store, lines - now, now - lines, _iris(aside), _names(base)), graph, extra
        )
        del store, before
        return Outcome(status, release=finish(data, base, folder, result))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _result(base: Release, written: Written, graph: bytes, extra: Mapping[str, bytes]) -> Result:
    counts: dict[str, Any] = {"quads": graph.count(b"\n"), **counted(written.after, base.merges)}
    if "quarantine.nq" in extra:
        put_aside = facts_in(extra["quarantine.nq"].splitlines()) - facts_in(_quarantine(base.path).splitlines())
        counts["quarantined"] = int(base.counts.get("quarantined", 0)) + put_aside
    return Result(graph, extra, counts, changes(written))


def _iris(triples: Iterable[Triple]) -> set[str]:
    return {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}


def _names(base: Release) -> dict[str, str]:
    return {item["document"]: item["name"] for item in base.manifest.get("inputs", ())}


def _quarantine(base: Path) -> bytes:
    path = base / "quarantine.nq"
    return path.read_bytes() if path.exists() else b""


def _judge(
    store: Store, before: Store, base: Path, order: Order, change: Change | None
) -> tuple[dict[str, bytes], frozenset[Triple]]:
    """Refuse new violations, or put the facts that they concern into the quarantine; returns the files that change
    with that, and the triples put aside."""
    from shapes.validation import ValidationReport, facts_concerned, validate  # slow to load, and needed here only

    report = _report(store, before, change)
    if not report.violations:
        return {}, frozenset()
    known = set(validate(_published(before)).violations)
    new = ValidationReport.of(result for result in report.violations if result not in known)
    if not new.results:
        return {}, frozenset()
    if not order.quarantine:
        detail = f"the write violates the shapes ({len(new.results)} results); add quarantine=true to put the facts concerned aside"
        raise WriteError(Outcome(422, detail, report=new.to_turtle()))
    quads = _published(store)
    concerned = facts_concerned(new, quads)
    aside = [quad for quad in quads if getattr(quad.subject, "value", "") in concerned]
    if not aside:
        raise WriteError(
            Outcome(422, "the violations concern no fact, so nothing can be put aside", report=new.to_turtle())
        )
    for quad in aside:
        store.remove(quad)
        store.remove(Quad(quad.subject, quad.predicate, quad.object))
    moved = (
        serialize((Quad(q.subject, q.predicate, q.object, _QUARANTINE) for q in aside), format=RdfFormat.N_QUADS) or b""
    )
    lines = sorted({*_quarantine(base).splitlines(keepends=True), *moved.splitlines(keepends=True)})
    files = {"quarantine.nq": b"".join(lines), "report.ttl": new.to_turtle().encode()}
    return files, frozenset(quad.triple for quad in aside)


def _report(store: Store, before: Store, change: Change | None) -> "ValidationReport":
    """The report on the store; where the change is known, only on what it can touch."""
    from shapes.validation import Known, ValidationReport, revalidate, validate

    if change is None:
        return validate(_published(store))
    was = {triple for triple in change.triples if is_default(before, triple)}
    now = {triple for triple in change.triples if is_default(store, triple)}
    return revalidate(Known(ValidationReport(())), store, was - now, now - was).report


def _published(store: Store) -> list[Quad]:
    named = [quad for quad in store if isinstance(quad.graph_name, NamedNode)]
    return named or list(store)


if __name__ == "__main__":
    main()
