"""What the words mean: classes and properties (`spacepact.ttl`), SKOS schemes (`vocabulary.ttl`), known names (`authority/`),
example queries."""
