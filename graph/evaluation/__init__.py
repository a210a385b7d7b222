"""How well extraction does: documents with gold facts in; precision and recall by kind, errors and the worth of confidence out."""
