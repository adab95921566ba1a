"""A data folder on a network drive is refused before anything is made there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest

from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.recovery import Recovery
from aimed_desktop.cli import main
from aimed_desktop.files.network_drives import is_network_kind, is_on_network, is_unc, mounted_kind
from tests.core.archive.refusal import refused
from tests.fuse_drive import mounted

MOUNTS = r"""22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
23 22 0:21 / /proc rw,nosuid shared:12 - proc proc rw
30 22 8:3 / /home rw shared:13 master:2 - btrfs /dev/sda3 rw,subvol=/home
31 30 0:44 / /home/wang/\345\205\261\344\272\253\040\347\233\230 rw - cifs //fs/share rw,vers=3.0
32 22 0:45 /export /srv/data rw - nfs4 10.0.0.5:/export rw
33 22 0:46 / /mnt/ssh rw,nosuid,nodev - fuse.sshfs wang@server:/ rw,user_id=1000
34 22 0:47 / /mnt/auto rw - autofs systemd-1 rw,fd=40
35 34 0:48 / /mnt/auto rw - nfs server:/x rw
36 22 0:49 / /srv/data/local rw - tmpfs tmpfs rw
37 22 0:50 / /merged rw - overlay overlay rw,lowerdir=/a,upperdir=/b,workdir=/c
38 22 0:44 /sub /bound rw - cifs //fs/share rw
39 22 0:51 / /mnt/usb rw - fuseblk /dev/sdb1 rw
40 22 0:52 / /mnt/covered rw - nfs server:/y rw
41 40 8:9 / /mnt/covered rw - ext4 /dev/sdc1 rw
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind", "is_network"),
    [
        ("/var/lib/aimed", "ext4", False),
        ("/home/wang/.local/share/aimed", "btrfs", False),
        ("/home/wang/共享 盘/aimed", "cifs", True),
        ("/home/wang/共享 盘2/aimed", "btrfs", False),
        ("/srv/data", "nfs4", True),
        ("/srv/database", "ext4", False),
        ("/srv/data/aimed", "nfs4", True),
        ("/srv/data/local/aimed", "tmpfs", False),
        ("/mnt/ssh/aimed", "fuse.sshfs", True),
        ("/mnt/auto/aimed", "nfs", True),
        ("/merged/aimed", "overlay", False),
        ("/bound/aimed", "cifs", True),
        ("/mnt/usb/aimed", "fuseblk", False),
        ("/mnt/covered/aimed", "ext4", False),
    ],
)
def test_the_deepest_and_last_mount_says_what_a_folder_lies_on(
    path: str, kind: str, is_network: bool
) -> None:
    assert mounted_kind(MOUNTS, path) == kind
    assert is_network_kind(kind) is is_network


@pytest.mark.parametrize("kind", ["smb3", "fuse.rclone", "fuse.gvfsd-fuse", "davfs", "fuse.glusterfs"])
def test_shares_by_other_programs_are_network_drives(kind: str) -> None:
    assert is_network_kind(kind)


@pytest.mark.parametrize("kind", ["9p", "virtiofs", "fuse.ntfs-3g", "fuse.portal", "fuse.lxcfs", "exfat", ""])
def test_local_drives_and_what_is_unknown_are_not(kind: str) -> None:
    assert not is_network_kind(kind)


@pytest.mark.parametrize(
    ("path", "is_share"),
    [
        (r"\\server\share\aimed", True),
        (r"\\?\UNC\server\share\aimed", True),
        (r"C:\Users\wang\AppData\Local\AIMed", False),
        (r"\\?\C:\Users\wang", False),
        (r"\\.\C:\Users", False),
    ],
)
def test_a_share_of_windows_is_known_by_its_name(path: str, is_share: bool) -> None:
    assert is_unc(PureWindowsPath(path)) is is_share


def test_this_machine_s_own_folders_are_no_network_drive(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path / "not" / "there yet")


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[tuple[Path, list[int]]]:
    """An empty drive of kind fuse.sshfs, and what was tried to be changed on it."""
    if sys.platform != "linux" or os.getuid() != 0 or not os.access("/dev/fuse", os.W_OK):
        pytest.skip("mounting needs root and /dev/fuse")
    place = tmp_path / "drive"
    place.mkdir()
    with mounted(place, "fuse.sshfs") as changing:
        yield place, changing


@pytest.mark.parametrize("way", ["itself", "a folder not there yet", "a link", "a bind mount"])
def test_a_data_folder_there_is_refused_before_anything_is_made(
    way: str,
    drive: tuple[Path, list[int]],
    tmp_path: Path,
    passphrase: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place, changing = drive
    folder = place
    if way == "a folder not there yet":
        folder = place / "aimed" / "data"
    elif way == "a link":
        folder = tmp_path / "link"
        folder.symlink_to(place / "data")
    elif way == "a bind mount":
        folder = tmp_path / "bound"
        folder.mkdir()
        subprocess.run(["mount", "--bind", str(place), str(folder)], check=True)
    try:
        with refused("folder_on_network", 3):
            Archive.create(folder, passphrase, use_keyring=False)
        with refused("folder_on_network", 3):
            Recovery(tmp_path / "backup.aimed", folder, passphrase)
        secret = tmp_path / "passphrase"
        secret.write_text(passphrase, encoding="utf-8")
        example = tmp_path / "application.json"
        assert main(["new", "demo", "-o", str(example)]) == 0
        options = ["--data-dir", str(folder), "--passphrase-file", str(secret)]
        assert main(["archive", "add", str(example), *options]) == 3
        assert "网络盘" in capsys.readouterr().err
        assert changing == []
    finally:
        if way == "a bind mount":
            subprocess.run(["umount", "-l", str(folder)], check=True)
