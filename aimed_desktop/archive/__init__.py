"""The encrypted archive of applications on this machine, its keys, copies and recovery."""
