"""What a document tells of agreements in; the events of signing that it tells by that, out.

Who signed what on which day is an event too, whether or not the text calls it one or says where it was. What is only dated ("the
agreement of 4 April"), joined or in force is none, nor is a row of a register.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.dates.values import Date, Precision
from graph.facts import Concept, EntityRef, Fact, Value

_SIGNED = re.compile(
    r"\b(?:co-)?sign(?:s|ed|ing|ature)?\b|\b(?:inked|initialled|initialed|concluded|sealed|exchanged)\b"
    r"|\b(?:names?|signatures?|pen) to\b",
    re.IGNORECASE,
)
_TABLE = "layout-table"
"""How the names of the rules begin that read rows."""
_RULE = "event-of-signing"


def signings(text: str, facts: Sequence[Fact]) -> Iterator[Fact]:
    """One event for each agreement and day of its signature, with all who signed, where no other event tells of it."""
    told: dict[tuple[Value, Date], list[Fact]] = defaultdict(list)
    known: list[tuple[Value | None, set[Value]]] = []
    for fact in facts:
        said = dict(fact.values)
        day = said.get("sp:date")
        if fact.kind == "Event" and said.get("dcterms:type") == Concept("signing"):
            known.append((said.get("schema:startDate"), {v for p, v in fact.values if p == "sp:participant"}))
        elif (
            said.get("sp:action") == Concept("signature")
            and isinstance(day, Date)
            and day.precision is Precision.DAY
            and _is_told(text, fact)
        ):
            told[said["sp:agreement"], day].append(fact)
    for (_, day), group in told.items():
        people = dict.fromkeys(v for f in group for p, v in f.values if p in ("sp:party", "sp:signedBy"))
        if any(date == day or (date is None and who & people.keys()) for date, who in known):
            continue
        first = min((e for f in group for e in f.evidence), key=lambda e: (e.span.start, e.span.end))
        yield Fact(
            "Event",
            (
                ("dcterms:type", Concept("signing")),
                ("schema:startDate", day),
                *(("sp:participant", who) for who in people if isinstance(who, EntityRef)),
            ),
            (first,),
            _RULE,
            min(f.confidence for f in group),
        )


def _is_told(text: str, fact: Fact) -> bool:
    """Whether a passage, and no mere row, speaks of signing."""
    spans = [evidence.span for evidence in fact.evidence]
    return not fact.rule.startswith(_TABLE) and any(_SIGNED.search(text, span.start, span.end) for span in spans)
