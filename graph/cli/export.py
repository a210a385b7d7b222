"""`spacepact export`: the current release, or a selection of it, in; RDF, tables or a network out."""

import sys
from datetime import datetime
from pathlib import Path

import click

from graph.cli.common import InputError, data_option, release_of, user_errors
from graph.export import FORMATS
from graph.export import export as export_graph
from graph.export.annotated import ANNOTATED, write_annotated
from graph.export.network import NETWORKS, write_network
from graph.export.rdfxml import NotXmlError
from graph.export.selection import Selection, SelectionError
from graph.export.tables import TABLES, TablesError, write_tables
from ontology.namespaces import PREFIXES, expand

_FILE = click.Path(path_type=Path)


@click.command()
@data_option
@click.option(
    "--format",
    "-f",
    "name",
    type=click.Choice([*FORMATS, *ANNOTATED, *TABLES, *NETWORKS]),
    default="trig",
    show_default=True,
)
@click.option("--output", "-o", metavar="PATH", type=_FILE, help="[default: standard output; tables need a folder]")
@click.option("--class", "classes", multiple=True, metavar="CLASS", help="Facts or things of a class: sp:Membership.")
@click.option("--document", "documents", multiple=True, metavar="NAME", help="What a document states, by name or id.")
@click.option("--graph", "graphs", multiple=True, metavar="IRI", help="A named graph: spid:graph-derived.")
@click.option("--as-of", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="What holds on that day.")
def export(
    data: Path,
    name: str,
    output: Path | None,
    classes: tuple[str, ...],
    documents: tuple[str, ...],
    graphs: tuple[str, ...],
    day: datetime | None,
) -> None:
    """Write the current release, or a selection of it.

    trig, nquads and jsonld keep the named graphs: one a document, one of the things' names, one of what is derived.
    turtle, ntriples and rdfxml merge them. turtle12 is Turtle of RDF 1.2, in which reifiers tell from which facts each
    membership, party and participation between two things follows. csv and parquet write a table for each kind of facts, with the sentences
    that state them, into a folder (parquet needs the extra `tables`). graphml and gexf hold the network of those who
    cooperate, for Gephi and the like. The same release gives the same bytes; their head tells release and hash.

    Selections can be combined, and each but --as-of be given several times. Facts come with their evidence, the
    things they speak of, and what follows from these facts alone.

    \b
    Examples:
      spacepact export --format turtle -o graph.ttl
      spacepact export -f csv -o tables --class sp:Membership --as-of 2010-01-01
      spacepact export -f gexf -o network.gexf
    """
    release = release_of(data)
    try:
        wanted = Selection(_iris(classes), documents, _iris(graphs), day.date() if day else None)
        with user_errors():
            _write(release, name, output, wanted)
    except (NotXmlError, SelectionError, TablesError) as error:
        raise InputError(str(error)) from error


def _write(release: Path, name: str, output: Path | None, wanted: Selection) -> None:
    """Into a folder (tables), a file that is complete or not there, or standard output."""
    if name in TABLES:
        if output is None:
            raise InputError(f"{name} is several files; give a folder with -o")
        write_tables(release, name, output, wanted)
        return
    writer = write_network if name in NETWORKS else write_annotated if name in ANNOTATED else export_graph
    if output is None:
        writer(release, name, sys.stdout.buffer, wanted)
        return
    unfinished = output.with_name(output.name + ".part")
    try:
        with unfinished.open("wb") as file:
            writer(release, name, file, wanted)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)


def _iris(names: tuple[str, ...]) -> tuple[str, ...]:
    """The IRIs of prefixed names; a full IRI stays.

    Raises:
        InputError: a name has a prefix that is not known.
    """
    found = []
    for name in names:
        prefix = name.partition(":")[0]
        if prefix not in PREFIXES and "://" not in name:
            raise InputError(f"{name}: neither an IRI nor a name with a known prefix ({', '.join(sorted(PREFIXES))})")
        found.append(expand(name) if prefix in PREFIXES else name)
    return tuple(found)
