"""The door: `aimed` and `python -m aimed_desktop`; the only module of the core that knows the window."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def main() -> int:
    """Run the command line, or open the window; the exit status."""
    from aimed_desktop import uncaught
    from aimed_desktop.secrecy import forbid_core_dumps

    uncaught.watch()  # before anything else is imported, so that no bug goes unseen
    uncaught.name_crashes()
    forbid_core_dumps()
    try:
        from aimed_desktop.cli import WindowDoor
        from aimed_desktop.cli import main as run
    except Exception as error:  # noqa: BLE001 - a broken installation: reported, and no refusal of ours
        uncaught.report(error)
        return 3
    return int(run(window=WindowDoor(open_window, run_self_test)))


def open_window(data_dir: Path | None, passphrase_file: Path | None, file: Path | None) -> int:
    """Open the window, on a file that was double-clicked.

    UserProblem where there is no display that Qt can use, or a library is missing.
    """
    from aimed_desktop.paths import default_data_dir
    from ui.app import main as run_window

    return run_window([sys.argv[0]], data_dir or default_data_dir(), passphrase_file, file)


def run_self_test() -> int:
    """The demo through an offscreen window, packet and archive, in a folder of its own."""
    import tempfile
    from pathlib import Path

    from ui.app import self_test

    with tempfile.TemporaryDirectory(prefix="aimed-") as folder:
        status = self_test(Path(folder))
    print("自检通过。" if status == 0 else "自检没有通过。")  # noqa: T201 - the result
    return status


if __name__ == "__main__":
    sys.exit(main())
