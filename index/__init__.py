"""The full-text index: what is indexed, how a query is read, how hits are ranked and why."""
