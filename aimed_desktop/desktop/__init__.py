"""The machine around the program, without Qt: screen, the one running copy, small files of the window."""
