"""Excel files of a plan."""
