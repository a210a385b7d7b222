"""What a build found in, an immutable release folder out; its checking and its removal."""
