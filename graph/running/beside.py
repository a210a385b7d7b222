"""Work in, what it gives out: done by a process that is forked from this one, or in this one where none is wanted or can be."""

import ctypes
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from graph.rdf.nquads import in_order
from graph.running.executor import WorkersError

Result = TypeVar("Result")
CAN_FORK: Final = sys.platform == "linux"
_PARENT_DEATH_SIGNAL: Final = 1
_DIED: Final = "a process that made a part of the release died"
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
        yield partial(_given, here.recv)
    finally:
        process.terminate()
        process.join()
        here.close()


def _do(work: Callable[[], Result], told: Connection) -> None:
    _is_child()
    _give(work, told.send)


def _give(work: Callable[[], Any], answer: Callable[[tuple[Any, Exception | None]], object]) -> None:
    try:
        result = work()
    except (OSError, ValueError) as error:
        answer((None, error))
    else:
        answer((result, None))


def _given(answer: Callable[[], tuple[Any, Exception | None]]) -> Any:
    try:
        result, error = answer()
    except EOFError:
        raise WorkersError(_DIED) from None
    if error:
        raise error
    return result


def _is_child() -> None:
    """Has this process end with the one that started it, however that ends, so that it writes to no folder that is another's by then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if CAN_FORK:
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


class Helper:
    """A process that was started anew and holds nothing of this one: it does some work, to which it gives what `tell` tells."""

    def __init__(self, work: Callable[[Callable[[], Any]], Any]) -> None:
        """The work must be picklable; it is given a function that waits for what is told."""
        command = sys.executable, "-c", _START
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own code
        self.tell(sys.path)
        self.tell(work)

    def tell(self, content: Any) -> None:
        """Tells the work something.

        Raises:
            WorkersError: the process died.
        """
        assert self._process.stdin
        try:
            pickle.dump(content, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except BrokenPipeError:
            raise WorkersError(_DIED) from None

    def result(self) -> Any:
        """Waits for what the work gives.

        Raises:
            WorkersError: the process died.
            OSError, ValueError: as the work raises them.
        """
        assert self._process.stdout
        return _given(partial(pickle.load, self._process.stdout))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the process, whatever it does."""
        self._process.kill()
        with suppress(BrokenPipeError):
            self._process.communicate()


_START: Final = """
import pickle, sys
sys.path[:] = pickle.load(sys.stdin.buffer)
from graph.running.beside import help_out
help_out()
"""


def help_out() -> None:
    """The life of a helper."""
    _is_child()
    told, answers, sys.stdout = sys.stdin.buffer, sys.stdout.buffer, sys.stderr
    hear = partial(pickle.load, told)
    work = hear()
    _give(partial(work, hear), lambda answer: pickle.dump(answer, answers))
    answers.flush()


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
