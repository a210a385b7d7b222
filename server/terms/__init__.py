"""The words of the graph under their own addresses: ontology, vocabulary, JSON-LD context."""
