"""Changes to an application as steps: undo, rows, find and replace, what differs, copies of earlier work."""
