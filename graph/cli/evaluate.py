"""`spacepact evaluate`: gold facts and the documents they are about in, precision and recall with the errors out."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from graph.cli.common import InputError, json_option, print_json, user_errors
from graph.cli.progress import ProgressDisplay
from graph.evaluation.gold import GoldError, read_gold
from graph.evaluation.report import as_json as to_json
from graph.evaluation.report import as_text
from graph.evaluation.run import Evaluation
from graph.evaluation.run import evaluate as run
from graph.readers.source import ReadError

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--gold", required=True, type=_FOLDER, metavar="DIR", help="Folder of gold files; folders in it count.")
@click.option(
    "--documents",
    multiple=True,
    type=_FOLDER,
    metavar="DIR",
    help="Folder of the documents.  [default: that of --gold]",
)
@json_option
@click.option("--errors", is_flag=True, help="List what was missed, what is extra, and denied facts that were stated.")
@click.option("--per-doc", is_flag=True, help="A line for each document, too.")
@click.option("--no-authority", is_flag=True, help="Extract without the authority data: every name is a new one.")
@click.option("--min-f1", type=click.FloatRange(0, 1), metavar="SHARE", help="Exit status 1 below this F1 over all.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
def evaluate(
    gold: Path,
    documents: tuple[Path, ...],
    as_json: bool,
    errors: bool,
    per_doc: bool,
    no_authority: bool,
    min_f1: float | None,
    quiet: bool,
) -> None:
    """Measure extraction against gold facts.

    A gold file NAME.json tells the facts of the document NAME.txt (.md, .html …): JSON with `entities` (id, kind,
    names) and `facts` (kind, and ids, dates or text by field); `borderline` facts count neither way, `denied` ones
    must not be stated. Prints precision, recall and F1 by kind, how far confidence can be trusted, and for each rule
    how often it fired and how often it was right.

    Exit status 1 where a gold file has no document, or F1 is below --min-f1.

    \b
    Examples:
      spacepact evaluate --gold gold/ --documents papers/
      spacepact evaluate --gold gold/ --documents papers/ --errors | grep extra
      spacepact evaluate --gold gold/ --documents papers/ --json --per-doc
    """
    evaluation = _evaluation(gold, documents or (gold,), no_authority, quiet or as_json)
    if as_json:
        print_json(to_json(evaluation, per_document=per_doc, errors=errors))
    else:
        click.echo(as_text(evaluation, per_document=per_doc, errors=errors))
    below = min_f1 is not None and evaluation.overall.overall.f1 < min_f1
    sys.exit(1 if below or evaluation.missing else 0)


def _evaluation(gold: Path, documents: tuple[Path, ...], no_authority: bool, quiet: bool) -> Evaluation:
    from graph.extraction.extract import Extractor
    from graph.knowledge import Knowledge
    from graph.pipeline import standard_pipeline
    from ontology.authority import Authority

    pipeline = standard_pipeline()
    if no_authority:
        empty = Authority()
        knowledge = Knowledge(empty, pipeline.knowledge.vocabulary)
        pipeline = replace(pipeline, extract=Extractor(empty).extract, knowledge=knowledge)
    with user_errors(), ProgressDisplay(quiet) as progress:
        try:
            return run(read_gold(gold), documents, pipeline, progress)
        except (GoldError, ReadError) as error:
            raise InputError(str(error)) from error
