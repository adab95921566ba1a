"""PDF files: drawn from a plan, and opened to be read."""
