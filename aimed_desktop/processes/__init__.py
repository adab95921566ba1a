"""The processes beside the window and the commands: what each runs; started by the program itself alone."""
