"""The mentions of a document in order in; what a sentence may leave out because earlier ones told it, out, in logarithmic time."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph.documents import Block
from graph.facts import EntityRef, Fact
from graph.mentions.model import Mention

MAIN = 3
"""Mentions that make a thing the main one of a document, if no other of its type has half as many."""
RECENT = 700
"""Characters within which a sentence may leave out the mission or agreement that it speaks of."""
JUST_NOW = 250
"""The same where several missions were spoken of: the last one is meant, unless another was named together with it."""
TOGETHER = 100
"""Characters within which two missions are named together."""
LOOKED_AT = 100
"""How many of the things that are named most often, or last in a paragraph, are looked at for the one that is meant."""


@dataclass(slots=True)
class _Thread:
    """The mentions of one type: where each ends, and how many things were spoken of up to it."""

    mentions: list[Mention] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    things: list[int] = field(default_factory=list)
    firsts: dict[tuple[str, ...], Mention] = field(default_factory=dict)
    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    ranked: list[tuple[tuple[str, ...], int]] | None = None

    def add(self, mention: Mention) -> None:
        self.firsts.setdefault(mention.entities, mention)
        self.counts[mention.entities] += 1
        self.mentions.append(mention)
        self.ends.append(mention.end)
        self.things.append(len(self.firsts))
        self.ranked = None

    def by_count(self) -> list[tuple[tuple[str, ...], int]]:
        if self.ranked is None:
            self.ranked = self.counts.most_common()
        return self.ranked


@dataclass(slots=True)
class Memory:
    """What a document names, its title, and the organisation of the last position that was told, with the place where it was."""

    title: Block | None = None
    employer: Mention | None = None
    told_at: int = -1
    told: list[tuple[int, Mention]] = field(default_factory=list)
    """Where each position that was told ends, with its organisation, in the order in which the rules found them."""
    contracts: tuple[Mention, ...] | None = None
    """The first mention of each contract, once they are asked for."""
    contracts_at: tuple[int, ...] = ()
    """Where contracts are spoken of, then."""
    posts: dict[str, tuple[str, Mention]] = field(default_factory=dict)
    """For each person, the last told of last, the title and the organisation of the post that was told of him last."""
    _threads: dict[str, _Thread] = field(default_factory=dict)
    _groups: _Thread = field(default_factory=_Thread)
    _texts: list[int] = field(default_factory=list)
    """Where headings name agreements."""
    _named: list[int] = field(default_factory=list)
    """Where each mention of a mission ends."""
    _topics: list[Mention | None] = field(default_factory=list)
    """For each of them the mission with which its sentence begins."""
    _headed: list[int] = field(default_factory=list)
    """Where each heading ends."""
    _paths: list[tuple[tuple[int, tuple[Mention, ...]], ...]] = field(default_factory=list)
    """For each heading its level and the organisations in it, then those of the headings above it."""

    def note(self, mentions: Iterable[Mention], topic: Mention | None = None) -> None:
        """Adds the missions, agreements, organisations and states of a sentence, which follow all that were noted before; `topic` is the
        mission with which it begins."""
        for mention in mentions:
            if mention.letter == "M":
                self._named.append(mention.end)
                self._topics.append(topic)
            if mention.letter in "MAOS":
                if mention.letter not in self._threads:
                    self._threads[mention.letter] = _Thread()
                self._threads[mention.letter].add(mention)
                if len(mention.entities) > 1:
                    self._groups.add(mention)

    def note_posts(self, facts: Iterable[Fact]) -> None:
        """Adds the posts that tables and lists tell, of which sentences may say who comes next."""
        for fact in facts:
            said = dict(fact.values)
            person, place, title = said.get("org:member"), said.get("org:organization"), said.get("sp:title")
            if fact.kind == "Position" and isinstance(person, EntityRef) and isinstance(place, EntityRef):
                span = fact.evidence[0].span
                self.posts[person.key] = (str(title), Mention(span.start, span.end, "O", (place.key,)))

    def head(self, level: int, end: int, mentions: Sequence[Mention]) -> None:
        """Adds a heading, which follows all that were noted before; the title has level 0."""
        self._texts += [m.start for m in mentions if m.letter == "A"][:1]
        above = tuple(h for h in (self._paths[-1] if self._paths else ()) if h[0] < level)
        self._paths.append(((level, tuple(m for m in mentions if m.letter == "O")), *above))
        self._headed.append(end)

    def _in_its_part(self, near: list[Mention], at: int) -> list[Mention]:
        """Of the agreements spoken of before a place those that the part of the document does that a heading with an agreement opens."""
        n = bisect_right(self._texts, at)
        return [m for m in near if m.start >= self._texts[n - 1]] if n else near

    def house(self, block: int, at: int, fits: Callable[[Mention], bool]) -> list[Mention]:
        """The organisation that a sentence at `at` means where it names none: the one that its paragraph, begun at `block`, or else the
        nearest heading speaks of, if it is one only that fits; else the document's main one."""
        thread = self._threads.get("O")
        here = thread.mentions[bisect_right(thread.ends, block) : bisect_right(thread.ends, at)] if thread else []
        n = bisect_right(self._headed, at)
        for named in (here, *(named for _, named in (self._paths[n - 1] if n else ()))):
            found = {m.entities: m for m in named[-LOOKED_AT:] if m.form != "pronoun" and fits(m)}
            if len(found) == 1:
                return [_referred(*found.values())]
        return self.main("O", fits)

    def first(self, letter: str) -> list[Mention]:
        """The first mention of a type, as a list of one, or none."""
        thread = self._threads.get(letter)
        return thread.mentions[:1] if thread else []

    def named(self, letter: str) -> list[Mention]:
        """All mentions of a type, in order."""
        thread = self._threads.get(letter)
        return thread.mentions if thread else []

    def within(self, letters: str, start: int, end: int) -> list[Mention]:
        """The mentions of some types that end in a slice of the document, by type."""
        threads = [self._threads[letter] for letter in letters if letter in self._threads]
        return [m for t in threads for m in t.mentions[bisect_right(t.ends, start) : bisect_right(t.ends, end)]]

    def last_group(self, at: int) -> list[Mention]:
        """The last mention before a place that stands for several things ("both agencies")."""
        n = bisect_right(self._groups.ends, at)
        return self._groups.mentions[max(0, n - 1) : n]

    def next(self, letter: str, at: int) -> Mention | None:
        """The first mention of a type behind a place, if there is one."""
        thread = self._threads.get(letter)
        n = bisect_right(thread.ends, at) if thread else 0
        return thread.mentions[n] if thread and n < len(thread.mentions) else None

    def just_named(self, letter: str, at: int) -> list[Mention]:
        """The last mention of a type, if it stands in the sentence before or so."""
        thread = self._threads.get(letter)
        n = bisect_right(thread.ends, at) if thread else 0
        return [_referred(thread.mentions[n - 1])] if thread and n and at - thread.ends[n - 1] < JUST_NOW else []

    def recent(self, letter: str, at: int, fits: Callable[[Mention], bool] = lambda _: True) -> list[Mention]:
        """The mission (M) or agreement (A) that the sentences just before spoke of, if they spoke of one only that fits; an agreement also
        from further back, if the document has spoken of no other."""
        thread = self._threads.get(letter)
        n = bisect_right(thread.ends, at) if thread else 0
        if not thread or not n:
            return []
        only = letter == "A" and thread.things[n - 1] == 1
        near = thread.mentions[n - 1 : n] if only else thread.mentions[bisect_right(thread.ends, at - RECENT) : n]
        near = [m for m in near if fits(m)]
        if letter == "A" and not only:
            near = self._in_its_part(near, at)
        if main := self.main(letter, fits):
            near = [m for m in near if m.entities == main[0].entities] or near
        if letter == "M" and len({m.entities for m in near}) > 1:
            topic = self._topic(at)
            near = [m for m in near if m == topic] or [
                m for m in near if m.end >= max(at - JUST_NOW, near[-1].end - TOGETHER)
            ]
        return [_referred(near[-1])] if len({m.entities for m in near}) == 1 else []

    def _topic(self, at: int) -> Mention | None:
        """The mission with which the last sentence that named one begins, if it stands just before."""
        n = bisect_right(self._named, at)
        return self._topics[n - 1] if n and at - self._named[n - 1] < JUST_NOW else None

    def main(self, letter: str, fits: Callable[[Mention], bool] = lambda _: True) -> list[Mention]:
        """The first mention of the thing of which the document speaks at least twice as often as of any other of its type that fits."""
        thread = self._threads.get(letter)
        most = thread.by_count()[:LOOKED_AT] if thread else []
        ranked = [(m, n) for e, n in most if thread and fits(m := thread.firsts[e])]
        if ranked and ranked[0][1] >= MAIN and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            return [_referred(ranked[0][0])]
        return []


def _referred(mention: Mention) -> Mention:
    """A mention as the antecedent of what leaves it out."""
    return replace(mention, antecedent=(mention.start, mention.end))
