"""Lines of a section -> facts: statements, competencies, pay, references."""
