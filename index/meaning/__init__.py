"""How near are words, lines and classes in meaning? Vectors and what is made of them."""
