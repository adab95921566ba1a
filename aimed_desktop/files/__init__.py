"""Files written whole or not at all, locks, names of files, and folders that end with their process."""
