"""The first save after opening, in an archive of many applications of one hospital."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.file import to_json
from aimed_desktop.application.model import Application
from aimed_desktop.archive.applications import meta_of, open_application, others_of
from aimed_desktop.archive.archive import Archive
from aimed_desktop.archive.lifecycle import save_application
from aimed_desktop.definition.library import default_library
from tests.benchmarks.figures import Figure, median_ms

OTHERS = 500
FORMS = ("wuhan-2026-1", "wuhan-2026-2", "fujian-2025-1", "wuhan-2021-3")
RUNS = 9


def saving_figures() -> Iterator[Figure]:
    """Reading the others against opening one application; a save beside that reading against one alone."""
    with tempfile.TemporaryDirectory(prefix="aimed-") as folder, _archive(Path(folder)) as archive:
        entry = archive.list()[0].id
        opened = Figure("one application opened", median_ms(lambda: open_application(archive, entry), RUNS))
        app = open_application(archive, entry)
        yield opened
        read = median_ms(lambda: others_of(archive, app, entry), RUNS)
        yield Figure(f"what the rules ask of {OTHERS} others", read).to(opened)
        alone = Figure("a save", median_ms(lambda: _save(archive, entry, app), RUNS))
        yield alone
        with _reading(archive, app, entry):
            beside = median_ms(lambda: _save(archive, entry, app), RUNS)
        yield Figure(f"a save while {OTHERS} others are read", beside).to(alone)


@contextmanager
def _archive(folder: Path) -> Iterator[Archive]:
    """Applications of one hospital, each form as its example fills it."""
    library = default_library(None)
    apps = [begin(library, form, example=True) for form in FORMS]
    sources = [library.sources(app.form) for app in apps]
    with Archive.create(folder, "measuring only", use_keyring=False) as archive:
        with archive.together():
            for number in range(OTHERS + 1):
                app = apps[number % len(apps)]
                app.set(str(app.form.unit_name), "示例医院")
                app.set(str(app.form.project_name), f"项目{number}")
                archive.add(to_json(app), {}, sources[number % len(apps)], meta_of(app))
        yield archive


@contextmanager
def _reading(archive: Archive, app: Application, entry: str) -> Iterator[None]:
    """Read the others again and again beside what is measured."""
    is_over = False

    def read() -> None:
        while not is_over:
            others_of(archive, app, entry)

    thread = Thread(target=read)
    thread.start()
    yield
    is_over = True
    thread.join()


def _save(archive: Archive, entry: str, app: Application) -> None:
    app.set(str(app.form.project_name), f"{app.text_of(app.form.project_name)}改")
    save_application(archive, entry, app)
