"""Queries so written that the engine answers them by the standard: a query in, the same question out, and left as it is
wherever the engine needs no help."""
