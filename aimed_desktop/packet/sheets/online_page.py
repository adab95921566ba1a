"""网上填报对照稿: one HTML file that any browser opens from a stick, and from which each box is copied.

It loads nothing, and its script is that of old browsers (ECMAScript 5, `execCommand`): the PC that
reaches the website may be any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from string import Template

from aimed_desktop.application.model import Application
from aimed_desktop.application.values.words import Words, plain, spans
from aimed_desktop.definition.model import Notice, Route
from aimed_desktop.document.plan.fingerprint import fingerprint
from aimed_desktop.packet.names import printed_value, safe_file_name
from aimed_desktop.packet.routing import route_rows, version_text
from aimed_desktop.packet.sheets.online_entries import OnlineEntry, online_sections, uploads

TITLE = "网上填报对照稿"
_SHOWN_OF_ROUTE = ("由 → 到", "方式", "网址", "截止时间", "说明")
_VOID = "申报书改过以后核对码会变，本页即作废，请重新生成。"
_HOW_TO = (
    "逐项点“复制”，粘贴到网页的对应栏；填好一项，在“已填”打勾。上标、下标网页不认的，照这里的样子改。"
    "本页不联网；“字数”按 Word 的算法，“字符数”含标点和空格。"
)
_TAGS = {"": ("", ""), "sup": ("<sup>", "</sup>"), "sub": ("<sub>", "</sub>"), "bold": ("<b>", "</b>")}

_PAGE = Template("""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
body { font: 16px/1.7 "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; color: #1f2933;
  max-width: 54em; margin: 0 auto; padding: 1.5em 1em 4em; }
