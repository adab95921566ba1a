"""Make resources/passphrases/commonest.txt from the two lists that its README names."""

from __future__ import annotations

import gzip
import re
import sys
import unicodedata
from pathlib import Path

SHORTEST = 8  # what is shorter is refused for that
MOST_WORDS = 10_000  # of each list of words of zxcvbn; of passwords all
TARGET = Path(__file__).resolve().parents[1] / "resources" / "passphrases" / "commonest.txt"


def zxcvbn(coffee: Path) -> set[str]:
    """The passwords, and the commonest words and names, of `src/frequency_lists.coffee`."""
    found: set[str] = set()
    for name, words in re.findall(r'^\s+(\w+): "([^"]*)"', coffee.read_text(encoding="utf-8"), re.MULTILINE):
        listed = words.split(",")
        found |= set(listed if name == "passwords" else listed[:MOST_WORDS])
    return found


def main(coffee: str, django: str) -> None:
    """Write the list: folded as `keys.fold_secret` does, in small letters, sorted."""
    listed = gzip.decompress(Path(django).read_bytes()).decode().split("\n")
    words = zxcvbn(Path(coffee)) | set(listed)
    folded = {unicodedata.normalize("NFKC", word).casefold().strip() for word in words}
    kept = sorted(word for word in folded if len(word) >= SHORTEST)
    TARGET.write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
