"""One open application: its form page, outline, side panel, undo, checks and writing room."""
