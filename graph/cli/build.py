"""`spacepact build`: documents in, a new current release and a summary of it out."""

import gc
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from graph.cli.common import (
    InputError,
    data_option,
    decisions_option,
    json_option,
    print_json,
    sources_argument,
    user_errors,
)
from graph.cli.progress import ProgressDisplay
from graph.regexes import remembered
from graph.sources import sample_folder

if TYPE_CHECKING:
    from graph.build import BuildReport
    from graph.running.executor import Executor


MOST_WORKERS: Final = 8
"""Workers by default at most; more are for machines whose memory is known to suffice (600 MB for each)."""


FEW_COLLECTIONS: Final = 200_000
"""Objects after which garbage is looked for: a build makes many that stay, and looking for it costs an eighth of its time."""


def default_workers() -> int:
    """One worker for each core that this process may use, up to `MOST_WORKERS`."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(cores, MOST_WORKERS)


@click.command()
@sources_argument
@data_option
@decisions_option
@json_option
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(0, 256),
    default=default_workers,
    help=f"Processes that extract; 0 does it all in this one.  [default: one a core, at most {MOST_WORKERS}]",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Extract on a Dask cluster instead: tcp://HOST:PORT, or local[:N] for one of N processes here.",
)
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
def build(
    sources: tuple[Path | str, ...],
    data: Path,
    decisions: Path | None,
    as_json: bool,
    workers: int,
    scheduler: str | None,
    quiet: bool,
) -> None:
    """Build a release from documents and make it the current one.

    SOURCES are files (text, Markdown, HTML, PDF, DOCX, PPTX), folders and archives (tar, tar.gz, zip), which are
    searched through and through; without any, the sample documents that come with spacepact. Metadata of NAME can
    stand beside it in NAME.meta.toml (title, publisher, issued, source, language). A folder's .spacepactignore lists
    names and patterns of files that are no documents, one a line.

    With the extra spacepact[remote] they can lie elsewhere: s3://BUCKET/FOLDER, gs://, hdfs://, and https:// for a
    document, an archive, a page with links (an address that ends in / or index.html) or a .txt file that lists
    addresses, one a line. Credentials are read from the environment (AWS_ACCESS_KEY_ID and so on). The same
    documents give the same release wherever they lie.

    Whatever cannot be read is listed at the end; the rest is built, and the exit status is 1. A fact that violates
    a shape is kept out of the graph, in the release's quarantine.nq, and so is one that a person has rejected.
    Decisions of people (accept, reject, correct, merge, split) are read on each build; those that name what is not
    there (any more) are listed. Until the new release is complete the old
    one stays the current one, whatever happens.

    What was extracted is kept: the next build reads only documents that are new or changed, and a build that was
    killed goes on where it was. Neither this nor the number of workers changes the release. A document whose worker
    dies (it was killed, or out of memory) is tried twice, then listed as unreadable.

    \b
    Examples:
      spacepact build
      spacepact build reports/ minutes.docx --data ./graph-data
      spacepact build archive/ --workers 8
      spacepact build s3://archive/2024 --scheduler tcp://10.0.0.1:8786
      spacepact build reports/ --json | jq .counts.facts
    """
    report = build_release(sources, data, quiet or as_json, decisions, executor(workers, scheduler))
    if as_json:
        print_json({**report.manifest, "release": str(report.release), "duplicates": list(map(str, report.duplicates))})
    else:
        click.echo(summary(report))
    sys.exit(1 if report.has_findings else 0)


def executor(workers: int, scheduler: str | None = None) -> "Executor":
    """What extracts: a cluster, as many processes, or this process where there are none.

    Raises:
        InputError: the scheduler's address is none, or the extra for clusters is not installed.
    """
    from graph.running.processes import Processes
    from graph.running.serial import Serial

    if scheduler is None:
        return Processes(workers) if workers else Serial()
    if not re.fullmatch(r"local(?::[1-9]\d*)?|(?:tcp|tls|ws|wss)://.+", scheduler):
        raise InputError(f"--scheduler {scheduler}: tcp://HOST:PORT, local or local:N is expected")
    try:
        from graph.running.cluster import Cluster
    except ModuleNotFoundError as error:
        raise InputError(f"--scheduler needs {error.name}: pip install 'spacepact[cluster]'") from error
    return Cluster(scheduler)


def build_release(
    sources: Iterable[Path | str],
    data: Path,
    quiet: bool,
    decisions: Path | None = None,
    executor: "Executor | None" = None,
) -> "BuildReport":
    """Builds from the sources, or from the samples where there are none, and shows progress.

    Raises:
        InputError: a source is missing, the decisions are faulty, the data folder cannot be used, or workers cannot be started.
    """
    with remembered("build"):
        from graph.build import build as build_graph
        from graph.pipeline import standard_pipeline

        pipeline = standard_pipeline()

    gc.set_threshold(FEW_COLLECTIONS)
    with user_errors(), ProgressDisplay(quiet) as progress:
        return build_graph(list(sources) or [sample_folder()], data, pipeline, progress, decisions, executor)


def summary(report: "BuildReport") -> str:
    """The report in a few lines."""
    counts, validation = report.manifest["counts"], report.manifest["validation"]
    lines = [
        f"Release {report.manifest['id']}: {sum(counts['facts'].values()):,} facts"
        f" about {sum(counts['entities'].values()):,} things from {counts['documents']:,} documents"
        f" ({counts['quads']:,} quads).",
        f"Shapes: {_count(validation['violation'], 'violation')}, {_count(validation['warning'], 'warning')};"
        f" {_count(counts['quarantined'], 'fact')} in quarantine.",
    ]
    decided = report.manifest["decisions"]
    if decided["applied"]:
        lines.append(f"Decisions: {decided['applied']:,} applied, {_count(decided['rejected'], 'fact')} taken out.")
    if decided["problems"]:
        lines += ["Decisions that did nothing:", *(f"  {problem}" for problem in decided["problems"])]
    if report.duplicates:
        lines.append(f"Left out as copies: {', '.join(path.name for path in report.duplicates)}")
    if report.failures:
        lines += ["Could not be read:", *(f"  {failure.path.name}: {failure.reason}" for failure in report.failures)]
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
