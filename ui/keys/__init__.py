"""Passphrase, recovery code, copies and recovery of the archive."""
