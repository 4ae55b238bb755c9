"""The domain: class specifications, the competencies they state, and what follows from both."""
