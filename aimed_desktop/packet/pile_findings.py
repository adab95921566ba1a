"""A matched pile in words: which pages are missing, void, of another application, and what holds it up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from aimed_desktop.application.checks.finding import Finding
from aimed_desktop.definition.model import Severity
from aimed_desktop.document.pdf.first_line import first_line
from aimed_desktop.packet.file_words import brief_name
from aimed_desktop.packet.fixed_paper import FixedPaper
from aimed_desktop.packet.hand_places import Stop
from aimed_desktop.packet.pile import Pile, PilePage, PrintedPage
from aimed_desktop.packet.scan_findings import LABEL, ScanFinding
from aimed_desktop.packet.seals_seen import SealSeen, seals_seen

_NAMED = 6  # pages, one by one
_PLACES_NAMED = 4
_COVER = "封面"
_DATE = re.compile("(：日期)?：[0-9]*年月日$")  # as it is printed to be filled in by hand
_WRONG = {  # by the state: how it is mended
    "void": "请换成第{version}版重新打印、盖章的这一页；多出来的，请另放。",
    "older": "请拿出来，或在“盖章扫描”里另放。",
    "other": "请拿出来，或在“盖章扫描”里另放。",
    "changed": "请对照定稿核对；不是定稿打印的，请换成定稿的这一页。",
}
_ALONG_FIX = "请先处理完其他要处理的页；或把这一页从文件里去掉，重新添加。"
_SCAN_FIX = "请补扫，加到“盖章扫描”；只交盖章页的，请写明原因。"


def pile_findings(
    pile: Pile,
    paper: FixedPaper,
    stops: Sequence[Stop],
    version: int,
    slot: str | None,
    *,
    is_one_file: bool | None = None,
) -> tuple[ScanFinding, ...]:
    """Errors and warnings about a pile of which pages were recognised, errors first.

    `slot` is where findings stand. `is_one_file`: whether the good pages alone are handed over, as one file;
    None: where they can be.
    """
    found = [*_missing(pile, paper, stops, slot), *_wrong(pile, version, slot), *_unknown(pile, slot)]
    found += _bare_places(pile, paper, stops, slot)
    if not (pile.makes_a_file if is_one_file is None else is_one_file):
        found += _carried_along(pile, slot)
    return tuple(sorted(found, key=lambda each: not each.is_error))


def what_stands_on(page: PrintedPage, paper: FixedPaper, stops: Sequence[Stop]) -> str:
    """What a clerk knows a page by: the part that is signed on it, else its first words; none of a cover."""
    if page.name.endswith(_COVER):
        return ""
    document = paper.document(page.document)
    if document is None or len(document.pages) == 1:  # its title says it
        return ""
    for stop, place in zip(stops, paper.places, strict=False):
        if place.document == page.document and place.pages == (page.page - 1,):
            return "".join(stop.part.split())
    return first_line(paper.files[document.pdf], page.page - 1)


def missing_words(pages: Sequence[PrintedPage], paper: FixedPaper, stops: Sequence[Stop]) -> str:
    """缺第8页（承诺书）、第9页; of many the last with the number of all."""
    named = []
    for page in pages[:_NAMED]:
        stands = what_stands_on(page, paper, stops)
        named.append(f"{page.name}（{stands}）" if stands else page.name)
    rest = f"等 {len(pages)} 页" if len(pages) > _NAMED else ""
    return f"缺{'、'.join(named)}{rest}"


def state_words(page: PilePage) -> str:
    """What a page is that wants a hand, or did; empty of a good or blank one."""
    if page.match is None:
        return "认不出是哪一页" if page.state == "unknown" else ""
    name, before = page.match.name, f"旧版本（第{page.match.version}版）"
    words = {
        "twice": f"{name}又扫了一张，已另放",
        "void": f"是{before}的{name}，已作废",
        "older": f"是{before}的{name}，新版没有这一页",
        "changed": f"是{name}，但有的字与定稿不同：{'；'.join(page.where)}",
        "other": f"是另一申报件“{page.match.project or page.match.owner}”的{name}",
    }
    return words.get(page.state, "")


def bare_seals(pile: Pile, paper: FixedPaper, stops: Sequence[Stop]) -> Mapping[int, SealSeen]:
    """The places, by their number, whose page was scanned and that have no mark."""
    return _unseen(pile, paper, stops, (page for page in pile.in_order() if page.was_looked_at))


def unchecked_seals(pile: Pile, paper: FixedPaper, stops: Sequence[Stop]) -> Mapping[int, SealSeen]:
    """The places, by their number, on pages that a hand alone placed: nobody looked for marks there."""
    return _unseen(pile, paper, stops, (page for page in pile.in_order() if not page.was_looked_at))


def _unseen(
    pile: Pile, paper: FixedPaper, stops: Sequence[Stop], pages: Iterable[PilePage]
) -> Mapping[int, SealSeen]:
    there = {(page.match.document, page.match.page) for page in pages if page.match}
    return {
        number: seal
        for number, seal in seals_seen(stops, paper, pile.in_order())
        if not (seal.seen or seal.shared)
        and any((seal.document, index + 1) in there for index in paper.places[number].pages)
    }


def bare_words(bare: Iterable[SealSeen], paper: FixedPaper) -> str:
    """承诺书：所有人员签字 6 处、申报书：盖章; of many kinds the number of all at the end.

    Of several documents the page is named: 《承诺书》第2页：单位（盖章）.
    """
    places = (_place_words(seal, paper) for seal in bare)
    counted = Counter(_DATE.sub("：手填日期", place).rstrip("：") for place in places)
    named = [place if count == 1 else f"{place} {count} 处" for place, count in counted.items()]
    rest = f"等 {counted.total()} 处" if len(named) > _PLACES_NAMED else ""
    return f"{'、'.join(named[:_PLACES_NAMED])}{rest}"


def _place_words(seal: SealSeen, paper: FixedPaper) -> str:
    document = paper.document(seal.document)
    if document is None or seal.page is None or len(paper.documents) == 1:
        return "".join(seal.place.split())
    label = "".join(seal.place.partition("：")[2].split())
    return f"《{document.title}》{document.pages[seal.page - 1]}：{label}"


def colourless(pile: Pile, paper: FixedPaper, stops: Sequence[Stop]) -> bool:
    """Whether a page that wants a seal was scanned without colour; black words alone have none anyway."""
    sealed = {
        (place.document, index + 1)
        for stop, place in zip(stops, paper.places, strict=True)
        if stop.ours and stop.kind == "stamp"
        for index in place.pages
    }
    return any(
        not page.has_colour and page.was_looked_at and (page.match.document, page.match.page) in sealed
        for page in pile.in_order()
        if page.match is not None
    )


def _missing(pile: Pile, paper: FixedPaper, stops: Sequence[Stop], slot: str | None) -> Iterator[ScanFinding]:
    if pile.missing:
        unknown = sum(page.state == "unknown" for page in pile.kept)
        more = f"（另有 {unknown} 页认不出，可能就在其中）" if unknown else ""
        message = f"{LABEL}{missing_words(pile.missing, paper, stops)}{more}。"
        names = "、".join(page.name for page in pile.missing[:_NAMED])
        rest = f"等 {len(pile.missing)} 页" if len(pile.missing) > _NAMED else ""
        yield _finding("error", message, _SCAN_FIX, slot, "scan_page_missing", f"缺{names}{rest}")


def _wrong(pile: Pile, version: int, slot: str | None) -> Iterator[ScanFinding]:
    for page in pile.kept:
        if page.state in _WRONG:
            fix = _WRONG[page.state].format(version=version)
            severity = "warning" if page.is_doubtful else "error"
            message = f"{_where(page)}{state_words(page)}。"
            yield _finding(severity, message, fix, slot, f"scan_page_{page.state}", _fact(page))


def _carried_along(pile: Pile, slot: str | None) -> Iterator[ScanFinding]:
    """Pages that were set aside in files that are handed over whole."""
    for page in pile.carried_along:
        if page.state != "blank":
            said = f"已另放，{state_words(page)}" if page.state in _WRONG else "已另放"
            message = f"{_where(page)}{said}；同一个文件里还有要用的页，它会随整个文件放进报送包。"
            severity = "error" if _fact(page) else "warning"
            yield _finding(severity, message, _ALONG_FIX, slot, "scan_page_along", _fact(page))


def _fact(page: PilePage) -> str:
    """What the packet says of a page that is not as it should be."""
    match = page.match
    if match is None or page.is_doubtful:
        return ""
    facts = {
        "void": f"有第{match.version}版的{match.name}",
        "older": f"夹有第{match.version}版的{match.name}",
        "other": f"夹有另一申报件的{match.name}",
        "changed": f"{match.name}有与定稿不同的字",
    }
    return facts.get(page.state, "")


def _unknown(pile: Pile, slot: str | None) -> Iterator[ScanFinding]:
    unknown = [page for page in pile.kept if page.state == "unknown"]
    if unknown:
        places = "、".join(_where(page) for page in unknown[:_PLACES_NAMED])
        rest = f"等 {len(unknown)} 页" if len(unknown) > _PLACES_NAMED else ""
        message = f"{places}{rest}认不出是哪一页。"
        fix = "请到“盖章扫描”里指明是第几页，或另放；手机拍的、模糊的，建议用扫描仪重扫。"
        yield _finding("warning", message, fix, slot, "scan_page_unknown")


def _bare_places(
    pile: Pile, paper: FixedPaper, stops: Sequence[Stop], slot: str | None
) -> Iterator[ScanFinding]:
    by_hand = [page.match.name for page in pile.in_order() if page.by_hand and page.match is not None]
    if by_hand:
        rest = f"等 {len(by_hand)} 页" if len(by_hand) > _NAMED else ""
        message = f"由您指明的页：{'、'.join(by_hand[:_NAMED])}{rest}。"
        fix = "请在“盖章扫描”里对照一遍，确认是这一版的这一页。"
        yield _finding("warning", message, fix, slot, "scan_by_hand")
    bare = list(bare_seals(pile, paper, stops).values())
    if bare:
        message = f"扫描件上没有看到盖章或签字：{bare_words(bare, paper)}。"
        yield _finding("warning", message, "请核对纸面；盖了没有扫出来的不用管。", slot, "scan_bare")
    unchecked = unchecked_seals(pile, paper, stops)
    if unchecked:
        message = f"由您指明的页，盖章、签字没有核对：{bare_words(unchecked.values(), paper)}。"
        yield _finding("warning", message, "请核对纸面。", slot, "scan_unchecked")


def _where(page: PilePage) -> str:
    return f"“{brief_name(page.file)}”第{page.index + 1}页"


def _finding(
    severity: str, message: str, fix: str, slot: str | None, code: str, fact: str = ""
) -> ScanFinding:
    grade: Severity = "error" if severity == "error" else "warning"
    return ScanFinding(code, Finding(grade, "scan", slot, LABEL, message, fix, "pack"), fact)


def facts_of(found: Iterable[ScanFinding]) -> tuple[str, ...]:
    """What the packet says of them, each once."""
    return tuple(dict.fromkeys(each.fact for each in found if each.is_error and each.fact))
