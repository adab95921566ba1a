"""Units as authors write them: what each measures, and how many of the smallest it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["percent", "count", "money", "size", "time", "date"]


@dataclass(frozen=True, slots=True)
class Unit:
    """`written` as it stands. Numbers of one `dimension` are compared as `factor` times what is written."""

    kind: Kind
    dimension: str
    factor: Decimal
    written: str = ""


def listed(words: str) -> tuple[str, ...]:
    """The words between the blanks."""
    return tuple(words.split())


PLAIN = Unit("count", "", Decimal(1))  # no unit at all
_ONE = Decimal(1)
_COUNTERS = listed(
    "例次 例 人次 人份 人 名 位 台次 台 套 件 项次 项 张 家次 家 所 个 床日 床次 床 份 条 篇 种 类 款 组 批次"
    " 批 期 部 本 册 幅 帧 处 起 间 座 辆 块 路 支 盒 瓶 片 枚 株 户 字 页 场次 场 门 轮 次 卡时 卡 核 层"
    " 课时 学时 学分 笔 像素 倍 分"
)
_APART = listed(  # 3类患者 is no other number than 8.4万人
    "人次 例次 台次 家次 场次 床日 床次 卡时 课时 学时 学分 倍 分 像素 类 种 批次 批 期 轮"
)
# Of each dimension the units, each with what it is worth.
_MONEY = {"元": "元 1 圆 1 元人民币 1", "美元": "美元 1", "欧元": "欧元 1"}
_SIZES = {
    "字节": "KB 1e3 MB 1e6 GB 1e9 TB 1e12 PB 1e15 EB 1e18 字节 1 兆字节 1e6 兆 1e6",
    "比特": "Kbps 1e3 Mbps 1e6 Gbps 1e9",
    "长度": "nm 1e-9 μm 1e-6 µm 1e-6 um 1e-6 mm 1e-3 cm 1e-2 m 1 km 1e3"
    " 纳米 1e-9 微米 1e-6 毫米 1e-3 厘米 1e-2 米 1 公里 1e3 千米 1e3",
    "面积": "平方米 1 ㎡ 1 m² 1 m2 1 cm² 1e-4 mm² 1e-6 亩 666.7",
    "质量": "μg 1e-6 µg 1e-6 mg 1e-3 g 1 kg 1e3 微克 1e-6 毫克 1e-3 克 1 千克 1e3 公斤 1e3 吨 1e6",
    "体积": "μL 1e-6 mL 1e-3 ml 1e-3 L 1 毫升 1e-3 升 1",
    "物质的量": "μmol 1e-6 mmol 1e-3 mol 1",
    "温度": "℃ 1 °C 1 摄氏度 1",
    "频率": "Hz 1 kHz 1e3 MHz 1e6 GHz 1e9 赫兹 1",
    "压强": "mmHg 1 kPa 7.5",
    "功率": "W 1 kW 1e3 瓦 1 千瓦 1e3",
    "能量": "毫焦 1e-3 焦 1 kWh 3.6e6 千瓦时 3.6e6",
    "剂量": "mSv 1 mGy 1",
}
_TIMES = {  # years and months apart from days: nobody agrees on their length
    "时长": "毫秒 0.001 ms 0.001 秒 1 s 1 分钟 60 min 60 小时 3600 h 3600"
    " 天 86400 日 86400 周 604800 星期 604800",
    "工作日": "个工作日 1 工作日 1",
    "年月": "个月 1 月 1 年 12",
    "年龄": "岁 1",
}
_PERCENT = {"%": "% 1 ‰ 0.1", "百分点": "个百分点 1 百分点 1"}


def _units(kind: Kind, table: dict[str, str]) -> Iterator[tuple[str, Unit]]:
    for dimension, words in table.items():
        pairs = listed(words)
        for name, factor in zip(pairs[::2], pairs[1::2], strict=True):
            yield name, Unit(kind, dimension, Decimal(factor))


_UNITS: dict[str, Unit] = {
    **{name: Unit("count", name if name in _APART else "", _ONE) for name in _COUNTERS},
    **dict(_units("percent", _PERCENT)),
    **dict(_units("money", _MONEY)),
    **dict(_units("size", _SIZES)),
    **dict(_units("time", _TIMES)),
}
_MULTIPLIERS = dict(
    zip(listed("万亿 亿 千万 百万 万 千"), map(Decimal, listed("1e12 1e8 1e7 1e6 1e4 1e3")), strict=True)
)


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_PER = (
    "/(?:[A-Za-zμ]{1,4}(?![A-Za-z])|[百千]例|百份|[千万]人|[例人]次|例|人|份|次|天|日|年|月|周|分钟|分|小时|床|家|台|秒"
    "|千克|公斤|升)"
)
_UNIT = re.compile(
    rf"\s?(?P<about>[余多来]?)(?P<more>{_alternatives(_MULTIPLIERS)})?(?P<about2>[余多]?)\s?"
    rf"(?P<unit>{_alternatives(_UNITS)})?(?P<per>{_PER})?"
)
_LETTER = re.compile(r"[A-Za-z0-9]")
_NO_UNIT = re.compile("分[之别]|例如|次[要日年]|[人年月日天]均|个[人性体别]")  # what only begins like a unit


def unit_at(text: str, at: int) -> tuple[Unit, int, bool] | None:
    """The unit behind a number that ends at `at`, where it ends, and whether 余 or 多 stands in it.

    None where the digits are part of a code, as in 32B and 5G.
    """
    found = _UNIT.match(text, at)
    assert found is not None  # every group may be empty
    name, more, per, end = found["unit"] or "", found["more"] or "", found["per"] or "", found.end()
    if name and _NO_UNIT.match(text, found.start("unit")):
        name, per, end = "", "", found.start("unit")
    if name[-1:].isascii() and name not in ("", "%") and not per and _LETTER.match(text, end):
        name, more, end = "", "", at
    if not name and not more and not per:
        return None if _LETTER.match(text, at) else (PLAIN, at, False)
    unit = _UNITS.get(name, PLAIN)
    end = end if name or per else found.end("about2")
    made = Unit(
        unit.kind,
        unit.dimension + per,
        unit.factor * _MULTIPLIERS.get(more, _ONE),
        text[at:end].strip(),
    )
    return made, end, bool(found["about"] or found["about2"])


def unit_named(words: str) -> Unit | None:
    """The unit that `words` of a heading name: TB, 万元, 例/千人; None where they name none."""
    text = words.strip()
    found = unit_at(text, 0) if text else None
    return found[0] if found is not None and found[1] == len(text) and found[0] is not PLAIN else None
