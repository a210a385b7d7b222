"""SPARQL text and protocol: what a request asks for, and in which form it is answered."""
