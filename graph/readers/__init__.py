"""One module a document format; each turns a file's bytes into raw blocks."""
