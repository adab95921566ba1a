"""Values of fields: their shapes, how they are read, written, counted and judged."""
