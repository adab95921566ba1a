"""The one catalogue of Chinese sentences: where, what is wrong, how to mend it."""

from __future__ import annotations

from typing import NamedTuple

from aimed_desktop.exit_status import ExitStatus


class Message(NamedTuple):
    """A sentence with `{blanks}` and the exit status that goes with it."""

    status: ExitStatus
    text: str


_REFUSED = ExitStatus.REFUSED
_INPUT = ExitStatus.UNUSABLE_INPUT
_MACHINE = ExitStatus.MACHINE

MESSAGES: dict[str, Message] = {
    # files and folders
    "file_missing": Message(_INPUT, "找不到文件“{path}”。请检查文件名和所在文件夹。"),
    "file_is_folder": Message(_INPUT, "“{path}”是文件夹，不是文件。请选择其中的文件。"),
    "file_is_device": Message(
        _INPUT, "“{path}”不是普通文件（是管道、设备或套接字），没有读取。请选择普通的文件。"
    ),
    "file_too_big": Message(_INPUT, "文件“{path}”超过 {limit}，没有读取。请检查选的文件。"),
    "file_unreadable": Message(
        _MACHINE, "文件“{path}”无法读取：{reason}。请检查权限，或关闭占用它的程序后再试。"
    ),
    "target_unwritable": Message(
        _MACHINE, "无法写入“{path}”：{reason}。请换一个有写入权限、空间足够的文件夹。"
    ),
    "doubtful_leftovers": Message(
        _MACHINE,
        "“{path}”里有名为 {names} 的隐藏文件，可能是从前导出或打包中断时留下的，内容没有加密。"
        "WPS 和 LibreOffice 打开文件时的锁文件也这样命名：请关闭它们，看过内容，再自行删除；本程序不会删除。",
    ),
    "still_working": Message(_MACHINE, "还没有完成：{what}请等它完成，或点窗口下边的〔取消〕，再离开。"),
    "target_exists": Message(_INPUT, "“{path}”已存在，没有改动它。请换一个文件名。"),
    "unsafe_path": Message(
        _INPUT, "路径“{path}”不安全：文件必须放在申报件所在文件夹之内。请把文件复制进来再引用。"
    ),
    # forms
    "unknown_form": Message(
        _INPUT, "没有编号为“{form}”的申报表。{suggestion}用 aimed forms list 可查看全部申报表。"
    ),
    "duplicate_form": Message(
        _INPUT, "申报表编号“{form}”同时出现在：{files}。同一编号只能有一份，请移走其中一份。"
    ),
    "unknown_notice": Message(_INPUT, "没有编号为“{notice}”的通知。{suggestion}"),
    "broken_definition": Message(_INPUT, "申报表定义“{path}”有错，不能使用。请按下列各处修改：\n{problems}"),
    "definition_too_big": Message(
        _INPUT, "文件“{path}”超过 {limit}，不像是手写的申报表定义，没有读取。请检查选的文件。"
    ),
    "own_forms_broken": Message(
        ExitStatus.DONE,
        "“{path}”里的定义有错，有错的申报表不能用，其余的照常使用。请按下列各处修改：\n{problems}",
    ),
    "no_own_forms": Message(
        _INPUT, "还没有放自己的申报表的文件夹“{path}”。请新建它，或在命令后面写出要检查的文件夹。"
    ),
    "forms_checked": Message(ExitStatus.DONE, "检查了“{path}”里的 {files} 个定义文件，没有发现问题。"),
    "forms_checked_bad": Message(
        ExitStatus.DONE, "检查了“{path}”里的 {files} 个定义文件，有 {count} 处要改（格式：文件:行: 说明）。"
    ),
    "yaml_broken": Message(_INPUT, "文件“{path}”的写法不对，读不出来。请按下列各处修改：\n{problems}"),
    # pictures
    "image_unknown": Message(
        _INPUT, "这张图片的格式不能识别。请换成 JPG、PNG、WEBP、BMP 或 GIF 格式的图片后再插入。"
    ),
    "image_metafile": Message(
        _INPUT,
        "这张图是 EMF 或 WMF 格式（Word、Visio 里画的图），没能取回。"
        "请在 Word 里右键“另存为图片”，存成 PNG，再插入。",
    ),
    "image_too_large": Message(_INPUT, "这张图片超过一亿像素，放不进申报书。请缩小后再插入。"),
    "image_damaged": Message(_INPUT, "这张图片已损坏，打不开。请重新导出或重新拍照后再插入。"),
    "pasted_picture_gone": Message(
        _INPUT,
        "粘贴的第{number}张图片已经取不到了，没有放进来。"
        "请在原来的文件里右键这张图片，选“另存为图片”，再用“插入图片”放进来。",
    ),
    # files from outside that were just chosen
    "file_not_taken": Message(_INPUT, "{message}没有添加。{fix}"),
    "files_not_taken": Message(_INPUT, "{lines}"),
    # PDF files whose words are wanted
    "pdf_says_nothing": Message(
        _INPUT, "“{file}”里没有文字，没有放进来。请核对选的文件，或请作者发 Word 文件。"
    ),
    # Word files that come back
    "word_not_docx": Message(
        _INPUT, "这不是 Word 文档（.docx），没有收回。请在 Word 或 WPS 里另存为 .docx 后再试。"
    ),
    "word_old_or_locked": Message(
        _INPUT, "这个文件是旧格式（.doc、.wps）或设了密码，没有收回。请另存为不设密码的 .docx 后再试。"
    ),
    "word_damaged": Message(
        _INPUT, "这个 Word 文件已损坏或内容不安全，没有收回。请让作者重新保存或重新发送。"
    ),
    "word_too_large": Message(
        _INPUT, "这个 Word 文件太大（超过 200 MB，或压缩得不正常），没有收回。请压缩其中的图片后再试。"
    ),
    "word_repeats": Message(
        _INPUT,
        "这个 Word 文件里同一个栏目出现了 {most} 次以上，没有收回。请让作者重新保存或重新发送。",
    ),
    "word_too_long": Message(
        _INPUT, "这个 Word 文件里的一章超过 {most} 段，没有收回。请让作者检查是不是重复粘贴了。"
    ),
    "word_huge_table": Message(
        _INPUT, "这个 Word 文件里有一张表格超过 {most} 格，没有收回。请把它拆小，或作为材料附上。"
    ),
    "word_not_ours": Message(
        _INPUT,
        "在这个 Word 文件里找不到“{form}”的栏目，没有收回。请选择从这份申报件导出或分发的文件。",
    ),
    # application files
    "application_too_big": Message(_INPUT, "文件“{path}”超过 {limit} MB，不是申报件。请检查选的文件。"),
    "application_not_json": Message(
        _INPUT, "文件“{path}”第 {line} 行的写法不对，读不出来。请检查引号、逗号和括号，或从程序里重新导出。"
    ),
    "application_key_twice": Message(_INPUT, "文件“{path}”里“{key}”写了两次。请只保留一个。"),
    "application_too_deep": Message(_INPUT, "文件“{path}”嵌套超过 {limit} 层，不是申报件。请检查选的文件。"),
    "application_shape": Message(
        _INPUT, "文件“{path}”不是申报件：{what}。请用 aimed new 新建一份对照修改，或从程序里重新导出。"
    ),
    "application_beyond": Message(
        _INPUT, "文件“{path}”太大，没有读取：{what}。请检查选的文件，或把多出的内容作为材料附上。"
    ),
    "application_newer": Message(_INPUT, "文件“{path}”是更新版本的程序存的（{format}）。请用新版程序打开。"),
    # the command line
    "bad_usage": Message(_INPUT, "命令“{command}”的用法不对：{reason}。用 aimed --help 查看用法。"),
    "not_utf8": Message(_INPUT, "文件“{path}”不是 UTF-8 文本。请另存为 UTF-8 编码的纯文本后再试。"),
    "machine": Message(_MACHINE, "这台电脑没能完成操作：{reason}。请检查磁盘空间和权限后再试。"),
    "bug": Message(_MACHINE, "程序内部出错（{where}），没有改动您的文件。请把这一行告诉维护人员。"),
    "no_display": Message(_MACHINE, "打不开窗口：{reason}。请在桌面环境里运行，或改用命令（aimed --help）。"),
    "library_missing": Message(
        _MACHINE,
        "打不开窗口：系统里缺少 {libraries}。请让管理员用 apt install 装上 {packages}，再重新打开。",
    ),
    # the life of an application
    "application_locked": Message(
        _REFUSED, "这份申报件已定稿（第{version}版），内容已锁定。要修改请先点“退回修改”。"
    ),
    "finalise_refused": Message(
        _REFUSED, "没有定稿：还有 {count} 项必改问题。请到“检查”里逐项改好后再定稿。"
    ),
    "already_final": Message(
        _REFUSED, "这份申报件已经定稿（第{version}版），不用再定稿。要修改请先点“退回修改”。"
    ),
    "not_final": Message(_REFUSED, "这份申报件还没有定稿。请先在“定稿打印”里定稿。"),
    "status_order": Message(_REFUSED, "现在是“{status}”，不能标记为“{wanted}”。请先完成前面的一步。"),
    "nothing_to_take_back": Message(
        _REFUSED, "现在是“{status}”，没有可以撤回的标记。定稿以后要修改，请点“退回修改”。"
    ),
    "not_printed": Message(
        _MACHINE, "没有送到打印机“{name}”。请检查打印机是否开着，或存为打印用 PDF 再打印。{answer}"
    ),
    "printer_rejects": Message(
        _MACHINE, "打印机“{name}”不接收新的打印任务，没有送出。请换一台打印机，或请管理员恢复。{answer}"
    ),
    "printer_missing": Message(
        _MACHINE, "找不到打印机“{name}”，没有送出。请重新打开“整套打印”，换一台打印机。{answer}"
    ),
    "printing_down": Message(
        _MACHINE,
        "系统的打印服务没有运行，没有送出。请管理员启动，或存为打印用 PDF 到别处打印。{answer}",
    ),
    "set_refused": Message(_REFUSED, "还有 {errors} 个必改问题，没有合成打印文件。请先改好。"),
    "set_copies": Message(_INPUT, "份数请写 1 到 {most} 之间的整数。"),
    "set_pages_unreadable": Message(_INPUT, "看不懂要打印哪几页：“{words}”。请写成 3,5-7 这样。"),
    "set_pages_unknown": Message(_INPUT, "一份只有 {most} 页，没有要打印的那一页。请核对页码。"),
    "set_unchanged": Message(_INPUT, "没有需要重新打印的页：还没有上一版打印件，或者两版的页面完全一样。"),
    "set_file_unread": Message(
        _REFUSED, "没有合成打印文件：“{name}”读不出来。请换一份能打开的，或者另外打印这一份。"
    ),
    "set_too_heavy": Message(
        _REFUSED, "没有合成打印文件：材料合在一起太大，处理不完。请不带材料合成，材料另外打印。"
    ),
    "set_apart": Message(
        _INPUT, "这些材料不能合进来（不是 PDF 或常用的图片），请另外打印，放到相应位置：{names}。"
    ),
    "unknown_scan": Message(_INPUT, "这份扫描件已经移出档案库。请重新添加。"),
    "scan_page_not_drawn": Message(
        _INPUT, "“{name}”第{page}页打不开，做不成盖章扫描件。请重新扫描这一页，换掉原来的。"
    ),
    "matching_failed": Message(
        _REFUSED, "逐页核对没有完成，扫描件都还在。请关掉不用的程序，离开“盖章扫描”再回来，会重新核对。"
    ),
    "matching_too_slow": Message(
        _REFUSED,
        "逐页核对用时太久，已停下，扫描件都还在。请分几次添加，每次少几页；或关掉不用的程序再试。",
    ),
    "why_missing": Message(_INPUT, "请写明为什么仍要继续，以后好查。"),
    "stamp_doubts": Message(_REFUSED, "没有标记为已盖章：{words}请先处理，或写明原因。"),
    "pack_doubts": Message(
        _REFUSED,
        '没有打包：{words}请先处理；确要这样报送的，加 --despite scan --why "原因" 再打包，'
        "原因只记在本单位的档案里。",
    ),
    "why_not_kept": Message(
        _REFUSED,
        "打包的原因没有保存：申报件是文件，不在档案库里。要留下记录，请先用 archive add 存入档案库。",
    ),
    "reason_missing": Message(_INPUT, "请写明是谁退回的、为什么退回，以后好查。"),
    "receipt_too_early": Message(_REFUSED, "现在是“{status}”，报送以后才有回执。"),
    "receipt_empty": Message(_REFUSED, "没有写回执编号，也没有加回执照片：至少要有一样。"),
    "supplement_too_early": Message(
        _REFUSED, "“{status}”的申报件还不能材料补正。报送以后、受理单位要求补材料时再用。"
    ),
    "supplement_open": Message(_REFUSED, "上一次材料补正还没有交。请先把它标记为已补交，或撤回。"),
    "supplement_none": Message(_REFUSED, "没有要补交的材料。请先在“报送归档”里点“材料补正”。"),
    "supplement_empty": Message(
        _REFUSED, "还没有补上材料。请先在“材料”里添加缺的材料，或替换不对的，再生成补交清单。"
    ),
    "supplement_has_papers": Message(
        _REFUSED, "已经补上了材料，不能撤回。请先在“材料”里把补上的移出、换过的换回，再撤回。"
    ),
    "supplement_unsaid": Message(_INPUT, "请写明是谁要求补正、缺什么材料，以后好查。"),
    "supplement_date": Message(_INPUT, "补交期限不是一个日期。请写成 2026-07-01 或 2026-07-01 17:00。"),
    "nothing_sent_back": Message(_REFUSED, "没有退回修改的版本，不用选重做的范围。"),
    "window_silent": Message(
        _MACHINE, "申报助手已经打开，但那个窗口没有回应。请等它忙完再试；一直没有回应的，请结束它后重新打开。"
    ),
    # exporting and packing
    "export_refused": Message(
        _REFUSED, "没有导出：还有 {count} 项必改问题。请改好后再导出，或用 --draft 导出草稿。"
    ),
    "exported_as_draft": Message(
        ExitStatus.DONE, "还有 {count} 项必改问题，导出的是草稿，不能报送。请改好后再导出。"
    ),
    "pack_refused": Message(_REFUSED, "没有打包：还有 {count} 项必改问题。请改好后再打包。"),
    "plain_personal_data": Message(
        ExitStatus.DONE, "提示：导出的文件没有加密，其中有身份证号，请妥善保管，只交给受理单位。"
    ),
    # packets: unusable
    "packet_not_a_packet": Message(
        _INPUT, "不是报送包：里面应只有一个文件夹，其中有 bagit.txt。请选择报送包文件夹或它的 zip。"
    ),
    "packet_truncated": Message(_INPUT, "报送包不完整或已损坏，读不出来。请重新复制或请对方重新发送。"),
    "packet_unsafe": Message(
        _INPUT,
        "报送包里的“{name}”不安全（越出文件夹、链接、重名或系统不允许的名称），没有解开。请勿使用这个包。",
    ),
    "packet_too_large": Message(
        _INPUT,
        "报送包超出限制（最多 10000 个文件，解开后最多 2 GB，不能压缩得不正常），没有解开。请核实来源。",
    ),
    "packet_encrypted": Message(_INPUT, "报送包设了密码，读不出来。请用不加密的 zip 重新打包。"),
    "packet_method": Message(
        _INPUT, "报送包里的“{name}”用了不常用的压缩方式，解不开。请用普通的 zip 重新打包。"
    ),
    "packet_version": Message(_INPUT, "报送包的格式版本“{version}”不认识。请更新本程序后再试。"),
    # packets: readable, but not what was packed
    "packet_missing_file": Message(_REFUSED, "缺少文件“{name}”。请重新取得完整的报送包。"),
    "packet_extra_file": Message(_REFUSED, "多出清单以外的文件“{name}”。请删去它，或请申报单位重新打包。"),
    "packet_changed_file": Message(_REFUSED, "文件“{name}”打包后被改动或损坏。请申报单位重新打包。"),
    "packet_manifest": Message(_REFUSED, "清单“{name}”有误（{reason}）。请申报单位重新打包。"),
    "packet_application": Message(
        _REFUSED, "包内的申报数据 application.json 无法使用：{reason} 请申报单位重新打包。"
    ),
    "packet_definition": Message(_REFUSED, "包内的申报表定义无法使用：{reason} 请申报单位重新打包。"),
    "packet_fingerprint": Message(
        _REFUSED, "核对码不一致：清单写的是 {stated}，申报数据算得 {found}。请申报单位重新定稿、打包。"
    ),
    "packet_form": Message(
        _REFUSED, "申报表不一致：清单写的是 {stated}，申报数据写的是 {found}。请申报单位重新打包。"
    ),
    # packets: to be told, and no fault of theirs
    "packet_litter": Message(
        ExitStatus.DONE,
        "里面混有系统或办公软件自动生成的文件（{names}，共 {count} 个），不是谁放的，不影响核对，可以不管。",
    ),
    "packet_spelling": Message(
        ExitStatus.DONE, "“{names}”的文件名与清单只差大小写或字符的写法，内容没有变，可以不管。"
    ),
    "packet_twins": Message(
        ExitStatus.DONE, "“{names}”的文件名只差大小写或字符的写法，复制到别的电脑上可能互相覆盖。"
    ),
    "packet_odd_names": Message(
        ExitStatus.DONE, "“{names}”的文件名有些系统不允许，复制到别的电脑上可能打不开。"
    ),
    "packet_remark": Message(ExitStatus.DONE, "清单“{name}”的写法不常见（{reason}），不影响核对。"),
    "packet_foreign": Message(
        ExitStatus.DONE,
        "这是 BagIt 包，但不是本程序的报送包，不能归档，也不能列入汇总表。按它自己的清单核对：{wholeness}。",
    ),
    # packing
    "scan_twin": Message(
        _INPUT, "扫描件“{name}”与已加的“{twin}”内容相同，没有添加。请核对是不是选错了文件。"
    ),
    "packet_not_stored": Message(_REFUSED, "没有归档，报送包不完整：{problems}"),
    "no_example": Message(_INPUT, "“{form}”没有示例。请去掉 --example 新建空白申报件。"),
    "not_a_summary": Message(
        _INPUT, "“{form}”不是汇总表，不能由报送包生成。用 aimed forms list 查看哪些是汇总表。"
    ),
    # summaries
    "summary_ending": Message(
        _INPUT,
        "“{path}”的结尾不认识。请写成 .xlsx、.docx 或 .pdf；.json 存成可继续填写的汇总表（--with 用）。",
    ),
    "summary_with_form": Message(
        _INPUT, "“{path}”是“{found}”，不是“{form}”。请用 --with 给出这张汇总表的申报件。"
    ),
    "summary_no_packets": Message(
        _INPUT, "文件夹“{path}”里没有报送包。请选择放着报送包（文件夹或 zip）的文件夹。"
    ),
    "summary_too_many": Message(_INPUT, "文件夹“{path}”里的报送包超过 {most} 个。请分成几个文件夹。"),
    "summary_other_form": Message(
        _INPUT, "这是“{form}”，不进“{summary}”，没有列入。请核对是不是放错了文件夹。"
    ),
    "summary_packet": Message(_REFUSED, "没有列入：{reason}"),
    "summary_more_problems": Message(_REFUSED, "（共 {count} 处问题，核对这个报送包可看全部）"),
    "summary_nothing": Message(_INPUT, "没有一份可用的申报件，没有生成汇总表。请按上面各条处理后再试。"),
    "summary_twice": Message(ExitStatus.DONE, "{name} 与 {first} 是同一份申报件，只列一次。"),
    "summary_replaced": Message(
        ExitStatus.DONE, "{name}（第{version}版）代替了 {first}（第{old}版），汇总表只列第{version}版。"
    ),
    "summary_excluded": Message(ExitStatus.DONE, "{name} 已移出，没有列入。"),
    "summary_deleted_row": Message(
        ExitStatus.DONE,
        "{name} 在“{table}”里的一行，上次收集以后被删去或改了名称，没有再列入。确要列入的，请在表里补上。",
    ),
    "summary_newer": Message(
        ExitStatus.DONE, "{name} 与 {first} 印出的内容相同，不打印的内容（如描述）有改动，用了后一份。"
    ),
    "summary_same_project": Message(
        ExitStatus.DONE, "{name} 与 {first} 是同一单位的同名项目，都列入了。请核对，不用的请移走后重新生成。"
    ),
    "summary_differs": Message(
        ExitStatus.DONE,
        "“{label}”没有自动填写：各申报件写的不同（{texts}）。请自己填写，或改好后再生成。",
    ),
    "summary_cut": Message(
        ExitStatus.DONE, "{name} 的内容过多，只取了每格前 {text} 个字符、前 {rows} 行。请核对是否正常。"
    ),
    "summary_left_out": Message(ExitStatus.DONE, "{name} 没有列入：“{label}”选的是“是”。"),
    "summary_kept": Message(
        ExitStatus.DONE, "“{table}”第 {row} 行的“{column}”与 {name} 不同，保留了原来填写的内容。请核对。"
    ),
    # supplementary notices
    "amendment_without_source": Message(
        _INPUT, "还没有写补充通知的标题。请写明依据，如通知的标题，或“区卫健局电话通知”。"
    ),
    "amendment_empty": Message(_INPUT, "还没有写改了什么。请至少填写截止时间、邮箱、地点中的一项。"),
    "amendment_date": Message(
        _INPUT, "日期“{text}”不对。请写成 2026-06-18，截止时间可再加钟点：2026-06-18 17:00。"
    ),
    "amendment_mail": Message(_INPUT, "“{address}”不是邮箱地址。请核对后重新填写，几个邮箱用分号隔开。"),
    # the archive
    "disk_full": Message(_MACHINE, "磁盘已满，没能写入“{path}”，已保存的内容不受影响。请腾出空间后再试。"),
    "disk_silent": Message(
        _MACHINE, "磁盘一直没有回应，最后的改动还没有存好。请检查档案库所在的磁盘后再试。"
    ),
    "archive_missing": Message(
        _INPUT, "“{path}”里还没有档案库。请先新建申报件，或用 aimed archive recover 从备份恢复。"
    ),
    "archive_gone": Message(
        _MACHINE,
        "“{path}”里有密钥文件，档案库文件 archive.db 却不见了，可能被清理或同步软件删掉了。"
        "请先从回收站或同步软件里找回它；找不回的，用 aimed archive recover 从备份恢复。",
    ),
    "archive_brought_back": Message(
        _MACHINE,
        "档案库文件“{path}”{change}，可能是清理或同步软件做的。内容没有丢：已从打开着的档案库重新存好，"
        "可以接着填写。{kept}请让那个软件不再管这个文件夹。",
    ),
    "archive_brought_back_in_part": Message(
        _MACHINE,
        "档案库文件“{path}”{change}，可能是清理或同步软件做的。读得出来的已经重新存好，有一部分没有了。"
        "{kept}请核对各件申报件，缺的从备份恢复，并让那个软件不再管这个文件夹。",
    ),
    "keys_brought_back": Message(
        _MACHINE,
        "密钥文件“{path}”被删除了，可能是清理或同步软件做的。已经重新存好。请让那个软件不再管这个文件夹。",
    ),
    "archive_read_only": Message(
        _MACHINE,
        "档案库“{path}”现在只能查看，不能保存：{reason}。要写入，请先腾出空间或改好权限。",
    ),
    "schema_step_no_room": Message(
        _MACHINE,
        "磁盘已满：旧版程序的档案库“{path}”要先备份、再更新才能打开，约需 {size} MB 空闲空间。"
        "档案库没有改动，请腾出空间后再打开。",
    ),
    "folder_on_network": Message(
        _MACHINE,
        "数据文件夹“{path}”在网络盘上，档案库放在那里会损坏，没有打开。"
        "请放到本机磁盘：去掉 --data-dir 和 AIMED_DATA_DIR，或改成本机的文件夹；已有内容的，先整个复制过去。",
    ),
    "archive_exists": Message(
        _INPUT, "“{path}”里已有档案库，没有改动它。要恢复备份，请用 --data-dir 另选一个空文件夹。"
    ),
    "archive_put_aside": Message(ExitStatus.DONE, "原来损坏的档案库没有删除，改名保留为“{path}”。"),
    "archive_no_key": Message(
        _MACHINE, "档案库没有打开：没有给出口令。请用 --passphrase-file 指定口令文件，或在窗口中输入口令。"
    ),
    "archive_locked": Message(
        _MACHINE, "档案库“{path}”被另一个窗口占用。请先关闭那个申报助手窗口（或等正在运行的命令结束）后再试。"
    ),
    "archive_damaged": Message(
        _MACHINE,
        "档案库文件“{path}”已损坏，读不出来。请保留原文件，用 aimed archive recover 从最近的备份恢复。",
    ),
    "archive_newer": Message(_MACHINE, "档案库由更新版本的申报助手建立，本版本打不开。请更新本程序后再试。"),
    "wrong_passphrase": Message(
        _INPUT, "口令不对，档案库没有打开。请检查大小写和输入法后重试，或输入打印的恢复码。"
    ),
    "passphrase_short": Message(_INPUT, "口令太短：至少 {least} 个字符。请换一个更长的口令。"),
    "passphrase_blank": Message(_INPUT, "口令里只有空格。请换一个看得见的口令，例如几个不相干的词。"),
    "passphrase_run": Message(
        _INPUT,
        "口令是按顺序排的字母、数字或键盘上相邻的键，很容易猜到。请换成几个不相干的词。",
    ),
    "passphrase_repeat": Message(_INPUT, "口令只是几个字符的重复，很容易猜到。请换成几个不相干的词。"),
    "passphrase_common": Message(
        _INPUT, "这是最常用的口令之一，别人会先试它。请换成几个不相干的词，或自己才知道的一句话。"
    ),
    "passphrase_not_set": Message(
        _INPUT, "这个档案库还没有设置口令，目前只有这台电脑能打开它。请先在窗口中打开并设置口令。"
    ),
    "passphrase_file_not_text": Message(
        _INPUT, "口令文件“{path}”不是 UTF-8 文本。请用记事本另存为 UTF-8，口令写在第一行。"
    ),
    "recovery_code_mistyped": Message(
        _INPUT, "恢复码有错字或漏字：应是七组、每组四个字母或数字。请对照打印件逐组检查后重新输入。"
    ),
    "keys_missing": Message(
        _MACHINE,
        "找不到密钥文件“{path}”，档案库打不开。请把它放回原处，或用 aimed archive recover 从备份恢复。",
    ),
    "keys_damaged": Message(
        _MACHINE, "密钥文件“{path}”已损坏，档案库打不开。请用 aimed archive recover 从最近的备份恢复。"
    ),
    "unknown_entry": Message(_INPUT, "档案库里没有编号“{entry}”。用 aimed archive list 可查看全部编号。"),
    "unknown_step": Message(
        _INPUT, "申报件“{entry}”没有第 {step} 步的历史版本，可能已合并。请在历史列表中另选一个版本。"
    ),
    "file_too_large": Message(_INPUT, "文件太大（超过 1 GB），没有存入档案库。请压缩或拆分后再添加。"),
    "backup_damaged": Message(_INPUT, "备份文件“{path}”不是档案库备份或已损坏，没有恢复。请换一份备份。"),
    "backup_not_whole": Message(
        _MACHINE, "备份“{path}”没有做成：写到磁盘上的内容读回来不一样。请换一个磁盘再备份，并检查这个磁盘。"
    ),
    "passphrase_changed": Message(
        ExitStatus.DONE, "口令已更换，原来的口令打不开档案库了。此前的备份仍用做备份时的口令打开。"
    ),
    "key_renewed": Message(
        ExitStatus.DONE,
        "口令和数据密钥都已更换：原来的口令、恢复码打不开今后的档案库，恢复码请用 aimed archive recovery-code"
        " 另做一个。此前的备份仍用做备份时的口令或恢复码打开，不要的请自己删除。",
    ),
    "key_not_renewed": Message(
        _MACHINE, "口令和数据密钥没有更换：更换以前要先做一份备份，没有做成。{reason}"
    ),
    "code_not_made": Message(
        _MACHINE,
        "口令和数据密钥已更换，今后用新口令打开；恢复码却没有做成，现在没有恢复码：{reason}"
        "之后请用“更换恢复码”再做一个。",
    ),
    "recovery_code_changed": Message(
        ExitStatus.DONE, "这是新的恢复码，只显示这一次，请抄下来锁好。原来的恢复码打不开档案库了。"
    ),
    "copy_no_room": Message(
        _MACHINE, "没有做自动备份：“{path}”所在的磁盘空间不够。请腾出空间，或把备份存到别处。"
    ),
    "second_place_away": Message(
        _MACHINE, "找不到放第二份备份的文件夹“{path}”。请插上U盘、连上移动硬盘，或另选一个文件夹。"
    ),
    "second_place_inside": Message(
        _INPUT, "“{path}”就在档案库的文件夹里，和档案库会一起丢失。请选U盘或另一块磁盘上的文件夹。"
    ),
    "second_place_stale": Message(
        ExitStatus.DONE,
        "放第二份备份的文件夹“{path}”已经 {days} 天没有存入备份。请插上U盘、连上移动硬盘，或另选一个文件夹。",
    ),
    "copy_not_made": Message(ExitStatus.DONE, "没有做成今天的自动备份：{reason}"),
    "newest_copy": Message(
        ExitStatus.DONE, "最近的自动备份（{when}）：“{path}”，可用 aimed archive recover 恢复。"
    ),
    "handover_damaged": Message(
        _INPUT, "“{path}”不是交接文件，或已损坏，没有接收，档案库没有改动。请对方重新交一份。"
    ),
    "handover_is_backup": Message(
        _INPUT,
        "“{path}”是整个档案库的备份，不是一份申报件的交接文件，没有接收。"
        "要恢复备份请用 aimed archive recover。",
    ),
    "handover_newer": Message(
        _INPUT, "“{path}”由更新版本的申报助手交出，本版本读不了，没有接收。请更新本程序后再接收。"
    ),
    "handover_passphrase": Message(
        _INPUT,
        "口令不对，交接文件“{path}”没有打开。请检查大小写和输入法；要用的是对方交出时设的口令，"
        "不是这里档案库的口令。",
    ),
    "handover_no_passphrase": Message(
        _MACHINE,
        "没有给出交接文件的口令，没有接收。请把对方告诉您的口令写进文本文件的第一行，"
        "用 --recipient-passphrase-file 指明。",
    ),
    "handover_not_whole": Message(
        _MACHINE, "“{path}”没有做成：写到磁盘上的内容读回来不一样。请换一个磁盘再交，并检查这个磁盘。"
    ),
    "handover_other": Message(
        _INPUT,
        "编号相同，却是另一张申报表的申报件，没有接收，“{title}”没有改动。请向对方核对交来的文件。",
    ),
    "handover_fixed_here": Message(
        _REFUSED,
        "这里已经定稿（第{version}版），交来的内容与定稿不一样，没有接收。"
        "要合并，请先在这里“退回修改”，再接收；不必合并的，请对方照这一版继续。",
    ),
    "handover_fixed_there": Message(
        _REFUSED,
        "交来的已经定稿（第{version}版），而这里在交出以后又改过，合并后会与定稿不一样，没有接收。"
        "要照对方的定稿，请先在“历史版本”里恢复到交出时的内容，再接收；要保留这里的改动，请对方先“退回修改”再交来。",
    ),
    "handover_two_lives": Message(
        _REFUSED,
        "两边各自往下办过：这里“{mine}”，对方“{theirs}”，不能自动合成一份，没有接收，两边都没有改动。"
        "请商定以哪一边为准，由那一边交出。",
    ),
    "handover_secret": Message(ExitStatus.DONE, "文件已加密。口令请另外告诉接收的人，不要和文件放在一起。"),
    "handover_from": Message(ExitStatus.DONE, "“{title}”由{who}交来。{outcome}"),
    "handover_kept": Message(ExitStatus.DONE, "对方清空或删去、这里照旧保留的：{labels}。不要的请自己删。"),
    "handover_disagrees": Message(
        _REFUSED,
        "两边都改过、写得不一样的，保留了这里的：{labels}。"
        "对方写的在“历史版本”里；用 --json 可看两边的内容。",
    ),
    "backup_needs_passphrase": Message(
        _INPUT, "还不能备份：没有口令也没有恢复码，备份在别的电脑上打不开。请先在窗口中设置口令。"
    ),
    "packet_unusable": Message(_INPUT, "没有归档，报送包无法使用：{problems}"),
    "archive_pages_damaged": Message(
        _REFUSED, "档案库文件“{path}”有损坏的页。请停止使用，用 aimed archive recover 从最近的备份恢复。"
    ),
    "salvage_nothing": Message(
        _REFUSED, "档案库里没有一件还读得出来，没有取出。请用 aimed archive recover 从最近的备份恢复。"
    ),
    "salvage_application": Message(
        _REFUSED, "申报件“{entry}”读不出来，历史版本也读不出来，没有取出。请从备份恢复它。"
    ),
    "salvage_earlier": Message(
        _REFUSED,
        "“{title}”（{entry}）最后的内容读不出来，取出的是历史版本第 {step} 步（{time}）。"
        "请核对，补上之后的改动。",
    ),
    "salvage_file": Message(
        _REFUSED, "“{title}”（{entry}）的文件“{name}”读不出来，没有取出。请重新添加，或从备份恢复。"
    ),
    "salvage_names": Message(
        _REFUSED, "“{title}”（{entry}）的文件清单读不全，可能还缺文件。请核对图片和材料，缺的重新添加。"
    ),
    "salvage_beside": Message(
        _REFUSED, "“{title}”（{entry}）的报送包、扫描件或定稿的清单读不全，可能没有取全。请核对。"
    ),
    "salvage_bin": Message(
        _REFUSED, "回收站的清单读不全：已删除的申报件可能也列在一起。请核对，不要的删去。"
    ),
    "salvage_history": Message(
        _REFUSED, "有些历史版本读不出来。各申报件最后的内容不受影响（上面另有说明的除外）。"
    ),
    "salvage_profile": Message(_REFUSED, "单位档案读不出来，没有取出。请重新填写，或从备份恢复。"),
    "stored_file_damaged": Message(
        _REFUSED, "档案库里的文件“{name}”与存入时不同。请重新添加，或从备份恢复。"
    ),
    "entry_damaged": Message(
        _REFUSED, "档案库里的申报件“{entry}”读不出来。请恢复它的历史版本，或从备份恢复。"
    ),
    "records_broken": Message(
        _REFUSED,
        "“{title}”（{entry}）的办理记录第{place}条与前一条对不上：有记录被改动或缺失。请打开每日副本里的档案库核对。",
    ),
}


def sentence(code: str, **context: object) -> str:
    """The catalogue's sentence for `code` with its blanks filled."""
    return MESSAGES[code].text.format(**context)
