"""`spacepact serve`: a data folder in, its current release served over HTTP until interrupted."""

import socket
import threading
import time
from pathlib import Path
from typing import Final

import click

from graph.cli.common import InputError, data_option, host_option, port_option, release_of, user_errors

PATIENCE: Final = 120.0
"""Seconds to wait for the server to listen before giving up on announcing it."""


class WithSettings(click.Command):
    """A command whose help ends with the settings of the server."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from server.settings import table

        super().format_epilog(ctx, formatter)
        with formatter.section("Settings of the server, from the environment"):
            formatter.write_dl(
                [(row.environment, f"{row.help}  [default: {row.default or 'none'}]") for row in table()]
            )


@click.command(cls=WithSettings)
@data_option
@host_option
@port_option
@click.option("--backend", metavar="URL", help="SPARQL store to ask in place of our own; `publish` loads it.")
def serve(data: Path, host: str, port: int, backend: str | None) -> None:
    """Serve the current release: SPARQL at /sparql, an index page at /.

    A release that is built later is served as soon as it is complete; no restart is needed. With --backend, the
    queries are answered by a SPARQL store that `spacepact publish` has loaded the release into.

    \b
    Examples:
      spacepact serve --port 8080
      curl -G localhost:8080/sparql --data-urlencode 'query=SELECT * { ?a sp:hasParty ?p } LIMIT 5'
    """
    release_of(data)
    start(data, host, port, backend=backend)


def start(data: Path, host: str, port: int, more: str = "", backend: str | None = None) -> None:
    """Runs the server until it is interrupted; prints its address, and then `more`, once it listens.

    Raises:
        InputError: the address cannot be listened on, or a setting in the environment is wrong.
    """
    from server.main import serve as serve_data
    from server.settings import SettingError

    port = free_port(host, port)
    threading.Thread(target=_announce, args=(host, port, more), daemon=True).start()
    try:
        with user_errors():
            serve_data(data, host, port, backend)
    except SettingError as error:
        raise InputError(str(error)) from error


def free_port(host: str, port: int) -> int:
    """The port, or a free one for port 0.

    Raises:
        InputError: nothing can listen on this address.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return int(probe.getsockname()[1])
    except OSError as error:
        raise InputError(f"cannot listen on {host}, port {port}: {error.strerror}; --port takes another") from error


def _announce(host: str, port: int, more: str) -> None:
    name = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, host)  # noqa: S104 - compared, not bound
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection((name, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
            continue
        shown = f"[{name}]" if ":" in name else name
        click.echo(f"Serving at http://{shown}:{port}/ with SPARQL at http://{shown}:{port}/sparql (Ctrl-C stops it)")
        click.echo(more, nl=False)
        return
