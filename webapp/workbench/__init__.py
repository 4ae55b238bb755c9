"""Pages on which an analyst decides about wording."""
