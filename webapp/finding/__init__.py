"""Pages from needs or competencies to a class."""
