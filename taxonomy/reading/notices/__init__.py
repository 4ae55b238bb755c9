"""A Classification Notice -> its letter, tables and changes."""
