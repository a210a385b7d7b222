"""Statements that came and went in, the quads of the derived graph that come and go with them out, without deriving the rest again."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from pyoxigraph import Quad

from graph.derivation.conflicts import Conflict, block, conflicts, said
from graph.derivation.derive import Pair, conflict_quads, member_pairs, pair_quads, participation_pairs, party_pairs
from graph.resolution.model import Statement

Key = tuple[object, ...]

_SHORT_CUTS: Final[Mapping[str, tuple[str, tuple[str, str], Callable[[Iterable[Statement]], set[Pair]]]]] = {
    "Membership": ("org:memberOf", ("org:member", "org:organization"), member_pairs),
    "AgreementAction": ("sp:hasParty", ("sp:agreement", "sp:party"), party_pairs),
    "Participation": ("sp:participatesIn", ("sp:participant", "sp:mission"), participation_pairs),
}
"""By kind: the short cut, the properties whose values it joins, and the rule; statements that differ in these do not touch each other."""


class Derivation:
    """The derived graph of statements that come and go; at each moment `quads` is what `derive` makes of those that are there.

    A statement touches those on the same subject (conflicts), those on the same pair (short cuts), and the agents that share an
    agreement or mission with a pair that came or went; nothing else is looked at.
    """

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self.quads: set[Quad] = set()
        self._statements: dict[str, Statement] = {}
        self._blocks: dict[Key, set[str]] = defaultdict(set)
        self._conflicts: dict[Key, list[Conflict]] = {}
        self._topics: dict[Key, set[str]] = defaultdict(set)
        self._pairs: dict[Key, set[Pair]] = {}
        self._outdated: set[str] = set()
        self._agents: dict[str, set[str]] = defaultdict(set)
        self._shared: Counter[Pair] = Counter()
        self.update((), statements)

    def update(self, removed: Iterable[str], added: Iterable[Statement]) -> tuple[set[Quad], set[Quad]]:
        """Takes statements out by id, puts others in, and tells the quads that go and those that come.

        Raises:
            KeyError: there is no statement of an id to take out.
        """
        before = _Log(self.quads)
        touched = [self._statements.pop(key) for key in removed]
        for statement in touched:
            self._file(statement, out=True)
        for statement in added:
            self._statements[statement.id] = statement
            self._file(statement)
            touched.append(statement)
        topics = {key for statement in touched if (key := _topic(statement))}
        for key in {key for statement in touched if (key := block(statement))}:
            topics |= self._compare(key, before)
        for key in topics:
            self._shorten(key, before)
        return before.outcome()

    def _file(self, statement: Statement, out: bool = False) -> None:
        for index, key in ((self._blocks, block(statement)), (self._topics, _topic(statement))):
            if key:
                (index[key].discard if out else index[key].add)(statement.id)

    def _compare(self, key: Key, log: "_Log") -> set[Key]:
        """Derives the conflicts of a block anew; the topics of statements that are now outdated, or no longer, come back."""
        old = self._conflicts.get(key, [])
        self._conflicts[key] = new = conflicts(self._statements[name] for name in self._blocks[key])
        log.replace(conflict_quads(old), conflict_quads(new))
        was, now = ({conflict.second for conflict in found if conflict.supersedes} for found in (old, new))
        self._outdated = (self._outdated - was) | now
        others = (self._statements[name] for name in was ^ now if name in self._statements)
        return {topic for statement in others if (topic := _topic(statement))}

    def _shorten(self, key: Key, log: "_Log") -> None:
        """Derives the short cut of a topic anew, and the cooperation that rests on it."""
        prop, _, rule = _SHORT_CUTS[str(key[0])]
        valid = (self._statements[name] for name in self._topics[key] if name not in self._outdated)
        old, new = self._pairs.get(key, set()), rule(valid)
        self._pairs[key] = new
        log.replace(pair_quads(prop, old - new), pair_quads(prop, new - old))
        if prop == "org:memberOf":
            return
        for pairs, present in ((old - new, False), (new - old, True)):
            for first, second in pairs:
                thing, agent = (first, second) if prop == "sp:hasParty" else (second, first)
                self._share(thing, agent, present, log)

    def _share(self, thing: str, agent: str, present: bool, log: "_Log") -> None:
        """An agent takes part in an agreement or mission, or no longer; it cooperates with whom it shares at least one."""
        agents = self._agents[thing]
        agents.discard(agent)
        for other in agents:
            pair = min(agent, other), max(agent, other)
            self._shared[pair] += 1 if present else -1
            quads = list(pair_quads("sp:cooperatesWith", (pair, pair[::-1])))
            if present and self._shared[pair] == 1:
                log.replace((), quads)
            elif not self._shared[pair]:
                del self._shared[pair]
                log.replace(quads, ())
        if present:
            agents.add(agent)


class _Log:
    """Changes a set of quads, and remembers which went and came in all."""

    def __init__(self, quads: set[Quad]) -> None:
        self._quads = quads
        self._gone: set[Quad] = set()
        self._new: set[Quad] = set()

    def replace(self, gone: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Takes some out, then puts others in."""
        for quad in gone:
            self._quads.discard(quad)
            (self._new.discard if quad in self._new else self._gone.add)(quad)
        for quad in new:
            if quad not in self._quads:
                self._quads.add(quad)
                (self._gone.discard if quad in self._gone else self._new.add)(quad)

    def outcome(self) -> tuple[set[Quad], set[Quad]]:
        """What went, and what came."""
        return self._gone, self._new


def _topic(statement: Statement) -> Key | None:
    """The pair that a statement's short cut would join; None for kinds without one."""
    kind = statement.fact.kind
    return (kind, *(said(statement, prop) for prop in _SHORT_CUTS[kind][1])) if kind in _SHORT_CUTS else None
