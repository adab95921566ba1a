"""Codes of places by GB/T 2260, every edition since 1980: how an ID number or a credit code may begin."""

from __future__ import annotations

from functools import cache

from aimed_desktop.paths import RESOURCES

_FILE = RESOURCES / "regions" / "gb2260.txt"
_CENTRAL = "1000"  # of registrars of the whole country, in credit codes alone


def is_county(code: str) -> bool:
    """Whether the six digits have ever named a county, district or city."""
    return int(code[4:]) in _places().get(code[:4], frozenset())


def is_registrar(code: str) -> bool:
    """Whether the six digits of a credit code name a place: its prefecture must be known.

    Registrars of development zones use county digits of their own.
    """
    return code[:4] in _places() or code[:4] == _CENTRAL


@cache
def _places() -> dict[str, frozenset[int]]:
    """The county digits of each prefecture."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    words = (line.split() for line in lines if not line.startswith("#"))
    return {prefecture: _numbers(spans) for prefecture, *spans in words}


def _numbers(spans: list[str]) -> frozenset[int]:
    ends = (span.partition("-") for span in spans)
    return frozenset(n for low, _, high in ends for n in range(int(low), int(high or low) + 1))
