"""`aimed forms`: what can be filled, and whether a definition is sound."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from aimed_desktop.commands.session import CommandSession, existing_path, show, show_json, tell
from aimed_desktop.definition.reader import listed
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus


def list_forms(arguments: Namespace, session: CommandSession) -> int:
    """Every form with its notice and deadline."""
    entries = session.library.listing(arguments.all)
    if arguments.json:
        show_json([asdict(entry) for entry in entries])
    else:
        for entry in entries:
            until = f"，截止 {entry.deadline}" if entry.deadline else ""
            show(f"{entry.id}  {entry.listed}（{entry.notice}{until}）")
    _tell_problems(session)
    return ExitStatus.DONE


def _tell_problems(session: CommandSession) -> None:
    """Why a form of the user's own is not in the list, or will not open."""
    from aimed_desktop.definition.library import user_problems

    problems = user_problems(session.data_dir)
    if problems:
        tell(UserProblem("own_forms_broken", path=session.data_dir / "forms", problems=listed(problems)))


def show_form(arguments: Namespace, session: CommandSession) -> int:
    """What a form asks for."""
    from aimed_desktop.definition.describe import describe_form

    form = session.library.form(arguments.form)
    description = describe_form(form, session.library.notice(form.notice_id))
    if arguments.json:
        show_json(description)
        return ExitStatus.DONE
    show(form.listed)
    for document in description["documents"]:
        show(f"\n{document['title']}")
        for section in document["sections"]:
            show(f"  {section['title']}")
            for field in section["fields"]:
                mark = "*" if field.get("required") else " "
                show(f"   {mark} {field['label']}  [{field['id']}]")
    return ExitStatus.DONE


def check_forms(arguments: Namespace, session: CommandSession) -> int:
    """Every problem of the definition files, one a line; without paths those of the user's own."""
    from aimed_desktop.definition.folders import definition_files
    from aimed_desktop.definition.library import check_paths, user_problems

    own = session.data_dir / "forms"
    if not arguments.paths and not own.is_dir():
        raise UserProblem("no_own_forms", path=own)
    paths = [existing_path(Path(path)) for path in arguments.paths]
    problems = check_paths(paths) if paths else user_problems(session.data_dir)
    for problem in problems:
        show(problem)
    where = "、".join(str(path) for path in paths or [own])
    code = "forms_checked_bad" if problems else "forms_checked"
    tell(UserProblem(code, path=where, files=len(definition_files(paths or [own])), count=len(problems)))
    return ExitStatus.REFUSED if problems else ExitStatus.DONE
