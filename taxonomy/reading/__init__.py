"""A file -> records: lines, sections, class specifications, notices, and the problems met on the way."""
