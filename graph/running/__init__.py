"""Documents in, their extractions out, by one process or many: executors, the form in which extractions travel, and their store."""
