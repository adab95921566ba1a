"""The notice's list of supporting papers: its slots, their files, what they look like."""
