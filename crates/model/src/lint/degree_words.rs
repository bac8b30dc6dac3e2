//! Words that say how much: which they are, a line without them, and lines that say nothing else.

use super::figures::names_a_figure;
use super::shingles::words;
use crate::text::Text;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Chinese words that say how much and nothing else, and words of scope that ladders are built with.
const DEGREE_ZH: &str = "\
    部分 较好 较为 较多 较少 较强 较高 较低 较弱 较大 基本 初步 全面 充分 持续 不断 显著 深入 完善 健全 有效 大幅 高度 进一步 逐步 \
    积极 良好 明显 广泛 大力 切实 稳步 深度 一定 一定程度 较大程度 普遍 完全 非常 十分 更加 日益 比较 有所 越来越 少量 少数 多数 \
    大部分 绝大多数 绝大部分 个别 各个 全部 所有 主要 领先 突出 优秀 高效 顺畅 极大 很强 卓越 成熟 充足 较快";

/// Terms that merely contain a word of degree.
const KEPT_ZH: &str = "主要负责人 有效期 深度学习 深度合成 基本户";

/// English words of degree, in lower case.
const DEGREE_EN: &str = "\
    partly partially largely fully wholly entirely completely complete continuously continually constantly comprehensive \
    comprehensively significantly significant substantially substantial considerably considerable notably markedly clearly \
    somewhat basically basic initially initial gradually increasingly steadily generally well good better best deeply deep \
    effectively effective efficiently sound robust mature adequate adequately sufficiently widely broadly highly very strong \
    strongly greatly extensively thoroughly actively mostly mainly main some most many few all fairly rather relatively leading \
    outstanding excellent";

/// Verbs that go with a word of degree and show nothing by themselves.
const LIGHT_ZH: &str = "\
    建立 建成 建设 形成 实现 开展 推进 推动 应用 运用 覆盖 落实 落地 执行 实施 提升 提高 改善 改进 优化 加强 增强 强化 具备 满足 \
    整合 融合 衔接 深化 推广";

/// Words for what can be opened.
const RECORD_ZH: &str = "记录 报告 台账 清单 名册 名录 日志 纪要 决议 合同 协议 批文 签 凭证 档案 可查 可见 在案";

/// Words by their first character, the longest first, so that most places of a text are passed over at once.
fn by_first(words: &'static str) -> BTreeMap<char, Vec<&'static str>> {
    let mut by_first: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for word in words.split(' ') {
        by_first.entry(word.chars().next().unwrap_or(' ')).or_default().push(word);
    }
    by_first.values_mut().for_each(|words| words.sort_by_key(|word| Reverse(word.len())));
    by_first
}

/// Where the words of degree stand in a Chinese text, in bytes; of words that begin together the longest.
fn degrees(text: &str) -> Vec<Range<usize>> {
    static DEGREE: LazyLock<BTreeMap<char, Vec<&str>>> = LazyLock::new(|| by_first(DEGREE_ZH));
    static KEPT: LazyLock<BTreeMap<char, Vec<&str>>> = LazyLock::new(|| by_first(KEPT_ZH));
    let mut found = Vec::new();
    let mut passed = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        if at < passed {
            continue;
        }
        let longest = |words: &BTreeMap<char, Vec<&str>>| {
            words.get(&c).and_then(|words| words.iter().find(|word| text[at..].starts_with(**word))).map(|word| word.len())
        };
        if let Some(length) = longest(&KEPT) {
            passed = at + length;
        } else if let Some(length) = longest(&DEGREE) {
            passed = at + length;
            found.push(at..passed);
        }
    }
    found
}

/// A line without words of degree: the Chinese as it stands otherwise, the English in lower case, words joined by one space.
pub(super) fn without_degree(line: &Text) -> Text {
    let mut zh = String::new();
    let mut passed = 0;
    for word in degrees(&line.zh) {
        zh.push_str(&line.zh[passed..word.start]);
        passed = word.end;
    }
    zh.push_str(&line.zh[passed..]);
    static DEGREE: LazyLock<BTreeSet<&str>> = LazyLock::new(|| DEGREE_EN.split(' ').collect());
    let en: Vec<String> = words(&line.en).map(str::to_lowercase).filter(|word| !DEGREE.contains(word.as_str())).collect();
    Text::new(zh, en.join(" "))
}

/// Whether every clause of a Chinese line says only how much: a word of degree at its end (体系较为完善), before a verb that shows
/// nothing by itself (全面推进转型), or between such a verb and what it acts on (形成较强的能力), with no figure and no record.
pub(super) fn claims_only_degree(line: &str) -> bool {
    let mut clauses = line.split(['，', '；', '。', ',', ';']).filter(|clause| !clause.trim().is_empty()).peekable();
    clauses.peek().is_some() && clauses.all(bare)
}

/// Whether one clause says only how much.
fn bare(clause: &str) -> bool {
    let degrees = degrees(clause);
    if degrees.is_empty() || names_a_figure(clause) || RECORD_ZH.split(' ').any(|record| clause.contains(record)) {
        return false;
    }
    let light = |test: &dyn Fn(&str) -> bool| LIGHT_ZH.split(' ').any(test);
    degrees.into_iter().any(|word| {
        let (before, after) = (&clause[..word.start], &clause[word.end..]);
        let ends = matches!(after, "" | "的" | "了");
        let drives = light(&|verb| after.trim_start_matches('地').starts_with(verb));
        let qualifies = after.starts_with('的') && light(&|verb| before.contains(verb));
        ends || drives || qualifies
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_that_claim_only_a_degree() {
        for line in [
            "网络安全防护体系较为健全",
            "全面推进数字化转型",
            "形成较强的模型管理能力",
            "数据治理制度全面建立",
            "普惠服务效果显著",
            "投入保障充分，考核较为完善",
        ] {
            assert!(claims_only_degree(line), "{line}");
        }
        for line in [
            "主要负责人签批年度计划",
            "主要流程直通率按月统计并设目标值",
            "证书在有效期内",
            "合同台账完善，抽查可见",
            "全面推广的批文已存档",
            "覆盖全部分行的监测系统",
            "数据标准由数据委员会批准",
            "持续提升，达到90%",
        ] {
            assert!(!claims_only_degree(line), "{line}");
        }
    }

    #[test]
    fn words_of_degree_go_and_terms_stay() {
        let plain = |zh: &str, en: &str| without_degree(&Text::new(zh, en));
        assert_eq!(plain("大部分业务持续完善", "Most services are Fully online"), Text::new("业务", "services are online"));
        assert_eq!(plain("主要负责人用深度学习", "The bank's well"), Text::new("主要负责人用深度学习", "the bank's"));
    }

    proptest! {
        #[test]
        fn what_is_dropped_is_dropped_once(zh in "\\PC{0,40}", en in "[ -~’]{0,40}") {
            let plain = without_degree(&Text::new(zh.clone(), en));
            prop_assert!(plain.zh.chars().count() <= zh.chars().count());
            prop_assert_eq!(without_degree(&Text::new("", plain.en.clone())).en, plain.en);
            let _ = claims_only_degree(&zh);
        }
    }
}
