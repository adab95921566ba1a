"""The district's table: many packets in, one row or more for each."""
