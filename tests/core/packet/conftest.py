"""A small notice with everything that a packet has to do with."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from aimed_desktop.application.files import FolderFiles
from aimed_desktop.application.model import Application, MaterialFile
from aimed_desktop.definition.library import library_from_sources
from aimed_desktop.definition.model import Notice
from tests.paper_files import pdf

NOTICE = """
notice: city-2026
title: 示例市关于征集案例的通知
issuers: [示例市经信局]
date: 2026-05-28
routes:
  - {from: 申报单位, to: 区主管部门, by: [paper, mail], copies: 2}
  - {from: 区主管部门, to: 市经信局, by: [paper, mail], until: 2026-06-15 17:00, mail: [city@example.org],
     place: 412室}
"""
FORM = """
form: city-2026-1
title: 典型案例申报书
version: 1
remark: 通知没有印出申请表，本表按通知列出的内容排版。
project_name: scene_name
unit_name: unit_name
apply_date: apply_date
subject: 案例征集+{unit_name}+{scene_name}
fields:
  unit_name: {label: 单位名称, type: text, required: true, profile: unit.name}
  joint_units:
    label: 联合申报单位
    type: rows
    fields:
      name: {label: 单位名称, type: text}
  scene_name: {label: 场景名称, type: text, required: true}
  apply_date: {label: 申报日期, type: date, required: true}
  contact_name: {label: 联系人, type: text, profile: contact.name}
  contact_phone: {label: 电话, type: phone, profile: contact.phone}
  lead_id: {label: 身份证号, type: id_number}
  secret: {label: 是否涉及国家秘密, type: yes_no}
  background: {label: （一）背景。, type: narrative}
  team:
    label: 团队
    type: rows
    least: 3
    fields:
      name: {label: 姓名, type: text}
  directions: {label: 方向, type: choices, options: [影像, 病理]}
  tasks:
    label: 任务书
    type: group
    each: directions
    fields:
      goal: {label: 目标, type: text}
  reviewed: {label: 是否评审, type: yes_no}
  district_deadline: {label: 区里的截止日期, type: date, carried: true}
documents:
  - title: 申报书
    parts:
      - cover:
          title: [典型案例申报书]
          lines:
            - [申报单位, unit_name, 加盖公章]
            - [联合申报单位, joint_units, 加盖公章]
            - [案例名称, scene_name]
            - [申报日期, apply_date]
          foot: [2026年]
      - heading: 一、基本情况
      - table:
          widths: [10, 20]
          rows:
            - [联系人, {field: contact_name}]
            - [电话, {field: contact_phone}]
            - [身份证号, {field: lead_id}]
            - [涉密, {field: secret}]
            - [方向, {field: directions}]
            - [评审, {field: reviewed}]
            - {repeat: team, rows: [[{field: name}, {sign: 签字：, who: 团队成员, unit: team.name}]]}
            - {when: reviewed, row: [审核意见, [{stamp: 审核部门（盖章）：, who: 区主管部门}]]}
      - narrative: background
      - {title: 任务书, each: directions}
      - {paragraphs: ['{goal}'], each: directions}
      - {signature: [{stamp: 承担单位（盖章）：, unit: unit_name}], each: directions}
      - title: 承诺书
        new_page: true
      - signature:
          - {sign: 法人代表（签名）：, who: 法定代表人}
          - {stamp: 申请单位（盖章）：, unit: unit_name}
          - {date: 年　月　日}
materials:
  - {id: pledge, title: 承诺书, in_document: true}
  - {id: licence, title: 营业执照副本复印件}
  - {id: proof, title: 证明材料, required: false}
"""
SOURCES = {"notice.yaml": NOTICE.encode(), "city-2026-1.yaml": FORM.encode()}
ID_NUMBER = "11010519491231002X"  # the example of GB 11643


@pytest.fixture
def notice() -> Notice:
    return library_from_sources(SOURCES).notice("city-2026")


def picture(colour: str = "red") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture
def app(tmp_path: Path) -> Application:
    folder = tmp_path / "application"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "ct.jpg").write_bytes(picture())
    (folder / "files" / f"证照{ID_NUMBER}.pdf").write_bytes(pdf("licence"))
    (folder / "files" / "评价.pdf").write_bytes(pdf("review"))
    (folder / "files" / "同一份.pdf").write_bytes(pdf("review"))
    return Application(
        library_from_sources(SOURCES).form("city-2026-1"),
        {
            "unit_name": "示例医院",
            "joint_units": [{"name": "示例大学"}, {"name": "示例公司"}],
            "scene_name": "影像辅助诊断",
            "apply_date": "2026-06-10",
            "contact_name": "李四",
            "contact_phone": "027-12345678",
            "lead_id": ID_NUMBER,
            "secret": False,
            "background": ["第一段", {"image": "files/ct.jpg", "caption": "现场"}],
            "team": [{"name": "张三"}, {"name": "王五"}],
            "directions": [{"option": "影像"}, {"option": "病理"}],
            "tasks": {"影像": {"goal": "甲"}, "病理": {"goal": "乙"}},
            "reviewed": True,
        },
        (
            MaterialFile("licence", f"files/证照{ID_NUMBER}.pdf"),
            MaterialFile("proof", "files/评价.pdf"),
            MaterialFile("proof", "files/同一份.pdf"),
        ),
        files=FolderFiles(folder),
        version=2,
    )
