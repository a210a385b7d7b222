"""Writes: an update or a graph in, a new release out, made by a process of its own and switched to in one rename."""
