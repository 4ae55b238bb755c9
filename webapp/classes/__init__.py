"""Pages of classes, alone and in pairs."""
