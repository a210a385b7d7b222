"""`spacepact review`: documents in, one HTML file for a person to check what was found in them out."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from graph.cli.common import data_option, decisions_option, sources_argument, user_errors
from graph.cli.progress import ProgressDisplay
from graph.documents import Document
from graph.sources import collect, sample_folder


@click.command()
@sources_argument
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("review.html"),
    show_default=True,
)
@data_option
@decisions_option
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
def review(sources: tuple[Path | str, ...], output: Path, data: Path, decisions: Path | None, quiet: bool) -> None:
    """Write a page on which a person can check what was found in documents.

    SOURCES are as for build; without any, the sample documents. The page is one file that needs no network: each
    document with its mentions and facts marked, the rule behind each fact, doubts about identity, names that no
    authority knows, and rules that never fired. Each fact and doubt shows an entry for the decisions file, which the
    next build reads. Exit status 1 where a document could not be read; the page lists it.

    \b
    Examples:
      spacepact review reports/ -o review.html
      spacepact review reports/ --decisions decisions.toml
    """
    from graph.decisions.reading import load_decisions
    from graph.extraction.extract import Extractor
    from graph.pipeline import standard_pipeline
    from graph.review.gather import gather
    from graph.review.page import render

    knowledge = standard_pipeline().knowledge
    with user_errors(), ProgressDisplay(quiet) as progress:
        decided = load_decisions(data, decisions).decisions
        documents, unreadable = _read(sources, progress)
        found = gather(documents, Extractor(knowledge.authority), knowledge, decided, progress)
        page = render(replace(found, unreadable=unreadable), knowledge.vocabulary)
        unfinished = output.with_name(output.name + ".part")
        unfinished.write_text(page, encoding="utf-8")
        unfinished.replace(output)
    click.echo(f"{output}: {len(documents)} documents, {len(found.outcome.resolution.statements):,} facts")
    for name, reason in unreadable:
        click.echo(f"could not be read: {name}: {reason}")
    sys.exit(1 if unreadable else 0)


def _read(sources: tuple[Path | str, ...], progress: ProgressDisplay) -> tuple[list[Document], list[tuple[str, str]]]:
    """The documents of the sources, each content once, and the names of files that cannot be read with the reason."""
    from graph import text
    from graph.readers import ReadError

    paths = collect(sources or [sample_folder()])
    documents: dict[str, Document] = {}
    unreadable: list[tuple[str, str]] = []
    for number, path in enumerate(paths):
        progress("reading", number, len(paths), path.name)
        try:
            document = text.load(path)
        except ReadError as error:
            unreadable.append((path.name, f"{error.reason}: {error.advice}"))
        except OSError as error:
            unreadable.append((path.name, error.strerror or str(error)))
        else:
            documents.setdefault(document.id, document)
    return list(documents.values()), unreadable
