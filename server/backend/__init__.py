"""Where a release is asked: in stores of our own, or in a SPARQL store elsewhere; one interface, two implementations."""
