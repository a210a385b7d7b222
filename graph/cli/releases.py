"""`spacepact releases`: a data folder in, its releases listed, or another one made current."""

from pathlib import Path

import click

from graph.cli.common import data_option, json_option, print_json, user_errors
from graph.release import locked, read_manifest, release_ids, switch


@click.command()
@data_option
@json_option
@click.option("--use", "chosen", metavar="ID", help="Make this release the current one.")
def releases(data: Path, as_json: bool, chosen: str | None) -> None:
    """List the releases of the data folder, oldest first, or switch to one of them.

    \b
    Examples:
      spacepact releases
      spacepact releases --use 65866dcce9721ba8
    """
    with user_errors():
        if chosen:
            with locked(data):
                switch(data, chosen)
        rows = _rows(data)
    if as_json:
        print_json({"data": str(data), "releases": rows})
        return
    click.echo(f"Data folder: {data}")
    for row in rows:
        mark = "*" if row["current"] else " "
        click.echo(f"{mark} {row['id']}  {row['documents']:>6,} documents  {row['facts']:>8,} facts")


def _rows(data: Path) -> list[dict[str, str | int | bool]]:
    current = (data / "current").resolve().name
    rows: list[dict[str, str | int | bool]] = []
    for key in release_ids(data):
        counts = read_manifest(data / "releases" / key)["counts"]
        facts = sum(counts["facts"].values())
        rows.append({"id": key, "current": key == current, "documents": counts["documents"], "facts": facts})
    return rows
