"""Names in a text: those that the authority knows, and those never seen before, found by how English writes them."""
