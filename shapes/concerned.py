"""Which facts a report speaks against: a report and its quads in, the IRIs of the facts to quarantine out.

A violation leads to facts by these rules, the first that applies:

1. its focus or its value is a fact: those facts (both, where both are: two facts that cannot hold together);
2. its focus is evidence (a selector, a passage) or a document: the facts that rest on it, by oa:hasSelector,
   oa:hasSource and prov:wasDerivedFrom backwards;
3. its focus is anything else, such as an entity without a name: the facts that have it as a value of any property.

Shapes give an entity a violation only where a fact that speaks of it cannot be shown (it has no name); what is merely
wrong about an entity is a warning, so that one bad label does not take away every fact of a state. Warnings concern no
fact here.
"""

from collections.abc import Iterable
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from ontology.namespaces import OA, PROV, SP
from shapes.graph import TYPE
from shapes.report import ValidationReport
from shapes.terms import Term, term_of

DERIVED_FROM: Final = PROV + "wasDerivedFrom"
EVIDENCE: Final = frozenset({DERIVED_FROM, OA + "hasSelector", OA + "hasSource"})
"""The properties by which a fact rests on evidence."""
_FACTS = """
    Fact Membership AgreementAction Coverage Participation Launch Position Establishment Seat Event Figure
"""
FACT_CLASSES: Final = frozenset(SP + name for name in _FACTS.split())
"""The classes of facts; a fact is typed with at least one of them."""


def facts_concerned(report: ValidationReport, quads: Iterable[Quad]) -> set[str]:
    """The IRIs of the facts that must not be published. `quads` is the data that was validated; it is read once."""
    if not report.violations:
        return set()
    facts, above, users = _index(quads)
    found: set[Term] = set()
    for result in report.violations:
        focus = term_of(result.focus)
        named = {focus} | ({term_of(result.value)} if result.value else set())
        found |= (named & facts) or (_resting_on(focus, above) & facts) or users.get(focus, set())
    return {fact.value for fact in found}


def _index(quads: Iterable[Quad]) -> tuple[set[Term], dict[Term, set[Term]], dict[Term, set[Term]]]:
    """The facts; for each piece of evidence what rests on it; for any other node the facts that have it as a value."""
    facts: set[Term] = set()
    above: dict[Term, set[Term]] = {}
    values: dict[Term, set[Term]] = {}
    for quad in quads:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if isinstance(subject, Triple) or not isinstance(value, NamedNode | BlankNode):
            continue
        if predicate == TYPE and value.value in FACT_CLASSES:
            facts.add(subject)
        else:
            (above if predicate in EVIDENCE else values).setdefault(value, set()).add(subject)
    return facts, above, {value: subjects & facts for value, subjects in values.items()}


def _resting_on(node: Term, above: dict[Term, set[Term]]) -> set[Term]:
    found: set[Term] = set()
    level = {node}
    while level:
        level = {higher for term in level for higher in above.get(term, ())} - found
        found |= level
    return found
