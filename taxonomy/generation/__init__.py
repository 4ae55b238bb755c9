"""What is derived, written whole or not at all: generations, records, versions, the writer's lock."""
