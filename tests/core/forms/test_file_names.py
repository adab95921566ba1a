"""What several hospitals send to one office never has the same name."""

from __future__ import annotations

import pytest

from aimed_desktop.application.model import Application
from aimed_desktop.document.export import document_name
from aimed_desktop.packet.names import packet_name
from tests.core.forms.examples import LIBRARY, example

FORMS = [form.id for form in LIBRARY.listing(all_=True) if form.kind == "application"]


def names(app: Application) -> list[str]:
    notice = LIBRARY.notice(app.form.notice_id)
    return [packet_name(app, notice), *(document_name(app, each) for each in app.form.documents)]


@pytest.mark.parametrize("form_id", FORMS)
def test_every_file_is_told_from_that_of_another_unit_and_another_project(form_id: str) -> None:
    form = LIBRARY.form(form_id)
    assert form.unit_name and form.project_name
    first = names(example(form_id))
    for path in (form.unit_name, form.project_name):
        assert not set(first) & set(names(example(form_id, {path: "另一个名称"})))
    assert len(set(first)) == len(first)
