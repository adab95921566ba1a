"""Every number that an application states, under the name of what it counts, with its places."""
