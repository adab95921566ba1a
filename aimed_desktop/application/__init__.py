"""One form being filled: its values, checks, life and file."""
