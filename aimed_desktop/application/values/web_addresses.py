"""Checks web addresses by their shape alone (RFC 3986, http and https): nothing is looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from aimed_desktop.definition.fields import Field

_BLANKS = re.compile(r"\s+")
_BETWEEN = re.compile(r"\s*[、；;,，|]\s*|\s+")  # several addresses
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):[/\\]{2}")
_LABEL = r"[0-9A-Za-z一-龥](?:[0-9A-Za-z一-龥_-]{0,61}[0-9A-Za-z一-龥])?"
# Chinese domains end as these do (IANA); any other word behind a point is a sentence of the clerk.
_CHINESE_ENDS = (
    "中国|中國|公司|网络|网址|网站|政务|政府|公益|机构|组织机构|集团|企业|健康|在线|中文网|信息|商城"
    "|香港|台湾|台灣|澳門|广东|佛山"
)
_NAME = rf"(?:{_LABEL}\.)+(?:[A-Za-z]{{2,63}}|xn--[0-9A-Za-z-]{{1,59}}|{_CHINESE_ENDS})"
_PART = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_NUMBERS = rf"{_PART}(?:\.{_PART}){{3}}"  # of a house's own network
_PORT = r"(?::(?:6553[0-5]|655[0-2]\d|65[0-4]\d{2}|6[0-4]\d{3}|[1-5]?\d{1,4}))?"
_REST = r"(?:[/?#][^\s<>\"“”‘’《》【】、。，；！]*)?"
_HOST = rf"(?=[^/?#]{{1,253}}(?:[/?#]|$))(?:{_NUMBERS}|{_NAME})"
_ADDRESS = re.compile(f"(?:https?://)?{_HOST}{_PORT}{_REST}(?<![,;])", re.I)
_LEAD = re.compile(r"^[^0-9A-Za-z]{1,8}:(?=[0-9A-Za-z])")  # 网址：
_SLASHES = re.compile(r"^(https?)[:;]?[/\\]*(?=[0-9A-Za-z])", re.I)
_AT_ENDS = "《》<>()【】“”\"'。.，,、;；！"


def fold_url(text: str) -> str:
    """A pasted address with half-width characters and no blanks; several as they were typed."""
    plain = unicodedata.normalize("NFKC", text)
    return text if _are_several(plain) else _BLANKS.sub("", plain)


def url_problem(text: str) -> str | None:
    """http or https or neither, a host with a point in it, whatever path; several apart by blanks or 、；,"""
    plain = unicodedata.normalize("NFKC", text)
    joined = _BLANKS.sub("", plain)
    if _are_several(plain) or _ADDRESS.fullmatch(joined):
        return None
    scheme = _SCHEME.match(joined)
    return "url_scheme" if scheme and scheme[1].lower() not in ("http", "https") else "url_shape"


def url_readings(_field: Field, text: str) -> Iterator[str]:
    """Points and slashes for the marks that a Chinese keyboard writes in their place, nothing around it."""
    inside = _LEAD.sub("", text).strip(_AT_ENDS)
    plain = inside.replace("。", ".").replace("、", "/").replace("\\", "/")
    yield plain
    yield _SLASHES.sub(r"\1://", plain)


def _are_several(plain: str) -> bool:
    """Whether each of several pieces is an address: blanks inside one are slips of the clerk."""
    pieces = _BETWEEN.split(plain.strip())
    return len(pieces) > 1 and all(map(_ADDRESS.fullmatch, pieces))
