"""What a form asks for, told in a few lines before it is begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aimed_desktop.definition.model import Form, Notice
from aimed_desktop.definition.sections import sections
from aimed_desktop.services.start_words import deadline_words

if TYPE_CHECKING:
    from aimed_desktop.document.pages.preview import Preview


@dataclass(frozen=True, slots=True)
class FormFacts:
    """Titles over their lines, in the order in which they are read."""

    notice: str  # its title, whole
    deadline: tuple[str, str]  # words and role
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def blank_pages(form: Form) -> Preview:
    """The blank form, typeset: its pages can be drawn one by one."""
    from aimed_desktop.application.model import Application
    from aimed_desktop.document.pages.preview import Preview

    return Preview(Application(form), mark=False)


def facts_of(form: Form, notice: Notice) -> FormFacts:
    """Who may apply, what will be asked, which papers are needed, what the clerk should know."""
    fields = [field for _, field in form.walk() if not field.fields]
    long_texts = [field for field in fields if field.is_long and not field.carried]
    asked = [section.title for section in sections(form) if section.level == 1]
    counts = f"共 {len(fields)} 个栏目，必填 {sum(field.required for field in fields)} 个"
    counts += f"，其中长文 {len(long_texts)} 篇" if long_texts else ""
    papers = [
        material.title
        + ("" if material.required is True else "（视情况）" if material.required else "（可选）")
        for material in form.materials
    ]
    groups = [
        ("谁能申报", (notice.eligibility or "通知没有写明。",)),
        ("要填什么", (counts, "、".join(asked))),
        ("要附的材料", tuple(papers) or ("通知没有列材料。",)),
    ]
    if form.remark:
        groups.append(("说明", (form.remark,)))
    return FormFacts(notice.title, deadline_words(notice.deadline), tuple(groups))
