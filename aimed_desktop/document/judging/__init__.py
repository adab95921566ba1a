"""Judges a file that comes from outside by its content, never by its name: once, the same everywhere."""
