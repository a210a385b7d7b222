"""A release in, how much of each document gave facts out: sentences with and without, and names that nothing
explains."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ontology.namespaces import SPID
from server.engine.select import Row
from server.releases import Release
from server.views.facts import nodes

PER_PAGE: Final = 100
_END: Final = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Coverage:
    """One document: sentences (counted by their full stops, so roughly), those in which a fact was found, facts, and
    unknown names."""

    document: str
    title: str
    name: str
    issued: str
    sentences: int
    with_facts: int
    facts: int
    unknown: int

    @property
    def share(self) -> int:
        """Sentences with facts, in percent."""
        return round(100 * self.with_facts / self.sentences) if self.sentences else 0


def passages_query(documents: Iterable[str]) -> str:
    """The query for where the facts of documents stand."""
    return f"""SELECT DISTINCT ?document ?start ?fact WHERE {{ VALUES ?document {{ {nodes(SPID + d for d in documents)} }}
  ?passage oa:hasSource ?document ; oa:hasSelector/oa:start ?start . ?fact prov:wasDerivedFrom ?passage ; a sp:Fact }}"""


def coverage(
    release: Release, records: Sequence[Mapping[str, Any]], rows: Sequence[Row], unknown: Mapping[str, int]
) -> list[Coverage]:
    """The coverage of documents, those with the smallest share first. Reads their texts."""
    starts: dict[str, set[int]] = defaultdict(set)
    facts: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for row in rows:
        document = row["document"].removeprefix(SPID)
        starts[document].add(int(row["start"]))
        if (document, row["fact"]) not in seen:
            seen.add((document, row["fact"]))
            facts[document] += 1
    found = [
        _document(release, record, starts[record["id"]], facts[record["id"]], unknown.get(record["name"], 0))
        for record in records
    ]
    return sorted(found, key=lambda one: (one.share, one.title))


def _document(release: Release, record: Mapping[str, Any], starts: set[int], facts: int, unknown: int) -> Coverage:
    text = (release.path / "texts" / f"{record['id']}.txt").read_bytes().decode()
    begins = [
        place for block in record.get("blocks", ()) if block["kind"] != "furniture" for place in _sentences(text, block)
    ]
    hit = {bisect_right(begins, start) for start in starts} - {0}
    return Coverage(
        document=record["id"],
        title=record.get("title") or record["name"],
        name=record["name"],
        issued=record.get("issued") or "",
        sentences=len(begins),
        with_facts=len(hit),
        facts=facts,
        unknown=unknown,
    )


def _sentences(text: str, block: Mapping[str, Any]) -> list[int]:
    """Where the sentences of a block begin."""
    return [block["start"], *(match.end() for match in _END.finditer(text, block["start"], block["end"]))]