h1 { font-size: 1.5em; margin: 0 0 .4em; }
h2 { font-size: 1.1em; margin: 2em 0 .4em; border-bottom: 1px solid #cbd2d9; padding-bottom: .3em; }
table { border-collapse: collapse; width: 100%; margin: .8em 0; }
th, td { border: 1px solid #cbd2d9; padding: .3em .6em; text-align: left; vertical-align: top; }
th { white-space: nowrap; font-weight: normal; color: #52606d; width: 7em; }
.void { border-left: 4px solid #b7791f; padding: .2em .8em; background: #fffbea; }
.entry { border: 1px solid #cbd2d9; border-radius: 6px; padding: .5em .9em .8em; margin: .7em 0; }
.entry.done { border-color: #3f9142; background: #f7fcf7; }
.head { overflow: hidden; }
.label { font-weight: bold; }
.count { color: #52606d; font-size: .88em; margin-left: .8em; white-space: nowrap; }
.keys { float: right; margin-left: 1em; white-space: nowrap; }
button { font: inherit; font-size: .9em; padding: .15em .9em; margin-left: .8em; cursor: pointer; }
.said p { margin: .25em 0; white-space: pre-wrap; word-wrap: break-word; overflow-wrap: break-word; }
.quiet { color: #52606d; }
textarea.plain { position: absolute; left: -9999px; top: auto; width: 1px; height: 1px; }
#left { position: sticky; top: 0; background: #fff; padding: .4em 0; border-bottom: 1px solid #e4e7eb; }
@media print { button, textarea.plain { display: none; } .entry { page-break-inside: avoid; } }
</style>
</head>
<body>
<h1>$title</h1>
<table>
$facts
</table>
<p class="void">本页只对应 <b>$version</b>，核对码 <b>$mark</b>。$is_void</p>
<p class="quiet">$how_to</p>
<p id="left" class="quiet" aria-live="polite"></p>
$sections
<script>
(function () {
  var key = "aimed-$form-$mark", ticks = {}, i;
  try { ticks = JSON.parse(window.localStorage.getItem(key)) || {}; } catch (e) { ticks = {}; }
  var boxes = document.querySelectorAll("input.tick");
  var buttons = document.querySelectorAll("button.copy");
  function show() {
    var done = 0, j;
    for (j = 0; j < boxes.length; j++) {
      var entry = document.getElementById("entry-" + boxes[j].value);
      entry.className = boxes[j].checked ? "entry done" : "entry";
      if (boxes[j].checked) { done++; }
    }
    document.getElementById("left").textContent = "已填 " + done + " 项，共 " + boxes.length + " 项";
  }
  function keep(event) {
    ticks[event.target.value] = event.target.checked;
    try { window.localStorage.setItem(key, JSON.stringify(ticks)); } catch (e) { /* it stays on the page */ }
    show();
  }
  function copied(area) {
    area.focus();
    area.select();
    try { area.setSelectionRange(0, area.value.length); } catch (e) { /* old browsers select alone */ }
    try { return document.execCommand("copy"); } catch (e) { return false; }
  }
  function mark(said) {
    var range = document.createRange(), chosen = window.getSelection();
    range.selectNodeContents(said);
    chosen.removeAllRanges();
    chosen.addRange(range);
  }
  function copy(event) {
    var button = event.target, number = button.value;
    var done = copied(document.getElementById("plain-" + number));
    for (var j = 0; j < buttons.length; j++) { buttons[j].textContent = "复制"; }
    button.textContent = done ? "已复制" : "已选中，请按 Ctrl+C";
    if (done) { button.focus(); } else { mark(document.getElementById("said-" + number)); }
  }
  for (i = 0; i < boxes.length; i++) {
    boxes[i].checked = ticks[boxes[i].value] === true;
    boxes[i].addEventListener("change", keep);
  }
  for (i = 0; i < buttons.length; i++) { buttons[i].addEventListener("click", copy); }
  show();
})();
</script>
</body>
</html>
""")
_ENTRY = Template("""<div class="entry" id="entry-$number">
<div class="head"><span class="keys"><label><input type="checkbox" class="tick" value="$number"> 已填</label>
<button type="button" class="copy" value="$number" aria-label="复制 $label">复制</button></span>
<span class="label">$label</span><span class="count">$count</span></div>
<div class="said" id="said-$number">$said</div>
<textarea class="plain" id="plain-$number" readonly tabindex="-1" aria-hidden="true">
$plain</textarea>$pictures
</div>""")


def online_page(app: Application, notice: Notice, taken: Sequence[Route]) -> tuple[str, bytes]:
    """The file's name and content. `taken`: the routes by which it is typed in."""
    project = printed_value(app, app.form.project_name)
    name = safe_file_name("-".join(filter(None, (TITLE, project))), project=project)
    mark = fingerprint(app)
    page = _PAGE.substitute(
        title=TITLE,
        facts="\n".join(_facts(app, notice, taken)),
        version=version_text(app) or "草稿",
        mark=mark,
        is_void=_VOID,
        how_to=_HOW_TO,
        form=app.form.id,
        sections="\n".join(_sections(app)),
    )
    return f"{name}.html", page.encode()


def _facts(app: Application, notice: Notice, taken: Sequence[Route]) -> Iterator[str]:
    rows = [
        ("通知", notice.title),
        ("申报表", app.form.listed),
        ("申报单位", printed_value(app, app.form.unit_name)),
        ("项目名称", printed_value(app, app.form.project_name)),
    ]
    for route in taken:
        rows += [(label, words) for label, words in route_rows(route) if label in _SHOWN_OF_ROUTE]
    yield from (f"<tr><th>{escape(label)}</th><td>{escape(words)}</td></tr>" for label, words in rows)


def _sections(app: Application) -> Iterator[str]:
    number = 0
    for section in online_sections(app):
        yield f"<h2>{escape(section.title)}</h2>"
        for entry in section.entries:
            number += 1
            yield _shown(entry, number)
    if papers := uploads(app):
        yield "<h2>网上要求上传时用的材料</h2>\n<table>"
        yield from (f"<tr><td>{escape(what)}</td><td>{escape(file)}</td></tr>" for what, file in papers)
        yield "</table>"


def _shown(entry: OnlineEntry, number: int) -> str:
    pictures = "；".join(entry.pictures)
    return _ENTRY.substitute(
        number=number,
        label=escape(entry.label),
        count=_count(entry),
        said="".join(f"<p>{_marked(line)}</p>" for line in entry.lines),
        plain=escape(entry.text),
        pictures=f'\n<p class="quiet">另有图片，请在网页上上传：{escape(pictures)}</p>' if pictures else "",
    )


def _count(entry: OnlineEntry) -> str:
    limit = f"（{entry.limit}）" if entry.limit else ""
    return f"字数 {entry.words}{limit}　字符数 {entry.characters}"


def _marked(line: Words) -> str:
    if not plain(line):
        return "<br>"
    return "".join(f"{_TAGS[span.look][0]}{escape(span.text)}{_TAGS[span.look][1]}" for span in spans(line))
