"""Undo across the whole form, and the earlier versions of an application."""
