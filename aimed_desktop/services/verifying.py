"""Packets that were made: compared with themselves, and kept with the application that they were made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.verify import PacketReport


def verify_packet(packet: Path, data_dir: Path) -> PacketReport:
    """Compare a packet with its manifests and with itself; unpacked for that in the data folder."""
    from aimed_desktop.packet.verify import verify

    return verify(packet, data_dir / "tmp")


def keep_made_packet(archive: Archive, entry: str, packet: Path) -> None:
    """Keep every file of a packet folder with the application that it was made of."""
    from aimed_desktop.packet.verify import verify

    files = {
        path.relative_to(packet.parent).as_posix(): path.read_bytes()
        for path in packet.rglob("*")
        if path.is_file()
    }
    archive.add_packet(entry, packet.name, verify(packet).fingerprint or "", files)
