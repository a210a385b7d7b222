"""Queries made quicker before the engine runs them: a query and a release's summary in, a query with the same answer
out."""
