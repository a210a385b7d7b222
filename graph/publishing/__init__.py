"""A release in, its copy in a SPARQL store out: loaded beside the one before, checked by reading it back, then made available."""
