"""`aimed archive`: the encrypted local store."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.commands.session import CommandSession, existing_path, show, show_json, tell, tell_lines
from aimed_desktop.errors import UserProblem
from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.services.start_lists import forms_beside_others

if TYPE_CHECKING:
    from aimed_desktop.archive.entries import ArchiveEntry


def add(arguments: Namespace, session: CommandSession) -> int:
    """Keep an application file or a packet; its id."""
    from aimed_desktop.services.archiving import archive_application, archive_packet, is_packet

    path = existing_path(Path(arguments.input))
    if is_packet(path):
        show(archive_packet(session.archive_to_write, path))
    else:
        from aimed_desktop.application.file import read_application

        app = read_application(path, session.library)
        show(archive_application(session.archive_to_write, app, session.library.sources(app.form)))
    return ExitStatus.DONE


def list_entries(arguments: Namespace, session: CommandSession) -> int:
    return _show_entries(session.archive.list(), session, as_json=arguments.json)


def search(arguments: Namespace, session: CommandSession) -> int:
    return _show_entries(session.archive.search(arguments.text), session, as_json=arguments.json)


def show_entry(arguments: Namespace, session: CommandSession) -> int:
    """What is kept under an id."""
    from aimed_desktop.archive.applications import describe_entry

    description = describe_entry(session.archive, arguments.id)
    if arguments.json:
        show_json(description)
    else:
        for label, value in description.items():
            if isinstance(value, str | int):
                show(f"{label}: {value}")
    return ExitStatus.DONE


def restore(arguments: Namespace, session: CommandSession) -> int:
    """The application as a file, its pictures and materials beside it."""
    from aimed_desktop.services.restoring import restore_application

    result = restore_application(session.archive, arguments.id, Path(arguments.output))
    show(result.paths[0])
    if result.personal:
        tell(UserProblem("plain_personal_data"))
    tell_lines(result.leftovers)
    tell_lines(result.lost)
    return ExitStatus.REFUSED if result.lost else ExitStatus.DONE


def salvage(arguments: Namespace, session: CommandSession) -> int:
    """All that can still be read of a damaged archive, as application folders; the rest is named."""
    from aimed_desktop.archive.salvage import salvage as take_out

    with session.wreck() as wreck:
        salvaged = take_out(wreck, Path(arguments.output))
    for path in salvaged.paths:
        show(path)
    tell(UserProblem("plain_personal_data"))
    tell_lines(salvaged.lost)
    return ExitStatus.REFUSED if salvaged.lost else ExitStatus.DONE


def export(arguments: Namespace, session: CommandSession) -> int:
    """The Word and PDF files of a stored application, of a fixed version the very ones; drafts while it
    has errors.
    """
    from aimed_desktop.services.exporting import export_application, export_fixed

    app, folder = session.stored_application(arguments.id), Path(arguments.output)
    paper = session.fixed_paper(arguments.id)
    if paper is not None:
        result = export_fixed(app, paper, folder)
    else:
        result = export_application(app, folder, draft=False, settings=session.settings)
    if result.refused:
        tell(UserProblem("exported_as_draft", count=result.errors))
        result = export_application(app, folder, draft=True, settings=session.settings)
    for path in result.paths:
        show(path)
    if result.personal:
        tell(UserProblem("plain_personal_data"))
    tell_lines(result.leftovers)
    return ExitStatus.DONE


def verify(arguments: Namespace, session: CommandSession) -> int:
    """Every stored page, file and key."""
    problems = session.archive.verify()
    if arguments.json:
        show_json({"ok": not problems, "problems": [asdict(problem) for problem in problems]})
    elif not problems:
        show("档案库完整。")
    for problem in problems:
        tell(problem.message)
    session.tell_newest_copy(*problems)
    return ExitStatus.REFUSED if problems else ExitStatus.DONE


def backup(arguments: Namespace, session: CommandSession) -> int:
    """The whole archive, still encrypted, as one file."""
    from aimed_desktop.files.doubtful import leftover_sentences

    target = Path(arguments.file)
    session.archive.backup(target)
    show(target)
    tell_lines(leftover_sentences([target.parent]))
    return ExitStatus.DONE


def give(arguments: Namespace, session: CommandSession) -> int:
    """One application as an encrypted file for somebody else; its path."""
    from aimed_desktop.archive.opening import given_passphrase
    from aimed_desktop.files.doubtful import leftover_sentences
    from aimed_desktop.services.handing_over import give_application, name_of_this_person

    target = Path(arguments.output)
    secret = given_passphrase(Path(arguments.recipient_passphrase_file), {}) or ""
    who = arguments.owner or name_of_this_person()
    show(give_application(session.archive, arguments.id, target, secret, who))
    tell(UserProblem("handover_secret"))
    tell_lines(leftover_sentences([target.parent]))
    return ExitStatus.DONE


def take(arguments: Namespace, session: CommandSession) -> int:
    """What somebody has given, merged into the same application; its id, or with --json what differs."""
    from aimed_desktop.services.handing_over import take_handover

    path = existing_path(Path(arguments.file))
    taken = take_handover(session.archive_to_write, path, _recipient_passphrase(arguments, session))
    if arguments.json:
        show_json([each.to_json() for each in taken.disagreements])
    else:
        show(taken.entry)
    outcome = "这里原来没有，已收进档案库。" if taken.is_new else "已并入这里的同一份。"
    tell(UserProblem("handover_from", title=taken.title, who=taken.who, outcome=outcome))
    if taken.kept:
        tell(UserProblem("handover_kept", labels="；".join(taken.kept)))
    if taken.disagreements:
        labels = "；".join(each.label for each in taken.disagreements)
        tell(UserProblem("handover_disagrees", labels=labels))
    return ExitStatus.REFUSED if taken.disagreements else ExitStatus.DONE


def _recipient_passphrase(arguments: Namespace, session: CommandSession) -> str:
    """What opens the file: its own passphrase, else the one that opened the archive."""
    from aimed_desktop.archive.opening import given_passphrase

    named = arguments.recipient_passphrase_file
    secret = given_passphrase(Path(named) if named else session.passphrase_file, session.environ)
    if secret is None:
        raise UserProblem("handover_no_passphrase")
    return secret


def passphrase(arguments: Namespace, session: CommandSession) -> int:
    """Another passphrase; with --renew-key another data key, too."""
    from aimed_desktop.archive.opening import given_passphrase
    from aimed_desktop.archive.passphrase import check_passphrase

    chosen = given_passphrase(Path(arguments.new_passphrase_file), {}) or ""
    check_passphrase(chosen)
    if arguments.renew_key:
        session.archive.renew_key(chosen)
        tell(UserProblem("key_renewed"))
    else:
        session.archive.set_passphrase(chosen)
        tell(UserProblem("passphrase_changed"))
    session.copy_now()
    return ExitStatus.DONE


def recovery_code(arguments: Namespace, session: CommandSession) -> int:
    """Another recovery code, alone on a line."""
    show(session.archive.make_recovery_code())
    tell(UserProblem("recovery_code_changed"))
    return ExitStatus.DONE


def copies(arguments: Namespace, session: CommandSession) -> int:
    """The copies made so far, the newest first; where the second place for them is."""
    from datetime import datetime

    from aimed_desktop.archive.copies import copies_folder, copies_in, relative_time
    from aimed_desktop.archive.second_place import name_second_place, write_second_place

    now = datetime.now().astimezone()
    if arguments.second_place:
        name_second_place(session.data_dir, Path(arguments.second_place), now)
    elif arguments.no_second_place:
        write_second_place(session.data_dir, None)
    found = copies_in(copies_folder(session.data_dir))[::-1]
    if arguments.json:
        told = [(str(copy.path), copy.made.isoformat(), copy.octets) for copy in found]
        show_json([{"path": path, "made": made, "octets": octets} for path, made, octets in told])
    else:
        for copy in found:
            show(f"{copy.path}  {relative_time(copy.made, now)}")
    return ExitStatus.DONE


def recover(arguments: Namespace, session: CommandSession) -> int:
    """A backup becomes the archive of this data folder; a damaged one there is kept under another name."""
    from aimed_desktop.archive.backup import recover as recover_backup
    from aimed_desktop.archive.opening import given_passphrase

    passphrase = given_passphrase(session.passphrase_file, session.environ)
    if passphrase is None:
        raise UserProblem("archive_no_key")
    aside = recover_backup(existing_path(Path(arguments.backup)), session.data_dir, passphrase)
    show(session.data_dir)
    if aside is not None:
        tell(UserProblem("archive_put_aside", path=aside))
    return ExitStatus.DONE


def _show_entries(entries: Sequence[ArchiveEntry], session: CommandSession, *, as_json: bool) -> int:
    if as_json:
        show_json([asdict(entry) for entry in entries])
        return ExitStatus.DONE
    forms = forms_beside_others(session.library)
    for entry in entries:
        form = forms.get(entry.form, entry.form)
        show(f"{entry.id}  {entry.status}  {entry.title}  {entry.unit}  {form}  {entry.changed}")
    return ExitStatus.DONE
