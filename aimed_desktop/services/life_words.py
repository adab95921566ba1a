"""The words in which the window tells the life of an application."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from aimed_desktop.application.life.lifecycle import Deed, Event, HandedOver, LifeStanding
from aimed_desktop.application.model import Status

if TYPE_CHECKING:
    from aimed_desktop.archive.entries import PacketEntry

_KINDS = {Status.DRAFT: "draft", Status.ACCEPTED: "good", Status.REJECTED: "bad"}


def chip(standing: LifeStanding) -> tuple[str, str]:
    """The words and the kind of the status chip."""
    return standing.words, _KINDS.get(standing.status, "final")


def locked_words(standing: LifeStanding) -> str | None:
    """What the banner over the form says; None while it may be written."""
    if not standing.is_locked:
        return None
    return f"已定稿（第{standing.version}版），内容已锁定。要修改请点“退回修改”。"


def event_line(event: Event) -> str:
    """6月12日 14:05　第1版　退回修改：区主管部门，第3页数字写错。"""
    time = datetime.fromisoformat(event.time)
    if event.deed is Deed.EXPLAINED:
        return f"{time:%Y-%m-%d %H:%M}　第{event.version}版　{event.who}，仍然继续：{event.note}"
    said = "，".join(filter(None, (event.who, *_over(event.handed_over), event.note)))
    day = f"（{event.date}）" if event.date else ""
    what = {
        Deed.MARKED: f"标记为{event.status}{day}",
        Deed.TAKEN_BACK: f"撤回标记，回到{event.status}",
        Deed.SUPPLEMENT: f"材料补正（{event.date}前交）" if event.date else "材料补正",
        Deed.SUPPLEMENTED: f"补正材料已交{day}",
    }.get(event.deed, str(event.deed))
    told = f"{what}：{said}" if said else what
    return f"{time:%Y-%m-%d %H:%M}　第{event.version}版　{told}"


def _over(handed: HandedOver | None) -> list[str]:
    """How and to whom, and what came back, as far as it was said."""
    if handed is None:
        return []
    to = f"交{handed.to}" if handed.to else ""
    phone = f"电话 {handed.phone}" if handed.phone else ""
    receipt = f"回执 {handed.receipt}" if handed.receipt else ""
    return [handed.how, to, phone, receipt]


def story(standing: LifeStanding, most: int = 30) -> str:
    """The events, the latest first."""
    return "\n".join(event_line(event) for event in reversed(standing.events[-most:]))


def packet_line(packet: PacketEntry, versions: Mapping[str, int]) -> str:
    """2026-06-12 14:05　第1版　示例医院-…. `versions`: the number of each fingerprint that was fixed."""
    time = datetime.fromisoformat(packet.time)
    version = f"　第{versions[packet.fingerprint]}版" if packet.fingerprint in versions else ""
    return f"{time:%Y-%m-%d %H:%M}{version}　{packet.name}"
