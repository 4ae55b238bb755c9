"""What a person typed, as a question the index can answer: words, spelling, lexicon."""
