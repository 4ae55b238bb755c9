"""A document is read in a child process with limits, away from the workspace."""
