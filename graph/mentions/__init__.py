"""A document in, its mentions out: names known and unseen, short forms, pronouns, agreements without a name, and the entities they mean."""
