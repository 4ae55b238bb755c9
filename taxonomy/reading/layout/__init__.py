"""Lines -> outline: headings, titles, levels of a series, page furniture."""
