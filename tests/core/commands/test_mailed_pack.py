"""A heavy application, packed by the command, as it is mailed: read back by another program."""

from __future__ import annotations

import email
import email.policy
import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from aimed_desktop.cli import main
from aimed_desktop.settings import UserSettings

HEAVY = 5  # papers, and of so many bytes each: 60 MB
BYTES = 12_000_000


@pytest.fixture
def heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example with five large papers more."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "demo", "--example", "-o", "例.json"]) == 0
    path = tmp_path / "例.json"
    content = json.loads(path.read_bytes())
    for number in range(HEAVY):
        name = f"files/检测报告{number}.zip"
        with zipfile.ZipFile(tmp_path / name, "w") as made:
            made.writestr("原始数据.txt", os.urandom(BYTES))
        content["materials"].append({"slot": "photos", "file": name})
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.skipif(shutil.which("ripmime") is None, reason="ripmime is not installed")
def test_sixty_megabytes_are_mailed_in_parts_under_the_limit_and_none_is_lost(
    heavy: Path, tmp_path: Path
) -> None:
    assert main(["pack", str(heavy), "-o", "报送"]) == 0
    (packet,) = (path.parent for path in Path("报送").glob("*/bagit.txt"))
    listed = (packet / "data" / "文件清单.txt").read_text("utf-8")
    folder = packet.with_name(f"{packet.name}-邮件附件")
    letters = sorted((packet / "data" / "邮件").glob("*.eml"))
    assert len(letters) == 2
    large = 0
    for number, path in enumerate(letters, 1):
        assert path.stat().st_size <= UserSettings().mail_limit_bytes
        subject = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)["Subject"]
        assert subject.endswith(f"（{number}/2）")
        out = tmp_path / f"taken out {number}"
        subprocess.run(["ripmime", "-i", path, "-d", out, "--no-nameless"], check=True, capture_output=True)
        taken = {sha256(each) for each in out.iterdir()}
        assert taken == {sha256(each) for each in (folder / f"第{number}封").iterdir()}
        assert all(digest in listed for digest in taken)
        large += sum(each.stat().st_size > BYTES for each in out.iterdir())
    assert large == HEAVY


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
