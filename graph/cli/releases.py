"""`spacepact releases`: a data folder in; its releases listed, shown, switched, deleted, or verified."""

import sys
from pathlib import Path
from typing import Any

import click

from graph.cli.common import InputError, data_option, json_option, print_json, user_errors
from graph.releases.housekeeping import Verification, delete, find, surplus, verify, verify_copy
from graph.releases.release import locked, read_manifest, release_ids, switch


@click.group(invoke_without_command=True)
@data_option
@json_option
@click.option("--use", "chosen", metavar="ID", hidden=True, help="The same as `switch ID`.")
@click.pass_context
def releases(context: click.Context, data: Path, as_json: bool, chosen: str | None) -> None:
    """List, show, switch, delete and verify releases.

    Without a command: list them, oldest first. An ID can be a beginning of it that is no other's, or `current`.

    \b
    Examples:
      spacepact releases
      spacepact releases show current
      spacepact releases switch 65866dcc
      spacepact releases keep 5
      spacepact releases verify current --copy graph.ttl
    """
    context.obj = data
    if context.invoked_subcommand is None:
        if chosen:
            _switch(data, chosen)
        _list(data, as_json)


def _data(command: Any) -> Any:
    """The data folder of a command of the group: its own --data, else the group's."""
    return click.option(
        "--data",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        callback=lambda context, _, value: value or context.obj,
        help="Folder of the releases.",
    )(command)


@releases.command("list")
@_data
@json_option
def list_releases(data: Path, as_json: bool) -> None:
    """List the releases, oldest first; * marks the current one."""
    _list(data, as_json)


@releases.command()
@click.argument("name", metavar="[ID]", default="current")
@_data
@json_option
def show(name: str, data: Path, as_json: bool) -> None:
    """Show what a release holds and what it was made of."""
    with user_errors():
        manifest = read_manifest(find(data, name))
    if as_json:
        print_json(manifest)
    else:
        click.echo(_shown(manifest))


@releases.command("switch")
@click.argument("name", metavar="ID")
@_data
def switch_release(name: str, data: Path) -> None:
    """Make a release the current one; a server that runs takes it over."""
    click.echo(f"Current release: {_switch(data, name)}")


@releases.command("delete")
@click.argument("names", metavar="ID...", nargs=-1, required=True)
@_data
def delete_releases(names: tuple[str, ...], data: Path) -> None:
    """Delete releases, but not the current one."""
    with user_errors(), locked(data):
        for key in [find(data, name).name for name in names]:
            delete(data, key)
            click.echo(f"Deleted {key}")


@releases.command()
@click.argument("number", metavar="N", type=click.IntRange(1))
@_data
@click.option("--dry-run", is_flag=True, help="Tell what would be deleted.")
def keep(number: int, data: Path, dry_run: bool) -> None:
    """Keep the newest N releases, and the current one; delete the others."""
    with user_errors(), locked(data):
        for key in surplus(data, number):
            if not dry_run:
                delete(data, key)
            click.echo(f"{'Would delete' if dry_run else 'Deleted'} {key}")


@releases.command("verify")
@click.argument("name", metavar="[ID]", default="current")
@_data
@json_option
@click.option(
    "--copy",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An RDF file in any format: is it the graph of this release?",
)
def verify_release(name: str, data: Path, as_json: bool, copy: Path | None) -> None:
    """Check a release, or a copy of its graph, against the hashes in its manifest.

    The hash of the graph is that of its canonical N-Quads (RDFC-1.0), so a copy in any format, in any order, can be
    checked; a copy without the named graphs by the hash of its triples. Exit status 1 where something differs.
    """
    with user_errors():
        release = find(data, name)
        try:
            result = verify_copy(release, copy) if copy else verify(release)
        except (SyntaxError, ValueError) as error:
            raise InputError(str(error)) from error
    if as_json:
        print_json({"release": result.release, "checked": result.checked, "differences": result.differences})
    else:
        click.echo(_verified(result))
    sys.exit(1 if result.differences else 0)


def _verified(result: Verification) -> str:
    if result.differences:
        return "\n".join(
            [f"Release {result.release} differs from its manifest:", *map("  {}".format, result.differences)]
        )
    return f"Release {result.release} is as its manifest tells: {', '.join(result.checked)}."


def _switch(data: Path, name: str) -> str:
    with user_errors(), locked(data):
        key = find(data, name).name
        switch(data, key)
    return key


def _list(data: Path, as_json: bool) -> None:
    with user_errors():
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


def _shown(manifest: dict[str, Any]) -> str:
    counts = manifest["counts"]
    canonical = manifest.get("canonical", {})
    lines = [
        f"Release {manifest['id']}",
        f"  quads      {counts['quads']:,}",
        f"  documents  {counts['documents']:,}",
        f"  facts      {_counted(counts['facts'])}",
        f"  things     {_counted(counts['entities'])}",
        f"  quarantine {counts['quarantined']:,} facts",
        *(f"  {name:<10} {version}" for name, version in sorted(manifest.get("versions", {}).items())),
        *(f"  {name:<10} {canonical[name]}" for name in ("quads_sha256", "triples_sha256") if name in canonical),
        "Made of",
        *(f"  {item['name']}  {item['sha256'][:16]}" for item in manifest["inputs"]),
    ]
    return "\n".join(lines)


def _counted(counts: dict[str, int]) -> str:
    told = ", ".join(f"{number:,} {kind}" for kind, number in counts.items())
    return f"{sum(counts.values()):,} ({told})" if told else "0"
