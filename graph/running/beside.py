"""Makers of lines in, their lines, each maker's sorted, out: made in this process, or each by a process that is forked from it."""

import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from graph.rdf.nquads import in_order
from graph.running.executor import WorkersError

Maker = Callable[[], Iterable[bytes]]
CAN_FORK: Final = sys.platform == "linux"


@contextmanager
def sorted_lines(makers: Sequence[Maker], beside: bool) -> Iterator[list[Iterator[bytes]]]:
    """The lines of each maker. `beside`: processes make them, beginning now; who asks for lines waits until all of that maker are there.

    Raises:
        WorkersError: such a process died.
        OSError: there is no room for the files; and what else makers raise.
    """
    if not (beside and CAN_FORK):
        yield [in_order(maker()) for maker in makers]
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        yield [stack.enter_context(_forked(maker, folder / str(number))) for number, maker in enumerate(makers)]


@contextmanager
def _forked(maker: Maker, file: Path) -> Iterator[Iterator[bytes]]:
    here, there = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=_write, args=(maker, file, there), daemon=True)
    process.start()
    there.close()
    try:
        yield _written(file, here)
    finally:
        process.terminate()
        process.join()
        here.close()


def _write(maker: Maker, file: Path, told: Connection) -> None:
    """What the process does: tells None when the lines are there, or the error that there was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = str(file.parent)  # so that what is left there by a process that is stopped goes too
    try:
        with file.open("wb") as lines:
            lines.writelines(in_order(maker()))
        told.send(None)
    except (OSError, ValueError) as error:
        told.send(error)


def _written(file: Path, told: Connection) -> Iterator[bytes]:
    try:
        error: Exception | None = told.recv()
    except EOFError:
        raise WorkersError("a process that wrote a part of the graph died") from None
    if error:
        raise error
    with file.open("rb") as lines:
        yield from lines
