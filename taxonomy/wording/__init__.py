"""Statements -> competencies: how texts differ, what people decided, what is still a question."""
