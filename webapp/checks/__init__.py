"""The page of possible problems in classes and ladders."""
