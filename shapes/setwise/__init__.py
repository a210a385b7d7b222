"""Validation of a whole store at once, or of what a change touches: shapes and a store in, the results an engine would find out."""
