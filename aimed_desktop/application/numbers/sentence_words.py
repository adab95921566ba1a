"""The words around numbers in Chinese sentences, by what they do there; `naming` uses them."""

from __future__ import annotations

import re

from aimed_desktop.application.numbers.units import listed


def _any_of(words: str, *patterns: str) -> str:
    """A pattern for one of the words (the longest first), or for one of the patterns."""
    return "|".join((*patterns, *sorted(map(re.escape, listed(words)), key=len, reverse=True)))


_TO_A_LEVEL = (
    "提高到 提高至 提升到 提升至 上升到 上升至 增加到 增加至 增长到 增长至 增至 升至 升到 降至 降到"
    " 降低到 降低至"
    " 下降到 下降至 减少到 减少至 减至 缩短到 缩短至 延长到 延长至 压缩到 压缩至"
)
_CHANGES = (
    "缩短 减少 降低 下降 减轻 压缩 提高 提升 增加 增长 上升 延长 提前 多 少"  # by how much, not to what
)
_BEFORE_OR_AFTER = r"(?:应用|使用|改进|改造|实施|上线|治疗|干预|引入|初试|试点|试用|启用)(?:前后?|后)"
CHANGED = re.compile(rf"(?P<change>{_any_of(_CHANGES)})(?:了|约|近|超过?|逾|达|至少|不到|\s)*$")
CHANGE_FIRST = re.compile(rf"\s*(?P<change>{_any_of(_CHANGES)})")
LEADING_UP = re.compile(  # to a number, before it
    "(?:"
    + _any_of(
        _TO_A_LEVEL + " 达到 达成 达 约为 各为 均为 都为 为 分别 平均 最高 最低 最大 最小 最多 最少 最长 最短"
        " 控制在 保持在"
        " 维持在 稳定在 介于 需要 需 是 约 大约 超过 超 逾 近 只 不低于 不少于 不高于 不大于 不小于"
        " 不多于 不超过 不足"
        " 不到 高于 低于 多于 少于 大于 小于 等于 优于 至少 至多 左右 接近 突破 原来 原来的 由 从"
        " 自 至 到 共有 共计 合计"
        " 总计 累计 占 连续 具有 拥有 实现 可 目前 一般 通常 大幅 显著 明显 进一步 了"
        " 的 之 and is of",
        r"(?<![设统会总估预])计",
        r"(?<!公)共",
        r"(?<![\u4e00-\u9fff])占比",
        r"(?<![所具拥享])有",
        r"(?<![存潜内])在",
        r"[日月年人]?均",
        r"(?<!所)[仅已各都现又再经每]",
        r"每(?:[百千万]?[例份人次台床]|分钟|小时|天|日|年|月|周)",
        _BEFORE_OR_AFTER,
        r"[=＝:：≥≤><≈~±\s]",
    )
    + ")$"
)
BEGINNING = re.compile(  # of a clause, before the name begins
    _any_of(
        _TO_A_LEVEL + " 其中 目前 现有 现 已有 已 共有 共 另有 另 还有 还 累计 总计 合计 共计 每年 本 该 我院"
        " 我 全部 约"
        " 且 而 也 则 又 即 均 将 把 对 在 从 由 自 按 以 于 为 至 到 和 与 及 或 等 的 了 以上"
        " 以下 以内 以外 左右"
        " 同时 间",
        r"使(?!用)",
        "并(?!发)",
        r"[、\s\-*•·]",
    )
)
SUBJECT = re.compile(  # of whom anything may be said in an application
    _any_of("系统 模型 产品 平台 项目组 项目 算法 场景 智能体 总", r"近[一二两三四五\d]年")
)
_VERBS = _any_of(  # that take what is counted
    "将 把 其中 包括 包含 累计 纳入 覆盖 设有 设立 建有 拥有 配备 现有 已有 共有 另有 采纳 获得 获"
    " 取得 发表 满足 承担 主持 发放"
    " 接待 召开 举办 形成 新增 完成 实现 达成 通过 组织 节约 避免 折合 产生 提供 收集 共计 合计"
    " 总计 经测算 测算 高于 低于"
    " 优于 其余 来自 涉及",
    r"使(?!用)得?",
)
VERBS = re.compile(_VERBS)
VERB_AT_END = re.compile(rf"(?:{_VERBS})$")
HEADS = re.compile(  # alone no name: 费用 of 设备采购费用
    _any_of(
        "数 数量 人数 时间 费 费用 投入 金额 总数 总额 总量 比例 率 量 资金 成本 收入 人员 次数"
        " 人次 能力 水平 周期"
    )
)
METRIC = re.compile(  # what is measured ends so
    "(?:"
    + _any_of(
        "率 度 比 值 量 额 费 费用 投入 经费 资金 收入 成本 面积 系数 用时 时间 周期 规模 床位 评分 得分 指数"
    )
    + ")$"
)
AMOUNT_AT_END = re.compile("(?<=..)(?:" + _any_of("人数 数量 总数 例数 数 总量") + ")$")
# 幻觉率由通用模型的6.8%: the words between tell of whom, not of what.
OF_WHOM = re.compile(r"(?P<what>.{2,}(?:[率度值量数额比]|时间|用时|周期|费用|成本))[由从自][^由从自]{1,10}$")
COUNTED_BEHIND = listed(  # the counters that what they count follows
    "个 项 家 名 位 类 种 台 套 件 份 条 块 款 所 张 篇 组 支 批 部 门 座 间 起 辆 枚 片 轮 期 册 笔"
)
PATIENTS = re.compile(_any_of("患者 病例 病人 样本 受试者 手术 标本 检查 影像 报告 健康 阳性 阴性"))
_MARKS = r"[，。、；：！？（）()\s,;:“”《》\d]"
NOT_COUNTED = re.compile(  # behind a counter
    _any_of(
        "等 左右 以上 以下 以内 以外 及 和 与 或 的 中 内 后 前 上 下 为 由 均 都 已 在 是 并 其 可"
        " 被 使 提 进 占 之 时 需"
        " 增 减 降 升 经 作 用 测",
        _MARKS,
        r"[.%＋+\-—–~至/]",
    )
)
COUNTED_END = re.compile(  # where what is counted ends
    _any_of(
        "的 在 均 都 已 可 为 是 由 从 到 至 时 并 且 等 或 及 和 与 以 将 把 被 对 按 就 完成 开展"
        " 进行 使用 运行 提供 投入"
        " 实施 参与 参加 组成 承担 获得 获 通过 试点 推广 上线 建设 接入 部署 形成 实现 需 左右"
        " 认为 愿意 提出 试用 合作 双人"
        " 处置 实时 常态 常规",
        _MARKS,
        "中(?!心)",
        "服务(?!中心|站|机构)",
    )
)
UNTIL = re.compile(r"截(?:至|止|止到)\s?$")
VERB_AT = re.compile(r"[\u4e00-\u9fff]{2}(?<!用)于\s?$")  # 成立于
BEHIND_DATE = re.compile(
    "(?:"
    + _any_of(
        "起 间 末 底 初 来 止 以来 以前 之前 期间 之间 全年 年 度 年度 上半年 下半年",
        r"前(?![列瞻期])",
        "[一二三四]季度",
        r"[，,\s]",
    )
    + ")+"
)
STATISTICS = frozenset(listed("p or hr rr ci t f r n χ² χ2 z"))  # said of many things each
