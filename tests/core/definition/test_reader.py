"""The YAML reader: bounds, lines, everything as text."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aimed_desktop.definition import reader
from aimed_desktop.definition.reader import MAX_BYTES, Mapping, plain, read_yaml, scan
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus


def read(source: str) -> object:
    return plain(read_yaml(source.encode(), "a.yaml"))


def problems(source: str | bytes) -> list[str]:
    data = source.encode() if isinstance(source, str) else source
    return [str(problem) for problem in scan(data, "a.yaml")[1]]


def test_scalars_stay_what_was_typed() -> None:
    read_back = read("{a: 0571, b: no, c: 1.50, d: 2026-06-10, e: 1e3, f: 42010619900101001X}")
    assert read_back == {
        "a": "0571",
        "b": "no",
        "c": "1.50",
        "d": "2026-06-10",
        "e": "1e3",
        "f": "42010619900101001X",
    }


def test_a_bare_null_is_empty_and_a_quoted_one_is_text() -> None:
    assert read("a: ~\nb: null\nc:\nd: 'null'\ne: ''") == {
        "a": None,
        "b": None,
        "c": None,
        "d": "null",
        "e": "",
    }


def test_nodes_know_their_lines() -> None:
    node = read_yaml(b"a: 1\nb:\n  - x\n  - y\n", "a.yaml")
    assert isinstance(node, Mapping)
    assert node.key_lines == {"a": 1, "b": 2}
    assert node.entries["b"].line == 3


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "“a”写了两次（上一次在第 1 行）"),
        ("a: &x 1\n", 1, "锚点"),
        ("a: 1\nb: *x\n", 2, "别名"),
        ("a: !!python/object:os.system 1\n", 1, "标签"),
        ("a: 1\n---\nb: 2\n", 2, "只能有一份内容"),
        ("a: [1, 2\nb: 3\n", 1, "括号 [ 没有写完"),
        ("a: 1\n\tb: 2\n", 2, "Tab"),
        ("a: b: c\n", 1, "两个“: ”"),
        ("a: 'x\nb: 1\n", 1, "引号没有写完"),
        ("? [1]\n: 2\n", 1, "名称"),
        ("", 1, "空的"),
        ("a: \x07\n", 1, "控制字符"),
    ],
)
def test_a_mistake_is_named_with_its_line(source: str, line: int, words: str) -> None:
    found = problems(source)
    assert found and found[0].startswith(f"a.yaml:{line}: "), found
    assert words in found[0]


def test_all_mistakes_are_told_at_once() -> None:
    assert len(problems("a: 1\na: 2\nb: &x 1\nb: *x\n")) == 4


def test_what_is_too_large_too_deep_or_not_text_is_refused() -> None:
    assert "2 MB" in problems(b"a" * (MAX_BYTES + 1))[0]
    assert "嵌套超过" in problems("[" * 51 + "]" * 51)[0]
    assert not problems("[" * 50 + "]" * 50)
    assert problems("a: 好\nb: ".encode() + b"\xff")[0].startswith("a.yaml:2: 文件不是 UTF-8")


def test_a_million_open_brackets_cannot_exhaust_the_stack() -> None:
    for opening in ("[", "{? ", "- ", "? ", "[{a: "):
        assert problems(opening * 200_000)[-1].startswith("a.yaml:1: 嵌套超过"), opening
    assert problems("a: 1\nb:\n  " + "[" * 1_000_000)[0].startswith("a.yaml:3: 嵌套超过")


@pytest.mark.parametrize("loader", [yaml.CLoader, yaml.Loader])
def test_depth_is_counted_whichever_parser_reads(monkeypatch: pytest.MonkeyPatch, loader: type) -> None:
    monkeypatch.setattr(reader, "_LOADER", loader)
    assert "嵌套超过" in problems("[" * 3_000)[0]
    assert "嵌套超过" in problems("[" * 51)[0]
    assert "嵌套超过" not in problems("[" * 50)[0]


def test_a_broken_file_is_the_users_problem_and_names_every_line() -> None:
    with pytest.raises(UserProblem) as caught:
        read_yaml(b"a: 1\na: 2\na: 3\n", "x.yaml")
    assert caught.value.status is ExitStatus.UNUSABLE_INPUT
    assert "x.yaml:2:" in str(caught.value) and "x.yaml:3:" in str(caught.value)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert plain(read_yaml(b"\xef\xbb\xbfa: 1", "a.yaml")) == {"a": "1"}


_text = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=8)
_data = st.recursive(
    st.none() | _text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_text, inner, max_size=4),
    max_leaves=12,
)


@given(_data)
def test_quoted_text_and_nested_data_come_back_as_they_were(value: object) -> None:
    assert plain(read_yaml(json.dumps(value, ensure_ascii=False).encode(), "a.yaml")) == value
