"""Published statements in, what follows from them (short cuts, conflicts, days of validity) out."""
