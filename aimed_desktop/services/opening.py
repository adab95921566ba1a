"""An application opened in the archive: kept there, or begun: blank, by its example, as a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aimed_desktop.application.model import Application
    from aimed_desktop.archive.archive import Archive
    from aimed_desktop.definition.library import Library
    from aimed_desktop.definition.model import Notice


class OpenedApplication(NamedTuple):
    """An application that is kept in the archive, with the definition it began with.

    `step` is the step of its history that was opened.
    """

    id: str
    app: Application
    notice: Notice
    sources: dict[str, bytes]
    step: int = 0


class Beginning(NamedTuple):
    """What is begun: a form, blank, by its example, or with what the application `source` says.

    `with_materials`: the supporting papers of the source that are asked for here, too.
    """

    form: str
    example: bool = False
    source: str | None = None
    with_materials: bool = True


def begin_application(archive: Archive, library: Library, beginning: Beginning) -> OpenedApplication:
    """A new application, kept at once."""
    from aimed_desktop.application.beginning import begin
    from aimed_desktop.application.editing.copying import copied
    from aimed_desktop.application.life.carried_over import carry_over
    from aimed_desktop.archive.applications import open_application
    from aimed_desktop.services.archiving import archive_application

    if beginning.source is None:
        app = begin(library, beginning.form, example=beginning.example)
    else:
        source = open_application(archive, beginning.source)
        form = library.form(beginning.form)
        app = copied(source, form, with_materials=beginning.with_materials)
        carry_over(app, source)
    return open_kept(archive, archive_application(archive, app, library.sources(app.form)))


def open_kept(archive: Archive, entry: str) -> OpenedApplication:
    """The application kept under an id, with the notice as supplementary notices have changed it."""
    from aimed_desktop.archive.applications import open_with_notice

    opened = open_with_notice(archive, entry)
    return OpenedApplication(
        opened.id, opened.app, opened.notice, opened.sources, archive.latest_step(opened.id)
    )
