"""The SHACL shapes by subject (`*.ttl`) and `validate()`: a graph in, a report out."""
