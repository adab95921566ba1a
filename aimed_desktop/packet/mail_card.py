"""The letter for copying by hand: a text file and a local page with copy buttons."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from aimed_desktop.packet.mail import Letter

IN_FOLDER = "在报送包旁边的“邮件附件”文件夹里，全部选中拖进邮件；不要发送报送包"
BY_LARGE_ATTACHMENT = "一封邮件放不下，请用邮箱的“超大附件”发送"
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<title>邮件卡</title>
<style>
body {{ font-family: "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; max-width: 46em; margin: 2em auto;
  padding: 0 1em; color: #1f2933; line-height: 1.6; }}
section {{ border: 1px solid #cbd2d9; border-radius: 6px; padding: .6em 1em 1em; margin: 1em 0; }}
h2 {{ font-size: 1em; margin: 0 0 .4em; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0 0 .6em; }}
button {{ font: inherit; padding: .3em 1em; }}
</style>
</head>
<body>
<h1>邮件卡</h1>
<p>逐项复制到您的邮箱里。本页只在本机打开，不联网。</p>
{sections}
<script>
document.querySelectorAll("button").forEach(function (button) {{
  button.addEventListener("click", function () {{
    var text = document.getElementById(button.dataset.of);
    var range = document.createRange();
    range.selectNodeContents(text);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    button.textContent = document.execCommand("copy") ? "已复制" : "已选中，请按 Ctrl+C";
  }});
}});
</script>
</body>
</html>
"""
_SECTION = """<section>
<h2>{title}</h2>
<pre id="{id}">{text}</pre>
<button type="button" data-of="{id}">复制{title}</button>
</section>"""


def card_page(letters: Sequence[Letter]) -> str:
    """The page: everything typed is escaped, nothing is loaded from anywhere."""
    shown = [_letter(letter, number, len(letters)) for number, letter in enumerate(letters, 1)]
    return _PAGE.format(sections="\n".join(shown))


def _letter(letter: Letter, number: int, of: int) -> str:
    recipients = "; ".join(letter.recipients) or letter.recipient_line
    pieces = [
        ("收件人", "recipients", recipients),
        ("主题", "subject", letter.subject),
        ("正文", "body", letter.body),
        ("附件清单", "attachments", "\n".join(letter.attachments)),
    ]
    sections = [_SECTION.format(title=t, id=f"{i}_{number}", text=escape(text)) for t, i, text in pieces]
    return "\n".join([*([f"<h1>第 {number} 封，共 {of} 封</h1>"] if of > 1 else []), *sections])


def mail_notes(letter: Letter, *, eml_name: str, eml_is_complete: bool, where: str = IN_FOLDER) -> str:
    """The text file: recipient, subject, text, and what to attach; `where` says where that lies."""
    lines = [
        f"收件人：{letter.recipient_line}",
        f"主题：{letter.subject}",
        "",
        "正文：",
        letter.body.rstrip("\n"),
        "",
        f"附件（{where}）：",
        *(f"{number}. {path}" for number, path in enumerate(letter.attachments, 1)),
        *(f"尚缺：{missing}。盖章、扫描后重新打包，再发送。" for missing in letter.missing),
        "",
        f"“{eml_name}”{'已含全部附件' if eml_is_complete else '只含正文'}，"
        "可用经典版 Outlook 打开后发送；其他邮箱请复制以上内容。",
        "",
    ]
    return "\r\n".join("\n".join(lines).split("\n"))
