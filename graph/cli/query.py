"""`spacepact query`: a SPARQL query in, the current release's answer as a table or in a standard format out."""

import io
import re
import signal
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click
from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store, parse

from graph.cli.common import InputError, data_option, release_of, user_errors
from graph.cli.table import table
from graph.export.prefixed import write_prefixed
from graph.export.selection import Selection, SelectionError, selected
from ontology.namespaces import PREFIXES
from server.sparql.guard import DEEPEST, nested_deeper, network_calls
from server.sparql.mending.mend import mended

FORMATS = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}


@click.command()
@click.argument("query")
@data_option
@click.option("--format", "-f", "name", type=click.Choice(["table", *FORMATS]), default="table", show_default=True)
@click.option("--json", "name", flag_value="json", help="The same as --format json.")
@click.option("--as-of", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Ask what holds on that day.")
def query(query: str, data: Path, name: str, day: datetime | None) -> None:
    """Ask the current release a SPARQL query: the text itself, a file that holds it, or - for standard input.

    The prefixes sp, spv, spid, org, prov, oa, skos, dcterms, schema and the usual others need no declaration.
    CONSTRUCT and DESCRIBE answer in Turtle. Nothing is fetched from elsewhere. With --as-of the graph is that of the
    facts that are known to hold, or to have happened, on that day, and of what follows from them.

    \b
    Examples:
      spacepact query 'SELECT ?who { ?m a sp:Membership ; org:organization spid:apsco ; org:member ?who }'
      spacepact query members.rq --format csv > members.csv
      spacepact query 'SELECT ?who { ?who org:memberOf spid:esa }' --as-of 1995-01-01
      echo 'ASK { ?a sp:hasParty spid:esa }' | spacepact query -
    """
    release = release_of(data)
    with user_errors():
        text = _read(query)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine cannot be interrupted otherwise
    click.echo(answer(_store(release, day), text, name), nl=False)


def _store(release: Path, day: datetime | None) -> Store:
    """The release's store, or one in memory of what holds on the day; either has every triple in the default graph, too.

    Raises:
        InputError: nothing is known to hold on that day.
    """
    if day is None:
        return Store.read_only(str(release / "store"))
    try:
        quads = list(parse(b"".join(selected(release, Selection(day=day.date()))()), format=RdfFormat.N_QUADS))
    except SelectionError as error:
        raise InputError(str(error)) from error
    store = Store()
    store.bulk_extend(quads)
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return store


def answer(store: Store, text: str, name: str) -> str:
    """The answer to a query, in one of `FORMATS` or as a table.

    Raises:
        InputError: the query is malformed, nested too deep or would fetch from elsewhere; the message says where.
    """
    if deep := nested_deeper(text, DEEPEST):
        raise InputError(f"line {deep[0]}, column {deep[1]}: brackets are nested deeper than {DEEPEST}")
    for call in network_calls(text):
        raise InputError(
            f"line {call.line}, column {call.column}: {call.keyword} is refused, nothing is fetched from elsewhere"
        )
    try:
        results = _asked(store, text)
    except SyntaxError as error:
        raise InputError(_syntax_message(error, text)) from error
    except RuntimeError as error:
        raise InputError(f"the query cannot be answered: {error}") from error
    if isinstance(results, QueryTriples):
        output = io.BytesIO()
        write_prefixed(results, output)
        return output.getvalue().decode()
    if name != "table":
        output = io.BytesIO()
        results.serialize(output, format=FORMATS[name])
        return output.getvalue().decode()
    if isinstance(results, QueryBoolean):
        return f"{'yes' if results else 'no'}\n"
    return table(results)


def _asked(store: Store, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The engine's answer to the query as it is mended; as it was written where that cannot be read."""
    asked = mended(text, lambda question: bool(store.query(question, prefixes=PREFIXES)))
    with suppress(SyntaxError):
        return store.query(asked, prefixes=PREFIXES)
    return store.query(text, prefixes=PREFIXES)


def _read(query: str) -> str:
    """The query's text: from standard input, from the file of that name, or the argument itself."""
    if query == "-":
        return sys.stdin.read()
    if "{" in query or "\n" in query:
        return query
    path = Path(query)
    if path.is_file():
        return path.read_text(encoding="utf-8")
    if path.suffix:
        raise InputError(f"{query}: no such file, and no query either")
    return query


def _syntax_message(error: SyntaxError, text: str) -> str:
    """Line, column and the line itself with a mark under the place."""
    found = re.match(r"error at (\d+):(\d+)", str(error))
    if not found:
        return f"not a SPARQL query: {error}"
    line, column = int(found[1]), int(found[2])
    shown = text.splitlines()[line - 1] if line <= len(text.splitlines()) else ""
    return f"not a SPARQL query: line {line}, column {column}\n  {shown}\n  {' ' * (column - 1)}^"
