"""The window's way to the archive and to the application that is open; nothing here waits."""
