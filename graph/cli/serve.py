"""`spacepact serve`: a data folder in, its current release served over HTTP until interrupted."""

from pathlib import Path

import click

from graph.cli.common import data_option, release_of, user_errors


@click.command()
@data_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; other machines reach 0.0.0.0 only."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def serve(data: Path, host: str, port: int) -> None:
    """Serve the current release: SPARQL at /sparql, an index page at /.

    A release that is built later is served as soon as it is complete; no restart is needed.

    \b
    Examples:
      spacepact serve --port 8080
      curl -G localhost:8080/sparql --data-urlencode 'query=SELECT * { ?a sp:hasParty ?p } LIMIT 5'
    """
    release_of(data)
    start(data, host, port)


def start(data: Path, host: str, port: int) -> None:
    """Runs the server until it is interrupted.

    Raises:
        InputError: the address cannot be listened on.
    """
    from server.main import serve as serve_data

    with user_errors():
        serve_data(data, host, port)
