"""The command line: arguments in, results on stdout, Chinese messages on stderr, an exit status."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from aimed_desktop import __version__
from aimed_desktop.errors import UserProblem, reason_of
from aimed_desktop.exit_status import ExitStatus

Command = Callable[[argparse.Namespace, "object"], int]

USAGE = """\
申报助手：离线填写、检查、导出、打包、归档申报表。不带命令时打开窗口。

用法：aimed [--data-dir 文件夹] [--passphrase-file 文件] 命令 …

  forms list [--all] [--json]            列出申报表
  forms show 表 --json                   一张申报表的全部栏目
  forms check [路径]…                    检查表单定义文件（不写路径：数据文件夹 forms 里的）
  new 表 [--example] [-o 文件]           新建空白或示例申报件
  check 申报件 [--json]                  检查申报件
  take 申报件 Word文件… [--json] [-o 文件] [--accept new|all]
                                         看交回的 Word 里各栏写了什么；-o 写出采用后的申报件
  export 申报件 -o 文件夹 [--draft]      导出 Word 和 PDF
  pack 申报件 -o 文件夹 [--scan 文件]… [--despite scan --why 原因]
                                         生成报送包；扫描件有疑问时写明原因才打包
  scan 申报件 扫描件… [--json] [-o 文件]
                                         盖章扫描件逐页与打印件对上；齐全时 -o 合成一个 PDF
  print-set 申报件 -o 文件 [--copies 份数] [--sides one|two] [--materials]
            [--pages 3,5-7 | --changed]  整套打印：各份按装订顺序合成一个 PDF
  verify 报送包… [--json]                核对报送包是否完整
  summary 表 报送包或文件夹… [--with 汇总表] -o 文件…
                                         由报送包生成汇总表（.xlsx .docx .pdf；.json 可继续填写）
  archive add|list|search|show|restore|export|verify|backup|copies|recover|
          passphrase|recovery-code
                                         加密档案库
  archive give 编号 -o 文件 --recipient-passphrase-file 文件 [--owner 姓名]
                                         把一份申报件连同历史、定稿、扫描件加密交给同事
  archive take 文件 [--recipient-passphrase-file 文件] [--json]
                                         接收交来的，逐项并入这里的同一份
  archive salvage -o 文件夹              从损坏的档案库里取出还读得出来的
  count [文件|-] [--json]                按 Word 的方法数字数
  demo [表] [-o 文件夹]                  用示例走完检查、导出、打包、归档
  文件.aimed                             打开窗口，接收同事交来的文件；备份则从备份恢复
  --version  --self-test  --help

