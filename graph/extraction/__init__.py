"""A document in, facts with their evidence out: tagged sentences, patterns over them, modality, tidying."""
