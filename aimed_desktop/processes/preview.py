"""The process beside the window: it holds a copy of the open application, draws its pages, checks it.

It is started by the window alone, reads messages from stdin and answers on stdout until stdin ends. Nothing
is written to the disk. A message may tell news of the application and ask one question:

    application   blob number of application.json: begin anew with it; `sources` then names the blobs of the
                  definition, file by file; `deadline` is the one that counts (supplementary notices)
    values        {top-level field: value, null where it is empty}
    materials     [[slot, file], …]
    files         {name: size in bytes}; `pictures` names the blobs of those that are printed
    problems      {name: [FileProblem.to_json(), …]} of materials that have been judged
    others        what the rules ask of the same unit's other applications, each as `application.others.Other`
    profile       the unit profile
    is_fixed      whether the version is fixed (定稿): its pages are drawn without 草稿

    ask: page     `follow` (path of the field to be shown; `caret` [block, character] where in a narrative) or
                  `page` ([document, index]), `width` in pixels, `edited` (whether the field's text has
                  changed), `shown` and `seen` as answered last time; ID numbers are drawn masked, as the
                  form shows them
    ask: check    every finding, and what is suggested besides
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, replace
from typing import Any, BinaryIO

from aimed_desktop.application.checks.files import FileProblem
from aimed_desktop.application.file import application_from_data
from aimed_desktop.application.masking import masked
from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.application.others import Other
from aimed_desktop.definition.library import library_from_sources
from aimed_desktop.document.pages.preview import PageNumber, Preview
from aimed_desktop.errors import UserProblem
from aimed_desktop.framing import Frame, packed, read_message
from aimed_desktop.processes.serving import serve_parent
from aimed_desktop.services.checking import review_application


def run() -> int:
    """Serve the window that started this process; 0 when it has gone."""
    return serve_parent(serve)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until `questions` ends."""
    copy = MirroredApplication()
    while (message := read_message(questions)) is not None:
        copy.learn(message)
        answer = copy.answer(message.head)
        if answer is not None:
            answers.write(packed(answer))
            answers.flush()


class SentFiles:
    """The files of the application as far as the window has told of them; fulfils `files.Files`."""

    def __init__(self) -> None:
        self.sizes: dict[str, int] = {}
        self.pictures: dict[str, bytes] = {}
        self.problems: dict[str, tuple[FileProblem, ...]] = {}  # of materials, as the window has judged them

    def exists(self, name: str) -> bool:
        """Whether the application has a file of that name."""
        return name in self.sizes

    def size(self, name: str) -> int:
        """Size in bytes. UserProblem when missing."""
        if name not in self.sizes:
            raise UserProblem("file_missing", path=name)
        return self.sizes[name]

    def read(self, name: str) -> bytes:
        """A picture; no other file is sent. UserProblem when missing."""
        if name not in self.pictures:
            raise UserProblem("file_missing", path=name)
        return self.pictures[name]


