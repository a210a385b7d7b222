"""The executor without workers: everything in this process, one source after the other. A crash ends the build."""

from collections.abc import Iterable, Iterator

from graph.running.executor import Outcome, Work
from graph.sources import Source


class Serial:
    """Works in the calling process."""

    at_once = 1

    def run(self, work: Work, sources: Iterable[Source]) -> Iterator[Outcome]:
        """One outcome for each source, in their order."""
        return map(work.do, sources)
