"""The command `spacepact`: arguments in, the work of one command done, exit status 0 (done), 1 (findings) or 2 (wrong use or input) out."""

import click

from graph.cli.build import build
from graph.cli.diff import diff
from graph.cli.evaluate import evaluate
from graph.cli.export import export
from graph.cli.publish import publish
from graph.cli.query import query
from graph.cli.releases import releases
from graph.cli.review import review
from graph.cli.run import run
from graph.cli.serve import serve
from graph.cli.validate import validate

EPILOG = """\b
Start here:
  spacepact run                         the sample graph, served on this machine
  spacepact build papers/ notes.docx    a graph of your own documents
  spacepact query 'SELECT * { ?m a sp:Membership ; org:member ?who } LIMIT 5'
  spacepact export --format turtle -o graph.ttl

\b
Exit status: 0 done, 1 findings (unreadable documents, facts that violate a shape), 2 wrong use or input.
"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="spacepact", message="spacepact %(version)s")
def main() -> None:
    """The knowledge graph of international space cooperation: documents in, checked facts with their sentences out.

    A build reads documents, finds what they state about agreements, memberships, missions and people, checks it
    against shapes, and writes a release into the data folder. The other commands read the current release.

    The data folder is --data, else $SPACEPACT_DATA, else a folder of yours that `spacepact releases` shows.
    """


for command in (run, build, query, export, validate, serve, publish, releases, diff, evaluate, review):
    main.add_command(command)
