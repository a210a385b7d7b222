"""What pages and programs are shown: queries to the engine in, plain data out, the same for both."""
