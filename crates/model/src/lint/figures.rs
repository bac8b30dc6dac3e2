//! Figures that a line of evidence sets as a bar.

/// Characters before a numeral that make it an ordinal, a word (统一, 同一) or a rhythm (每两年): no bar to reach.
const NO_FIGURE_AFTER: &str = "第统同唯单每逐任专某上下";

/// Units that make a threshold of a Chinese numeral.
const UNITS: &str = "成 倍 番 折 分之 天 日 周 季 年 个月 个季 小时 分钟 秒 个百分点 个工作日 次 家 户 笔 人";

/// Units with which 一 is an article or a rhythm (一次解决率, 每年一次) and no threshold.
const COUNTERS: &str = "次家户笔人";

/// Whether a Chinese line names a figure to be reached: a percentage, a number, or a numeral with a unit. Numbers that name
/// something (L3, ISO 27001, 5G, 第13项, 2025年, 95号) do not count.
pub(super) fn names_a_figure(line: &str) -> bool {
    const WORDS: [&str; 6] = ["减半", "过半", "一半", "半数", "翻番", "百分之"];
    if line.contains(['%', '％', '‰']) || WORDS.iter().any(|word| line.contains(word)) {
        return true;
    }
    let characters: Vec<char> = line.chars().collect();
    let digit = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    let numeral = |c: &char| "一二两三四五六七八九十百千万几半".contains(*c);
    let mut index = 0;
    while let Some(c) = characters.get(index) {
        let run = |kind: &dyn Fn(&char) -> bool| characters[index..].iter().take_while(|c| kind(c)).count();
        let previous = characters[..index].iter().rev().find(|c| !matches!(c, ' ' | '-' | '.'));
        if digit(c) {
            let length = run(&|c| digit(c) || *c == '.');
            let after = &characters[index + length..];
            let following: String = after.iter().take(4).collect();
            let ordinal = previous.is_some_and(|c| matches!(c, '第' | '〔' | '[')) || following.starts_with('号');
            let year = length == 4 && following.starts_with('年');
            let unit = UNITS.split(' ').any(|unit| following.starts_with(unit));
            let named = previous.is_some_and(char::is_ascii_alphabetic)
                || matches!(after, [first, rest @ ..] if first.is_ascii_uppercase() && !rest.first().is_some_and(char::is_ascii_alphabetic));
            if !ordinal && !year && (unit || !named) {
                return true;
            }
            index += length;
        } else if numeral(c) {
            let length = run(&numeral);
            let after: String = characters[index + length..].iter().take(4).collect();
            let one = length == 1 && *c == '一';
            let unit = UNITS.split(' ').find(|unit| after.starts_with(unit)).filter(|unit| !one || !COUNTERS.contains(unit));
            if unit.is_some() && !previous.is_some_and(|c| NO_FIGURE_AFTER.contains(*c)) {
                return true;
            }
            index += length;
        } else {
            index += 1;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_and_names() {
        for line in [
            "线上业务笔数占比不低于九成",
            "主要流程端到端时长比改造前减半",
            "近三年新增收入一成以上来自这类产品",
            "按月统计七日重复来询率",
            "核心可用率年均≥99.99%",
            "扩容不超过10分钟",
            "标准被三家以上采用",
            "占权重一半以上",
            "RTO 4小时以内",
            "连续两季低于目标",
            "不超过三分之一",
            "客服7×24小时在线",
        ] {
            assert!(names_a_figure(line), "{line}");
        }
        for line in [
            "一次解决率按月通报",
            "董事会每半年审阅目标偏差",
            "减排量经第三方核验",
            "一地的做法被外地机构采用",
            "数字意识调查每年一次",
            "统一日志留存",
            "达到L3",
            "取得ISO 27001证书",
            "5G专网有资费单",
            "对照第13项逐条自查",
            "2025年规划",
            "按95号文自评",
            "一键停用有演练记录",
            "三方团队有损益账",
        ] {
            assert!(!names_a_figure(line), "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_line_can_be_looked_at(line in "\\PC{0,40}") {
            let _ = names_a_figure(&line);
        }
    }
}
