"""A text that is longer than its place: cut in the middle, as many differ only at their end."""

from __future__ import annotations


def cut(words: str, most: int) -> str:
    """`words` in at most `most` characters, their beginning and end kept."""
    if len(words) <= most:
        return words
    end = (most - 1) // 2
    return f"{words[: most - 1 - end]}…{words[len(words) - end :]}"
