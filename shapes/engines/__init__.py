"""The SHACL engines behind one signature: a data file and a shapes graph in, the graph of a standard report out."""

from collections.abc import Callable
from typing import Final

from shapes.data import DataFile
from shapes.engines import fast
from shapes.graph import Graph

Engine = Callable[[DataFile, Graph], Graph]
"""Blank nodes of the report that stand for nodes of the data or the shapes bear the labels that those have there.

Raises:
    EngineError: the engine refuses the shapes or fails.
"""


def _reference(data: DataFile, shapes: Graph) -> Graph:
    """pySHACL, loaded when it is asked for: it takes longer to load than the quick engine to validate."""
    from shapes.engines import reference

    return reference.run(data, shapes)


ENGINES: Final[dict[str, Engine]] = {"pyshifty": fast.run, "pyshacl": _reference}
