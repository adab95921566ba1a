"""The sentences of findings: which rule they belong to, what is wrong, how to mend it."""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """`{label}` and other blanks are filled by the check; none of them ever holds a typed value."""

    rule: str
    message: str
    fix: str


_EXCEL = "“{label}”被 Excel 写成了科学记数的样子（如 4.2E+17），后面的数字已经丢失。"
_FROM_EXCEL = "请对照原件重填；从 Excel 复制前，先把这一列的格式设为“文本”再输入。"

SENTENCES: dict[str, Sentence] = {
    # the shape of a value
    "text_shape": Sentence("type", "“{label}”应是一段文字。", "请在这一栏只填文字。"),
    "number_words": Sentence(
        "type",
        "“{label}”填的是文字，不是数字，会照样印出。",
        "确实如此（如“未公开”）即可照填；否则请只填数字。",
    ),
    "quantity_words": Sentence(
        "type",
        "“{label}”填的是文字，不是数字，会照样印出。",
        "确实如此（如“实时”“不定期”）即可照填；否则请填数字，并选择单位。",
    ),
    "integer_shape": Sentence("type", "“{label}”应是整数。", "请只填数字，不写单位、“约”和文字。"),
    "decimal_shape": Sentence("type", "“{label}”应是数字。", "请只填数字（可带小数点），不写单位和文字。"),
    "decimal_places": Sentence("type", "“{label}”以万元计，小数不宜超过两位。", "请保留到小数点后两位。"),
    "quantity_shape": Sentence("type", "“{label}”应是一个数字加一个单位。", "请填数字，并选择单位。"),
    "quantity_unit": Sentence("type", "“{label}”还没有选单位。", "请从{units}中选一个。"),
    "quantity_unit_unknown": Sentence("type", "“{label}”的单位不在表上。", "请从{units}中选一个。"),
    "quantity_amount": Sentence("type", "“{label}”只有单位，没有数字。", "请填数字。"),
    "yes_no_shape": Sentence("type", "“{label}”只能是“是”或“否”。", "请重新选择。"),
    "confirm_shape": Sentence("type", "“{label}”只能勾选或不勾选。", "请重新勾选。"),
    "narrative_shape": Sentence(
        "type", "“{label}”的内容格式不对。", "应是一段文字，或由段落、标题、列表、图片、表格依次组成。"
    ),
    "narrative_block": Sentence(
        "type", "“{label}”里有不认识的内容，打印时会缺少它。", "请改为段落、标题、列表、图片或表格。"
    ),
    "group_shape": Sentence("type", "“{label}”的内容格式不对。", "请逐项填写其中的栏目。"),
    "rows_shape": Sentence("rows", "“{label}”应是逐行填写的表。", "请一行一行填写。"),
    "unknown_field": Sentence(
        "type", "申报件里有这张表没有的栏目“{name}”，不会打印。", "如是笔误请改正栏目名{near}；否则可不理会。"
    ),
    # dates
    "date_shape": Sentence("date", "“{label}”不是日期。", "请填年月日，如 2026-06-10。"),
    "date_month": Sentence("date", "“{label}”只有年月，没有日。", "请补上是几日，如 2026-06-10。"),
    "date_unreal": Sentence("date", "“{label}”没有这一天。", "请核对年、月、日。"),
    "month_shape": Sentence("date", "“{label}”不是年月。", "请填年和月，如 2026-06。"),
    "period_shape": Sentence(
        "date", "“{label}”应有起止两个日期。", "请填开始和结束的日期，如 2026-01 至 2026-12。"
    ),
    "period_part": Sentence("date", "“{label}”缺开始或结束的日期。", "请把起止日期填全。"),
    "period_order": Sentence("date", "“{label}”的结束早于开始。", "请核对起止日期。"),
    # identifiers
    "phone_shape": Sentence(
        "phone", "“{label}”不像能拨通的号码。", "请核对：11 位手机号，或区号加号码，如 027-12345678。"
    ),
    "phone_area": Sentence("phone", "“{label}”没有区号。", "请在前面加上区号，如 027-12345678。"),
    "mobile_shape": Sentence("phone", "“{label}”不像手机号。", "请核对：手机号是 11 位数字。"),
    "email_shape": Sentence(
        "email", "“{label}”不像电子邮箱地址。", "请核对：完整的地址像 name@example.com。"
    ),
    "url_shape": Sentence(
        "url", "“{label}”不像网址。", "请核对：完整的网址像 www.example.cn 或 https://www.example.cn/case。"
    ),
    "url_scheme": Sentence(
        "url",
        "“{label}”的开头不是 http:// 或 https://。",
        "请填浏览器里能打开的网址，像 https://www.example.cn。",
    ),
    "postcode_shape": Sentence("postcode", "“{label}”不像邮政编码。", "请核对：邮政编码是 6 位数字。"),
    "uscc_length": Sentence("uscc", "“{label}”不是 18 位。", "请对照证照核对统一社会信用代码。"),
    "uscc_alphabet": Sentence(
        "uscc", "“{label}”里有代码中不用的字符。", "代码不用字母 I、O、Z、S、V，请对照证照核对。"
    ),
    "uscc_shape": Sentence("uscc", "“{label}”的登记部门或行政区划码不对。", "请对照证照核对前 8 位。"),
    "uscc_check": Sentence(
        "uscc",
        "“{label}”的校验码不符，可能有一位填错了。",
        "请对照证照逐位核对；证照上就是这样的，照填即可。",
    ),
    "uscc_region": Sentence(
        "uscc", "“{label}”第 3 至 8 位不是行政区划代码。", "请对照证照核对；证照上就是这样的，照填即可。"
    ),
    "uscc_inner": Sentence(
        "uscc",
        "“{label}”第 9 至 17 位不符合组织机构代码的规则。",
        "请对照证照核对；证照上就是这样的，照填即可。",
    ),
    "org_code_length": Sentence(
        "org_code", "“{label}”不是 9 位或 18 位。", "请填 9 位组织机构代码或 18 位统一社会信用代码。"
    ),
    "org_code_alphabet": Sentence("org_code", "“{label}”里有代码中不用的字符。", "请对照证照核对。"),
    "org_code_check": Sentence(
        "org_code",
        "“{label}”的校验码不符，可能有一位填错了。",
        "请对照证照逐位核对；证照上就是这样的，照填即可。",
    ),
    "id_number_length": Sentence(
        "id_number", "“{label}”不是 18 位。", "请对照证件核对；填的是护照等其他证件的，照填即可。"
    ),
    "id_number_alphabet": Sentence(
        "id_number",
        "“{label}”里有身份证号码不用的字符。",
        "身份证号码是 17 位数字加一位数字或 X；填的是护照等其他证件的，照填即可。",
    ),
    "id_number_date": Sentence("id_number", "“{label}”里的出生日期不存在。", "请核对第 7 到 14 位。"),
    "id_number_check": Sentence("id_number", "“{label}”的校验码不符，有一位填错了。", "请对照证件逐位核对。"),
    "id_number_rounded": Sentence(
        "id_number",
        "“{label}”的末尾是 000，校验码不符：多半是 Excel 把 15 位以后的数字都变成了 0。",
        "丢掉的数字找不回来，请对照证件重填；从 Excel 复制前，先把这一列的格式设为“文本”再输入。",
    ),
    "id_number_region": Sentence(
        "id_number", "“{label}”的前 6 位不是任何一年的行政区划代码。", "请对照证件核对前 6 位。"
    ),
    "id_number_early": Sentence("id_number", "“{label}”里的出生年份早于 1900 年。", "请核对第 7 到 10 位。"),
    "id_number_late": Sentence(
        "id_number", "“{label}”里的出生日期晚于申报日期。", "请核对第 7 到 14 位和申报日期。"
    ),
    **{
        f"{rule}_excel": Sentence(rule, _EXCEL, _FROM_EXCEL)
        for rule in ("phone", "email", "url", "postcode", "uscc", "org_code", "id_number")
    },
    "text_excel": Sentence("type", _EXCEL, _FROM_EXCEL),
    "number_excel": Sentence("type", _EXCEL, _FROM_EXCEL),
    "id_number_twice": Sentence("id_number", "“{label}”与第 {row} 行相同。", "请核对是否重复填了同一个人。"),
    # required
    "required": Sentence("required", "“{label}”还没有填写。", "请填写。"),
    "required_none": Sentence("required", "“{label}”还没有填写。", "请填写；确实没有的，填“无”。"),
    "required_choice": Sentence("required", "“{label}”还没有勾选。", "请勾选。"),
    "required_confirm": Sentence("required", "“{label}”还没有确认。", "请核对后勾选确认。"),
    # options
    "option_shape": Sentence("type", "“{label}”的选项格式不对。", "请从表上的选项中勾选。"),
    "option_single": Sentence("option", "“{label}”只能选一项。", "请留下一项。"),
    "option_unknown": Sentence("option", "“{label}”里有表上没有的选项。", "请从表上的选项中重新勾选。"),
    "option_twice": Sentence("option", "“{label}”里有选项重复了。", "请去掉重复的一个。"),
    "option_too_many": Sentence(
        "option", "“{label}”最多选 {max} 项，现在选了 {count} 项。", "请留下 {max} 项。"
    ),
    "option_many": Sentence(
        "option",
        "“{label}”一般只选 {max} 项，现在选了 {count} 项。",
        "如无把握，请留下最主要的 {max} 项，或问受理单位。",
    ),
    "option_note": Sentence(
        "leftover", "“{label}”勾选了“{option}”，旁边的空还没有填。", "请填写说明，或取消勾选。"
    ),
    "option_amount_words": Sentence(
        "type",
        "“{label}”的“{option}”旁边填的是文字，不是数字，会照样印出。",
        "确实如此（如“未公开”）即可照填；否则请只填数字。",
    ),
    "option_amount_shape": Sentence("type", "“{label}”的“{option}”旁边应填数字。", "请只填数字，不写单位。"),
    # limits and rows
    "limit_cap": Sentence("limit", "“{label}”现有 {count} 字，超过 {max} 字的上限。", "请删减 {over} 字。"),
    "limit_long": Sentence(
        "limit", "“{label}”现有 {count} 字，要求 {max} 字左右。", "请删减到 {high} 字以内。"
    ),
    "limit_short": Sentence(
        "limit", "“{label}”现有 {count} 字，要求 {max} 字左右。", "请补充到 {low} 字以上。"
    ),
    "limit_chars": Sentence(
        "limit",
        "“{label}”的字数没有超过 {max}，但字符数（不计空格）有 {count}。",
        "有的网站和评审按字符数算，建议删减 {over} 个字符。",
    ),
    "cover_full": Sentence("limit", "封面一页放不下：{labels}太长或太多。", "请用简短的写法，或减少名称。"),
    "rows_least": Sentence("rows", "“{label}”至少要填 {min} 行，现有 {count} 行。", "请补填。"),
    "rows_most": Sentence("rows", "“{label}”最多 {max} 行，现有 {count} 行。", "请删去多余的行。"),
    # pictures and materials
    "image_missing": Sentence("image", "“{label}”里第 {number} 张图片的文件找不到。", "请重新插入这张图片。"),
    "image_unsafe": Sentence(
        "image", "“{label}”里第 {number} 张图片不在申报件的文件夹里。", "请把图片复制进来，重新插入。"
    ),
    "image_unreadable": Sentence(
        "image", "“{label}”里第 {number} 张图片读不出来。", "请换成 JPG 或 PNG 图片重新插入。"
    ),
    "image_too_large": Sentence(
        "image", "“{label}”里第 {number} 张图片超过一亿像素。", "请缩小后重新插入这张图片。"
    ),
    "image_damaged": Sentence(
        "image", "“{label}”里第 {number} 张图片已损坏，打不开。", "请重新导出或重新拍照，再插入。"
    ),
    "image_unknown": Sentence(
        "image", "“{label}”里第 {number} 张图片不是能用的图片格式。", "请换成 JPG 或 PNG 图片重新插入。"
    ),
    "material_missing": Sentence("material", "还缺材料“{label}”。", "请在“材料”里附上文件。"),
    "material_file_missing": Sentence("material", "材料“{label}”的文件找不到。", "请重新附上。"),
    "material_unsafe": Sentence(
        "material", "材料“{label}”的文件不在申报件的文件夹里。", "请把文件复制进来，重新附上。"
    ),
    "material_empty": Sentence("material", "材料“{label}”的文件是空的。", "请重新附上。"),
    "material_unknown": Sentence(
        "material", "附了一份通知清单上没有的材料。", "请改放到清单上的某一项，或去掉。"
    ),
    "material_lapsed": Sentence(
        "material",
        "材料“{label}”在申报日期之前已过有效期。",
        "请换上在有效期内的，并在“材料”里核对“有效期至”。",
    ),
    "material_lapsing": Sentence(
        "material",
        "材料“{label}”在通知的截止日期之前就过有效期。",
        "请换上在有效期内的，并在“材料”里核对“有效期至”。",
    ),
    "material_validity": Sentence(
        "material",
        "材料“{label}”的“有效期至”看不懂。",
        "请在“材料”里填日期，如 2027-06-30；没有期限的填“长期”。",
    ),
    # files from outside: materials, and with the rule `scan` stamped scans; {place} says which of them
    "file_empty": Sentence("material", "{place}“{file}”是空文件。", "请重新导出或重新复制后再添加。"),
    "file_program": Sentence(
        "material", "{place}“{file}”是程序，不是材料。", "请核对是不是选错了文件；来历不明的不要打开。"
    ),
    "file_kind": Sentence(
        "material",
        "{place}“{file}”不是常用的材料格式。",
        "请换成 PDF、图片、Word、Excel、OFD 或 zip 后再添加。",
    ),
    "file_scan_kind": Sentence(
        "material",
        "{place}“{file}”的内容是{found}，不能作扫描件。",
        "扫描件应是 PDF、JPG、PNG 或 TIF，请另存为其中一种后再添加。",
    ),
    "file_phone_photo": Sentence(
        "material",
        "{place}“{file}”是苹果手机的照片格式，很多电脑打不开。",
        "请另存为 JPG 后再添加。",
    ),
    "file_web_picture": Sentence(
        "material", "{place}“{file}”是网页图片格式，有的电脑打不开。", "建议另存为 JPG 后再添加。"
    ),
    "file_misnamed": Sentence("material", "{place}“{file}”的内容{found}，与文件名的结尾不符。", "{mend}"),
    "file_locked": Sentence(
        "material", "{place}“{file}”设了打开密码，收件人打不开。", "请去掉密码、另存后再添加。"
    ),
    "file_cut_off": Sentence(
        "material", "{place}“{file}”不完整，后面一截没有了。", "请重新扫描或重新复制后再添加。"
    ),
    "file_damaged": Sentence("material", "{place}“{file}”已损坏，打不开。", "请重新导出或重新扫描后再添加。"),
    "file_too_heavy": Sentence(
        "material",
        "{place}“{file}”太大或太复杂，读不完。",
        "请用原来的程序重新导出，或减少页数、降低清晰度后再添加。",
    ),
    "file_pages_broken": Sentence(
        "material", "{place}“{file}”的{pages}已损坏，显示不出来。", "请重新扫描或重新导出后再添加。"
    ),
    "file_oversize": Sentence(
        "material", "{place}“{file}”的{pages}纸张尺寸不正常，超过五米。", "请按 A4 重新导出。"
    ),
    "file_white": Sentence(
        "material", "{place}“{file}”的{pages}是白页。", "请核对是否漏扫、扫反；纸的空白背面可以不管。"
    ),
    "file_all_white": Sentence(
        "material", "{place}“{file}”全是白页：{pages}是白页。", "请核对是否放反了面，重新扫描。"
    ),
    "file_place": Sentence(
        "material",
        "{place}“{file}”里带着照片的拍摄地点（GPS）。",
        "不想让收件人知道的，请去掉位置信息（如截图或另存）后再添加。",
    ),
    "scan_pages_missing": Sentence(
        "scan",
        "盖章扫描件有内容的共 {found} 页，打印件有 {paper} 页，缺 {missing} 页。",
        "请核对是否漏扫，补扫后再打包；只交盖章页的，请写明原因。",
    ),
    "scan_pages_more": Sentence(
        "scan", "盖章扫描件共 {found} 页，比打印件的 {paper} 页多。", "请核对有没有重复的、别的文件的页。"
    ),
    "scan_version": Sentence(
        "scan",
        "盖章扫描件“{file}”是另一个版本的（核对码 {other}，现在是 {mark}）。",
        "请用本版打印件重新盖章、扫描。",
    ),
    # leftovers and secrets
    "leftover_hint": Sentence(
        "leftover", "“{label}”里还留着表上的填写说明。", "请删去说明文字，只留自己写的内容。"
    ),
    "leftover_xx": Sentence("leftover", "“{label}”里还留着“XX”。", "请换成真实的名称。"),
    "secret_id_number": Sentence("secret", "“{label}”里有身份证号码。", "请删去，或改为不能认出本人的写法。"),
    "secret_mobile": Sentence("secret", "“{label}”里有手机号码。", "如是患者或个人的号码，请删去。"),
    "secret_record": Sentence(
        "secret", "“{label}”里有住院号、病历号一类的号码。", "请删去，或改为不能认出患者的写法。"
    ),
    "secret_patient": Sentence("secret", "“{label}”里可能写了患者的姓名。", "请改为“患者甲”一类的写法。"),
    "version": Sentence(
        "version", "这份申报件按第 {old} 版表填写，现在用的是第 {new} 版。", "请从头核对一遍各栏，再保存。"
    ),
    # wording
    "unit_name_differs": Sentence(
        "leftover",
        "“{label}”与“{other}”写的像是同一单位，但不完全一样：{difference}。",
        "请改成与公章完全一致的全称。",
    ),
    "wording": Sentence("wording", "“{label}”里有{faults}。", "请改成规范的标点和空格。"),
    "profile": Sentence("profile", "“{label}”与单位档案里的不一样。", "请核对，以准确的为准。"),
    "glyph": Sentence(
        "glyph",
        "“{label}”里有字体都没有的字：{characters}，PDF 里会印成方框。",
        "请核对是否乱码，或换一种写法。",
    ),
}
