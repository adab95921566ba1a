"""文件清单.txt: every file of the packet, what it is, how large, and its SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from aimed_desktop.application.masking import holds_masked
from aimed_desktop.application.model import Application
from aimed_desktop.definition.model import Notice
from aimed_desktop.packet.bag import sha256_of
from aimed_desktop.packet.names import printed_value
from aimed_desktop.packet.payload import INVENTORY
from aimed_desktop.packet.routing import version_text
from aimed_desktop.packet.zipping import files_in

_KINDS = {
    ".docx": "Word 文书",
    ".pdf": "PDF 文书",
    ".eml": "邮件草稿",
    ".json": "申报数据",
    ".yaml": "申报表定义",
    ".html": "邮件卡",
    ".txt": "说明",
}


def inventory(
    app: Application,
    notice: Notice,
    mark: str,
    data: Path,
    titles: Mapping[str, str],
    facts: Iterable[str] = (),
) -> str:
    """The list with CRLF line ends. `titles` says of a path below `data/` what it is, `facts` what is to be
    known of the scans.
    """
    lines = [
        "文件清单",
        "",
        f"通知：{notice.title}",
        f"申报表：{app.form.listed}（{app.form.id}，表版本 {app.form.version}）",
        f"申报单位：{printed_value(app, app.form.unit_name)}",
        f"项目名称：{printed_value(app, app.form.project_name)}",
        *([f"申报件版本：{version_text(app)}"] if app.version else []),
        f"核对码：{mark}",
        *(f"扫描件说明：{fact}。" for fact in facts),
        "",
        *_files(data, titles),
        "",
        "本清单只证明文件完整，不证明内容真实。用申报助手或任何 BagIt 工具可核对。",
        *_personal(app),
        "",
    ]
    return "\r\n".join(lines)


def _files(data: Path, titles: Mapping[str, str]) -> Iterable[str]:
    paths = [path for path in files_in(data) if path.name != INVENTORY or path.parent != data]
    for number, path in enumerate(paths, 1):
        name = path.relative_to(data).as_posix()
        what = titles.get(name) or _KINDS.get(path.suffix.lower(), "文件")
        yield f"{number}. {name}（{what}，{path.stat().st_size} 字节）"
        yield f"   SHA-256 {sha256_of(path)}"


def _personal(app: Application) -> list[str]:
    if holds_masked(app):
        return ["本包没有加密，其中有身份证号，请妥善保管，只交给受理单位。"]
    return []
