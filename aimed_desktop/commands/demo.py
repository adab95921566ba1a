"""`aimed demo`: the main job on the built-in example."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from aimed_desktop.commands.session import CommandSession, show
from aimed_desktop.exit_status import ExitStatus


def demo(arguments: Namespace, session: CommandSession) -> int:
    """Check, export, pack and archive below the named folder; never the user's own archive."""
    from aimed_desktop.demo import run_demo

    run_demo(arguments.form, Path(arguments.output), show)
    return ExitStatus.DONE
