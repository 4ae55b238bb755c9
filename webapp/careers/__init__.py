"""Pages for an employee: my class, moves, routes, and how I compare with the requirements."""
