"""The main window: its bar, its keys, what opens and what closes."""
