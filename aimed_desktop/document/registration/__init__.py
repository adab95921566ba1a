"""Scanned pages registered against printed ones by their ink: which page it is, how it lies, what differs."""
