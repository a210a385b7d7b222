"""An evaluation in, tables for people or plain values for JSON out."""

from collections.abc import Iterable, Sequence
from typing import Any

from graph.evaluation.calibration import Judged, judged_rules
from graph.evaluation.kinds import KINDS
from graph.evaluation.reliability import Bin, by_confidence, by_rule, expected_error
from graph.evaluation.run import Evaluation
from graph.evaluation.scoring import Counts, Score


def as_text(evaluation: Evaluation, *, per_document: bool = False, errors: bool = False) -> str:
    """The tables: kinds, attributes, confidence, rules; documents and errors where asked for."""
    overall = evaluation.overall
    parts = [_kinds(overall), _attributes(overall), _confidence(overall), _rules(overall)]
    if per_document:
        parts.insert(0, _documents(evaluation))
    if errors:
        parts.insert(0, _errors(evaluation))
    if evaluation.missing:
        parts.append(f"No document for: {', '.join(evaluation.missing)}")
    return "\n\n".join(parts)


def as_json(evaluation: Evaluation, *, per_document: bool = False, errors: bool = False) -> dict[str, Any]:
    """The same as plain values; shares rounded to four digits."""
    overall = evaluation.overall
    bins = by_confidence(overall.judged)
    result: dict[str, Any] = {
        "all": _counts(overall.overall),
        "kinds": {kind: _counts(overall.counts[kind]) for kind in KINDS},
        "attributes": {name: {"right": right, "of": of} for name, (right, of) in overall.attributes.items()},
        "denied": {"asserted": overall.denied[0], "of": overall.denied[1]},
        "confidence": {"bins": list(map(_bin, bins)), "expected_error": round(expected_error(bins), 4)},
        "rules": list(map(_bin, by_rule(overall.judged))),
        "missing": list(evaluation.missing),
    }
    if per_document:
        result["documents"] = {name: _counts(score.overall) for name, score in evaluation.scores.items()}
    if errors:
        result["errors"] = [
            {"document": name, "sort": error.sort, "kind": error.kind, "fact": error.shown}
            for name, score in evaluation.scores.items()
            for error in score.errors
        ]
    return result


def _counts(counts: Counts) -> dict[str, float]:
    return {
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
        "gold": counts.gold,
        "found": counts.found,
        "extra": counts.extra,
    }


def _bin(row: Bin) -> dict[str, Any]:
    return {
        "name": row.name,
        "facts": row.facts,
        "right": row.right,
        "precision": round(row.precision, 4),
        "confidence": round(row.confidence, 4),
    }


_HEAD = ("gold", "found", "extra", "precision", "recall", "F1")


def _row(counts: Counts) -> list[str]:
    shares = (counts.precision, counts.recall, counts.f1)
    return [*map(str, (counts.gold, counts.found, counts.extra)), *(f"{share:.3f}" for share in shares)]


def _kinds(score: Score) -> str:
    rows = [[kind, *_row(score.counts[kind])] for kind in KINDS]
    return _table(["kind", *_HEAD], [*rows, ["all", *_row(score.overall)]])


def _documents(evaluation: Evaluation) -> str:
    return _table(["document", *_HEAD], [[name, *_row(s.overall)] for name, s in evaluation.scores.items()])


def _attributes(score: Score) -> str:
    lines = [f"{name}: {right} of {of} right" for name, (right, of) in score.attributes.items()]
    asserted, of = score.denied
    return "\n".join([*lines, f"denied facts stated: {asserted} of {of}"])


def _confidence(score: Score) -> str:
    bins = by_confidence(score.judged)
    table = _table(["confidence", "facts", "right", "precision", "mean", "gap"], map(_shown, bins))
    return f"{table}\nexpected calibration error {expected_error(bins):.3f}"


def _rules(score: Score) -> str:
    rows = sorted(by_rule(score.judged), key=lambda row: (row.right - row.facts, -row.facts, row.name))
    judged = judged_rules()
    told = ([*_shown(row), "/".join(map(str, judged.get(row.name, Judged()).hand))] for row in rows)
    return _table(["rule", "fired", "right", "precision", "mean", "gap", "by hand"], told)


def _shown(row: Bin) -> list[str]:
    shares = (row.precision, row.confidence)
    return [row.name, str(row.facts), str(row.right), *(f"{share:.3f}" for share in shares), f"{row.gap:+.3f}"]


def _errors(evaluation: Evaluation) -> str:
    return "\n".join(
        f"{name}: {error.sort} {error.kind}: {error.shown}"
        for name, score in evaluation.scores.items()
        for error in score.errors
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns of text, the first to the left, numbers to the right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(line[1:], widths[1:], strict=True))])
        for line in lines
    )
