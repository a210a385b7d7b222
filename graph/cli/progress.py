"""Steps of a build in, a progress bar on a terminal or log lines elsewhere out, on standard error: how much, how fast, how long still."""

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from tqdm import tqdm

EVERY: Final = 10.0
"""Seconds between two log lines of one stage."""


class ProgressDisplay:
    """Shows the steps of a build; call it as `graph.build.Progress`, and use it in `with` so that the bar is closed."""

    def __init__(self, quiet: bool, things: str = "documents") -> None:
        self._quiet = quiet
        self._things = things
        self._terminal = sys.stderr.isatty()
        self._stage = ""
        self._bar: tqdm[Any] | None = None
        self._began = self._logged = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __call__(self, stage: str, done: int, total: int, item: str) -> None:
        if self._quiet:
            return
        if stage != self._stage:
            self._begin(stage, total, item)
        if self._bar is not None:
            self._bar.set_postfix_str(item[:40], refresh=False)
            self._bar.update(done - self._bar.n)
        elif not self._terminal and done and monotonic() - self._logged >= EVERY:
            self._logged = monotonic()
            _log(f"{stage}: {pace(done, total, self._logged - self._began)}")

    def _begin(self, stage: str, total: int, item: str) -> None:
        self._close()
        self._stage = stage
        self._began = self._logged = monotonic()
        if self._terminal:
            self._bar = _bar(stage, total)
        else:
            _log(f"{stage}: {total:,} {self._things}" if total > 1 else f"{stage}: {item}" if item else stage)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _bar(stage: str, total: int) -> "tqdm[Any]":
    """A progress bar without a thread of its own, since processes may be forked while it is shown."""
    from tqdm import tqdm

    tqdm.monitor_interval = 0
    return tqdm(total=total, desc=stage.ljust(18), leave=False, file=sys.stderr)


def pace(done: int, total: int, seconds: float) -> str:
    """How much of a stage is done after so many seconds, how fast it goes, and how long the rest will take at that rate."""
    from tqdm import tqdm

    rate = done / seconds
    return f"{done:,} of {total:,}, {rate:,.1f} a second, {tqdm.format_interval(int((total - done) / rate))} left"


def _log(line: str) -> None:
    print(f"spacepact: {line}", file=sys.stderr, flush=True)
