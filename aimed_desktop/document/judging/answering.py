"""The process that reads files from outside: bounded in memory, so that a file made to burst ends it alone.

It is started by `asking` and answers on stdout until stdin ends. A question has the file as its blob:

    ask: read    `kind`; a message {page} after each page that was read, at last {reading}
    ask: draw    `kind`, `width` in pixels, `most`, `first` from 0; a message with a picture for each page,
                 at last {}
    ask: text    `most` pages of a PDF; {keywords, text}
    ask: notes   on the first `most` pages of a PDF; {notes}: the place of the page, from 0, and the words
    ask: blocks  of a PDF; a message {page} after each page that was read, at last {reading, entries, losses,
                 taken, pictures}
    ask: bind    several files with their `kinds`, `fitted` (whether to bring pages to A4), `leaves` and the
                 `look` of pictures; a message {page} after each file or picture, at last {lying} (whether
                 each page does) with one PDF of them, {failed} with the number of the file that could not
                 be read
    ask: lay     the pages of the second PDF onto the last of the first, under those of the third; one PDF
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from aimed_desktop.document.judging.kinds import FileKind
from aimed_desktop.document.judging.verdict import Reading
from aimed_desktop.framing import Frame, packed, read_message

MEMORY_BYTES = 420 * 1024**2  # on top of program and file; a page of 100 megapixels in colour fits
_NICER = 10
_MOST_PICTURES = 200  # of one file


def run() -> int:
    """Serve the process that started this one; 0 when it has gone."""
    _give_way()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed must not stand between answers
    serve(sys.stdin.buffer, answers)
    return 0


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until `questions` ends."""
    while (question := read_message(questions)) is not None:
        _bound_memory()

        def send(message: Frame) -> None:
            answers.write(packed(message))
            answers.flush()

        for message in _answer(question, send):
            send(message)
        del question


def _answer(question: Frame, send: Any) -> Iterator[Frame]:
    head, content = question.head, question.blobs[0]
    match head["ask"]:
        case "read":
            reading = _read(FileKind(head["kind"]), content, lambda page: send(Frame({"page": page})))
            yield Frame({"reading": reading.to_json()})
        case "draw":
            for picture in _draw(FileKind(head["kind"]), content, head):
                yield Frame({"page": True}, (picture,))
            yield Frame({})
        case "text":
            from aimed_desktop.document.judging.pdf_files import text_of

            keywords, text = text_of(content, head["most"])
            yield Frame({"keywords": keywords, "text": text})
        case "notes":
            from aimed_desktop.document.pdf.scanned import notes_of

            yield Frame({"notes": notes_of(content, head["most"])})
        case "blocks":
            yield Frame(_blocks(content, lambda page: send(Frame({"page": page}))))
        case "bind":
            yield _bind(question, lambda page: send(Frame({"page": page})))
        case "lay":
            from aimed_desktop.document.pdf.laying import laid_pdf

            yield Frame({}, (laid_pdf(*question.blobs),))


def _bind(question: Frame, told: Any) -> Frame:
    from aimed_desktop.document.pdf.binding import PictureLook, Source, bound_pdf, lying_pages

    head = question.head
    reached = [-1]
    look = PictureLook(*head["look"]) if head["look"] else PictureLook()

    def sources() -> Iterator[Source]:
        files = zip(head["kinds"], head["fitted"], question.blobs, strict=True)
        for number, (name, is_fitted, content) in enumerate(files):
            reached[0] = number
            kind = FileKind(name)
            if kind is FileKind.PDF:
                yield Source(pdf=content, is_fitted=is_fitted)
            else:
                yield Source(pictures=_sheets(kind, content, look.long_px, told))
            told(number)

    try:
        made = bound_pdf(sources(), [(which, page) for which, page in head["leaves"]], look)
        return Frame({"lying": lying_pages(made)}, (made,))
    except Exception:  # noqa: BLE001 - whatever a stranger's file provokes
        return Frame({"failed": reached[0]})


def _sheets(kind: FileKind, content: bytes, width_px: int, told: Any) -> tuple[bytes, ...]:
    from aimed_desktop.document.judging.pictures import draw_picture

    made = []
    for picture in draw_picture(content, kind, width_px, _MOST_PICTURES):
        made.append(picture)
        told(len(made))
    return tuple(made)


def _blocks(content: bytes, told: Any) -> dict[str, Any]:
    from aimed_desktop.document.judging.pdf_files import blocks_of

    try:
        return blocks_of(content, told)
    except MemoryError:
        return {"reading": Reading("too_heavy").to_json()}
    except Exception:  # noqa: BLE001 - whatever a stranger's file provokes
        return {"reading": Reading("damaged").to_json()}


def _read(kind: FileKind, content: bytes, told: Any) -> Reading:
    from aimed_desktop.document.judging.pdf_files import read_pdf
    from aimed_desktop.document.judging.pictures import read_picture

    try:
        return read_pdf(content, told) if kind is FileKind.PDF else read_picture(content, kind, told)
    except MemoryError:
        return Reading("too_heavy")
    except Exception:  # noqa: BLE001 - whatever a stranger's file provokes in a decoder
        return Reading("damaged")


def _draw(kind: FileKind, content: bytes, head: Mapping[str, Any]) -> Iterator[bytes]:
    from aimed_desktop.document.judging.pdf_files import draw_pdf
    from aimed_desktop.document.judging.pictures import draw_picture

    wanted = (head["width"], head["most"], head.get("first", 0))
    with suppress(Exception):
        if kind is FileKind.PDF:
            yield from draw_pdf(content, *wanted)
        else:
            yield from draw_picture(content, kind, *wanted)


def _bound_memory() -> None:
    """Take no more than `MEMORY_BYTES` on top of what is held by now; pdfium ends the process then."""
    if sys.platform == "win32":
        _bound_memory_of_windows()
        return
    import resource

    with suppress(OSError, ValueError):
        with open("/proc/self/statm", encoding="ascii") as state:  # noqa: PTH123 - no file of anybody
            held = int(state.read().split()[0]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        wanted = held + MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (wanted if most < 0 else min(wanted, most), most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


if sys.platform == "win32":

    def _bound_memory_of_windows() -> None:
        """The same by a job object: JOB_OBJECT_LIMIT_PROCESS_MEMORY of 1 GB, set once."""
        import ctypes

        class Limits(ctypes.Structure):
            _fields_ = (  # JOBOBJECT_EXTENDED_LIMIT_INFORMATION
                ("times", ctypes.c_int64 * 2),
                ("flags", ctypes.c_uint32),
                ("sets", ctypes.c_size_t * 2),
                ("active", ctypes.c_uint32),
                ("affinity", ctypes.c_size_t),
                ("classes", ctypes.c_uint32 * 2),
                ("io", ctypes.c_uint64 * 6),
                ("process_memory", ctypes.c_size_t),
                ("job_memory", ctypes.c_size_t),
                ("peaks", ctypes.c_size_t * 2),
            )

        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        limits = Limits(flags=0x100, process_memory=1024**3)
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        kernel.SetInformationJobObject(job, 9, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))


def _give_way() -> None:
    """Let the window have the processor first."""
    if sys.platform != "win32":
        os.nice(_NICER)
