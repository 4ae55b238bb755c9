"""Pages about the vocabulary: reference, health, redlines."""
