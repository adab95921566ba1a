"""The process beside the window: told of an application and then of what changes, it draws and checks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.file import to_json
from aimed_desktop.application.model import Application
from aimed_desktop.application.others import other_of
from aimed_desktop.application.references import image_names
from aimed_desktop.definition.library import default_library
from aimed_desktop.framing import Frame, Incoming, packed, read_message
from aimed_desktop.paths import ROOT
from aimed_desktop.services.checking import check_application

LIBRARY = default_library(None)
PAGE = {"ask": "page", "width": 300}


class Process:
    """The program itself, started as the window starts it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "aimed_desktop", "--typesetter"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def tell(self, head: dict[str, Any], *blobs: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(packed(Frame(head, blobs)))
        self.process.stdin.flush()

    def ask(self, head: dict[str, Any], *blobs: bytes) -> Frame:
        self.tell(head, *blobs)
        assert self.process.stdout is not None
        answer = read_message(self.process.stdout)  # type: ignore[arg-type]
        assert answer is not None
        return answer

    def end(self) -> int:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        status = self.process.wait(20)
        self.process.stdout.close()
        return status


@pytest.fixture
def typesetter() -> Iterator[Process]:
    process = Process()
    yield process
    assert process.end() == 0, "it ends with the window"


def opening(app: Application) -> tuple[dict[str, Any], list[bytes]]:
    sources = LIBRARY.sources(app.form)
    blobs = [to_json(app), *sources.values()]
    head = {"application": 0, "deadline": app.form.deadline}
    return {**head, "sources": {name: at for at, name in enumerate(sources, 1)}}, blobs


def with_files(app: Application) -> tuple[dict[str, Any], list[bytes]]:
    head, blobs = opening(app)
    names = sorted({*image_names(app.values), *(entry.file for entry in app.materials)})
    pictures = {name: len(blobs) + at for at, name in enumerate(names)}
    files = {name: app.files.size(name) for name in names}
    return {**head, "files": files, "pictures": pictures}, [*blobs, *map(app.files.read, names)]


def test_the_page_of_a_field_shows_what_is_typed(typesetter: Process) -> None:
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    head, blobs = opening(app)
    first = typesetter.ask({**head, **PAGE, "follow": "promotion"}, *blobs)
    assert first.head["size"][0] == 300
    assert any(area[0] == "promotion" for area in first.head["areas"])

    news = {"values": {"promotion": [{"text": "换成了另一段话。"}]}, "edited": True}
    seen = {"seen": first.head["moment"], "shown": first.head["shown"], "page": first.head["page"]}
    second = typesetter.ask({**PAGE, **news, **seen, "follow": "promotion"})
    assert second.head["page"] == first.head["page"]
    assert second.blobs != first.blobs
    assert 0.1 < second.head["at"] < 0.9

    seen = {"seen": second.head["moment"], "shown": second.head["shown"], "page": second.head["page"]}
    same = typesetter.ask({**PAGE, **seen, "follow": "promotion"})
    assert same.blobs == (), "a picture that the window has is not drawn again"


def test_it_goes_to_the_page_that_is_edited(typesetter: Process) -> None:
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    chapter = [{"text": f"第{number}段说明。" * 20} for number in range(80)]
    app.set("background", chapter)
    head, blobs = opening(app)
    first = typesetter.ask({**head, **PAGE, "follow": "background"}, *blobs)
    seen = {"seen": first.head["moment"], "shown": first.head["shown"], "page": first.head["page"]}
    edited = {"values": {"background": [*chapter[:-1], {"text": "结尾换了。"}]}, "edited": True}
    last = typesetter.ask({**PAGE, **seen, **edited, "follow": "background"})
    assert last.head["number"] > first.head["number"] + 2


def test_it_finds_what_the_window_would_find(typesetter: Process) -> None:
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    app.set("uscc", "12420000441626031X1")
    head, blobs = with_files(app)
    answer = typesetter.ask({**head, "ask": "check"}, *blobs)
    assert answer.head["findings"] == [finding.to_json() for finding in check_application(app)]
    again = typesetter.ask({"values": {"uscc": None}, "ask": "check"})
    assert [finding["rule"] for finding in again.head["findings"]] == ["required"]


def test_other_applications_of_the_unit_are_looked_at(typesetter: Process) -> None:
    app, other = (begin(LIBRARY, form, example=True) for form in ("wuhan-2026-1", "wuhan-2026-2"))
    other.set("product_name", app.get("scene_name"))
    head, blobs = opening(app)
    answer = typesetter.ask({**head, "others": [asdict(other_of(other))], "ask": "check"}, *blobs)
    expected = {finding.rule for finding in check_application(app, [other_of(other)])}
    assert "several-directions" in expected
    assert expected <= {finding["rule"] for finding in answer.head["findings"]}


def test_a_fixed_version_is_drawn_as_it_is_printed(typesetter: Process) -> None:
    head, blobs = with_files(begin(LIBRARY, "wuhan-2026-1", example=True))
    question = {**PAGE, "page": ["application", 2]}
    draft = typesetter.ask({**head, **question, "is_fixed": False}, *blobs)
    printed = typesetter.ask({**question, "is_fixed": True, "shown": draft.head["shown"]})
    assert printed.blobs and printed.blobs != draft.blobs, "no 草稿 across the page"
    assert typesetter.ask({**question, "is_fixed": False}).blobs == draft.blobs


def test_id_numbers_are_drawn_masked(typesetter: Process) -> None:
    app = begin(LIBRARY, "wuxi-2026", example=True)
    number = app.text_of("team.0.id_number")
    head, blobs = with_files(app)
    question = {**PAGE, "follow": "team.0.id_number"}
    first = typesetter.ask({**head, **question}, *blobs)
    rows = [dict(row) for row in app.get("team")]
    rows[0]["id_number"] = number[:6] + "19991231" + number[14:]
    second = typesetter.ask({**question, "values": {"team": rows}, "shown": first.head["shown"]})
    assert second.blobs == (), "what is hidden changes no page"
    rows[0]["id_number"] = number[:-1] + "9"
    assert typesetter.ask({**question, "values": {"team": rows}, "shown": first.head["shown"]}).blobs


def test_nothing_is_written_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "HOME", "AIMED_DATA_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    typesetter = Process()
    head, blobs = opening(begin(LIBRARY, "wuxi-2026", example=True))
    typesetter.ask({**head, **PAGE}, *blobs)
    typesetter.ask({"ask": "check"})
    assert list(tmp_path.rglob("*")) == []
    assert typesetter.end() == 0


def test_messages_are_put_together_from_any_pieces() -> None:
    sent = [Frame({"ask": "页"}, (b"ab", b"")), Frame({"ask": None}), Frame({}, (b"x" * 3000,))]
    stream = b"".join(map(packed, sent))
    for step in (1, 7, 4096):
        incoming = Incoming()
        came = [m for at in range(0, len(stream), step) for m in incoming.feed(stream[at : at + step])]
        assert [message.blobs for message in came] == [message.blobs for message in sent]
        assert came[0].head["ask"] == "页"
