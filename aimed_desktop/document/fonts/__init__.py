"""Fonts: which file draws which character, how wide it is, and subsets to embed."""
