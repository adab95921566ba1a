"""A line of several names is typed once and stands wherever the paper prints it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.ui.conftest import OpenPage
from tests.ui.typing import commit
from ui.form.printed_text import NamesLabel
from ui.workspace.form_page import FormPage


def lines(page: FormPage) -> list[str]:
    return [label.text() for label in page.paper.findChildren(NamesLabel)]


def test_names_are_typed_in_their_cell_and_shown_on_every_sheet(open_page: OpenPage) -> None:
    page = open_page("wuxi-2026")
    assert lines(page) == ["主申报单位（盖章）+联合申报单位（盖章）"] * 3
    commit(page.paper.editor("unit_name"), "示例医院")  # type: ignore[arg-type]
    commit(page.paper.editor("joint_units.0.name"), "示例公司")  # type: ignore[arg-type]
    assert page.app.values == {"unit_name": "示例医院", "joint_units": [{"name": "示例公司"}]}
    assert lines(page) == ["示例医院（盖章）+示例公司（盖章）"] * 3


def test_what_the_definition_says_of_itself_stands_over_the_sheets(open_page: OpenPage) -> None:
    page = open_page("beijing-2025")
    remark = page.paper.findChild(QLabel, "remark")
    assert remark is not None and "以原表为准" in remark.text()
    assert open_page("wuxi-2026").paper.findChild(QLabel, "remark") is None
