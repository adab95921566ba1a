"""The documents of a definition and their parts, in the order of the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from aimed_desktop.definition.compile_cells import compile_place
from aimed_desktop.definition.compile_cover import compile_cover
from aimed_desktop.definition.compile_names import compile_names, placed_field
from aimed_desktop.definition.compile_table import compile_table
from aimed_desktop.definition.compile_text import TextCompiler
from aimed_desktop.definition.fields import Text
from aimed_desktop.definition.known_keys import Keys, is_id, mapping
from aimed_desktop.definition.layout import (
    Body,
    Cover,
    Document,
    HandPlace,
    Heading,
    Narrative,
    PageSetup,
    Paragraphs,
    Part,
    Signature,
    Title,
)
from aimed_desktop.definition.problem import near
from aimed_desktop.definition.reader import Mapping, Scalar, Sequence, YamlNode
from aimed_desktop.definition.types import TYPES, typed

_DOCUMENT_KEYS = ("id", "title", "file_name", "page", "parts")
_PAGE_KEYS = (
    "width_mm", "height_mm", "top_mm", "bottom_mm", "left_mm", "right_mm", "binding_mm",
    "landscape", "number",
)  # fmt: skip
_PART_KEYS = ("id", "new_page", "when", "each", "blank_only", "materials_follow")
_PLACE_KEYS = ("sign", "stamp", "date", "unit", "who", "signers", "field")


def compile_documents(keys: Keys, words: TextCompiler) -> tuple[Document, ...]:
    """The documents of a form."""
    nodes = keys.nodes("documents")
    if not nodes:
        words.reporter.report(keys.line, "申报表缺少 documents（文书）。")
    documents: list[Document] = []
    for number, node in enumerate(nodes, 1):
        shape = mapping(node, words.reporter, "文书")
        if shape is not None:
            documents.append(_document(shape, number, words))
    _check_ids(documents, nodes, words)
    _check_materials_follow(documents, words)
    return tuple(documents)


def title_words(documents: Iterable[Document]) -> Iterator[str]:
    """The words of the titles that stand alone, in one line."""
    for document in documents:
        for part in document.parts:
            if isinstance(part.body, Title):
                yield part.body.text.plain.replace("\n", "")


def _check_ids(documents: list[Document], nodes: list[YamlNode], words: TextCompiler) -> None:
    ids = [document.id for document in documents]
    for name in {name for name in ids if ids.count(name) > 1}:
        words.reporter.report(nodes[0].line, f"两份文书的编号都是“{name}”。")


def _check_materials_follow(documents: list[Document], words: TextCompiler) -> None:
    """Papers are bound in at one place of a form, and between two pages."""
    places = [
        (part, following)
        for document in documents
        for part, following in zip_longest(document.parts, document.parts[1:])
        if part.materials_follow
    ]
    for part, following in places:
        if following is not None and not following.starts_page:
            words.reporter.report(
                part.line, "materials_follow（材料装订在后面）的下一部分要另起一页（new_page: true）。"
            )
    for part, _ in places[1:]:
        words.reporter.report(part.line, "materials_follow（材料装订在后面）在一张申报表里只写一处。")


def _document(node: Mapping, number: int, words: TextCompiler) -> Document:
    keys = Keys(node, words.reporter, _DOCUMENT_KEYS, "文书")
    name = keys.text("id") or f"document_{number}"
    if not is_id(name):
        words.reporter.report(keys.line_of("id"), f"文书编号“{name}”应由小写英文字母、数字和下划线组成。")
    if "parts" not in keys:
        words.reporter.report(node.line, "文书缺少 parts（各部分）。")
    parts = tuple(_numbered(_flat(keys.nodes("parts"), words, None, None), name))
    file_name = keys.text("file_name")
    if file_name is not None:
        _pattern(words).text(file_name, keys.line_of("file_name"))
    return Document(name, keys.text("title", required=True) or "", parts, _page(keys, words), file_name)


def _pattern(words: TextCompiler) -> TextCompiler:
    return TextCompiler(words.names, words.reporter, None, set(), words.extra)


def _page(keys: Keys, words: TextCompiler) -> PageSetup:
    node = keys.node("page")
    shape = mapping(node, words.reporter, "page（页面）") if node else None
    if shape is None:
        return PageSetup()
    page = Keys(shape, words.reporter, _PAGE_KEYS, "page（页面）")
    lengths = {
        key: value for key in _PAGE_KEYS if key.endswith("_mm") and (value := page.length(key)) is not None
    }
    return PageSetup(**lengths, landscape=page.flag("landscape"), number=page.flag("number", True))


def _numbered(parts: Iterator[Part], document: str) -> Iterator[Part]:
    """Ids unique in the form; what follows a cover starts a page."""
    after_cover = False
    for number, part in enumerate(parts, 1):
        name = f"{document}.{part.id or f'part_{number}'}"
        yield replace(part, id=name, starts_page=part.starts_page or after_cover)
        after_cover = isinstance(part.body, Cover)


def _flat(nodes: list[YamlNode], words: TextCompiler, each: str | None, when: str | None) -> Iterator[Part]:
    """The parts; a group (`parts:` with `each` or `when`) hands its condition to every part in it."""
    for node in nodes:
        shape = mapping(node, words.reporter, "文书的一部分")
        if shape is None:
            continue
        if "parts" in shape.entries:
            keys = Keys(shape, words.reporter, ("parts", "each", "when"), "一组部分")
            inner = _group_words(keys, words)
            both = _joined(when, keys.text("when"))
            yield from _flat(keys.nodes("parts"), inner, keys.text("each") or each, both)
        else:
            part = _part(shape, words, each, when)
            if part is not None:
                yield part


def _joined(outer: str | None, inner: str | None) -> str | None:
    return f"({outer}) and ({inner})" if outer and inner else outer or inner


def _group_words(keys: Keys, words: TextCompiler) -> TextCompiler:
    """Inside parts for each ticked option, the fields of the group kept for it are named directly."""
    each = keys.text("each")
    if each is None:
        return words
    groups = [n.path for n in words.names.known.values() if n.field is not None and n.field.each == each]
    if not groups:
        known = [n.field.each for n in words.names.known.values() if n.field is not None and n.field.each]
        message = f"没有按“{each}”的选项分别填写的栏目组（type: group, each: {each}）。{near(each, known)}"
        words.reporter.report(keys.line_of("each"), message)
        return words
    return words.within(groups[0])


def _part(node: Mapping, words: TextCompiler, each: str | None, when: str | None) -> Part | None:
    keys = Keys(node, words.reporter, (*_BODIES, *_PART_KEYS), "文书的一部分")
    kinds = [name for name in _BODIES if name in keys]
    if len(kinds) != 1:
        words.reporter.report(node.line, _not_one_part(keys, kinds))
        return None
    inner = _group_words(keys, words)
    inner_node = keys.node(kinds[0])
    assert inner_node is not None
    body = _BODIES[kinds[0]](inner_node, inner)
    if body is None:
        return None
    own = _joined(when, keys.text("when"))
    part_id = keys.text("id") or ""
    if part_id and not is_id(part_id):
        words.reporter.report(keys.line_of("id"), f"编号“{part_id}”应由小写英文字母、数字和下划线组成。")
    return Part(
        id=part_id,
        body=body,
        starts_page=keys.flag("new_page"),
        when=inner.condition(own, keys.line_of("when")) if own else None,
        each=keys.text("each") or each,
        blank_only=keys.flag("blank_only"),
        materials_follow=keys.flag("materials_follow"),
        line=node.line,
    )


def _not_one_part(keys: Keys, kinds: list[str]) -> str:
    names = "、".join(_BODIES)
    if not kinds:
        return f"文书的每一部分应写 {names} 中的一项。"
    first, second, *_ = sorted(kinds, key=keys.line_of)
    return (
        f"这一部分同时写了 {first} 和 {second}；文书的每一部分只写 {names} 中的一项："
        f"第 {keys.line_of(second)} 行的 {second} 前面可能少了“- ”。"
    )


def _cover(node: YamlNode, words: TextCompiler) -> Body | None:
    shape = mapping(node, words.reporter, "cover（封面）")
    return compile_cover(shape, words) if shape else None


def _title(node: YamlNode, words: TextCompiler) -> Body | None:
    if isinstance(node, Scalar):
        return Title(words.text(node.value or "", node.line))
    shape = mapping(node, words.reporter, "title（标题）")
    if shape is None:
        return None
    keys = Keys(shape, words.reporter, ("text", "blank_only"), "title（标题）")
    mark = keys.text("blank_only")
    text = words.text(keys.text("text", required=True) or "", node.line)
    return Title(text, words.text(mark, keys.line_of("blank_only")) if mark else None)


def _heading(node: YamlNode, words: TextCompiler) -> Body | None:
    if isinstance(node, Scalar):
        return Heading(words.text(node.value or "", node.line))
    shape = mapping(node, words.reporter, "heading（标题）")
    if shape is None:
        return None
    keys = Keys(shape, words.reporter, ("text", "level"), "heading（标题）")
    level = int(keys.one_of("level", ("1", "2", "3"), "1") or 1)
    return Heading(words.text(keys.text("text", required=True) or "", node.line), level)


def _paragraphs(node: YamlNode, words: TextCompiler) -> Body | None:
    keys = None
    if isinstance(node, Mapping):
        keys = Keys(node, words.reporter, ("texts", "align", "indent", "small"), "paragraphs（段落）")
        nodes = keys.nodes("texts")
    else:
        nodes = node.items if isinstance(node, Sequence) else [node]
    texts = _text_list(nodes, words)
    if keys is None:
        return Paragraphs(texts)
    align: Any = keys.one_of("align", ("left", "center", "right", "justify"), "justify")
    indent = keys.length("indent")
    return Paragraphs(texts, align, 2 if indent is None else indent, keys.flag("small"))


def _text_list(nodes: list[YamlNode], words: TextCompiler) -> tuple[Text, ...]:
    texts = []
    for node in nodes:
        if isinstance(node, Scalar) and node.value is not None:
            texts.append(words.text(node.value, node.line))
        else:
            words.reporter.report(node.line, "这里应是一段文字；文字里有“: ”时请加引号。")
    return tuple(texts)


def _narrative(node: YamlNode, words: TextCompiler) -> Body | None:
    keys = None
    if isinstance(node, Mapping):
        keys = Keys(node, words.reporter, ("field", "level", "hints_below"), "narrative（正文）")
    path = keys.text("field") if keys else node.value if isinstance(node, Scalar) else None
    if path is None:
        words.reporter.report(node.line, "narrative 后应写正文栏目的编号，或写 field 和 level、hints_below。")
        return None
    kind = placed_field(path, node.line, words)
    if kind is not None and not TYPES[kind].is_long:
        words.reporter.report(node.line, f"“{path}”是 {typed(kind)}，不是正文（narrative）。")
    if keys is None:
        return Narrative(path)
    level = int(keys.one_of("level", ("1", "2", "3"), "2") or 2)
    return Narrative(path, level, keys.flag("hints_below"))


def _signature(node: YamlNode, words: TextCompiler) -> Body | None:
    places: list[HandPlace] = []
    inline = False
    items = node.items if isinstance(node, Sequence) else [node]
    if isinstance(node, Mapping) and "places" in node.entries:
        keys = Keys(node, words.reporter, ("places", "inline"), "signature（签章）")
        items, inline = keys.nodes("places"), keys.flag("inline")
    for item in items:
        shape = mapping(item, words.reporter, "签字盖章处")
        if shape is None:
            continue
        keys = Keys(shape, words.reporter, _PLACE_KEYS, "签字盖章处")
        kind = next((name for name in ("sign", "stamp", "date") if name in keys), None)
        if kind is None:
            words.reporter.report(item.line, "签字盖章处应写 sign（签名）、stamp（盖章）或 date（日期）。")
        else:
            places.append(compile_place(keys, kind, words))
    return Signature(tuple(places), inline)


def _table(node: YamlNode, words: TextCompiler) -> Body | None:
    shape = mapping(node, words.reporter, "table（表格）")
    return compile_table(shape, words) if shape else None


def _names(node: YamlNode, words: TextCompiler) -> Body | None:
    return compile_names(node, node.line, words)


_BODIES: dict[str, Callable[[YamlNode, TextCompiler], Body | None]] = {
    "cover": _cover,
    "title": _title,
    "heading": _heading,
    "paragraphs": _paragraphs,
    "narrative": _narrative,
    "table": _table,
    "signature": _signature,
    "names": _names,
}
