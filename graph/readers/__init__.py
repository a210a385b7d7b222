"""A file in, a RawDocument out: one module per format, listed in formats.py."""

from graph.readers.source import Limits, ReadError, Reason

__all__ = ["Limits", "ReadError", "Reason"]
