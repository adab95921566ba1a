"""Checks of what stands in a text: hints left over, secrets, the unit's name written otherwise."""

from __future__ import annotations

import re
import unicodedata

from aimed_desktop.application.checks.report import FindingCollector
from aimed_desktop.application.values import identifiers
from aimed_desktop.application.values.shapes import Value
from aimed_desktop.application.values.types import TYPES
from aimed_desktop.definition.fields import Field

_SENTENCE_END = re.compile("[。；;！？\n]")
_SHORTEST_SENTENCE = 10  # characters: shorter ones may well be an author's own words
# 46,XX is a karyotype: only a place or an institution called XX is a leftover.
XX_NAME = re.compile(
    r"(?<![0-9A-Za-zＸ,，])(?:[XxＸｘ]{2,3}|×{2,3})\s{0,2}(?:区|市|县|省|医院|公司|单位|大学|中心)"
)
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])", re.ASCII)
# Not the number of a contract, licence or order: part of a longer code (HT-13912345678-01), or named as one.
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?<![0-9A-Za-z][-_/])(?<![证同案单批次][号码][:：])(?<![证同案单批次][号码])(?<!编号)(?<!编号[:：])"
    r"(?:\+?86-)?1[3-9]\d{9}(?![0-9A-Za-z])(?![-_/][0-9A-Za-z])",
    re.ASCII,
)
# 登记号 is a patient's only where nothing is registered: not 著作权登记号, 商标登记号.
_RECORD = re.compile(
    r"(?:(?:住院|病历|病案|门诊|就诊|病人|患者|影像|检查)|(?<![权件标品案册产构位业权利程记])登记)"
    r"(?:号码|编号|号)\s{0,2}(?:为|是)?\s{0,2}[:：]?\s{0,2}[A-Za-z]{0,4}-?\d{4,}(?!SR\d|SR)"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
)
_PATIENT = re.compile(
    r"(?:患者|病人)姓名\s{0,2}[:：]\s{0,2}[一-龥]{2,4}"
    rf"|(?:患者|病人)[{_SURNAMES}](?!某)[一-龥]{{1,2}}\s{{0,2}}[,，、（(]\s{{0,2}}[男女](?![一-龥])"
)
_SECRETS = {"secret_mobile": _MOBILE, "secret_record": _RECORD, "secret_patient": _PATIENT}


def check_text(report: FindingCollector, field: Field, path: str, value: Value) -> None:
    """Everything that is asked of the words themselves."""
    if not field.is_free_text:
        return
    text = TYPES[field.type].text(value)
    folded = _fold(text)
    _check_leftovers(report, field, path, text, folded)
    if field.is_long:
        _check_secrets(report, path, text)
    _check_unit_name(report, path, text, folded)


def _check_leftovers(report: FindingCollector, field: Field, path: str, text: str, folded: str) -> None:
    if any(_is_left(folded, hint.text) for hint in field.hints):
        report.error(path, "leftover_hint")
    if XX_NAME.search(text):
        if field.is_long:
            report.warning(path, "leftover_xx")
        else:
            report.error(path, "leftover_xx")


def _is_left(folded: str, hint: str) -> bool:
    """Whether a text (folded) still is the hint, or holds one of its sentences."""
    bare = _fold(hint).strip("()。")
    if not bare or folded.strip("()。") == bare:
        return bool(bare)
    sentences = (_fold(sentence).strip("()") for sentence in _SENTENCE_END.split(hint))
    return any(len(sentence) >= _SHORTEST_SENTENCE and sentence in folded for sentence in sentences)


def _check_secrets(report: FindingCollector, path: str, text: str) -> None:
    plain = unicodedata.normalize("NFKC", text)
    if any(identifiers.id_number_problem(number) is None for number in _ID_NUMBER.findall(plain)):
        report.warning(path, "secret_id_number")
    for code, pattern in _SECRETS.items():
        if pattern.search(plain):
            report.warning(path, code)


def _check_unit_name(report: FindingCollector, path: str, text: str, folded: str) -> None:
    """The unit's name must be the same everywhere, to the character (width and blanks included)."""
    own = report.app.form.unit_name
    name = report.app.text_of(own)
    if own is None or path == own or len(name) < 4 or name in text:
        return
    start = folded.find(_fold(name))
    if start >= 0:
        report.warning(
            path,
            "unit_name_differs",
            other=report.label(own),
            difference=_difference(name, _unfolded(text, start)),
        )


def same_name(text: str, name: str) -> str:
    """`text` with `name` as it is wherever it stands in another width or with other blanks."""
    pattern = r"\s*".join(f"[{re.escape(character + _wide(character))}]" for character in _fold(name))
    return re.sub(pattern, lambda _match: name, text)


def _wide(character: str) -> str:
    """The full-width twin of a half-width character."""
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else ""


def _unfolded(text: str, start: int) -> str:
    """`text` from the character that is number `start` when folded."""
    seen = 0
    for index, character in enumerate(text):
        if seen == start and _fold(character):
            return text[index:]
        seen += len(_fold(character))
    return ""


def _difference(name: str, written: str) -> str:
    position = next(
        (index for index, pair in enumerate(zip(name, written, strict=False), 1) if pair[0] != pair[1]),
        min(len(name), len(written)) + 1,
    )
    pair = name[position - 1 : position] + written[position - 1 : position]
    kind = "多或少了空格" if any(character.isspace() for character in pair) else "全角和半角不同"
    return f"第 {position} 个字{kind}"


def _fold(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
