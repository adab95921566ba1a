"""Bags of every kind are judged as the BagIt standard says, whoever made them."""

from __future__ import annotations

import logging
from pathlib import Path

import bagit
import pytest

from aimed_desktop.exit_status import ExitStatus
from aimed_desktop.packet.verify import verify

from .conformance import BEYOND, INVALID, SUITE, VALID, WARNING, Bag

EVERY = [*SUITE, *BEYOND]
# Where the reference implementation does not say what the standard says, and why.
BAGIT_PY_DIFFERS = {
    "0.97 duplicate-file-with-different-case": "asks a disk that knows the case for the second name",
    "0.96 same-filename-listed-twice-with-different-normalization": "takes the second name for another file",
    "0.97 out-of-scope-file-paths-using-absolute-path on Windows-for-fetch": "asks the system it runs on",
    "0.97 out-of-scope-file-paths-using-shortcut on Windows-for-fetch": "asks the system it runs on",
    "0.97 out-of-scope-file-paths-using-unc-for-fetch": "asks the system it runs on",
    "1.0 fetch.txt that lists what no manifest does": "does not ask for it",
    "1.0 bagit-with-invalid-whitespace": "strips blanks around the colon",
    "1.0 a third line in bagit.txt": "reads on",
    "1.0 line feed, return and percent in names": "decodes no %25, and %0D wrongly in small letters",
    "1.0 percent not encoded": "decodes no %25",
    "1.0 a file in one of two payload manifests": "judges as the drafts did",
    "1.0 a tag manifest that leaves out the payload manifest": "does not ask for it",
    "1.0 an unknown algorithm beside a known one": "looks at the known one alone",
}


@pytest.mark.parametrize("bag", EVERY, ids=lambda bag: bag.id)
def test_the_verdict_is_the_standards(bag: Bag, tmp_path: Path) -> None:
    report = verify(bag.build(tmp_path / "bag"))
    codes = {problem.code for problem in report.problems}
    assert report.ok is (bag.verdict in (VALID, WARNING)), report.problems
    assert (report.form, report.title, report.fingerprint) == (None, None, None)
    assert (report.status is ExitStatus.DONE) is report.ok
    if report.ok:
        assert report.is_foreign
        assert "是 BagIt 包，但不是本程序的报送包" in report.problems[0].message
    if bag.verdict == WARNING:
        assert codes - {"foreign"}, "told of nothing unusual"


@pytest.mark.parametrize("bag", EVERY, ids=lambda bag: bag.id)
def test_the_reference_implementation_agrees_but_where_it_is_noted(
    bag: Bag, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "bagit")
    root = bag.build(tmp_path / "bag")
    try:
        is_valid = bagit.Bag(str(root)).validate()
    except Exception:  # noqa: BLE001 - it raises what its libraries raise
        is_valid = False
    agrees = is_valid is (bag.verdict in (VALID, WARNING))
    assert agrees is (bag.id not in BAGIT_PY_DIFFERS)


def test_every_kind_of_verdict_is_asked_for() -> None:
    assert len({bag.id for bag in EVERY}) == len(EVERY)
    assert {bag.version for bag in SUITE} == {"0.93", "0.94", "0.95", "0.96", "0.97", "1.0"}
    assert len([bag for bag in SUITE if bag.verdict == INVALID]) >= 15
