"""`aimed print-set`: everything that is handed over on paper, all copies in one PDF."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from aimed_desktop.commands.session import CommandSession, is_id, show, tell, tell_findings
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus


def print_set(arguments: Namespace, session: CommandSession) -> int:
    """One PDF of all copies, as many as the notice wants, in binding order; errors refuse it."""
    from aimed_desktop.packet.print_set import PrintOptions, page_numbers
    from aimed_desktop.packet.routes import all_copies
    from aimed_desktop.services.print_sets import kept_of, write_print_set

    named = arguments.application
    app = session.application(named)
    kept = kept_of(session.archive, named.upper(), app) if is_id(named) else None
    notice, _ = session.definition(app, named)
    options = PrintOptions(
        _number(arguments.copies) if arguments.copies is not None else all_copies(app, notice) or 1,
        is_two_sided=arguments.sides == "two",
        with_materials=arguments.materials,
        pages=page_numbers(arguments.pages) if arguments.pages is not None else None,
    )
    result = write_print_set(
        app, Path(arguments.output), options, kept, session.settings, only_changed=arguments.changed
    )
    tell_findings(result.findings)
    if result.path is None or result.made is None:
        tell(UserProblem("set_refused", errors=sum(f.severity == "error" for f in result.findings)))
        return ExitStatus.REFUSED
    if result.made.apart:
        tell(UserProblem("set_apart", names="、".join(result.made.apart)))
    show(result.path)
    return ExitStatus.DONE


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= 4 else 0  # 0 is refused
