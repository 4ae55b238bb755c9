"""What lies on disk: segments, postings, lines and the document table. The only door to Whoosh."""
