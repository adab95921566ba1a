"""The desktop around the window: one instance, programs of the system, the window's place."""
