"""Helpers of these tests: a small sound form that a test breaks in one place."""

from __future__ import annotations

from aimed_desktop.definition.compile import compile_form
from aimed_desktop.definition.model import Form
from aimed_desktop.definition.problem import Reporter
from aimed_desktop.definition.reader import scan

SOUND = """\
form: f
title: 申报书
unit_name: unit_name
apply_date: apply_date
fields:
  unit_name: {label: 单位名称, type: text, required: true}
  apply_date: {label: 申报日期, type: date}
  staff: {label: 人数, type: integer}
  kind: {label: 类型, type: choices, options: [甲, {label: 乙, blank: decimal}]}
  secret: {label: 是否涉密, type: yes_no}
  story: {label: （一）背景。, type: narrative}
  cases:
    label: 案例
    type: rows
    fields:
      name: {label: 名称, type: text}
      cost: {label: 金额, type: decimal}
documents:
  - title: 申报书
    parts:
      - table:
          widths: [1, 1, 1, 1]
          rows:
            - [单位名称, {field: unit_name}, 申报日期, {field: apply_date}]
            - [人数, {field: staff}, 是否涉密, {field: secret}]
            - [类型, {field: kind, span: 3}]
            - repeat: cases
              rows:
                - [名称, {field: name}, 金额, {field: cost}]
      - narrative: story
materials:
  - {id: licence, title: 法人证书}
rules:
  - {id: r, when: staff > 3, at: staff, message: 人太多}
"""


def compiled(source: str) -> tuple[Form | None, list[str]]:
    """The form and its problems as `line: message`."""
    reporter = Reporter("f.yaml")
    node, problems = scan(source.encode(), "f.yaml")
    for problem in problems:
        reporter.report(problem.line, problem.message)
    form = compile_form(node, reporter, "f") if node is not None else None
    return form, [f"{problem.line}: {problem.message}" for problem in reporter.problems]


def problems_of(source: str) -> list[str]:
    return compiled(source)[1]


def form_of(source: str) -> Form:
    form, problems = compiled(source)
    assert not problems, problems
    assert form is not None
    return form


def broken(old: str, new: str) -> list[str]:
    """The problems of the sound form after one change, which must apply."""
    assert SOUND.count(old) == 1, old
    return problems_of(SOUND.replace(old, new))


def line_of(words: str, source: str = SOUND) -> int:
    """The line on which `words` stand."""
    return source[: source.index(words)].count("\n") + 1
