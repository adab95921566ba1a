"""Word files from somebody's desk: what stands in them, as values and blocks."""
