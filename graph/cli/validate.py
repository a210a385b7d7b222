"""`spacepact validate`: the current release or RDF files in, the SHACL report out."""

import sys
from pathlib import Path

import click

from graph.cli.common import InputError, data_option, release_of, user_errors
from shapes.validation import DataError, Severity, ShapesError, ValidationReport
from shapes.validation import validate as validate_data


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@data_option
@click.option(
    "--shapes", multiple=True, type=click.Path(exists=True, path_type=Path), help="Shapes to use in place of ours."
)
@click.option("--engine", type=click.Choice(["pyshifty", "pyshacl"]), default="pyshifty", show_default=True)
@click.option(
    "--format", "-f", "style", type=click.Choice(["text", "json", "turtle"]), default="text", show_default=True
)
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
def validate(path: Path | None, data: Path, shapes: tuple[Path, ...], engine: str, style: str) -> None:
    """Check the current release, or the RDF file or folder PATH, against the shapes.

    Exit status 1 where there is a violation; warnings leave it 0. What a build has put in quarantine is told by
    the release's report.ttl.

    \b
    Examples:
      spacepact validate
      spacepact validate graph.ttl --shapes my-shapes.ttl --json
    """
    target = path or release_of(data)
    with user_errors():
        try:
            report = validate_data(target, shapes=shapes or None, engine=engine)
        except (DataError, ShapesError) as error:
            raise InputError(str(error)) from error
    styles = {"text": _text, "json": ValidationReport.to_json, "turtle": ValidationReport.to_turtle}
    click.echo(styles[style](report).rstrip("\n"))
    sys.exit(1 if report.violations else 0)


def _text(report: ValidationReport) -> str:
    rows = [
        f"{result.severity.value}: {result.message}\n  {result.focus}"
        + (f"\n  value {result.value}" if result.value else "")
        for result in report.results
    ]
    counts = ", ".join(
        f"{report.counts[severity]} {severity.value}s" for severity in (Severity.VIOLATION, Severity.WARNING)
    )
    return "\n".join([*rows, f"Conforms: {'yes' if not report.violations else 'no'} ({counts})"])
