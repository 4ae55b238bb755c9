"""Pages of documents, their lines, and what was not understood in them."""
