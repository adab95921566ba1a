"""Find and replace over every field of an application, and the list of its numbers."""