class MirroredApplication:
    """The window's application as it was told last, its pages and what is wrong with it."""

    def __init__(self) -> None:
        self._app: Application | None = None
        self._files = SentFiles()
        self._others: list[Other] = []
        self._profile: Mapping[str, Any] | None = None
        self._paper: Application | None = None  # what is drawn
        self._preview: Preview | None = None
        self._is_fixed = False
        self._changed: set[str] = set()  # since the pages were set
        self._moment = 0  # counts the updates of the pages
        self._stamps: dict[PageNumber, int] = {}  # the moment at which each page changed last

    def learn(self, message: Frame) -> None:
        """Take over what the window tells."""
        head, blobs = message.head, message.blobs
        if "application" in head:
            self._app = _application(blobs[head["application"]], head["sources"], blobs, self._files)
            self._app.form = replace(self._app.form, deadline=head["deadline"])
            self._preview = None
        if head.get("is_fixed", self._is_fixed) != self._is_fixed:
            self._is_fixed, self._preview = head["is_fixed"], None
        self._learn_files(head, blobs)
        self._profile = head.get("profile", self._profile)
        if "others" in head:
            self._others = [Other(**other) for other in head["others"]]
        if self._app is None:
            return
        for field, value in head.get("values", {}).items():
            self._app.set(field, value)
            self._changed.add(field)
        if "materials" in head:
            self._app.set_materials(tuple(MaterialFile(*entry) for entry in head["materials"]))

    def answer(self, head: Mapping[str, Any]) -> Frame | None:
        """The answer to the question in `head`, None where nothing is asked."""
        match head.get("ask"):
            case "page" if self._app is not None:
                return self._page(head)
            case "check" if self._app is not None:
                judged = self._files.problems
                found = review_application(
                    self._app, self._others, self._profile, lambda _files, name: judged.get(name, ())
                )
                return Frame({"findings": [finding.to_json() for finding in found]})
            case _:
                return None

    def _learn_files(self, head: Mapping[str, Any], blobs: Sequence[bytes]) -> None:
        self._files.sizes.update(head.get("files", {}))
        for name, problems in head.get("problems", {}).items():
            self._files.problems[name] = tuple(FileProblem(*problem) for problem in problems)
        for name, blob in head.get("pictures", {}).items():
            self._files.pictures[name] = blobs[blob]
            self._changed.add(name)

    def _page(self, head: Mapping[str, Any]) -> Frame:
        preview = self._updated()
        page = self._chosen(preview, head)
        stamp = self._stamps[page]
        pages = preview.pages
        told: dict[str, Any] = {
            "page": [page.document, page.index],
            "number": pages.index(page),
            "pages": [[each.document, each.index] for each in pages],
            "moment": self._moment,
            "areas": [astuple(area) for area in preview.areas(page)],
            "at": preview.changed_at(page) if stamp == self._moment > head.get("seen", 0) else None,
            "shown": [page.document, page.index, stamp, head["width"]],
        }
        if told["shown"] == head.get("shown"):
            return Frame(told)
        picture = preview.page_picture(page, head["width"])
        return Frame(told | {"size": [picture.width, picture.height]}, (picture.pixels,))

    def _updated(self) -> Preview:
        assert self._app is not None
        if self._preview is None or self._paper is None:
            self._paper = masked(self._app)
            self._preview = self._new_preview(self._paper)
            changed = list(self._preview.pages)
        elif self._changed:
            self._paper.values = masked(self._app).values
            changed = self._preview.update(self._changed)
        else:
            return self._preview
        self._changed = set()
        self._moment += 1
        self._stamps |= dict.fromkeys(changed, self._moment)
        return self._preview

    def _new_preview(self, paper: Application) -> Preview:
        with suppress(UserProblem):  # a picture that cannot be printed: only a draft leaves it out
            if self._is_fixed:
                return Preview(paper, draft=False)
        return Preview(paper)

    def _chosen(self, preview: Preview, head: Mapping[str, Any]) -> PageNumber:
        """The page of the followed field: where the caret stands, else where it has just changed, else the
        one that is shown, else its first; without a field the page that was asked for.
        """
        pages = preview.pages
        asked = PageNumber(*head["page"]) if head.get("page") else pages[0]
        field = head.get("follow")
        places = preview.pages_of(field) if field else ()
        if not places:
            return asked if asked in pages else pages[-1]
        if field and head.get("caret") and (at_caret := preview.page_at(field, *head["caret"])) is not None:
            return at_caret
        fresh = [page for page in places if self._stamps[page] > head.get("seen", 0)]
        if head.get("edited") and fresh and asked != places[-1]:  # the cover comes last: one may stay on it
            return fresh[0]
        return asked if asked in places else places[0]


def _application(
    data: bytes, sources: Mapping[str, int], blobs: Sequence[bytes], files: SentFiles
) -> Application:
    library = library_from_sources({name: blobs[number] for name, number in sources.items()})
    return application_from_data(json.loads(data), library, files)
