"""What the commands share: options, and errors of ours in, messages and exit status 2 out."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from graph.decisions.reading import DecisionError
from graph.releases.release import ReleaseError, current_release
from graph.running.executor import WorkersError
from graph.settings import DATA_VARIABLE, default_data
from graph.sources import SourceError, is_address


class InputError(click.ClickException):
    """Something the user gave cannot be used."""

    exit_code = 2


@contextmanager
def user_errors() -> Iterator[None]:
    """Turns errors that a user can mend into a message and exit status 2.

    Raises:
        InputError: in place of such an error.
    """
    try:
        yield
    except (ReleaseError, SourceError, DecisionError, WorkersError) as error:
        raise InputError(str(error)) from error
    except BrokenPipeError:
        raise  # whoever read our output has had enough
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise InputError(f"{where}{error.strerror or error}") from error


def sources_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """The argument SOURCES of every command that reads documents: paths of this machine, and addresses as text."""

    def source(text: str) -> Path | str:
        return text if is_address(text) else Path(text)

    return click.argument("sources", nargs=-1, type=source)(command)


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --data of every command."""
    return click.option(
        "--data",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        envvar=DATA_VARIABLE,
        default=default_data,
        help=f"Folder of the releases.  [default: ${DATA_VARIABLE}, else a folder of yours]",
    )(command)


def host_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --host of every command that serves."""
    return click.option(
        "--host",
        default="127.0.0.1",
        envvar="SPACEPACT_HOST",
        show_default=True,
        help="Address to listen on; 0.0.0.0 is every one.",
    )(command)


def port_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --port of every command that serves."""
    return click.option(
        "--port",
        default=8000,
        envvar="SPACEPACT_PORT",
        show_default=True,
        type=click.IntRange(0, 65535),
        help="0 takes a free one.",
    )(command)


def decisions_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --decisions."""
    return click.option(
        "--decisions",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="What people decided about facts and things.  [default: decisions.toml in the data folder]",
    )(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")(command)


def print_json(content: Any) -> None:
    """Prints a value as JSON."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def release_of(data: Path) -> Path:
    """The folder of the current release.

    Raises:
        InputError: there is none; the message says how to get one.
    """
    try:
        return current_release(data)
    except ReleaseError as error:
        raise InputError(f"{error}; `spacepact build --data {data}` makes one") from error
