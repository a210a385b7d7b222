"""What people decided about facts and things: a decisions file in, an overlay over every build out, with who decided, when and why."""
