"""`spacepact run`: documents or the samples in, a release if there is none of them yet, then served over HTTP."""

from collections.abc import Iterable
from pathlib import Path

import click
from pyoxigraph import Store

from graph.cli.build import build_release, default_workers, executor, summary
from graph.cli.common import (
    InputError,
    data_option,
    decisions_option,
    host_option,
    port_option,
    release_of,
    sources_argument,
    user_errors,
)
from graph.cli.query import answer
from graph.cli.serve import start
from graph.decisions.reading import load_decisions
from graph.releases.release import ReleaseError, current_release, read_manifest
from graph.sources import Unusable, collect, fingerprint, observe, sample_folder

EXAMPLES = (
    """SELECT ?role ?member WHERE {
  ?membership a sp:Membership ; org:organization spid:apsco ;
              org:role/skos:prefLabel ?role ; org:member/skos:prefLabel ?member .
} GROUP BY ?role ?member ORDER BY ?role ?member LIMIT 15""",
    """SELECT ?kind (COUNT(?fact) AS ?facts) WHERE {
  ?fact a sp:Fact, ?kind . FILTER(STRSTARTS(STR(?kind), STR(sp:)) && ?kind != sp:Fact)
} GROUP BY ?kind ORDER BY DESC(?facts)""",
)
"""Queries to show with their answers; the first that has rows is shown."""


@click.command()
@sources_argument
@data_option
@decisions_option
@host_option
@port_option
@click.option("--quiet", "-q", is_flag=True, help="Show no progress of the build.")
def run(sources: tuple[Path | str, ...], data: Path, decisions: Path | None, host: str, port: int, quiet: bool) -> None:
    """Build if needed, then serve.

    Builds from SOURCES, or from the sample documents, unless the current release was made of the same files with
    the same rules and decisions; without SOURCES a release of other documents than the samples stays (and --decisions
    is refused). Then serves it and prints the address, and one query with its answer.

    \b
    Examples:
      spacepact run
      spacepact run papers/ --data ./papers-graph --port 8080
      spacepact run papers/ --decisions decided.toml
    """
    stays = not sources and has_other_documents(data)
    if stays and decisions:
        raise InputError("--decisions needs the SOURCES that the release is made of")
    if not (stays or is_current(sources, data, decisions)):
        click.echo(summary(build_release(sources, data, quiet, decisions, executor(default_workers()))))
    release = release_of(data)
    start(data, host, port, example(release))


def is_current(sources: Iterable[Path | str], data: Path, decisions: Path | None = None) -> bool:
    """Was the current release made of these sources, with the rules and data that are installed, and the decisions of this file (None:
    of that in the data folder)? Never certain of what lies elsewhere.

    Raises:
        InputError: a source is missing or cannot be read, or the decisions are faulty.
    """
    from graph.pipeline import standard_pipeline

    with user_errors():
        documents = collect(list(sources) or [sample_folder()])
        try:
            known = read_manifest(current_release(data))["fingerprint"]
            decided = load_decisions(data, decisions)
        except ReleaseError:
            return False
        versions = {**standard_pipeline().versions, **decided.versions}
        seen = (observe(place) for place in documents if not isinstance(place, Unusable))
        return bool(known == fingerprint(seen, versions.values()))


def has_other_documents(data: Path) -> bool:
    """Was the current release made of other documents than the samples?"""
    try:
        inputs = read_manifest(current_release(data)).get("inputs", ())
    except ReleaseError:
        return False
    return not {item["name"] for item in inputs} <= {path.name for path in collect([sample_folder()])}


def example(release: Path) -> str:
    """A query with its real answer, as text."""
    store = Store.read_only(str(release / "store"))
    for query in EXAMPLES:
        rows = answer(store, query, "table")
        if not rows.endswith("(0 rows)\n"):
            break
    return f"\n{query}\n\n{rows}"
