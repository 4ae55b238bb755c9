"""The domain: class specifications, the competencies they state, and what follows from both."""

__version__ = "0.1.0"
