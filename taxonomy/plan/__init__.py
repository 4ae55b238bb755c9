"""Classes over time: editions, former titles and pay, as specifications and notices state them."""
