"""A plan drawn as a Word file."""
