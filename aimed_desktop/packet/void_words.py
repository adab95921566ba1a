"""What a new version makes void, in the words of every page and list that tells of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aimed_desktop.packet.checklist import ACTS, ChecklistLine
from aimed_desktop.packet.void_pages import VoidDocument, VoidPages

_FEW = 2  # pages in a row that are still named one by one
_LISTED = 12  # runs of pages in one line; of more the last is told with the number of all


@dataclass(frozen=True, slots=True)
class VoidWords:
    """Sentences: which pages are printed again, where is stamped or signed again, which places stay, and what
    else is to be thought of. `is_whole`: all of the paper is made again; `notes` say where it differs.
    `had_ticks`: whether any place of the version before was ticked off.
    """

    since: int
    pages: tuple[str, ...]
    again: tuple[str, ...]
    kept: tuple[str, ...]
    more: tuple[str, ...]
    is_whole: bool = False
    notes: tuple[str, ...] = ()
    had_ticks: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """All of them, in the order in which they are done."""
        return (*self.pages, *self.notes, *self.again, *self.kept, *self.more)


def void_words(
    void: VoidPages, places: Sequence[ChecklistLine], binding: str = "", *, several: bool = False
) -> VoidWords:
    """`places`: every place of the new version; `binding`: how the notice wants the paper bound; `several`:
    whether it has more than one document.
    """
    ours = [place for place in places if place.stop.ours]
    theirs = [place for place in places if not place.stop.ours and place.number in void.stops]
    if void.is_whole:
        return VoidWords(
            void.since,
            (whole_sentence(void.since),),
            (f"每一处都重新办理：{_counted(ours)}。",) if ours else (),
            (),
            tuple(_done_by_others(theirs)),
            is_whole=True,
            notes=tuple(_differences(void, several=several)),
        )
    pages = tuple(line for each in void.documents for line in _page_lines(each, void.since, several=several))
    if not pages:
        return VoidWords(void.since, (), (), (), ())
    again = [place for place in ours if place.number in void.stops]
    return VoidWords(
        void.since,
        pages,
        tuple(f"重新{ACTS[place.stop.kind]}：{place_words(place)}" for place in again),
        tuple(_staying([place for place in ours if place.number not in void.stops])),
        (*([f"通知要求“{binding}”：换页后要重新装订。"] if binding else []), *_done_by_others(theirs)),
    )


def whole_sentence(since: int) -> str:
    """Why the whole paper is made again."""
    return f"第{since}版已胶装、盖骑缝章或原件已交出：整套重新打印、盖章、签字，第{since}版的打印件不再使用。"


def pages_in_words(names: Sequence[str], indexes: Sequence[int]) -> str:
    """第8页，即PDF第9页: by the number at the foot and by the place in the file. `indexes` count from 0."""
    runs = list(_runs(indexes))
    printed = [_run(names[start], names[end]) for start, end in runs]
    places = [_run(str(indexes[start] + 1), str(indexes[end] + 1)) for start, end in runs]
    if len(runs) > _LISTED:
        return f"{names[0]}至{names[-1]}之间共 {len(names)} 页"
    total = f"共 {len(names)} 页，" if any(end - start > 1 for start, end in runs) else ""
    return f"{'、'.join(printed)}，{total}即PDF第{'、'.join(places)}页"


def place_words(place: ChecklistLine) -> str:
    """封面 申报单位（示例医院）, 承诺书 第10页 申请单位（盖章）（示例医院）."""
    owner = "，".join(filter(None, (place.stop.unit, place.stop.who)))
    label = place.stop.label.strip().rstrip("：")
    return f"{place.where} {label}（{owner}）" if owner else f"{place.where} {label}"


def _differences(void: VoidPages, *, several: bool) -> Iterator[str]:
    """Where a whole new set differs from the old one, for whoever reads both."""
    found = []
    for document in void.documents:
        name = f"《{document.title}》" if several else ""
        if document.is_whole:
            found.append(f"{name}每一页")
        elif document.again:
            found.append(f"{name}{pages_in_words(document.again, document.indexes)}")
    changed = "；".join(found)
    if changed:
        yield f"与第{void.since}版相比，看起来不同的是{changed}。"
    elif not void.documents:
        yield f"与第{void.since}版相比，打印出来的内容没有变化。"


def _page_lines(document: VoidDocument, since: int, *, several: bool) -> Iterator[str]:
    name = f"{document.title}：" if several else ""
    if document.is_whole:
        yield f"{name}全部 {len(document.again)} 页重新打印。"
    elif document.again:
        pages = pages_in_words(document.again, document.indexes)
        yield f"{name}重新打印{pages}，换下原来的页；其余各页继续有效。"
    if document.gone:
        gone = pages_in_words(document.gone, document.gone_indexes or _counted_back(document))
        yield f"{name}抽出第{since}版的{gone}，不再使用。"


def _counted_back(document: VoidDocument) -> list[int]:
    """Where an older program noted no places: what is gone stood behind the last page."""
    end = document.indexes[-1] + 1 if document.indexes else 0
    return [*range(end, end + len(document.gone))]


def _staying(places: Sequence[ChecklistLine]) -> Iterator[str]:
    if places:
        yield f"已办好的继续有效，不用重新盖章、签字：{_counted(places)}。"


def _counted(places: Sequence[ChecklistLine]) -> str:
    """封面 2 处、承诺书 第10页 3 处."""
    counts = Counter(place.where for place in places)
    return "、".join(f"{where} {number} 处" for where, number in counts.items())


def _done_by_others(places: Sequence[ChecklistLine]) -> Iterator[str]:
    named = dict.fromkeys(f"{place.where} {place.stop.label.strip().rstrip('：')}" for place in places)
    if named:
        yield f"这些页上由其他单位填写、盖章的地方（{'、'.join(named)}），已经盖好的也要请其重新办理。"


def _runs(indexes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pages that follow each other: the first and the last by their place in `indexes`."""
    start = 0
    for place in range(1, len(indexes) + 1):
        if place == len(indexes) or indexes[place] != indexes[place - 1] + 1:
            if place - start > _FEW:
                yield start, place - 1
            else:
                yield from ((each, each) for each in range(start, place))
            start = place


def _run(first: str, last: str) -> str:
    return first if first == last else f"{first}至{last}"
