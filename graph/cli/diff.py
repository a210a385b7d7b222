"""`spacepact diff`: two releases in; facts added, withdrawn and changed, with the cause, out."""

import sys
from pathlib import Path

import click

from graph.cli.common import data_option, json_option, print_json, user_errors
from graph.diff import compare
from graph.diff.show import as_json as to_json
from graph.diff.show import as_text, as_turtle
from graph.releases.housekeeping import find
from graph.releases.release import MANIFEST

_MOST = 20
"""Facts that are shown of each group, unless all are asked for."""


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", default="current")
@data_option
@json_option
@click.option("--rdf", is_flag=True, help="Print Turtle in the Changeset vocabulary.")
@click.option("--all", "everything", is_flag=True, help=f"List all facts, not only {_MOST} of each group.")
@click.option("--exit-code", is_flag=True, help="Exit status 1 where the releases differ.")
def diff(before: str, after: str, data: Path, as_json: bool, rdf: bool, everything: bool, exit_code: bool) -> None:
    """Tell what changed from release A to release B (the current one unless given).

    A and B are ids, beginnings of ids, `current`, or release folders. Facts are added, withdrawn, changed, or only
    restated (the same at another place or in another version of its document), because a document was added, changed
    or removed, a person decided so, a shape keeps a fact out, the rules or authority data are others, or other
    documents tell more of the things.

    \b
    Examples:
      spacepact diff 65866dcc
      spacepact diff 65866dcc 0f3a9c21 --json | jq .counts
      spacepact diff 65866dcc --rdf > changes.ttl
    """
    with user_errors():
        difference = compare(_folder(data, before), _folder(data, after))
    if rdf:
        sys.stdout.buffer.writelines(as_turtle(difference))
    elif as_json:
        print_json(to_json(difference))
    else:
        click.echo(as_text(difference, None if everything else _MOST))
    sys.exit(1 if exit_code and not difference.is_empty else 0)


def _folder(data: Path, name: str) -> Path:
    """A release by id or by folder.

    Raises:
        ReleaseError: there is none.
    """
    folder = Path(name)
    return folder.resolve() if (folder / MANIFEST).is_file() else find(data, name)
