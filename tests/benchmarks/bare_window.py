"""A window of PySide6 alone with 60 widgets: what no form program in Python can beat."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QComboBox, QFormLayout, QLineEdit, QScrollArea, QTextEdit, QWidget

from tests.benchmarks.painting import run_until_painted

WIDGETS = (QLineEdit, QComboBox, QTextEdit)


def main() -> None:
    application = QApplication([])
    form = QWidget()
    layout = QFormLayout(form)
    for number in range(60):
        layout.addRow(f"栏目 {number}", WIDGETS[number % len(WIDGETS)]())
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    run_until_painted(application, area)


if __name__ == "__main__":
    main()
