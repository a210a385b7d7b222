"""Facts and things in, quads as the ontology contract has them out; their reading and their canonical form."""
