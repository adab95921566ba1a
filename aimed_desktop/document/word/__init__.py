"""Word files: written from a plan, and read back into an application."""
