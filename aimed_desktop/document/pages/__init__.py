"""Printed pages beside the files: the live preview, and which pages a new version changes."""
