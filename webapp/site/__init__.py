"""Pages about the whole: home, help."""
