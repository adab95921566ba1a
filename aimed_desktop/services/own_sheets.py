"""The unit's own sheets of a fixed version, each written into the application's own folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aimed_desktop.application.life.joint_sheets import joint_sheets
from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.errors import UserProblem
from aimed_desktop.files.doubtful import leftover_sentences
from aimed_desktop.services.produced import Produced

if TYPE_CHECKING:
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.packet.fixed_paper import FixedPaper
    from aimed_desktop.packet.sheets.sheet import Known


def make_seal_request(
    archive: Archive, entry: str, app: Application, notice: Notice, folder: Path
) -> Produced:
    """用印审签单 in the application's own folder."""
    from aimed_desktop.packet.sheets.seal_request import seal_request

    made = seal_request(app, notice, _paper(archive, entry), _known(archive))
    return _written(app, notice, folder, [made])


def make_authorisation(
    archive: Archive, entry: str, app: Application, notice: Notice, folder: Path
) -> Produced:
    """授权委托书 in the application's own folder; nothing where every place is signed as the paper asks."""
    from aimed_desktop.packet.sheets.authorisation import authorisation

    made = authorisation(app, notice, _paper(archive, entry), _known(archive))
    return _written(app, notice, folder, [made] if made is not None else [])


def make_joint_notes(
    archive: Archive, entry: str, app: Application, notice: Notice, folder: Path
) -> Produced:
    """One PDF for each joint unit in the application's own folder."""
    from aimed_desktop.packet.sheets.joint_note import joint_files

    until = joint_sheets(app).until
    made = joint_files(app, notice, _paper(archive, entry), until, _known(archive))
    return _written(app, notice, folder, made)


def make_handover_list(
    archive: Archive, entry: str, app: Application, notice: Notice, folder: Path
) -> Produced:
    """材料报送清单 in the application's own folder."""
    from aimed_desktop.packet.sheets.handover_list import handover_list

    made = handover_list(app, notice, _paper(archive, entry), _known(archive))
    return _written(app, notice, folder, [made])


def _written(app: Application, notice: Notice, folder: Path, files: Sequence[tuple[str, bytes]]) -> Produced:
    from aimed_desktop.document.export import write_files
    from aimed_desktop.packet.names import packet_name

    paths = write_files(folder / f"{packet_name(app, notice)}-文件", files)
    return Produced(tuple(paths), (), leftovers=leftover_sentences([folder]))


def _paper(archive: Archive, entry: str) -> FixedPaper:
    from aimed_desktop.archive.papers import current_paper

    paper = current_paper(archive, entry)
    if paper is None:
        raise UserProblem("not_final")
    return paper


def _known(archive: Archive) -> Known:
    profile = archive.profile()
    return lambda key: value if isinstance(value := profile.get(key), str) else ""
