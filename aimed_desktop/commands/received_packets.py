"""`aimed verify` and `aimed summary`: packets that others hand in."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from aimed_desktop.commands.session import CommandSession, show, show_json, tell, tell_findings
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus


def verify(arguments: Namespace, session: CommandSession) -> int:
    """Whether each packet is whole; the highest status of all of them."""
    from aimed_desktop.packet.verify import verify as verify_packet

    reports = [verify_packet(Path(packet), session.data_dir / "tmp") for packet in arguments.packets]
    if arguments.json:
        show_json([report.to_json() for report in reports])
    for report in reports:
        if report.ok and not report.is_foreign and not arguments.json:
            show(f"{report.packet}：完整。{report.listed}，核对码 {report.fingerprint}")
        for problem in report.problems:
            tell(f"{report.packet}：{problem.message}")
    return max((report.status for report in reports), default=ExitStatus.DONE)


def summary(arguments: Namespace, session: CommandSession) -> int:
    """A summary table from packets and applications; the highest status of all of them."""
    from aimed_desktop.services.summing_up import summarise
    from aimed_desktop.summary.sources import read_sources
    from aimed_desktop.summary.write import check_endings

    form = session.library.form(arguments.form)
    if form.kind != "summary":
        raise UserProblem("not_a_summary", form=form.listed)
    outputs = [Path(output) for output in arguments.outputs]
    check_endings(outputs)
    base = session.application(arguments.with_) if arguments.with_ else None
    if base is not None and base.form.id != form.id:
        raise UserProblem("summary_with_form", path=arguments.with_, found=base.form.listed, form=form.listed)
    sources = read_sources(arguments.inputs, session.library, session.application, session.data_dir / "tmp")
    result = summarise(form, sources, session.library, base, outputs)
    for line in sources.told:
        tell(line)
    for line in (*result.told, *result.leftovers):
        tell(line)
    tell_findings(result.findings)
    for path in result.paths:
        show(path)
    return max(sources.status, ExitStatus.REFUSED if result.errors else ExitStatus.DONE)
