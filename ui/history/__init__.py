"""The earlier versions of an application: the kept steps, what each changed, and one brought back."""
