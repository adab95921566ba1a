"""The panel at the right: what the notice says about the field, and what is still wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from aimed_desktop.definition.fields import Field
from aimed_desktop.definition.model import Notice
from ui import theme
from ui.form.bindings import Bindings

if TYPE_CHECKING:
    from aimed_desktop.application.finding import Finding

_FIELD = Qt.ItemDataRole.UserRole


class SidePanel(QFrame):
    """`finding_chosen` tells the path of the field that a finding is about."""

    finding_chosen = Signal(str)

    def __init__(self, bindings: Bindings, notice: Notice | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._guidance = {text.id: text for text in notice.guidance} if notice else {}
        self.setObjectName("side_panel")
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 14, 12, 10)
        box.setSpacing(8)
        self.title = _label("side_title", self)
        box.addWidget(self.title)
        box.addWidget(self._hint_area(), 2)
        self.summary = _label("side_title", self)
        self.summary.setText("检查")
        box.addWidget(self.summary)
        self.findings = QListWidget(self)
        self.findings.setObjectName("findings")
        self.findings.setAccessibleName("问题清单")
        self.findings.setWordWrap(True)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.findings.itemClicked.connect(self._on_chosen)
        self.findings.itemActivated.connect(self._on_chosen)
        box.addWidget(self.findings, 3)
        self.show_field(None)

    def show_field(self, path: str | None) -> None:
        """The hint, note and guidance of the field at `path`."""
        field = self._bindings.app.form.field(path) if path else None
        if field is None:
            self.title.setText("填写说明")
            self.hint.setText("点到哪一栏，这里就显示通知对这一栏的要求。内容随填随存，不用点保存。")
            self.source.setText("")
            return
        self.title.setText(field.label.rstrip("：。"))
        self.hint.setText("\n\n".join(self._sentences(field)) or "照实填写即可，通知没有另外的要求。")
        self.source.setText(f"出处：{field.source}" if field.source else "")

    def show_findings(self, found: Sequence[Finding]) -> None:
        """List what the checks say; errors come first."""
        errors = sum(finding.severity == "error" for finding in found)
        self.summary.setText(
            f"必改 {errors} 项　建议 {len(found) - errors} 项" if found else "检查：没有发现问题"
        )
        row = self.findings.currentRow()
        self.findings.clear()
        for finding in found:
            item = QListWidgetItem(finding_words(finding), self.findings)
            item.setData(_FIELD, finding.field or "")
            item.setForeground(theme.colour("bad" if finding.severity == "error" else "warn"))
            item.setToolTip(finding.fix or "")
        if 0 <= row < self.findings.count():
            self.findings.setCurrentRow(row)

    def _hint_area(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget(area)
        holder.setObjectName("side_inner")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 4, 0)
        self.hint = _label("side_hint", holder)
        self.hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.source = _label("side_source", holder)
        inner.addWidget(self.hint)
        inner.addWidget(self.source)
        inner.addStretch(1)
        area.setWidget(holder)
        return area

    def _sentences(self, field: Field) -> list[str]:
        words = [field.hint, field.note]
        if field.required:
            words.append("必填。")
        if field.limit:
            kind = "不超过" if field.limit.kind == "cap" else "大约"
            words.append(f"字数{kind} {field.limit.max} 字（按 Word“字数统计”计算）。")
        if field.max == 1 and field.soft:
            words.append("通知没有写明可以多选，一般只勾选一项。")
        guidance = self._guidance.get(field.guidance or "")
        if guidance is not None:
            words.append(f"{guidance.title}\n{guidance.text}")
        return [text for text in words if text]

    def _on_chosen(self, item: QListWidgetItem) -> None:
        path = str(item.data(_FIELD))
        if path:
            self.finding_chosen.emit(path)


def finding_words(finding: Finding) -> str:
    """A finding in one or two lines: where, what, how to mend it."""
    message = finding.message
    where = "" if not finding.label or finding.label in message else f"{finding.label}："
    return f"{'必改' if finding.severity == 'error' else '建议'}　{where}{message}"


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
