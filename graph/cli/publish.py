"""`spacepact publish`: a release and the address of a SPARQL store in, the release available there out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from graph.cli.common import InputError, data_option, json_option, print_json, user_errors
from graph.cli.progress import ProgressDisplay
from graph.publishing.publish import Published
from graph.publishing.publish import publish as publish_release
from graph.publishing.store import PublishError
from graph.releases.housekeeping import find


@click.command()
@click.argument("release", metavar="[RELEASE]", default="current")
@data_option
@click.option("--to", "query", metavar="URL", required=True, help="Address at which the store takes queries.")
@click.option("--update", metavar="URL", help="Address at which it takes updates.  [default: that of queries]")
@click.option(
    "--graph-store", "graphs", metavar="URL", default="", help="Address of its Graph Store Protocol, to load by it."
)
@click.option(
    "--keep", default=1, show_default=True, type=click.IntRange(0), help="Older releases to leave in the store."
)
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
@json_option
def publish(
    release: str, data: Path, query: str, update: str | None, graphs: str, keep: int, quiet: bool, as_json: bool
) -> None:
    """Load RELEASE (the current one unless given) into a SPARQL 1.1 store, beside the releases that are there.

    It becomes available once everything was read back and compared. A run that is broken off can be started again and
    goes on where it was. User and password, or a token, are read from SPACEPACT_BACKEND_USER,
    SPACEPACT_BACKEND_PASSWORD and SPACEPACT_BACKEND_TOKEN.

    \b
    Examples:
      spacepact publish --to http://localhost:3030/space/query --update http://localhost:3030/space/update
      spacepact publish --to http://localhost:8890/sparql --update http://localhost:8890/sparql-auth \\
                        --graph-store http://localhost:8890/sparql-graph-crud-auth
    """
    from server.backend.loading import RemoteStore
    from server.settings import Settings

    settings = Settings.load()
    with user_errors(), _store_errors(), ProgressDisplay(quiet, "triples") as display:
        store = RemoteStore(query, update or query, graphs, settings.backend_credentials)
        done = publish_release(find(data, release), store, keep, display)
    if as_json:
        print_json({name: getattr(done, name) for name in done.__slots__})
    else:
        click.echo(_shown(done))


@contextmanager
def _store_errors() -> Iterator[None]:
    from server.backend.client import StoreError
    from server.engine.evaluate import RefusedError

    try:
        yield
    except (StoreError, RefusedError, PublishError, ValueError) as error:
        raise InputError(str(error)) from error


def _shown(done: Published) -> str:
    removed = f" Removed: {', '.join(done.removed)}." if done.removed else ""
    return (
        f"Release {done.release} is available: {done.graphs:,} graphs and their merge, {done.triples:,} triples "
        f"({done.sent:,} sent now), read back whole; hash of the merge {done.hash[:16]}.{removed}"
    )
