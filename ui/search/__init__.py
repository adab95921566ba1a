"""Find and replace over every field of an application."""
