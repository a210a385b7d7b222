"""A release's names and passages in, an index that is asked by words out: SQLite's FTS5 ranks passages, rapidfuzz
finds names."""

import bisect
import itertools
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_MOST_WORDS: Final = 12
"""Words of a search that count."""
_LIKE: Final = 75.0
"""Score from which a name is offered (0 to 100)."""
_SHORT: Final = 4
"""A word of so few letters is taken as it is written: two errors would make it any other."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with its names, the label first, and the classes it is in (IRIs)."""

    iri: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def label(self) -> str:
        """Its name."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its text, the document's local name, and the offsets there."""

    iri: str
    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundName:
    """A thing that a search found, by which of its names, and how well (0 to 100)."""

    thing: Thing
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that a search found, and how well (greater is better)."""

    passage: Passage
    score: float


class Index:
    """Built once per release; asked from any thread, one at a time."""

    def __init__(self, things: Iterable[Thing], passages: Iterable[Passage]) -> None:
        self.things = {thing.iri: thing for thing in things}
        self._names: dict[str, list[tuple[Thing, str]]] = defaultdict(list)
        for thing in self.things.values():
            for name in thing.names:
                self._names[fold(name)].append((thing, name))
        self._keys = sorted(self._names)
        holders: dict[str, set[str]] = defaultdict(set)
        for key in self._keys:
            for word in key.split():
                holders[word].add(key)
        self._holders = {word: frozenset(keys) for word, keys in holders.items()}
        self._passages = list(passages)
        self._texts = sqlite3.connect(":memory:", check_same_thread=False)
        self._texts.execute("CREATE VIRTUAL TABLE passage USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
        self._texts.execute("CREATE VIRTUAL TABLE word USING fts5vocab(passage, row)")
        rows = ((number, passage.text) for number, passage in enumerate(self._passages))
        self._texts.executemany("INSERT INTO passage(rowid, text) VALUES (?, ?)", rows)
        self._words = [word for (word,) in self._texts.execute("SELECT term FROM word ORDER BY doc DESC")]
        self._known = frozenset(self._words)

    def names(self, text: str, limit: int, kinds: frozenset[str] = frozenset()) -> list[FoundName]:
        """Things by name, best first; of one thing the best name counts. `kinds` keeps to things of these classes."""
        wanted = fold(text)
        if not wanted:
            return []
        best: dict[str, FoundName] = {}
        for key, score in self._alike(wanted, limit):
            for thing, name in self._names[key]:
                if kinds and kinds.isdisjoint(thing.kinds):
                    continue
                if thing.iri not in best or score > best[thing.iri].score:
                    best[thing.iri] = FoundName(thing, name, round(score, 1))
        return sorted(best.values(), key=lambda found: (-found.score, len(found.name), found.thing.label))[:limit]

    def passages(self, text: str, limit: int) -> list[FoundPassage]:
        """Passages that hold the words, each as written or as the nearest word that the documents hold, best first."""
        words = [self._nearest(word) for word in fold(text).split()[:_MOST_WORDS]]
        if not words:
            return []
        match = " ".join(f'"{word}"' for word in words)
        query = "SELECT rowid, -bm25(passage) FROM passage WHERE passage MATCH ? ORDER BY bm25(passage), rowid LIMIT ?"
        rows = self._texts.execute(query, (match, limit)).fetchall()
        return [FoundPassage(self._passages[number], round(score, 3)) for number, score in rows]

    def _alike(self, wanted: str, limit: int) -> Iterator[tuple[str, float]]:
        """Names like a text, with a score: the same 100, beginning with it 90 to 97, holding all its words 80 to 90,
        typing errors (one in four letters at most) and another order of words below 95."""
        if wanted in self._names:
            yield wanted, 100.0
        start = bisect.bisect_left(self._keys, wanted)
        for key in itertools.takewhile(
            lambda key: key.startswith(wanted), itertools.islice(self._keys, start, start + limit * 20)
        ):
            yield key, 90.0 + 7.0 * len(wanted) / len(key)
        holders = [self._holders.get(word, frozenset()) for word in wanted.split()]
        for key in itertools.islice(sorted(frozenset.intersection(*holders)), limit * 20):
            yield key, 80.0 + 10.0 * len(wanted) / len(key)
        for scorer, scale in ((OSA.normalized_similarity, 100.0), (fuzz.token_sort_ratio, 1.0)):
            found = process.extract(wanted, self._keys, scorer=scorer, score_cutoff=_LIKE / scale, limit=limit * 20)
            yield from ((key, 0.95 * score * scale) for key, score, _ in found)

    def _nearest(self, word: str) -> str:
        if word in self._known or len(word) <= _SHORT:
            return word
        most = 1 if len(word) < 8 else 2
        found = process.extractOne(word, self._words, scorer=OSA.distance, score_cutoff=most)
        return found[0] if found else word


def fold(text: str) -> str:
    """A text as it is compared: letters and digits only, without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
