"""`spacepact export`: the current release in, its graph in an RDF format out."""

import sys
from pathlib import Path

import click

from graph.cli.common import data_option, release_of, user_errors
from graph.export import FORMATS
from graph.export import export as export_graph


@click.command()
@data_option
@click.option("--format", "-f", "name", type=click.Choice(FORMATS), default="trig", show_default=True)
@click.option(
    "--output", "-o", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="[default: standard output]"
)
def export(data: Path, name: str, output: Path | None) -> None:
    """Write the graph of the current release.

    trig, nquads and jsonld keep the named graphs: one a document, one of the things' names, one of what is derived.
    turtle, ntriples and rdfxml merge them. The same release gives the same bytes.

    \b
    Examples:
      spacepact export --format nquads -o graph.nq
      spacepact export -f turtle | grep sp:Membership
    """
    release = release_of(data)
    with user_errors():
        if output is None:
            export_graph(release, name, sys.stdout.buffer)
            return
        unfinished = output.with_name(output.name + ".part")
        with unfinished.open("wb") as file:
            export_graph(release, name, file)
        unfinished.replace(output)
