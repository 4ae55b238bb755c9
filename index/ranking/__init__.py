"""From matching documents to an order, a kind of answer, and quotes."""
