//! The words a chart adds itself, in both languages.

use crate::scene::Language;

#[derive(Debug)]
pub(crate) struct Words {
    pub own: &'static str,
    pub target: &'static str,
    pub peer_median: &'static str,
    pub domain: &'static str,
    pub score: &'static str,
    pub to_target: &'static str,
    pub unanswered: &'static str,
    pub not_applicable: &'static str,
    pub contribution: &'static str,
    pub total_score: &'static str,
    pub gap: &'static str,
    pub surplus: &'static str,
    pub institution: &'static str,
    pub kind: &'static str,
    pub investment: &'static str,
    pub prior_investment: &'static str,
    pub money_unit: &'static str,
    pub change: &'static str,
    pub sum: &'static str,
    pub not_entered: &'static str,
    pub provenance: &'static str,
    pub disclosed: &'static str,
    pub press: &'static str,
    pub derived: &'static str,
    pub self_reported: &'static str,
    pub dark_is_falling: &'static str,
    pub no_data: &'static str,
    /// Between the parts of one sentence.
    pub comma: &'static str,
    /// At the end of a sentence.
    pub stop: &'static str,
}

impl Words {
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }
}

static ZH: Words = Words {
    own: "本机构",
    target: "目标",
    peer_median: "同业中位",
    domain: "能力域",
    score: "得分",
    to_target: "距目标",
    unanswered: "未评",
    not_applicable: "不适用",
    contribution: "贡献",
    total_score: "总分",
    gap: "差距",
    surplus: "超出",
    institution: "机构",
    kind: "类别",
    investment: "投入",
    prior_investment: "上年投入",
    money_unit: "亿元",
    change: "变化比率",
    sum: "合计",
    not_entered: "未录入",
    provenance: "数据口径",
    disclosed: "披露",
    press: "媒体",
    derived: "推算",
    self_reported: "自报",
    dark_is_falling: "较上年下降",
    no_data: "暂无数据",
    comma: "，",
    stop: "。",
};

static EN: Words = Words {
    own: "Own",
    target: "Target",
    peer_median: "Peer median",
    domain: "Domain",
    score: "Score",
    to_target: "Gap",
    unanswered: "Not rated",
    not_applicable: "Not applicable",
    contribution: "Contribution",
    total_score: "Total",
    gap: "Gap",
    surplus: "Surplus",
    institution: "Institution",
    kind: "Type",
    investment: "Spending",
    prior_investment: "Year before",
    money_unit: "RMB bn",
    change: "Change",
    sum: "Total",
    not_entered: "Not entered",
    provenance: "Basis",
    disclosed: "Disclosed",
    press: "Press",
    derived: "Derived",
    self_reported: "Self-reported",
    dark_is_falling: "Lower than the year before",
    no_data: "No data",
    comma: ", ",
    stop: ". ",
};
