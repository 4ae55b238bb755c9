"""How a workspace made by an older version becomes one of this version: one step a file, in `versions`."""
