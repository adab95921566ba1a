"""What the window says where the catalogue names a command: a clerk has buttons, no command line."""

from __future__ import annotations

from typing import Final

from aimed_desktop.errors import UserProblem

_RESTORE: Final = "请按“从备份恢复…”，用最近的备份恢复；原文件会保留。"
WINDOW_WORDS: Final = {
    "unsafe_path": "“{path}”不在申报件所在的文件夹里，没有引用。请把文件复制进来再引用。",
    "not_utf8": "文件“{path}”里的文字认不出来。请用记事本打开，另存为时编码选 UTF-8，再试。",
    "application_not_json": "文件“{path}”读不出来，可能不完整或被改过。请从程序里重新导出，或改选别的。",
    "application_key_twice": "文件“{path}”里有一栏写了两次，读不出来。请从程序里重新导出，或改选别的文件。",
    "application_too_deep": "文件“{path}”不是申报件，没有读取。请检查选的文件。",
    "application_newer": "文件“{path}”是更新版本的程序存的。请用新版程序打开。",
    "yaml_broken": "文件“{path}”读不出来，可能不完整或被改过。请从程序里重新导出，或改选别的。",
    "export_refused": "没有导出：还有 {count} 项必改问题。请改好后再导出，或导出草稿。",
    "packet_not_a_packet": "不是报送包。请选择报送包文件夹，或它的 zip。",
    "packet_version": "报送包是别的版本的程序做的，不认识。请更新本程序后再试。",
    "packet_application": "报送包里的申报数据无法使用：{reason} 请申报单位重新打包。",
    "packet_foreign": "不是本程序的报送包，不能归档，也不能列入汇总表。按它自己的清单核对：{wholeness}。",
    "entry_damaged": "档案库里的这一件申报件读不出来。请恢复它的历史版本，或从备份恢复。",
    "unknown_step": "这个历史版本没有单独保留，可能已合并。请在历史列表中另选一个版本。",
    "unknown_form": "这台电脑上没有这张申报表。请更新本程序，或在开始页的征集通知里选一张。",
    "application_shape": "文件“{path}”不是申报件。请从程序里重新导出，或改选别的文件。",
    "not_a_summary": "“{form}”不是汇总表，不能由报送包生成。请在开始页另选一张汇总表。",
    "no_example": "“{form}”没有示例。请空白新建。",
    "summary_with_form": "“{path}”是“{found}”，不是“{form}”。请另选这张汇总表的申报件。",
    "archive_missing": "“{path}”里还没有档案库。请先新建申报件，或按“从备份恢复…”。",
    "archive_gone": (
        "“{path}”里有密钥文件，档案库文件 archive.db 却不见了，可能被清理或同步软件删掉了。"
        "请先从回收站或同步软件里找回它；找不回的，按“从备份恢复…”。"
    ),
    "folder_on_network": (
        "数据文件夹“{path}”在网络盘上，档案库放在那里会损坏，没有打开。请让管理员改到本机磁盘。"
    ),
    "archive_read_only": (
        "档案库“{path}”现在只能查看，不能保存：{reason}。要接着填写，请先腾出空间或改好权限，不用重开程序。"
    ),
    "archive_exists": "“{path}”里已有档案库，没有改动它。",
    "archive_no_key": "档案库没有打开。请在开始页按“打开档案库”，输入口令或恢复码。",
    "archive_damaged": f"档案库文件“{{path}}”已损坏，读不出来。{_RESTORE}",
    "archive_pages_damaged": f"档案库文件“{{path}}”有损坏的页，请停止使用。{_RESTORE}",
    "keys_missing": "找不到密钥文件“{path}”，档案库打不开。请把它放回原处，或按“从备份恢复…”。",
    "keys_damaged": f"密钥文件“{{path}}”已损坏，档案库打不开。{_RESTORE}",
    "key_renewed": (
        "口令和数据密钥都已更换：原来的口令、恢复码打不开今后的档案库。"
        "此前的备份仍用做备份时的口令或恢复码打开，不要的请自己删除。"
    ),
    "newest_copy": "最近的自动备份：{when}。按“从备份恢复…”，会选好这一份。",
    "handover_is_backup": (
        "“{path}”是整个档案库的备份，不是一份申报件的交接文件，没有接收。要恢复备份请按“从备份恢复…”。"
    ),
    "unknown_entry": "档案库里没有这一件申报件，可能已删除。请在开始页的回收站里找一找。",
}


def words_of(problem: UserProblem) -> str:
    """The sentence of `problem` for somebody in front of the window."""
    words = WINDOW_WORDS.get(problem.code)
    told = str(problem) if words is None else words.format(**problem.context)
    besides = problem.context.get("besides")
    return f"{told}\n{besides}" if besides else told
