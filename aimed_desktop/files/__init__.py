"""Files read within bounds, files written whole or not at all, locks, names of files, working folders."""
