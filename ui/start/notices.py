"""征集通知: each notice with its countdown, who may apply, what is needed, and its forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from aimed_desktop.application.values.dates import printed_moment
from aimed_desktop.services.start_lists import FormLine, NoticeCard, Papers
from aimed_desktop.services.start_words import deadline_words
from ui.widgets import icons, theme
from ui.widgets.page_parts import words_label

if TYPE_CHECKING:
    from aimed_desktop.definition.model import Route, Term

_WIDTH = 430
_WAYS = {"paper": "纸质", "mail": "电子邮件", "platform": "平台", "website": "网站"}


class NoticesPane(QScrollArea):
    """`new_wanted` tells a form, `summary_wanted` a summary form, `amend_wanted` a notice (NoticeCard)."""

    new_wanted = Signal(str)
    summary_wanted = Signal(str)
    amend_wanted = Signal(object)
    papers_wanted = Signal(object)  # NoticeWidget

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(_WIDTH)
        self._shown: tuple[NoticeCard, ...] = ()
        self._widgets: list[NoticeWidget] = []
        holder = QWidget(self)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 10, 0)
        self._column.setSpacing(12)
        title = QLabel("征集通知", holder)
        title.setProperty("role", "page_title")
        self._column.addWidget(title)
        self.own_problems = words_label("", "warn", holder)
        self.own_problems.setObjectName("own_problems")
        self.own_problems.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.own_problems.hide()
        self._column.addWidget(self.own_problems)
        self._column.addStretch(1)
        self.setWidget(holder)

    def show_cards(self, cards: Sequence[NoticeCard]) -> None:
        """List the notices; those that are the same as before stay as they are."""
        if tuple(cards) == self._shown:
            return
        unfolded = {widget.card.notice.id for widget in self._widgets if widget.is_unfolded}
        for widget in self._widgets:
            widget.hide()
            widget.deleteLater()
        self._shown = tuple(cards)
        self._widgets = [NoticeWidget(card, self.widget()) for card in cards]
        for index, widget in enumerate(self._widgets):
            self._column.insertWidget(2 + index, widget)
            widget.new_wanted.connect(self.new_wanted)
            widget.summary_wanted.connect(self.summary_wanted)
            widget.amend_wanted.connect(self.amend_wanted)
            widget.unfolded.connect(self.papers_wanted)
            widget.unfold(unfolded=widget.card.notice.id in unfolded)

    def refresh_deadlines(self) -> None:
        """Count the days again: midnight may have passed."""
        for widget in self._widgets:
            widget.refresh_deadline()

    def show_own_problems(self, words: str) -> None:
        """Say under the title why a form that was added is not among them."""
        self.own_problems.setText(words)
        self.own_problems.setVisible(bool(words))


class NoticeWidget(QFrame):
    """One notice."""

    new_wanted = Signal(str)
    summary_wanted = Signal(str)
    amend_wanted = Signal(object)
    unfolded = Signal(object)  # itself, for the first time

    def __init__(self, card: NoticeCard, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.card = card
        self._details: QWidget | None = None
        self._is_unfolded = False
        notice = card.notice
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 14, 16, 12)
        self._box.setSpacing(8)
        if notice.short:
            self._box.addWidget(words_label(notice.short, "card_short", self))
        self._box.addWidget(words_label(notice.title, "card_title", self))
        self._box.addWidget(words_label("　".join(notice.issuers), "quiet", self))
        self.deadline = words_label("", "quiet", self)
        self.deadline.setObjectName(f"deadline:{notice.id}")
        self._box.addWidget(self.deadline)
        self.refresh_deadline()
        for route in (route for route in notice.routes if route.amended):
            from aimed_desktop.application.life.amendments import changes_of  # seldom needed at the start

            way = f"{route.from_} → {route.to}：" if len(notice.routes) > 1 else ""
            for line in changes_of(route):
                self._box.addWidget(words_label(way + line, "warn", self))
        self._box.addLayout(self._actions())
        self._after_details = self._box.count()
        for form in card.forms:
            self._add_form(form)

    def refresh_deadline(self) -> None:
        """Say how far the deadline is now."""
        words, role = deadline_words(self.card.notice.deadline)
        self.deadline.setText(words)
        if self.deadline.property("role") != role:
            self.deadline.setProperty("role", role)
            theme.repolish(self.deadline)

    @property
    def is_unfolded(self) -> bool:
        """Whether the details are shown."""
        return self._is_unfolded

    def unfold(self, *, unfolded: bool) -> None:
        """Show or hide who may apply and what is needed."""
        self._is_unfolded = unfolded
        self._fold.setAccessibleDescription("已展开" if unfolded else "已收起")
        icons.put(self._fold, "chevron-down" if unfolded else "chevron-right")
        if unfolded and self._details is None:
            self._details = self._make_details()
            self._box.insertWidget(self._after_details, self._details)
            self.unfolded.emit(self)
        if self._details is not None:
            self._details.setVisible(unfolded)

    def show_papers(self, papers: Sequence[Papers]) -> None:
        """Add the supporting papers to the details."""
        if self._details is None or self._papers.count():
            return
        for each in papers:
            title = "要附的材料" if len(papers) == 1 else f"要附的材料：{'、'.join(each.forms)}"
            self._papers.addWidget(words_label(title, "strong", self._details))
            lines = "\n".join(f"· {paper}" for paper in each.titles)
            self._papers.addWidget(words_label(lines, "text", self._details))

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._fold = QToolButton(self)
        self._fold.setObjectName(f"unfold:{self.card.notice.id}")
        self._fold.setText("谁能申报、要交什么")
        self._fold.setAccessibleDescription("已收起")
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setAccessibleName(f"{self.card.notice.title}：谁能申报、要交什么")
        icons.put(self._fold, "chevron-right")
        self._fold.clicked.connect(lambda _checked: self.unfold(unfolded=not self._is_unfolded))
        row.addWidget(self._fold)
        row.addStretch(1)
        amend = QToolButton(self)
        amend.setObjectName(f"amend:{self.card.notice.id}")
        amend.setText("补充通知…")
        amend.setToolTip("日期、邮箱或地点变了，记在这里，所有申报件都按新的来")
        amend.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        amend.setAccessibleName(f"{self.card.notice.title}：记录补充通知")
        icons.put(amend, "bell")
        amend.clicked.connect(lambda: self.amend_wanted.emit(self.card))
        row.addWidget(amend)
        return row

    def _add_form(self, form: FormLine) -> None:
        row = QHBoxLayout()
        row.addWidget(words_label(form.title, "form", self), 1)
        button = QPushButton("汇总…" if form.is_summary else "新建…", self)
        button.setObjectName(f"{'summary' if form.is_summary else 'new'}:{form.id}")
        button.setAccessibleName(f"{button.text().rstrip('…')}：{form.title}")
        wanted = self.summary_wanted if form.is_summary else self.new_wanted
        button.clicked.connect(lambda: wanted.emit(form.id))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(row)

    def _make_details(self) -> QWidget:
        holder = QFrame(self)
        holder.setObjectName("notice_details")
        box = QVBoxLayout(holder)
        box.setContentsMargins(10, 8, 10, 8)
        box.setSpacing(6)
        notice = self.card.notice
        box.addWidget(words_label("谁能申报", "strong", holder))
        box.addWidget(words_label(notice.eligibility or "通知没有写明。", "text", holder))
        box.addWidget(words_label("报到哪里、交几份", "strong", holder))
        for route in notice.routes:
            box.addWidget(words_label(route_lines(route), "text", holder))
        if notice.contacts:
            box.addWidget(words_label("联系人", "strong", holder))
            lines = ["　".join(filter(None, (c.name, c.phone, c.email, c.unit))) for c in notice.contacts]
            box.addWidget(words_label("\n".join(lines), "text", holder))
        self._papers = QVBoxLayout()
        self._papers.setSpacing(6)
        box.addLayout(self._papers)
        return holder


def route_lines(route: Route) -> str:
    """One way of handing in, a line for each thing to know; what the notice does not print is 待填."""
    from aimed_desktop.packet.routes import amendment_note  # not needed before a card is unfolded

    ways = "、".join(_WAYS[way] for way in route.by)
    facts: tuple[tuple[str, str, Term | None], ...] = (
        ("截止", printed_moment(route.until) if route.until else "待填", "until"),
        ("份数", f"{route.copies} 份" if route.copies else "", None),
        ("地点", route.place or "", "place"),
        ("邮箱", "、".join(route.mail), "mail"),
        ("网址", route.url or "", None),
        ("装订", route.binding or "", None),
        ("说明", route.note or "", None),
    )
    lines = [f"{route.from_} → {route.to}（{ways}）"]
    for label, words, term in facts:
        note = amendment_note(route, term) if term else ""
        if words:
            lines.append(f"　{label}：{words}" + (f"（{note}）" if note else ""))
    return "\n".join(lines)
