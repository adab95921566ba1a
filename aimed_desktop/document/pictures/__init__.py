"""Pictures as the paper needs them, and what is taken out of them."""
