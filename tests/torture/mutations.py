"""Mutations of files, each by its seed alone: the same seed spoils the same bytes in the same way."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

Mutation = Callable[[bytes, random.Random], bytes]

# What people and systems put where something else was meant, and what readers stumble over.
WORDS = [
    "",
    "null",
    "~",
    "true",
    "no",
    "-1",
    "0",
    "1e999",
    "NaN",
    "9" * 25,
    "9" * 5000,
    "²",
    "①",
    "０571",
    "0x1F",
    "2026-02-30",
    "0000-00-00",
    "9999-99-99",
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}",
    "[[[[]]]]",
    "- - - -",
    ": ",
    "#",
    "&a",
    "*a",
    "!!python/object:os.system",
    "%s",
    "{0}",
    "{unit_name}",
    "{n}",
    "../../etc/passwd",
    "C:\\x",
    "\0",
    "\x1b[2J",
    "\ufeff",
    "\ud800",
    "\u202e",
    "\U0001f600",
    "é",
    "e\u0301",
    "　",
    "\t",
    "'",
    '"',
    "`",
    "甲" * 3000,
    "<w:p/>",
    "<!--",
    "]]>",
    "&lt;",
    "&#0;",
    "&x;",
    "=1+1",
    "🅰",
    "\xff",
    "values",
]  # fmt: skip
SHAPES: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    1e300,
    10**30,
    [],
    {},
    [[]],
    [None],
    [{}],
    {"": ""},
    {"option": 1},
    {"option": []},
    {"image": "../x"},
    {"image": ""},
    {"table": [[1], [2, 3], []]},
    {"table": "x"},
    {"items": [[]]},
    {"text": None},
    {"text": ["a", {"sup": "9"}]},
    {"heading": "", "level": "x"},
    {"from": 1, "to": []},
    {"amount": {}, "unit": 3},
]  # fmt: skip


def mutated(data: bytes, seed: int) -> bytes:
    """`data` spoiled once to three times, as text or as bytes."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(MUTATIONS)(data, chance)
    return data


def mutated_zip(data: bytes, seed: int, inside: str = r".*\.(xml|rels)") -> bytes:
    """A zip of which one part whose name fits `inside` is spoiled, or, now and then, the zip itself."""
    chance = random.Random(seed)
    if chance.random() < 0.15:
        return mutated(data, chance.getrandbits(32))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        names = [name for name in source.namelist() if re.fullmatch(inside, name)]
        spoiled = chance.choice(names)
        for name in source.namelist():
            part = source.read(name)
            if name == spoiled:
                part = chance.choice((*MUTATIONS, *XML_MUTATIONS, *XML_MUTATIONS))(part, chance)
            if name != spoiled or chance.random() > 0.03:  # else the part is gone
                target.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def mutated_data(data: Any, seed: int) -> Any:
    """A copy of plain data with one to three of its values or keys spoiled."""
    chance = random.Random(seed)
    copy = deepcopy(data)
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(list(_places(copy)) or [({"": copy}, "")])
        _spoil(holder, key, chance)
    return copy


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every list or group, and each key or index in it."""
    pending = [data]
    while pending:
        holder = pending.pop()
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        yield from ((holder, key) for key in keys)
        pending += [holder[key] for key in keys if isinstance(holder[key], dict | list)]


def _spoil(holder: Any, key: Any, chance: random.Random) -> None:
    deed = chance.randrange(6)
    if deed == 0:
        del holder[key]
    elif deed == 1 and isinstance(holder, list):
        holder[key:key] = [deepcopy(holder[key])] * chance.choice((1, 2, 40))
    elif deed == 2 and isinstance(holder, dict):
        holder[chance.choice(WORDS)] = holder.pop(key)
    elif deed == 3:
        holder[key] = [holder[key]]
    elif deed == 4:
        holder[key] = {chance.choice(WORDS): holder[key]}
    else:
        holder[key] = deepcopy(chance.choice((*WORDS, *SHAPES)))


def flip_bit(data: bytes, chance: random.Random) -> bytes:
    """One bit the other way round."""
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end, the beginning or a piece is missing."""
    start, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    return chance.choice((data[:start], data[start:], data[:start] + data[end:]))


def repeat_piece(data: bytes, chance: random.Random) -> bytes:
    """A piece stands there twice."""
    start = chance.randint(0, len(data))
    end = start + chance.randint(1, 400)
    return data[:end] + data[start:end] + data[end:]


def insert_word(data: bytes, chance: random.Random) -> bytes:
    """A word of trouble between two words."""
    ends = [found.start() for found in re.finditer(rb"[\s:,\[\]{}<>/=\"']", data)] or [0]
    at = chance.choice(ends)
    return data[:at] + _word(chance) + data[at:]


