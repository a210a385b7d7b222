"""Query processes that can be killed: jobs in, streams of answers out."""
