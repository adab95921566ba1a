"""Help: what F1 shows."""
