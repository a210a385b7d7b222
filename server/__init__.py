"""A release in, HTTP out: SPARQL protocol, entities, documents, evidence, pages."""
