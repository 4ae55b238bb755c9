"""What is indexed: an Atlas as documents of lines, names and facet values."""
