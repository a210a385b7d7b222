"""One document file in, its extraction as bytes, or the reason why there is none, out: what a worker does."""

from collections.abc import Callable
from functools import partial

from graph import text
from graph.documents import Document
from graph.facts import Extraction
from graph.pipeline import Pipeline
from graph.readers import ReadError
from graph.running.codec import encode
from graph.running.executor import Outcome, Work
from graph.sources import Source


def work_of(pipeline: Pipeline) -> Work:
    """Reading and extraction as a pipeline does it."""
    return Work(partial(attempt, pipeline.extract), pipeline.warm_up)


def attempt(extract: Callable[[Document], Extraction], source: Source) -> Outcome:
    """Reads the source's file and extracts what it states; a file that cannot be read, or is another one by now, is an outcome too."""
    try:
        document = text.load(source.path)
    except ReadError as error:
        return Outcome(source, None, f"{error.reason}: {error.advice}")
    except OSError as error:
        return Outcome(source, None, error.strerror or str(error))
    if document.sha256 != source.sha256:
        return Outcome(source, None, "it was changed while the build ran; build again")
    return Outcome(source, encode(extract(document)))
