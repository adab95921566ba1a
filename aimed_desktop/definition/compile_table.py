"""Tables: rows and blocks of rows, whose cells must fill the grid exactly."""

from __future__ import annotations

import re

from aimed_desktop.definition.compile_cells import MAX_COLUMNS, compile_cell, condition
from aimed_desktop.definition.compile_text import TextCompiler
from aimed_desktop.definition.known_keys import Keys
from aimed_desktop.definition.layout import Block, Cell, Row, Table
from aimed_desktop.definition.reader import Mapping, Scalar, Sequence, YamlNode

_TABLE_KEYS = ("widths", "rows")
_ROW_KEYS = ("row", "header", "blank_only", "when")
_BLOCK_KEYS = ("rows", "repeat", "blank_only", "when")


def compile_table(node: Mapping, words: TextCompiler) -> Table:
    """A table; every mistake in its grid is reported at the line of its row."""
    keys = Keys(node, words.reporter, _TABLE_KEYS, "表格")
    widths = _widths(keys)
    compiler = _RowCompiler(words, len(widths))
    rows = compiler.rows(keys, frozenset())
    if not rows:
        words.reporter.report(node.line, "表格缺少 rows（行）。")
    return Table(widths, rows)


def _widths(keys: Keys) -> tuple[float, ...]:
    widths = []
    for node in keys.nodes("widths"):
        text = node.value or "" if isinstance(node, Scalar) else ""
        if re.fullmatch(r"\d{1,4}(\.\d+)?", text) and float(text) > 0:
            widths.append(float(text))
        else:
            advice = "请改用英文逗号。" if set(text) & set("，、") else ""
            message = f"widths（列宽）里应都是大于 0 的数字，例如 [14, 12, 24]；“{text}”不是。{advice}"
            keys.reporter.report(node.line, message)
            return ()
    if not widths and "widths" not in keys:
        keys.reporter.report(keys.line, "表格缺少 widths（列宽），例如 widths: [14, 12, 24]。")
    if len(widths) > MAX_COLUMNS:
        message = f"表格有 {len(widths)} 列，最多 {MAX_COLUMNS} 列（Word 的上限）。"
        keys.reporter.report(keys.line_of("widths"), message)
        return ()
    return tuple(widths)


class _RowCompiler:
    """Compiles rows and counts, column by column, which cells reach down from above."""

    def __init__(self, words: TextCompiler, columns: int) -> None:
        self.words = words
        self.columns = columns

    def rows(self, keys: Keys, held: frozenset[int]) -> tuple[Row | Block, ...]:
        """The rows of a table or block; `held` columns are covered by a label beside the block."""
        made: list[Row | Block] = []
        pending = [0] * self.columns  # rows that a cell above still covers, by column
        reaching: frozenset[int] = frozenset()  # columns of cells with `down: all`
        for node in keys.nodes("rows"):
            covered = held | reaching
            if isinstance(node, Mapping) and "rows" in node.entries:
                self._check_open(pending, node.line)
                made.append(self._block(node, covered))
                continue
            row = self._row(node)
            if row is not None:
                reaching |= self._lay(row, node.line, pending, covered)
                made.append(row)
        self._check_open(pending, keys.line)
        return tuple(made)

    def _check_open(self, pending: list[int], line: int) -> None:
        if any(pending):
            message = "单元格的 down 超出了这一组行；要一直到这组行的末尾，请写 down: all。"
            self.words.reporter.report(line, message)
            pending[:] = [0] * self.columns

    def _row(self, node: YamlNode) -> Row | None:
        words = self.words
        if isinstance(node, Sequence):
            return Row(self._cells(node.items))
        if not isinstance(node, Mapping):
            words.reporter.report(node.line, "表格的一行应写成 [ 单元格, 单元格 ]。")
            return None
        keys = Keys(node, words.reporter, (*_ROW_KEYS, "rows", "repeat"), "表格的行")
        if "repeat" in keys:
            words.reporter.report(node.line, "写了 repeat，还应在 rows 里写出重复的行。")
        cells = self._cells(keys.nodes("row"))
        return Row(cells, keys.flag("header"), keys.flag("blank_only"), condition(keys, words))

    def _cells(self, nodes: list[YamlNode]) -> tuple[Cell, ...]:
        made = (compile_cell(node, self.words) for node in nodes)
        return tuple(cell for cell in made if cell is not None)

    def _block(self, node: Mapping, held: frozenset[int]) -> Block:
        outer = self.words
        keys = Keys(node, outer.reporter, _BLOCK_KEYS, "一组行")
        repeat = keys.text("repeat")
        when = condition(keys, outer)
        if repeat is not None:
            self._check_repeat(repeat, keys)
            self.words = outer.within(repeat)
        try:
            rows = self.rows(keys, held)
        finally:
            self.words = outer
        return Block(rows, repeat, keys.flag("blank_only"), when)

    def _check_repeat(self, path: str, keys: Keys) -> None:
        name = self.words.names.find(path)
        if name is None:
            self.words.reporter.report(keys.line_of("repeat"), self.words.names.unknown(path))
        elif name.field is None or not name.field.is_rows:
            self.words.reporter.report(keys.line_of("repeat"), f"repeat 应是多行栏目（rows），“{path}”不是。")

    def _lay(self, row: Row, line: int, pending: list[int], covered: frozenset[int]) -> frozenset[int]:
        """Lay the cells into the free columns; the columns that `down: all` takes from here on."""
        if not self.columns:
            return frozenset()  # the widths are wrong: what the row should fill is not known
        free = [c for c in range(self.columns) if not pending[c] and c not in covered]
        wanted = sum(cell.span for cell in row.cells)
        if wanted != len(free):
            above = self.columns - len(free)
            taken = f"，其中 {above} 列被上方的单元格占着" if above else ""
            self.words.reporter.report(
                line,
                f"这一行的单元格共占 {wanted} 列，应占 {len(free)} 列（表格有 {self.columns} 列{taken}）。",
            )
            self._pass(pending)
            return frozenset()
        self._pass(pending)
        reaching: set[int] = set()
        for cell in row.cells:
            columns, free = free[: cell.span], free[cell.span :]
            if columns[-1] - columns[0] != cell.span - 1:
                self.words.reporter.report(line, "一个单元格被上方的单元格隔成了两段，请调整 span。")
            if cell.down == "all":
                reaching.update(columns)
            else:
                for column in columns:
                    pending[column] = cell.down - 1
        return frozenset(reaching)

    def _pass(self, pending: list[int]) -> None:
        pending[:] = [max(0, rows - 1) for rows in pending]
