"""The web pages, the JSON API and the command line: three faces of the same typed results."""
