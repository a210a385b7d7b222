"""One document file in, its extraction as bytes, or the reason why there is none, out: what a worker does."""

from collections.abc import Callable
from functools import partial

from graph.documents import Document
from graph.facts import Extraction
from graph.pipeline import Pipeline
from graph.readers import Limits, ReadError
from graph.running.codec import encode
from graph.running.executor import Outcome, Work
from graph.sources import Source, SourceError, fetch


def work_of(pipeline: Pipeline) -> Work:
    """Reading and extraction as a pipeline does it."""
    return Work(partial(attempt, pipeline.extract), pipeline.warm_up)


def attempt(extract: Callable[[Document], Extraction], source: Source) -> Outcome:
    """Fetches the source and extracts what it states; one that cannot be read, or is another one by now, is an outcome too."""
    try:
        content = fetch(source.path, Limits().file_bytes)
    except OSError as error:
        return Outcome(source, None, error.strerror or str(error))
    except SourceError as error:
        return Outcome(source, None, str(error))
    if source.is_known and content.source.sha256 != source.sha256:
        return Outcome(source, None, "it was changed while the build ran; build again")
    try:
        from graph import text  # loads all readers, which a process that has workers need not

        document = text.understand(content)
    except ReadError as error:
        return Outcome(content.source, None, f"{error.reason}: {error.advice}")
    return Outcome(content.source, encode(extract(document)))
