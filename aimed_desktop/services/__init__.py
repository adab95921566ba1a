"""What a user does, one plain function each, for the window and the command line alike."""
