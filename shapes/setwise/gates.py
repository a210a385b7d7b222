"""Constraints with a gate and a store in, the nodes that pass each gate out: asked of all, or of what a change touches.

A constraint that first counts in a sub-SELECT with HAVING can have solutions for those nodes only that this lets through. They are few, so
they are kept with a release: what else the constraint looks at may change as it will, no other node is asked for.
"""

from collections.abc import Iterator, Mapping, Set

from pyoxigraph import Store

from shapes.setwise.patterns import Gate
from shapes.setwise.plan import Candidates, Plan
from shapes.setwise.run import focus_nodes, query_texts


def gates(plan: Plan) -> Iterator[tuple[str, Gate]]:
    """The constraints with a gate, by their keys."""
    for constraint in plan.constraints:
        if constraint.query.gate:
            yield constraint.key, constraint.query.gate


def candidates_of(plan: Plan, store: Store) -> Candidates:
    """All nodes of the default graph of the store that pass.

    Raises:
        NotSetwiseError: one is a blank node.
    """
    return {key: _passing(store, gate, None) for key, gate in gates(plan)}


def candidates_after(plan: Plan, store: Store, before: Candidates, touched: Mapping[str, Set[str]]) -> Candidates:
    """Those of before, the `touched` ones, by key, asked anew.

    Raises:
        NotSetwiseError: one is a blank node.
    """
    return {
        key: (before[key] - touched[key]) | _passing(store, gate, touched[key])
        for key, gate in gates(plan)
        if key in before
    }


def _passing(store: Store, gate: Gate, nodes: Set[str] | None) -> frozenset[str]:
    return frozenset(node for text in query_texts(gate.query, nodes) for node in focus_nodes(store, text))
