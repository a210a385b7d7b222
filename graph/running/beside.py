"""Work in, what it gives out: done by a process that is forked from this one, or in this one where none is wanted or can be."""

import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, TypeVar

from graph.rdf.nquads import in_order
from graph.running.executor import WorkersError

Result = TypeVar("Result")
CAN_FORK: Final = sys.platform == "linux"
BESIDE: Final = 250
"""Documents of which a part of the release is worth a process of its own."""


@contextmanager
def forked(work: Callable[[], Result], beside: bool = True) -> Iterator[Callable[[], Result]]:
    """A function that waits for what the work gives. `beside`: a process does it, beginning now; it is stopped when it is not waited for.

    Raises:
        WorkersError: the process died.
        OSError, ValueError: as the work raises them.
    """
    if not (beside and CAN_FORK):
        yield work
        return
    here, there = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=_do, args=(work, there), daemon=True)
    process.start()
    there.close()
    try:
        yield partial(_result, here)
    finally:
        process.terminate()
        process.join()
        here.close()


def _do(work: Callable[[], Result], told: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        told.send((work(), None))
    except (OSError, ValueError) as error:
        told.send((None, error))


def _result(told: Connection) -> Any:
    try:
        result, error = told.recv()
    except EOFError:
        raise WorkersError("a process that made a part of the release died") from None
    if error:
        raise error
    return result


@contextmanager
def sorted_lines(makers: Sequence[Callable[[], Iterable[bytes]]], beside: bool) -> Iterator[list[Iterator[bytes]]]:
    """The lines of each maker, sorted. `beside`: processes make them; who asks for lines waits until all of that maker are there.

    Raises:
        WorkersError: such a process died.
        OSError: there is no room for the files; and what else makers raise.
    """
    if not (beside and CAN_FORK):
        yield [in_order(maker()) for maker in makers]
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        files = [folder / str(number) for number in range(len(makers))]
        there = [stack.enter_context(forked(partial(_write, *both))) for both in zip(makers, files, strict=True)]
        yield [_read(*both) for both in zip(there, files, strict=True)]


def _write(maker: Callable[[], Iterable[bytes]], file: Path) -> None:
    tempfile.tempdir = str(file.parent)  # so that what is left there by a process that is stopped goes too
    with file.open("wb") as lines:
        lines.writelines(in_order(maker()))


def _read(there: Callable[[], None], file: Path) -> Iterator[bytes]:
    there()
    with file.open("rb") as lines:
        yield from lines
