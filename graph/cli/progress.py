"""Steps of a build in, a progress bar on a terminal or one log line a stage elsewhere out, on standard error."""

import sys
from types import TracebackType
from typing import Any, Self

from tqdm import tqdm


class ProgressDisplay:
    """Shows the steps of a build; call it as `graph.build.Progress`, and use it in `with` so that the bar is closed."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._stage = ""
        self._bar: tqdm[Any] | None = None

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
            self._close()
            self._stage = stage
            if self._terminal:
                self._bar = tqdm(total=total, desc=stage.ljust(18), leave=False, file=sys.stderr)
            else:
                count = f": {total} documents" if total > 1 else f": {item}" if item else ""
                print(f"spacepact: {stage}{count}", file=sys.stderr, flush=True)
        if self._bar is not None:
            self._bar.set_postfix_str(item[:40], refresh=False)
            self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
