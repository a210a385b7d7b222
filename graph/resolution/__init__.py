"""Extractions of many documents in, one set of things and the statements about them out, with every merge explained."""
