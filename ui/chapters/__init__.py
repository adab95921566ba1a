"""Chapters given to their authors as Word files, and what comes back."""
