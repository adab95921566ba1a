"""`aimed new`, `check`, `take`, `export` and `pack`: one application from blank to packet."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.model import Application
from aimed_desktop.commands.session import (
    CommandSession,
    finding_line,
    is_id,
    show,
    show_json,
    tell,
    tell_findings,
    tell_lines,
)
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus

_TAKEN = {
    "same": "相同",
    "new": "有改动",
    "conflict": "有冲突",
    "blank": "文件里空着",
    "missing": "文件里找不到",
    "unsure": "不能确定",
}

if TYPE_CHECKING:
    from aimed_desktop.application.others import Other
    from aimed_desktop.services.produced import Produced


def new(arguments: Namespace, session: CommandSession) -> int:
    """A blank or example application, to a file or to standard output."""
    from aimed_desktop.application.beginning import begin, write_new
    from aimed_desktop.application.template import yaml_template
    from aimed_desktop.files.doubtful import leftover_sentences

    app = begin(session.library, arguments.form, example=arguments.example)
    if arguments.output is None:
        show(yaml_template(app.form, app).rstrip("\n"))
    else:
        write_new(app, Path(arguments.output))
        show(arguments.output)
        tell_lines(leftover_sentences([Path(arguments.output).parent]))
    return ExitStatus.DONE


def check(arguments: Namespace, session: CommandSession) -> int:
    """The findings of an application, errors first."""
    from aimed_desktop.services.checking import check_application, check_scans

    app = session.application(arguments.application)
    findings = check_application(app, _others(session, app, arguments.application))
    if is_id(arguments.application):
        findings += check_scans(session.archive, arguments.application.upper(), app)
        findings.sort(key=lambda finding: finding.severity != "error")
    if arguments.json:
        show_json([finding.to_json() for finding in findings])
    else:
        for finding in findings:
            show(finding_line(finding))
        if not findings:
            show("没有发现问题。")
    return _status(finding.severity for finding in findings)


def export(arguments: Namespace, session: CommandSession) -> int:
    """Word and PDF files, of a fixed version the very ones; errors refuse it unless it is a draft."""
    from aimed_desktop.services.exporting import export_application, export_fixed

    app, folder = session.application(arguments.application), Path(arguments.output)
    paper = None if arguments.draft else session.fixed_paper(arguments.application)
    if paper is not None:
        result = export_fixed(app, paper, folder)
    else:
        result = export_application(app, folder, arguments.draft, session.settings)
    return _told(result, "export_refused")


def pack(arguments: Namespace, session: CommandSession) -> int:
    """A packet folder and its zip; any error refuses it. What speaks against a scan may be explained."""
    from aimed_desktop.services.packing import pack_application, pack_kept

    why = _why(arguments)
    named, out, scans = arguments.application, Path(arguments.output), [Path(p) for p in arguments.scan]
    app = session.application(named)
    others = _others(session, app, named)
    if is_id(named):
        opened = session.opened(named)
        return _packed(pack_kept(session.archive, opened, out, scans, others, session.settings, why))
    notice, sources = session.definition(app, named)
    result = pack_application(
        app,
        notice,
        sources,
        out,
        scans,
        others,
        session.settings,
        is_explained=bool(why),
        temporary=session.data_dir / "tmp",
    )
    status = _packed(result)
    if why and status == ExitStatus.DONE:
        tell(UserProblem("why_not_kept"))
    return status


def take(arguments: Namespace, session: CommandSession) -> int:
    """What Word files say field by field; with -o an application that has what was accepted."""
    from aimed_desktop.application.beginning import write_new
    from aimed_desktop.services.taking import accept, take_words

    named = arguments.application
    app = session.application(named)
    taken = take_words(app, [Path(word) for word in arguments.words], named.upper() if is_id(named) else "")
    if arguments.output is not None:
        write_new(accept(app, taken, arguments.accept), Path(arguments.output))
    if arguments.json:
        show_json(taken.to_json())
    else:
        for name, found in taken.fields:
            if found.state != "same" or found.notes:
                show("　".join([_TAKEN[found.state], f"{name}：{found.label}", *found.notes]))
        if arguments.output is not None:
            show(arguments.output)
    return ExitStatus.DONE if taken.is_sure else ExitStatus.REFUSED


def _why(arguments: Namespace) -> str:
    """The reason that was given. UserProblem where one of --despite and --why is without the other."""
    why = str(arguments.why).strip()
    if bool(arguments.despite) != bool(why):
        missing = "--why" if arguments.despite else "--despite scan"
        raise UserProblem("bad_usage", command="aimed pack", reason=f"缺少 {missing}")
    return why


def _packed(result: Produced) -> int:
    if not result.questions:
        return _told(result, "pack_refused")
    tell_findings(result.findings)
    tell(UserProblem("pack_doubts", words="".join(f"{fact}。" for fact in result.questions)))
    return ExitStatus.REFUSED


def _told(result: Produced, refusal: str) -> int:
    """Say what was found and written; `refusal` is the sentence for a result that was refused."""
    tell_findings(result.findings)
    if result.refused:
        tell(UserProblem(refusal, count=result.errors))
        return ExitStatus.REFUSED
    for path in result.paths:
        show(path)
    if result.personal:
        tell(UserProblem("plain_personal_data"))
    tell_lines((*result.told, *result.leftovers))
    return ExitStatus.DONE


def _others(session: CommandSession, app: Application, named: str) -> list[Other]:
    """The unit's other applications, where the archive is open for this command anyway."""
    if not session.archive_in_use:
        return []
    from aimed_desktop.archive.applications import others_of

    return others_of(session.archive, app, named.upper() if is_id(named) else None)


def _status(severities: Iterable[str]) -> int:
    return ExitStatus.REFUSED if "error" in severities else ExitStatus.DONE
