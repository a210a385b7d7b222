"""`spacepact validate`: a release, RDF files or an endpoint in, the SHACL report in one of several formats out."""

import sys
from pathlib import Path

import click

from graph.cli.common import InputError, data_option, release_of, user_errors
from graph.releases.release import MANIFEST
from shapes.command import FORMATS, DataError, Options, Severity, ShapesError, validate_target
from shapes.endpoint import is_endpoint


@click.command()
@click.argument("target", required=False)
@data_option
@click.option(
    "--shapes", multiple=True, type=click.Path(exists=True, path_type=Path), help="Shapes to use in place of ours."
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "pyshifty", "pyshacl"]),
    default="auto",
    show_default=True,
    help="auto: pyshifty, on what may break a shape only, where shapes and data allow it. pyshacl: the slow second opinion.",
)
@click.option("--format", "-f", "style", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.VIOLATION.value,
    show_default=True,
    help="The least grave finding that gives exit status 1.",
)
def validate(target: str | None, data: Path, shapes: tuple[Path, ...], engine: str, style: str, fail_on: str) -> None:
    """Check the current release, or TARGET, against the shapes.

    TARGET is an RDF file, a folder of RDF files, a release folder, a folder of releases (its current one), or the http
    address of a SPARQL endpoint. What a build has put in quarantine is told by the release's report.ttl.

    \b
    Examples:
      spacepact validate
      spacepact validate graph.ttl --shapes my-shapes.ttl --format junit > report.xml
      spacepact validate http://127.0.0.1:8000/sparql --fail-on warning
    """
    options = Options(shapes=shapes, engine=engine, output_format=style, fail_on=Severity(fail_on))
    with user_errors():
        try:
            outcome = validate_target(_place(target, data), options)
        except (DataError, ShapesError) as error:
            raise InputError(str(error)) from error
    click.echo(outcome.text.rstrip("\n"))
    sys.exit(1 if outcome.failed else 0)


def _place(target: str | None, data: Path) -> Path | str:
    """What to check: the current release where nothing is named, an endpoint's address, or a path that exists."""
    if target is None:
        return release_of(data)
    if is_endpoint(target):
        return target
    if not Path(target).exists():
        raise InputError(f"{target}: no such file or folder")
    is_data = (Path(target) / "current" / MANIFEST).is_file()
    return release_of(Path(target)) if is_data else Path(target)
