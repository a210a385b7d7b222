"""Where the ontology's data files lie: nothing in, paths out (the package's own files, wherever it is installed)."""

from importlib.resources import files
from pathlib import Path


def folder() -> Path:
    """The folder of the `ontology` package."""
    return Path(str(files("ontology")))


def ontology_file() -> Path:
    """The classes and properties, in Turtle."""
    return folder() / "spacepact.ttl"


def vocabulary_file() -> Path:
    """The SKOS concepts, in Turtle."""
    return folder() / "vocabulary.ttl"


def schema_files() -> tuple[Path, ...]:
    """The ontology and its vocabulary: what a reasoner or a validator needs beside the data."""
    return ontology_file(), vocabulary_file()


def context_file() -> Path:
    """The JSON-LD context."""
    return folder() / "context.jsonld"


def authority_files() -> tuple[Path, ...]:
    """The authority data (states, organisations, missions, agreements), in Turtle, sorted by name."""
    return tuple(sorted((folder() / "authority").glob("*.ttl")))


def query_files() -> tuple[Path, ...]:
    """The example queries, sorted by name."""
    return tuple(sorted((folder() / "queries").glob("*.rq")))
