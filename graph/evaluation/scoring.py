"""Gold documents and the facts found in them in; counts by kind and document, errors, and a judgement of every found fact out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from graph.evaluation.found import Found
from graph.evaluation.gold import GoldDocument, GoldFact
from graph.evaluation.kinds import KINDS
from graph.evaluation.matching import Matcher


class Judgement(StrEnum):
    """What the gold says of a found fact; BORDERLINE is neither right nor wrong."""

    RIGHT = "right"
    WRONG = "wrong"
    BORDERLINE = "borderline"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many facts the gold has, how many of them were found, and how many further ones were stated."""

    gold: int = 0
    found: int = 0
    extra: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.gold + other.gold, self.found + other.found, self.extra + other.extra)

    @property
    def precision(self) -> float:
        """The share of stated facts that are right; 0 where none is stated."""
        return self.found / (self.found + self.extra) if self.found + self.extra else 0.0

    @property
    def recall(self) -> float:
        """The share of gold facts that were found; 0 where there are none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Error:
    """A gold fact that was missed, a fact that the gold lacks (extra), or a denied one that was stated; `shown` is one line."""

    sort: str
    kind: str
    shown: str


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome of one document, or of several added up.

    `attributes` gives for each kind's attribute (role, status, title) how many are right among how many; `denied` how many denied facts
    were stated among how many.
    """

    counts: Mapping[str, Counts] = field(default_factory=dict)
    attributes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    denied: tuple[int, int] = (0, 0)
    errors: Sequence[Error] = ()
    judged: Sequence[tuple[Found, Judgement]] = ()

    @property
    def overall(self) -> Counts:
        """The counts of all kinds added up (micro average)."""
        return total(self.counts.values())


def total(counts: Iterable[Counts]) -> Counts:
    """The counts added up."""
    return sum(counts, Counts())


def score(gold: GoldDocument, found: Sequence[Found], agreement_types: Mapping[str, str]) -> Score:
    """How far the facts found in a document are those of its gold."""
    matcher = Matcher(gold, found, agreement_types)
    wanted = [fact for fact in distinct(gold.facts) if _is_judged(fact)]
    borderline = [fact for fact in gold.borderline if _is_judged(fact)]
    partners = {i: [f for f in found if matcher.matches(fact, f)] for i, fact in enumerate(wanted)}
    right = {id(f) for matching in partners.values() for f in matching}
    unsure = {id(f) for f in found if any(matcher.matches(fact, f) for fact in borderline)}
    judged = [(f, _judge(f, right, unsure)) for f in found]
    denied = [fact for fact in gold.denied if any(matcher.asserts(fact, f) for f in found)]
    extra = {f.identity(): f for f, judgement in judged if judgement is Judgement.WRONG}
    missed = [fact for i, fact in enumerate(wanted) if not partners[i]]
    counts = {
        kind: Counts(
            sum(fact.kind == kind for fact in wanted),
            sum(fact.kind == kind for i, fact in enumerate(wanted) if partners[i]),
            sum(f.kind == kind for f in extra.values()),
        )
        for kind in KINDS
    }
    errors = [
        *(Error("missed", fact.kind, fact.shown()) for fact in missed),
        *(Error("extra", f.kind, f.shown()) for f in extra.values()),
        *(Error("denied", fact.kind, fact.shown()) for fact in denied),
    ]
    attributes = _attributes(matcher, {i: (wanted[i], p) for i, p in partners.items() if p})
    return Score(counts, attributes, (len(denied), len(gold.denied)), errors, judged)


def add(scores: Iterable[Score]) -> Score:
    """The scores of several documents added up."""
    rows = list(scores)
    names = dict.fromkeys(name for row in rows for name in row.attributes)
    pairs = {name: [row.attributes.get(name, (0, 0)) for row in rows] for name in names}
    return Score(
        {kind: total(row.counts[kind] for row in rows) for kind in KINDS},
        {name: (sum(a for a, _ in found), sum(b for _, b in found)) for name, found in pairs.items()},
        (sum(row.denied[0] for row in rows), sum(row.denied[1] for row in rows)),
        [error for row in rows for error in row.errors],
        [judged for row in rows for judged in row.judged],
    )


def distinct(facts: Iterable[GoldFact]) -> list[GoldFact]:
    """The facts without those that repeat the things of an earlier one in another role or with another status."""
    merged = {"membership", "participation", "party"}
    seen: dict[object, GoldFact] = {}
    for number, fact in enumerate(facts):
        names = KINDS[fact.kind].identity
        key = (fact.kind, *(fact.first(name) for name in names)) if fact.kind in merged else number
        seen.setdefault(key, fact)
    return list(seen.values())


def _is_judged(fact: GoldFact) -> bool:
    """A launch or founding without a date cannot be matched, and is neither missed nor found."""
    return "date" not in KINDS[fact.kind].identity or bool(fact.first("date"))


def _judge(found: Found, right: set[int], unsure: set[int]) -> Judgement:
    if id(found) in right:
        return Judgement.RIGHT
    return Judgement.BORDERLINE if id(found) in unsure else Judgement.WRONG


def _attributes(matcher: Matcher, matched: Mapping[int, tuple[GoldFact, list[Found]]]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for fact, partners in matched.values():
        answers = [answer for f in partners if (answer := matcher.attribute(fact, f)) is not None]
        if answers:
            name = f"{fact.kind} {KINDS[fact.kind].attribute}"
            right, of = found.get(name, (0, 0))
            found[name] = right + any(answers), of + 1
    return found
