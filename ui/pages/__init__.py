"""The pages of the window beside the form itself."""
