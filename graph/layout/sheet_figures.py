"""Keys that count something of an organisation, in fact sheets ("Number of member states: 7"): figures out."""

import re
from collections.abc import Iterator
from decimal import Decimal

from graph.builders.figures import measure_of
from graph.documents import Span
from graph.extraction.page import Page
from graph.facts import EntityRef, Fact
from graph.layout.making import Values, fact
from graph.layout.subjects import Subject

_COUNT = re.compile(
    r"(?:(?:total |overall )?number of (?P<of>.+)|(?P<what>(?:(?:full|associate|associated|founding|contributing|contracting|total) )*"
    r"(?:members?|member (?:states?|countries|agencies)|states|parties|signatories|observers?|associates|partners|participants|employees"
    r"|staff|personnel|agreements|scientists|students|countries|nations|chapters))(?: \((?:total|number|headcount)\))?)",
    re.I,
)
_NUMBER = re.compile(
    r"(?:about |some |around |over |more than |~)?<N\d+>(?: (?:people|persons|employees|staff|members|states|countries))?\W*"
)


def figures(page: Page, key: Span, value: Span, span: Span, organization: Subject) -> Iterator[Fact]:
    """How many there are of what the key names, if the value is a number and no more."""
    counted, tagged = _COUNT.fullmatch(page.words(key)), page.tagged(value.start, value.end)
    if counted is None or not _NUMBER.fullmatch(tagged.text):
        return
    number = tagged.slots[0].value
    if isinstance(count := getattr(number, "value", None), Decimal) and not getattr(number, "currency", None):
        measure = measure_of((counted["of"] or counted["what"]).lower())
        values: Values = [("sp:subject", EntityRef(organization[0])), ("sp:measure", measure), ("sp:value", count)]
        yield fact("Figure", "layout-fact-sheet", values, span, (key, organization[1]), "0.92")
