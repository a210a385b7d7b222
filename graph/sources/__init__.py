"""What a user names in, the documents to read out: files and folders, addresses such as s3://…, pages and lists on the web, archives."""

from graph.sources.choosing import IGNORE_FILE
from graph.sources.collecting import collect, sample_folder
from graph.sources.content import fetch, fingerprint, observe
from graph.sources.places import Place, Source, SourceError, Unusable, is_address

__all__ = [
    "IGNORE_FILE",
    "Place",
    "Source",
    "SourceError",
    "Unusable",
    "collect",
    "fetch",
    "fingerprint",
    "is_address",
    "observe",
    "sample_folder",
]
