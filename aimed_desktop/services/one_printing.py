"""What is known of one printing, and what the clerk is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aimed_desktop.desktop.printers import JobState, Queued
from aimed_desktop.services.print_choices import Printable, PrintChoice, Scope
from aimed_desktop.services.ready_sets import ReadySet


@dataclass(slots=True, eq=False)
class OnePrinting:
    """What is printed where. `made`: None until it is; `queued`: what the printer has of it now, None where
    it is printed from a file; `is_turning`: the backs are still to come; `is_held`: it is being given,
    noted or taken back; `state`: what the queue said last.
    """

    printed: Printable
    choice: PrintChoice
    printer: str
    folder: Path
    made: ReadySet | None = None
    queued: Queued | None = None
    is_turning: bool = False
    is_held: bool = True
    is_noting: bool = False
    state: JobState = JobState.WAITS

    @property
    def say(self) -> str:
        """What the clerk's word will come to."""
        if self.choice.scope is Scope.SHEET:
            return "纸出齐了，请点“已打出”。"
        if self.made is not None and self.made.is_set:
            return "纸都出齐了，请点“已打出”；点了才记为已打印。"
        return "纸都出齐了，请点“已打出”；只记下这次打的，整套都打好后点“标记为已打印”。"

    @property
    def spoiled(self) -> str:
        """The paper of no use, where its backs will not come."""
        if not self.is_turning or self.queued is None or self.made is None:
            return ""
        return f"已印好正面的 {self.made.counted.count.sheets} 张纸请作废。"

    def taken_words(self, state: JobState) -> str:
        """What came of taking it back."""
        if state is JobState.DROPPED:
            return f"已从打印机“{self.printer}”撤回，没有记为已打印；已经印出的纸请作废。"
        if state is JobState.DONE:
            use = "这些纸要用，请点“标记为已打印”。" if self.made is not None and self.made.is_set else ""
            return f"打印机已经打完，没有撤回，没有记为已打印。{self.spoiled or use}"
        return f"没能从打印机“{self.printer}”撤回，请到打印机上取消。没有记为已打印。{self.spoiled}"
