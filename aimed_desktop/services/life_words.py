"""The words in which the window tells the life of an application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from aimed_desktop.application.life.lifecycle import Deed, Event, LifeStanding
from aimed_desktop.application.model import Status
from aimed_desktop.packet.hand_places import Stop
from aimed_desktop.packet.void_pages import VoidPages

if TYPE_CHECKING:
    from aimed_desktop.archive.entries import PacketEntry

_KINDS = {Status.DRAFT: "draft", Status.ACCEPTED: "good", Status.REJECTED: "bad"}
_SEVERAL = 12  # page names in one line; more are told as their number


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
    said = "，".join(filter(None, (event.who, event.note)))
    day = f"（{event.date}）" if event.date else ""
    what = {
        Deed.MARKED: f"标记为{event.status}{day}",
        Deed.TAKEN_BACK: f"撤回标记，回到{event.status}",
    }.get(event.deed, str(event.deed))
    told = f"{what}：{said}" if said else what
    return f"{time:%Y-%m-%d %H:%M}　第{event.version}版　{told}"


def story(standing: LifeStanding, most: int = 30) -> str:
    """The events, the latest first."""
    return "\n".join(event_line(event) for event in reversed(standing.events[-most:]))


def void_lines(
    void: VoidPages, places: Sequence[Stop], binding: str = "", pages: Sequence[str] = ()
) -> list[str]:
    """What is printed again, taken out, and stamped or signed again; one line each.

    `binding`: how the notice wants the paper bound; `pages`: on which each of `places` stands.
    """
    lines = []
    several = len(void.documents) > 1
    for document in void.documents:
        name = f"{document.title}：" if several else ""
        if document.is_whole:
            lines.append(f"{name}全部 {len(document.again)} 页重新打印。")
        elif document.again:
            lines.append(f"{name}重新打印{_pages(document.again)}，换下原来的页；其余各页继续有效。")
        if document.gone:
            lines.append(f"{name}抽出{_pages(document.gone)}，不再使用。")
    named = [pages[number] if number < len(pages) else "" for number in void.stops]
    again = [places[number] for number in void.stops if number < len(places)]
    lines += [
        f"重新{_ACTS[places[number].kind]}：{place_words(places[number], page)}"
        for number, page in zip(void.stops, named, strict=True)
        if number < len(places) and places[number].ours
    ]
    if lines and binding:
        lines.append(f"通知要求“{binding}”：换页后要重新装订。")
    theirs = dict.fromkeys(
        f"{stop.part} {stop.label.strip().rstrip('：')}" for stop in again if not stop.ours
    )
    if theirs:
        lines.append(
            f"这些页上由其他单位填写、盖章的地方（{'、'.join(theirs)}），已经盖好的也要请其重新办理。"
        )
    return lines


_ACTS = {"stamp": "盖章", "sign": "签字", "date": "手填日期"}


def place_words(stop: Stop, page: str = "") -> str:
    """封面 申报单位（示例医院）, 承诺书 第10页 申请单位（盖章）（示例医院）."""
    owner = "，".join(filter(None, (stop.unit, stop.who)))
    label = stop.label.strip().rstrip("：")
    where = stop.part if page in stop.part else f"{stop.part} {page}"
    return f"{where} {label}（{owner}）" if owner else f"{where} {label}"


def _pages(names: tuple[str, ...]) -> str:
    if len(names) > _SEVERAL:
        return f"{names[0]}至{names[-1]}共 {len(names)} 页"
    return "、".join(names)


def packet_line(packet: PacketEntry, versions: Mapping[str, int]) -> str:
    """2026-06-12 14:05　第1版　示例医院-…. `versions`: the number of each fingerprint that was fixed."""
    time = datetime.fromisoformat(packet.time)
    version = f"　第{versions[packet.fingerprint]}版" if packet.fingerprint in versions else ""
    return f"{time:%Y-%m-%d %H:%M}{version}　{packet.name}"
