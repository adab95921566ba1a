"""The stamped scans in a packet that somebody else has made: judged as they would be before packing."""

from __future__ import annotations

from pathlib import Path

from aimed_desktop.application.model import Application
from aimed_desktop.document.judging.judge import LARGEST_BYTES, judge
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.files.reading import read_regular
from aimed_desktop.packet.payload import ROUTING_SHEET, SCANS
from aimed_desktop.packet.scan_findings import read_scans, scan_findings, scan_slot


def unfit_scans(data: Path, app: Application) -> list[str]:
    """A sentence for each thing that is wrong with the scans below `data`; none where there are no scans."""
    folder = data / SCANS
    if not folder.is_dir():
        return []
    printed = [path for path in sorted(data.glob("*.pdf")) if path.name != ROUTING_SHEET]
    pages = [judge(read_regular(path, LARGEST_BYTES)).pages for path in printed]
    scans = read_scans(path for path in sorted(folder.iterdir()) if path.is_file())
    paper = None if None in pages else sum(page or 0 for page in pages)
    found = scan_findings(scans, paper, fingerprint(app), scan_slot(app))
    return [each.finding.message for each in found if each.is_error]
