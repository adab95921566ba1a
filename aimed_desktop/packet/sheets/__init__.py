"""The unit's own sheets around the paper: what is copied online, asked for, lent out, handed over."""
