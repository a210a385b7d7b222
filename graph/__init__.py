"""Documents in, a validated release out: readers → text → mentions → facts → RDF → SHACL → release; the command line."""
