"""Gold documents and a folder of documents in, the score of each document out: read, extract, resolve, compare."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph import text
from graph.documents import Document
from graph.evaluation.found import Reader
from graph.evaluation.gold import GoldDocument
from graph.evaluation.scoring import Score, add, score
from graph.pipeline import Pipeline
from graph.resolution.resolve import resolve
from graph.sources import collect

Progress = Callable[[str, int, int, str], None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores by document, and the gold documents for which there is no document."""

    scores: Mapping[str, Score]
    missing: Sequence[str]

    @property
    def overall(self) -> Score:
        """The scores added up."""
        return add(self.scores.values())


def evaluate(
    gold: Sequence[GoldDocument],
    folders: Iterable[Path],
    pipeline: Pipeline,
    progress: Progress = lambda *_: None,
) -> Evaluation:
    """Extracts the documents that bear the names of the gold documents and scores what was found.

    The documents are resolved together, as a build does it, so that a fact is judged with all names of the things it speaks of. Facts that
    the shapes would keep out of a release are judged too.

    Raises:
        SourceError: a folder does not exist or holds no document.
        ReadError: a document cannot be read.
        OSError: a document cannot be opened.
    """
    wanted = {document.name: document for document in gold}
    names = ((Path(place.name), place) for place in collect(folders))
    paths = {name.stem: place for name, place in names if name.stem in wanted and name.suffix != ".json"}
    documents: list[Document] = []
    for number, name in enumerate(sorted(paths)):
        progress("reading", number, len(paths), name)
        documents.append(text.load(paths[name]))
    extractions = []
    for number, document in enumerate(documents):
        progress("extracting", number, len(documents), document.name)
        extractions.append(pipeline.extract(document))
    reader = Reader(resolve(extractions, pipeline.knowledge.authority), pipeline.knowledge.vocabulary)
    found, types = reader.by_document(), reader.agreement_types()
    scores = {name: score(wanted[name], found[name], types) for name in sorted(paths)}
    return Evaluation(scores, sorted(wanted.keys() - paths.keys()))
