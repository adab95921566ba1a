"""What the field types are called in messages, and which other words people type for them."""

from __future__ import annotations

from aimed_desktop.definition.fields import FieldType

TYPE_WORDS: dict[FieldType, str] = {
    FieldType.TEXT: "一行字",
    FieldType.MULTILINE: "多行字",
    FieldType.NARRATIVE: "正文",
    FieldType.INTEGER: "整数",
    FieldType.DECIMAL: "小数",
    FieldType.QUANTITY: "数和单位",
    FieldType.DATE: "日期",
    FieldType.MONTH: "年月",
    FieldType.PERIOD: "起止",
    FieldType.PHONE: "电话",
    FieldType.MOBILE: "手机",
    FieldType.EMAIL: "邮箱",
    FieldType.POSTCODE: "邮编",
    FieldType.USCC: "统一社会信用代码",
    FieldType.ORG_CODE: "组织机构代码",
    FieldType.ID_NUMBER: "身份证号",
    FieldType.CHOICE: "单选",
    FieldType.CHOICES: "多选",
    FieldType.YES_NO: "是/否",
    FieldType.CONFIRM: "确认",
    FieldType.ROWS: "多行栏目",
    FieldType.GROUP: "一组栏目",
}
OTHER_WORDS: dict[str, FieldType] = {
    **{words: kind for kind, words in TYPE_WORDS.items()},
    "string": FieldType.TEXT,
    "str": FieldType.TEXT,
    "文字": FieldType.TEXT,
    "文本": FieldType.TEXT,
    "textarea": FieldType.MULTILINE,
    "int": FieldType.INTEGER,
    "number": FieldType.INTEGER,
    "数字": FieldType.INTEGER,
    "float": FieldType.DECIMAL,
    "money": FieldType.DECIMAL,
    "金额": FieldType.DECIMAL,
    "datetime": FieldType.DATE,
    "tel": FieldType.PHONE,
    "mail": FieldType.EMAIL,
    "radio": FieldType.CHOICE,
    "select": FieldType.CHOICE,
    "checkbox": FieldType.CHOICES,
    "bool": FieldType.YES_NO,
    "boolean": FieldType.YES_NO,
    "table": FieldType.ROWS,
    "list": FieldType.ROWS,
    "表格": FieldType.ROWS,
}


def typed(kind: FieldType) -> str:
    """`choices（多选）`."""
    return f"{kind}（{TYPE_WORDS[kind]}）"
