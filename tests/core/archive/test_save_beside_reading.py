"""A save is on the disk while the whole archive is read: checked, or copied."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from aimed_desktop.archive.archive import Archive
from aimed_desktop.stopping import stoppable

Read = Callable[[Archive, Path], object]


@pytest.mark.parametrize(
    "read", [lambda archive, _path: archive.verify(), lambda archive, path: archive.backup(path)]
)
def test_a_save_does_not_wait_until_the_archive_is_read(
    archive: Archive, entry: str, data: Callable[..., bytes], tmp_path: Path, read: Read
) -> None:
    begun, gate = Event(), Event()

    def hold() -> bool:
        """Asked by SQLite in the middle of its work."""
        begun.set()
        gate.wait()
        return False

    def slowly() -> object:
        with stoppable(hold):
            return read(archive, tmp_path / "copy.aimed")

    with ThreadPoolExecutor(2) as pool:
        reading = pool.submit(slowly)
        assert begun.wait(60)
        saving = pool.submit(archive.save, entry, data(unit_name="写入"))
        try:
            saving.result(timeout=60)
            assert not reading.done()
        finally:
            gate.set()
        reading.result()
    assert "写入" in archive.load(entry).data.decode()
    assert archive.verify() == []
