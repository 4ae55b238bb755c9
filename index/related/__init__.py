"""Which classes are related, why, why not, and which read almost alike."""