申报件可以是 application.json（或同样内容的 .yaml），也可以是档案编号。
退出状态：0 完成；1 有必改问题或内容不符；2 用法或输入有误；3 本机的原因（磁盘、权限、口令）。
"""


class _Parser(argparse.ArgumentParser):
    """Bad usage is one Chinese sentence and status 2; help is our own text."""

    def __init__(self, *arguments: object, **options: object) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("add_help", False)
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        raise UserProblem("bad_usage", command=self.prog, reason=_in_chinese(message))


_REASONS = (  # what argparse says of bad usage, by its English beginning
    (r"the following arguments are required: (.+)", "缺少 {0}"),
    (r"argument .*: invalid choice: '(.*?)'", "没有“{0}”这个命令"),
    (r"argument (.+): expected", "{0} 后面缺少内容"),
    (r"unrecognized arguments: (.+)", "多出不认识的“{0}”"),
)


def _in_chinese(message: str) -> str:
    for pattern, chinese in _REASONS:
        if found := re.match(pattern, message):
            return chinese.format(_ARGUMENTS.get(found[1], found[1]))
    return "参数有误"


_ARGUMENTS = {
    "application": "申报件",
    "form": "申报表编号",
    "packets": "报送包",
    "words": "Word文件",
    "paths": "路径",
    "input": "申报件或报送包",
    "text": "要查找的文字",
    "id": "档案编号",
    "file": "文件名",
    "backup": "备份文件",
    "output": "-o",
}


@dataclass(frozen=True)
class WindowDoor:
    """How the window is reached, which nothing of the core but `__main__` knows."""

    # with data folder and passphrase file, as typed, and a file that was double-clicked
    open: Callable[[Path | None, Path | None, Path | None], int]
    test: Callable[[], int]


def main(argv: Sequence[str] | None = None, *, window: WindowDoor | None = None) -> int:
    """Run one command line; the exit status. Without `window` there are commands alone."""
    _speak_utf8()
    try:
        return _run(list(sys.argv[1:] if argv is None else argv), window, owns_process=argv is None)
    except UserProblem as problem:
        print(problem, file=sys.stderr)
        return problem.status
    except KeyboardInterrupt:
        print("已取消。", file=sys.stderr)
        return ExitStatus.MACHINE
    except BrokenPipeError:
        sys.stderr.close()
        return ExitStatus.DONE
    except OSError as error:
        print(UserProblem("machine", reason=reason_of(error)), file=sys.stderr)
        return ExitStatus.MACHINE
    except Exception as error:  # noqa: BLE001 - the edge: a bug is reported as one, without the user's data
        print(UserProblem("bug", where=bug_place(error)), file=sys.stderr)
        return ExitStatus.MACHINE


def bug_place(error: BaseException) -> str:
    """Kind and place of an unexpected error: nothing of what the user typed."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} {place} {__version__}"


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _run(argv: list[str], window: WindowDoor | None, *, owns_process: bool) -> int:
    common = _Parser(prog="aimed")
    common.add_argument("--data-dir", type=Path)
    common.add_argument("--passphrase-file", type=Path)
    options, rest = common.parse_known_args(argv)
    if rest in (["--help"], ["-h"]) or (rest and rest[-1] in ("--help", "-h")):
        print(USAGE, end="")
        return ExitStatus.DONE
    if rest == ["--version"]:
        print(f"申报助手 {__version__}")
        return ExitStatus.DONE
    if rest in (["--typesetter"], ["--reader"], ["--matcher"]):  # of our own use: nobody types them
        return _serve(rest[0])
    if window is not None and rest == ["--self-test"]:
        return window.test()
    if window is not None and (not rest or _is_handed_over(rest)):
        return window.open(options.data_dir, options.passphrase_file, Path(rest[0]) if rest else None)
    arguments = _parser().parse_args(rest)
    from aimed_desktop.commands.session import CommandSession

    environ = _environment() if owns_process else os.environ
    session = CommandSession(options.data_dir, options.passphrase_file, environ)
    try:
        return int(arguments.run(arguments, session))
    except UserProblem as problem:
        session.tell_newest_copy(problem)
        raise
    finally:
        session.close()


def _is_handed_over(words: Sequence[str]) -> bool:
    """Whether the one word is a file of a colleague, or a backup: a double click opens it in the window."""
    return len(words) == 1 and words[0].lower().endswith(".aimed")


def _serve(what: str) -> int:
    """A process beside the window or a command, as long as that one lives."""
    if what == "--reader":
        from aimed_desktop.processes.file_reader import run as run_reader

        return run_reader()
    if what == "--matcher":
        from aimed_desktop.processes.scan_matcher import run as run_matcher

        return run_matcher()
    from aimed_desktop.processes.preview import run

    return run()


def _environment() -> Mapping[str, str]:
    """What a command needs of the environment; from here on nobody else sees this process's secrets."""
    from aimed_desktop.secrecy import hide_memory, take_passphrase

    hide_memory()
    return take_passphrase()


