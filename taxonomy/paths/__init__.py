"""Requirements -> moves: the ladder, routes over it, and where a person stands."""
