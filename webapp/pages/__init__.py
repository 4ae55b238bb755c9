"""One record per page: exactly what its template may use. HTML and JSON come from the same record.

Each module builds the records of one group of pages from the Atlas and the index's answers; templates compute nothing.
"""