def replace_word(data: bytes, chance: random.Random) -> bytes:
    """A value, a name or a number becomes a word of trouble."""
    words = list(re.finditer(rb"[^\s:,\[\]{}<>/=\"']+", data))
    if not words:
        return data
    found = chance.choice(words)
    return data[: found.start()] + _word(chance) + data[found.end() :]


def swap_words(data: bytes, chance: random.Random) -> bytes:
    """Two words of the file change their places."""
    words = list(re.finditer(rb"[^\s:,\[\]{}<>/=\"']+", data))
    if len(words) < 2:
        return data
    first, second = sorted(chance.sample(words, 2), key=lambda found: found.start())
    between = data[first.end() : second.start()]
    return data[: first.start()] + second[0] + between + first[0] + data[second.end() :]


def repeat_line(data: bytes, chance: random.Random) -> bytes:
    """A line stands there several times."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join(lines[:at] + [lines[at]] * chance.choice((2, 3, 200)) + lines[at + 1 :])


def drop_line(data: bytes, chance: random.Random) -> bytes:
    """A line is missing."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join(lines[:at] + lines[at + 1 :])


def indent_line(data: bytes, chance: random.Random) -> bytes:
    """A line is moved to the right or to the left: in YAML it belongs to something else."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((b"  " + lines[at], b"\t" + lines[at], lines[at].removeprefix(b"  ")))
    return b"\n".join(lines)


def move_line(data: bytes, chance: random.Random) -> bytes:
    """A line stands somewhere else."""
    lines = data.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randint(0, len(lines)), line)
    return b"\n".join(lines)


def drop_element(data: bytes, chance: random.Random) -> bytes:
    """An XML element without children is missing."""
    found = list(re.finditer(rb"<([\w:]+)(?: [^<>]*)?(?:/>|>[^<>]*</\1>)", data))
    return _without(data, chance.choice(found)) if found else data


def repeat_element(data: bytes, chance: random.Random) -> bytes:
    """An XML element without children stands there many times."""
    found = list(re.finditer(rb"<([\w:]+)(?: [^<>]*)?(?:/>|>[^<>]*</\1>)", data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.end()] + one[0] * chance.choice((1, 2, 500)) + data[one.end() :]


def drop_tag(data: bytes, chance: random.Random) -> bytes:
    """A tag is missing: the XML is no longer well-formed."""
    found = list(re.finditer(rb"<[^<>]+>", data))
    return _without(data, chance.choice(found)) if found else data


def replace_attribute(data: bytes, chance: random.Random) -> bytes:
    """The value of an XML attribute becomes another word."""
    found = list(re.finditer(rb'="([^"]*)"', data))
    if not found:
        return data
    one = chance.choice(found)
    word = _word(chance).replace(b"&", b"").replace(b"<", b"").replace(b'"', b"").replace(b"\0", b"")
    return data[: one.start(1)] + word + data[one.end(1) :]


def move_element(data: bytes, chance: random.Random) -> bytes:
    """An element without children stands behind another one."""
    found = list(re.finditer(rb"<([\w:]+)(?: [^<>]*)?(?:/>|>[^<>]*</\1>)", data))
    if len(found) < 2:
        return data
    first, second = sorted(chance.sample(found, 2), key=lambda one: one.start())
    return data[: first.start()] + data[first.end() : second.end()] + first[0] + data[second.end() :]


def move_word_elements(data: bytes, chance: random.Random) -> bytes:
    """Elements of Word, with all that follows them, are lost, doubled or stand somewhere else."""
    head, *pieces = data.split(b"<w:")
    for _ in range(chance.randint(1, 5)):
        at, moved = chance.randrange(len(pieces) or 1), chance.choice(pieces or [b""])
        pieces[at : at + chance.randint(0, 1)] = [moved] * chance.randint(0, 1)
    return b"<w:".join([head, *pieces])


def _without(data: bytes, found: re.Match[bytes]) -> bytes:
    return data[: found.start()] + data[found.end() :]


def _word(chance: random.Random) -> bytes:
    return chance.choice(WORDS).encode("utf-8", "surrogatepass")


MUTATIONS: tuple[Mutation, ...] = (
    flip_bit,
    cut,
    repeat_piece,
    insert_word,
    replace_word,
    replace_word,
    swap_words,
    repeat_line,
    drop_line,
    indent_line,
    move_line,
)  # fmt: skip
XML_MUTATIONS: tuple[Mutation, ...] = (
    drop_element,
    repeat_element,
    drop_tag,
    replace_attribute,
    replace_attribute,
    move_element,
    move_word_elements,
)
