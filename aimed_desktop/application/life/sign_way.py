"""How a place is signed."""

from __future__ import annotations

from enum import StrEnum


class SignWay(StrEnum):
    """How a place is signed; whoever says nothing signs by hand."""

    HAND = "亲笔"
    SEAL = "签名章"
    PROXY = "代签"
