"""The theme part that a Word file must have: black text, 宋体 and 黑体, nothing that we draw with."""

from __future__ import annotations

_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "1F3A5F",
    "lt2": "F2F2F2",
    "accent1": "1F5FA8",
    "accent2": "B5482A",
    "accent3": "6B7280",
    "accent4": "C08A1E",
    "accent5": "2E7D6B",
    "accent6": "5B7F3A",
    "hlink": "1F5FA8",
    "folHlink": "6B4E8A",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_part() -> bytes:
    """The bytes of `word/theme/theme1.xml`."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{rgb}"/></a:{name}>' for name, rgb in _COLOURS.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="申报书">'
        f'<a:themeElements><a:clrScheme name="申报书">{colours}</a:clrScheme>'
        f'<a:fontScheme name="申报书">{_font("major", "黑体")}{_font("minor", "宋体")}</a:fontScheme>'
        f'<a:fmtScheme name="申报书"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    ).encode()


def _font(kind: str, name: str) -> str:
    faces = f'<a:latin typeface="{name}"/><a:ea typeface="{name}"/><a:cs typeface=""/>'
    return f"<a:{kind}Font>{faces}</a:{kind}Font>"
