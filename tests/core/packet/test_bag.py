"""Any archivist's tool takes the packet for a valid BagIt bag."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from aimed_desktop.packet.bag import write_bag
from aimed_desktop.packet.zipping import zip_folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    data = tmp_path / "包" / "data"
    (data / "材料").mkdir(parents=True)
    (data / "申报书.pdf").write_bytes(b"%PDF-1.7")
    (data / "材料" / "法人证书 副本.pdf").write_bytes(b"%PDF-1.7 \xff")
    (data / "空.txt").write_bytes(b"")
    write_bag(data.parent, {"Source-Organization": "示例医院\r\nPayload-Oxum: 1.1"})
    return data.parent


def test_the_bag_is_valid_to_the_reference_implementation(root: Path) -> None:
    judged = bagit.Bag(str(root))
    assert judged.version_info == (1, 0)
    assert judged.validate()
    assert judged.algorithms == ["sha256"]


def test_a_line_break_in_a_value_adds_no_line_to_the_information(root: Path) -> None:
    assert (root / "bag-info.txt").read_text("utf-8").splitlines() == [
        "Source-Organization: 示例医院 Payload-Oxum: 1.1",
        "Payload-Oxum: 18.3",
    ]


def test_unzipped_by_another_tool_it_is_still_valid(root: Path, tmp_path: Path) -> None:
    zip_folder(root, tmp_path / "a.zip", "包")
    target = tmp_path / "unzipped"
    script = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])"
    subprocess.run([sys.executable, "-c", script, tmp_path / "a.zip", target], check=True)
    assert [path.name for path in target.iterdir()] == ["包"]
    assert bagit.Bag(str(target / "包")).validate()
