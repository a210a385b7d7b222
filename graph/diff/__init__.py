"""Two releases in, the facts that came, went or changed, each with its cause, out."""

from graph.diff.compare import compare
from graph.diff.model import Cause, Change, Difference, Sort

__all__ = ["Cause", "Change", "Difference", "Sort", "compare"]
