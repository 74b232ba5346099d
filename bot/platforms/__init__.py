"""One file for each place where people ask."""
