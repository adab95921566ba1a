"""Files with something wrong at random: a sentence or success, never a fault of ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aimed_desktop.application.beginning import begin
from aimed_desktop.application.file import read_application, to_json
from aimed_desktop.application.model import Application
from aimed_desktop.definition.describe import describe_form
from aimed_desktop.definition.library import default_library, library_from_sources
from aimed_desktop.definition.reader import plain, read_yaml
from aimed_desktop.document.plan.planner import make_plans
from aimed_desktop.document.word.take_back import take_back
from aimed_desktop.document.word.write.word_document import docx_bytes
from aimed_desktop.errors import UserProblem
from aimed_desktop.paths import FORMS
from aimed_desktop.services.checking import check_application
from tests.torture.mutations import mutated, mutated_data, mutated_zip

LIBRARY = default_library(None)
SEEDS = range(60)


def spoiled(data: bytes, seed: int) -> bytes:
    """A YAML or JSON file spoiled as text, or in its data."""
    if seed % 3 == 0:
        return mutated(data, seed)
    made = mutated_data(plain(read_yaml(data, "a.yaml")), seed)
    return json.dumps(made, ensure_ascii=False).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("form", ["wuhan-2026/wuhan-2026-4", "wuhan-2021/wuhan-2021-3", "demo/demo"])
def test_a_spoiled_definition_is_used_or_told(form: str) -> None:
    notice, own = FORMS / form.split("/", maxsplit=1)[0] / "notice.yaml", FORMS / f"{form}.yaml"
    used = 0
    for seed in SEEDS:
        sources = {"notice.yaml": notice.read_bytes(), own.name: own.read_bytes()}
        name = "notice.yaml" if seed % 5 == 0 else own.name
        sources[name] = spoiled(sources[name], seed)
        try:
            library = library_from_sources(sources)
            found = library.form(own.stem)
            describe_form(found, library.notice(found.notice_id))
            check_application(Application(found, {}))
            make_plans(Application(found, {}), draft=True)
            used += 1
        except UserProblem as problem:
            assert str(problem)
    assert used < len(SEEDS)


@pytest.mark.parametrize("form", ["wuhan-2026-1", "wuhan-2026-4", "wuhan-2026-5", "demo"])
def test_a_spoiled_application_is_read_and_checked_or_told(form: str, tmp_path: Path) -> None:
    data = to_json(begin(LIBRARY, form, example=True))
    read = 0
    for seed in SEEDS:
        path = tmp_path / ("a.json" if seed % 2 else "a.yaml")
        path.write_bytes(spoiled(data, seed))
        try:
            app = read_application(path, LIBRARY)
            check_application(app)
            make_plans(app, draft=True)
            read += 1
        except UserProblem as problem:
            assert str(problem)
    assert 0 < read < len(SEEDS)


def test_a_spoiled_word_file_is_taken_back_or_told() -> None:
    app = begin(LIBRARY, "wuhan-2026-1", example=True)
    word = docx_bytes(make_plans(app, draft=False)[0])
    taken = 0
    for seed in SEEDS:
        try:
            take_back(mutated_zip(word, seed), app)
            taken += 1
        except UserProblem as problem:
            assert str(problem)
    assert 0 < taken < len(SEEDS)


def test_a_seed_always_spoils_in_the_same_way() -> None:
    data = b"a: [1, 2]\nb: {c: d}\n" * 5
    assert [mutated(data, seed) for seed in SEEDS] == [mutated(data, seed) for seed in SEEDS]
    assert len({mutated(data, seed) for seed in SEEDS}) > len(SEEDS) / 2
