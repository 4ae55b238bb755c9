"""Several needs held against every class, and the reasons for the first."""
