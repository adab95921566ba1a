"""The stamped scans in a packet that somebody else has made: judged as they would be before packing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from aimed_desktop.application.model import Application
from aimed_desktop.document.judging.judge import LARGEST_BYTES, judge
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.files.reading import read_regular
from aimed_desktop.packet.bag import MATERIAL_PAGES_LABEL
from aimed_desktop.packet.contents import read_information
from aimed_desktop.packet.payload import ROUTING_SHEET, SCANS
from aimed_desktop.packet.scan_findings import Scan, read_scans, scan_findings, scan_slot


def unfit_scans(data: Path, app: Application) -> list[str]:
    """A sentence for each thing that is wrong with the scans below `data`; none where there are no scans."""
    folder = data / SCANS
    if not folder.is_dir():
        return []
    printed = [path for path in sorted(data.glob("*.pdf")) if path.name != ROUTING_SHEET]
    pages = [judge(read_regular(path, LARGEST_BYTES)).pages for path in printed]
    scans = read_scans(path for path in sorted(folder.iterdir()) if path.is_file())
    scans = _without_materials(scans, read_information(data.parent).get(MATERIAL_PAGES_LABEL, ""))
    paper = None if None in pages else sum(page or 0 for page in pages)
    found = scan_findings(scans, paper, fingerprint(app), scan_slot(app))
    return [each.finding.message for each in found if each.is_error]


def _without_materials(scans: tuple[Scan, ...], said: str) -> tuple[Scan, ...]:
    """The one scan without the pages, as `9-12`, of the supporting papers that are bound into it."""
    span = re.fullmatch("([0-9]{1,5})-([0-9]{1,5})", said)
    if span is None or len(scans) != 1 or not scans[0].verdict.pages:
        return scans
    verdict = scans[0].verdict
    bound_in = range(int(span[1]), min(int(span[2]), verdict.pages or 0) + 1)
    white = tuple(
        page - len(bound_in) * (page >= bound_in.stop) for page in verdict.white if page not in bound_in
    )
    left = replace(verdict, pages=(verdict.pages or 0) - len(bound_in), white=white)
    return (replace(scans[0], verdict=left),)
