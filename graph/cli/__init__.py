"""The command `spacepact`: arguments in, the work of one command done, exit status 0 (done), 1 (findings) or 2 (wrong use or input) out."""

from importlib import import_module
from typing import Final

import click

from graph.regexes import remembered

COMMANDS: Final = (
    "build",
    "diff",
    "evaluate",
    "export",
    "publish",
    "query",
    "releases",
    "review",
    "run",
    "serve",
    "validate",
)
"""Each is a module of its name with a command of its name."""

EPILOG = """\b
Start here:
  spacepact run                         the sample graph, served on this machine
  spacepact build papers/ notes.docx    a graph of your own documents
  spacepact query 'SELECT * { ?m a sp:Membership ; org:member ?who } LIMIT 5'
  spacepact export --format turtle -o graph.ttl

\b
Exit status: 0 done, 1 findings (unreadable documents, facts that violate a shape), 2 wrong use or input.
"""


class _Commands(click.Group):
    """The commands, each loaded when it is asked for: what one needs would take the others as long to load as to do their work."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        with remembered(f"command-{name}"):
            command: click.Command = getattr(import_module(f"graph.cli.{name}"), name)
        return command


@click.group(
    cls=_Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="spacepact", message="spacepact %(version)s")
def main() -> None:
    """The knowledge graph of international space cooperation: documents in, checked facts with their sentences out.

    A build reads documents, finds what they state about agreements, memberships, missions and people, checks it
    against shapes, and writes a release into the data folder. The other commands read the current release.

    The data folder is --data, else $SPACEPACT_DATA, else a folder of yours that `spacepact releases` shows.
    """
