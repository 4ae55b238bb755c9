"""Names, stems, data files and the masking of contacts: what everything else stands on."""