def _parser() -> argparse.ArgumentParser:
    from aimed_desktop.commands import applications, counting, demo, printing, received_packets, scans

    parser = _Parser(prog="aimed")
    commands = parser.add_subparsers(required=True, metavar="子命令", parser_class=_Parser)

    new = _command(commands, "new", applications.new, "form")
    new.add_argument("--example", action="store_true")
    new.add_argument("-o", dest="output")
    _command(commands, "check", applications.check, "application", json=True)
    take = _command(commands, "take", applications.take, "application", json=True)
    take.add_argument("words", nargs="+")
    take.add_argument("-o", dest="output")
    take.add_argument("--accept", choices=["new", "all"], default="new")
    export = _command(commands, "export", applications.export, "application")
    export.add_argument("-o", dest="output", required=True)
    export.add_argument("--draft", action="store_true")
    pack = _command(commands, "pack", applications.pack, "application")
    pack.add_argument("-o", dest="output", required=True)
    pack.add_argument("--scan", action="append", default=[])
    pack.add_argument("--despite", choices=["scan"])
    pack.add_argument("--why", default="")
    scan = _command(commands, "scan", scans.scan, "application", json=True)
    scan.add_argument("scans", nargs="+")
    scan.add_argument("-o", dest="output")
    scan.add_argument("--fill", action="store_true")
    paper = _command(commands, "print-set", printing.print_set, "application")
    paper.add_argument("-o", dest="output", required=True)
    paper.add_argument("--copies")
    paper.add_argument("--sides", choices=["one", "two"], default="one")
    paper.add_argument("--materials", action="store_true")
    which = paper.add_mutually_exclusive_group()
    which.add_argument("--pages")
    which.add_argument("--changed", action="store_true")
    _command(commands, "verify", received_packets.verify, "packets", json=True, several=True)
    summary = _command(commands, "summary", received_packets.summary, "form")
    summary.add_argument("inputs", nargs="+")
    summary.add_argument("--with", dest="with_")
    summary.add_argument("-o", dest="outputs", nargs="+", required=True)
    count = commands.add_parser("count")
    count.add_argument("file", nargs="?", default="-")
    count.add_argument("--json", action="store_true")
    count.set_defaults(run=counting.count)
    demo_parser = commands.add_parser("demo")
    demo_parser.add_argument("form", nargs="?")
    demo_parser.add_argument("-o", dest="output", default="申报助手演示")
    demo_parser.set_defaults(run=demo.demo)
    _forms_commands(commands)
    _archive_commands(commands)
    return parser


def _forms_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    from aimed_desktop.commands import forms

    group = commands.add_parser("forms").add_subparsers(required=True, metavar="子命令", parser_class=_Parser)
    listing = _command(group, "list", forms.list_forms, json=True)
    listing.add_argument("--all", action="store_true")
    _command(group, "show", forms.show_form, "form", json=True)
    _command(group, "check", forms.check_forms).add_argument("paths", nargs="*")


def _archive_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    from aimed_desktop.commands import archive

    archives = commands.add_parser("archive")
    group = archives.add_subparsers(required=True, metavar="子命令", parser_class=_Parser)
    _command(group, "add", archive.add, "input")
    _command(group, "list", archive.list_entries, json=True)
    _command(group, "search", archive.search, "text", json=True)
    _command(group, "show", archive.show_entry, "id", json=True)
    for name, run in (("restore", archive.restore), ("export", archive.export)):
        _command(group, name, run, "id").add_argument("-o", dest="output", required=True)
    _command(group, "salvage", archive.salvage).add_argument("-o", dest="output", required=True)
    _command(group, "verify", archive.verify, json=True)
    _command(group, "backup", archive.backup, "file")
    give = _command(group, "give", archive.give, "id")
    give.add_argument("-o", dest="output", required=True)
    give.add_argument("--recipient-passphrase-file", required=True)
    give.add_argument("--owner", default="")
    _command(group, "take", archive.take, "file", json=True).add_argument("--recipient-passphrase-file")
    passphrase = _command(group, "passphrase", archive.passphrase)
    passphrase.add_argument("--new-passphrase-file", required=True)
    passphrase.add_argument("--renew-key", action="store_true")
    _command(group, "recovery-code", archive.recovery_code)
    copies = _command(group, "copies", archive.copies, json=True)
    copies.add_argument("--second-place")
    copies.add_argument("--no-second-place", action="store_true")
    _command(group, "recover", archive.recover, "backup")


def _command(
    group: argparse._SubParsersAction[_Parser],
    name: str,
    run: Callable[..., int],
    argument: str | None = None,
    *,
    json: bool = False,
    several: bool = False,
) -> _Parser:
    parser = group.add_parser(name)
    parser.set_defaults(run=run)
    if argument:
        parser.add_argument(argument, **({"nargs": "+"} if several else {}))  # type: ignore[arg-type]
    if json:
        parser.add_argument("--json", action="store_true")
    return parser
