"""A file in, a RawDocument out: one module per format, listed in formats.py."""

from graph.readers.formats import SUFFIXES, read
from graph.readers.source import Limits, ReadError, Reason

__all__ = ["SUFFIXES", "Limits", "ReadError", "Reason", "read"]
