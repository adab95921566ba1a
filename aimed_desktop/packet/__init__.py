"""The packet that is handed in, its scans and materials, and whether a packet is whole."""
