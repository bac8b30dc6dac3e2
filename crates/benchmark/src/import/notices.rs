//! What is read differently from how it looks, left out or assumed: told before anything is taken over.

use super::content::ImportedTable;
use super::mapping::{Mapping, Role};
use super::row::Converted;
use super::vocabulary::Vocabulary;
use shuheng_table::{Mark, Sentence, Table, column_letters};
use std::collections::BTreeMap;

/// Names that are listed in a sentence.
const LISTED: usize = 5;

/// What is counted while a table is read.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// Figures from formulas, and the line of the first.
    computed: (usize, u32),
    /// Figures by metric whose unit was assumed.
    assumed: BTreeMap<u32, usize>,
    /// Figures of percentages by metric: with their sign, without, and the line of the first of either.
    signs: BTreeMap<u32, [(usize, u32); 2]>,
}

impl Counts {
    pub(crate) fn figure(&mut self, metric: u32, line: u32, mark: Option<Mark>, figure: &Converted, percentage: bool) {
        let count = |(count, first): &mut (usize, u32)| {
            if *count == 0 {
                *first = line;
            }
            *count += 1;
        };
        if mark == Some(Mark::Computed) {
            count(&mut self.computed);
        }
        if percentage {
            count(&mut self.signs.entry(metric).or_default()[usize::from(!figure.percent_sign)]);
        } else if figure.assumed {
            *self.assumed.entry(metric).or_default() += 1;
        }
    }
}

/// Everything that should be known of a reading. `import` has all metrics that `counts` names.
pub(crate) fn notices(table: &Table, mapping: &Mapping, import: &ImportedTable, counts: &Counts, hidden: usize) -> Vec<Sentence> {
    let mut notices = Vec::new();
    let mut say = |zh: String, en: String| notices.push(Sentence::new(zh, en));
    let name = |metric: u32| import.metrics.get(metric as usize).map_or(("", ""), |metric| (metric.name.as_str(), metric.unit.as_str()));
    if hidden > 0 {
        say(format!("{hidden}个隐藏行未读取"), counted(hidden, "hidden row was left out", "hidden rows were left out"));
    }
    let shown: Vec<String> = (0..)
        .zip(&mapping.columns)
        .filter(|(column, role)| **role != Role::Ignored && table.hidden_columns.contains(column))
        .map(|(column, _)| column_letters(column))
        .collect();
    if !shown.is_empty() {
        say(format!("{}是隐藏列，已读取", shown.join("、")), format!("column {} is hidden and was read", shown.join(", ")));
    }
    if counts.computed.0 > 0 {
        let (count, line) = counts.computed;
        say(
            format!("{count}个数值来自公式（首见第{line}行），取用文件中保存的结果"),
            format!(
                "{} (first on line {line}); the results saved in the file are taken",
                counted(count, "figure comes from a formula", "figures come from formulas")
            ),
        );
    }
    for (metric, count) in &counts.assumed {
        let (name, unit) = name(*metric);
        say(
            format!("“{name}”有{count}个数值没有写明单位，按{unit}读取"),
            format!(
                "{} in {unit}",
                counted(
                    *count,
                    &format!("figure of `{name}` states no unit and is read"),
                    &format!("figures of `{name}` state no unit and are read")
                )
            ),
        );
    }
    for (metric, signs) in &counts.signs {
        let [(with, first_with), (without, first_without)] = signs;
        if *with > 0 && *without > 0 {
            let (name, _) = name(*metric);
            say(
                format!(
                    "“{name}”有{with}个带百分号（首见第{first_with}行），{without}个不带（首见第{first_without}行）；不带的也按百分数读取，核对是否应乘100"
                ),
                format!(
                    "of the figures of `{name}` {with} with a per cent sign (first on line {first_with}), {without} without (first on line {first_without}); those without are read as per cent too, see whether they should be multiplied by 100"
                ),
            );
        }
    }
    notices
}

/// A number with what is counted.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// What is new in a table: institutions and metrics that are not among the known ones.
pub(crate) fn news(import: &ImportedTable, vocabulary: &Vocabulary) -> Vec<Sentence> {
    let institutions =
        import.institutions.iter().filter(|found| vocabulary.institution(&found.id).is_none()).map(|found| found.name.as_str());
    let metrics = import.metrics.iter().filter(|found| vocabulary.metric(&found.id).is_none()).map(|found| found.name.as_str());
    let told = |names: Vec<&str>, zh: &str, en: &str| {
        let more = if names.len() > LISTED { ("等", ", …") } else { ("", "") };
        let listed = &names[..names.len().min(LISTED)];
        (!names.is_empty()).then(|| {
            Sentence::new(
                format!("{}{zh}：{}{}", names.len(), listed.join("、"), more.0),
                format!("{} {en}: {}{}", names.len(), listed.join(", "), more.1),
            )
        })
    };
    [
        told(institutions.collect(), "家机构不在内置名单中，作为新机构", "not among the built-in institutions and added"),
        told(metrics.collect(), "个指标不在内置名单中，作为新指标", "not among the built-in metrics and added"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
