"""Archives as earlier programs left them, by the backups among the fixtures, which were made by those."""

from __future__ import annotations

import zipfile
from pathlib import Path

from aimed_desktop.archive.key_file import KeyFile, read_key_file, write_key_file
from aimed_desktop.archive.keys import KdfParameters
from tests.core.archive.conftest import PASSPHRASE

FIXTURES = Path(__file__).parent / "fixtures"
WORDS = {
    "1": "第一版的口令-2026",
    "2": "第二版的口令-2026",
    "3": "第三版的口令-2026",
    "4": "第三版的口令-2026",
    "4-fixed": "第四版的口令-2026",
    "5": "第三版的口令-2026",
    "6": "第三版的口令-2026",
}
CHEAP = KdfParameters(memory_kib=64, passes=1, lanes=4)


def older_archive(folder: Path, version: str) -> bytes:
    """Lay the archive of that schema in the new folder, under `PASSPHRASE`; its data key.

    `recover` would bring it to today's tables.
    """
    folder.mkdir(mode=0o700)
    with zipfile.ZipFile(FIXTURES / f"version-{version}.aimed") as backup:
        for name in ("archive.db", "archive-keys.json"):
            (folder / name).write_bytes(backup.read(name))
            (folder / name).chmod(0o600)
    keys = folder / "archive-keys.json"
    of_then = read_key_file(keys)
    data_key = of_then.unlock(WORDS[version])
    write_key_file(keys, KeyFile(of_then.archive_id).with_passphrase(data_key, PASSPHRASE, CHEAP))
    (folder / "archive.lock").touch(0o600)
    return data_key
