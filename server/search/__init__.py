"""Names and passages found by their words, typing errors forgiven; and names reconciled for tables of others."""
