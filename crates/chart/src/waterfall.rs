//! Waterfall: how the domains add up to the total, and what is missing to the target.
//!
//! Columns where every name fits under its column, rows otherwise; see `waterfall_columns` and `waterfall_rows`.

use crate::format::{footing_tenths, known, signed, tenths, tenths_of, to_tenths};
use crate::page::Page;
use crate::scene::{Caption, Dimension, Frame, Language, Scene, Table};
use crate::text::clean;
use crate::{waterfall_columns, waterfall_rows};
use serde::Serialize;

/// One bar, a domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WaterfallBar {
    /// Stable id, given back in the hotspot.
    pub id: String,
    /// Name under the bar; four Chinese characters fit best.
    pub label: String,
    /// Decides the hue; neighbours of one dimension share a bracket.
    pub dimension: Dimension,
    /// Weight × score, in points (within ±1000); all contributions sum to the total. `None` when not rated.
    pub contribution: Option<f64>,
}

/// Contributions in model order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Waterfall {
    /// Bars in model order.
    pub bars: Vec<WaterfallBar>,
    /// Names of the dimensions A, B, C, for the subtotals.
    pub dimension_names: [String; 3],
    /// Target of the total, 0–100; `None` ends the chart with the total.
    pub target: Option<f64>,
}

/// Draws the chart. Natural height: 264 px as columns, 22 px a row as rows.
pub fn scene(input: &Waterfall, frame: &Frame, caption: &Caption) -> Scene {
    let page = Page::open(frame, caption);
    let words = page.words;
    let head = vec![words.domain.to_owned(), words.contribution.to_owned()];
    if input.bars.is_empty() {
        return page.empty("waterfall", head);
    }
    let steps = Steps::of(input, &page);
    let table = Table { head, rows: steps.all.iter().map(|step| vec![step.label.clone(), step.text.clone()]).collect() };
    let summary = summary(&steps, &page);
    match waterfall_columns::names(&steps, &page) {
        Some(names) => waterfall_columns::draw(page, &steps, &names, summary, table),
        None => waterfall_rows::draw(page, &steps, summary, table),
    }
}

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Part(Dimension),
    Missing(Dimension),
    Total,
    Gap,
    Surplus,
    Target,
}

/// One bar with its ends, in points, and its figure as written.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub id: String,
    pub label: String,
    pub role: Role,
    pub from: f64,
    pub to: f64,
    pub text: String,
}

/// Neighbouring bars of one dimension: first and last index, name, subtotal as written.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub dimension: Dimension,
    pub first: usize,
    pub last: usize,
    pub name: String,
    pub subtotal: String,
}

/// All bars in order, and the groups of the domains.
#[derive(Debug)]
pub(crate) struct Steps {
    pub all: Vec<Step>,
    pub groups: Vec<Group>,
    /// Smallest and largest value that must be inside the chart; spans 0 and is never empty.
    pub range: (f64, f64),
}

/// A score is 0–100; a contribution beyond this is nonsense and is cut, which keeps every figure writable.
const LIMIT: f64 = 1000.0;

impl Steps {
    pub(crate) fn of(input: &Waterfall, page: &Page) -> Self {
        let words = page.words;
        let values: Vec<Option<f64>> = input.bars.iter().map(|bar| known(bar.contribution).map(|v| v.clamp(-LIMIT, LIMIT))).collect();
        let rounded = rounded(&input.bars, &values.iter().map(|v| v.unwrap_or(0.0)).collect::<Vec<f64>>());
        let mut all = Vec::with_capacity(input.bars.len() + 3);
        let mut level = 0.0;
        for (i, bar) in input.bars.iter().enumerate() {
            let to = level + values[i].unwrap_or(0.0);
            let (role, text) = match values[i] {
                Some(_) => (Role::Part(bar.dimension), tenths(rounded[i])),
                None => (Role::Missing(bar.dimension), "—".to_owned()),
            };
            all.push(Step { id: bar.id.clone(), label: clean(&bar.label), role, from: level, to, text });
            level = to;
        }
        let total = rounded.iter().sum::<i64>();
        let end = |id: &str, label: &str, role, from, to, text| Step { id: id.to_owned(), label: label.to_owned(), role, from, to, text };
        all.push(end("total", words.total_score, Role::Total, 0.0, level, tenths(total)));
        if let Some(target) = known(input.target).map(|t| t.clamp(-LIMIT, LIMIT)) {
            // The difference is taken between the displayed values.
            let difference = total - to_tenths(target);
            let (label, role) = if difference > 0 { (words.surplus, Role::Surplus) } else { (words.gap, Role::Gap) };
            all.push(end("gap", label, role, level, target, signed(difference as f64 / 10.0)));
            all.push(end("target", words.target, Role::Target, 0.0, target, tenths(to_tenths(target))));
        }
        let edges = || all.iter().flat_map(|step| [step.from, step.to]);
        let range = (edges().fold(0.0, f64::min), edges().fold(0.0, f64::max));
        let range = if range.1 - range.0 < 1.0 { (range.0, range.0 + 1.0) } else { range };
        Self { groups: groups(input, &rounded), all, range }
    }

    /// Values of the grid lines: 4 to 8 of them, at 1, 2 or 5 times a power of ten.
    pub(crate) fn ticks(&self) -> Vec<f64> {
        let span = self.range.1 - self.range.0;
        let mut step = 1.0;
        for factor in [2.0, 2.5, 2.0].into_iter().cycle().take(60) {
            if span / step <= 5.0 {
                break;
            }
            step *= factor;
        }
        let first = (self.range.0 / step).ceil() as i64;
        let last = (self.range.1 / step).floor() as i64;
        (first..=last.min(first.saturating_add(12))).map(|i| i as f64 * step).collect()
    }
}

/// The figure of a grid line.
pub(crate) fn tick_text(tick: f64) -> String {
    format!("{tick}").replace('-', "\u{2212}")
}

/// The tenths of each bar: the whole is shared out to the dimensions and theirs to their bars, as in the workbook and the explanations.
fn rounded(bars: &[WaterfallBar], values: &[f64]) -> Vec<i64> {
    let runs: Vec<usize> = bars.chunk_by(|one, next| one.dimension == next.dimension).map(<[_]>::len).collect();
    let mut rest = values;
    let parts: Vec<&[f64]> = runs.iter().filter_map(|length| rest.split_off(..*length)).collect();
    let sums: Vec<f64> = parts.iter().map(|run| run.iter().sum()).collect();
    footing_tenths(&sums).into_iter().zip(parts).flat_map(|(total, run)| tenths_of(total, run)).collect()
}

fn groups(input: &Waterfall, rounded: &[i64]) -> Vec<Group> {
    let mut groups: Vec<(Group, i64)> = Vec::new();
    for (i, (bar, part)) in input.bars.iter().zip(rounded).enumerate() {
        match groups.last_mut() {
            Some((group, sum)) if group.dimension == bar.dimension => {
                group.last = i;
                *sum += part;
            }
            _ => {
                let [a, b, c] = &input.dimension_names;
                let name = match bar.dimension {
                    Dimension::A => a,
                    Dimension::B => b,
                    Dimension::C => c,
                };
                let group = Group { dimension: bar.dimension, first: i, last: i, name: clean(name), subtotal: String::new() };
                groups.push((group, *part));
            }
        }
    }
    groups.into_iter().map(|(group, sum)| Group { subtotal: tenths(sum), ..group }).collect()
}

fn summary(steps: &Steps, page: &Page) -> String {
    let by_role = |role: fn(&Role) -> bool| steps.all.iter().find(|step| role(&step.role));
    let total = by_role(|role| matches!(role, Role::Total)).map_or("—", |step| step.text.as_str());
    let parts: Vec<String> = steps.groups.iter().map(|group| format!("{} {}", group.name, group.subtotal)).collect();
    let list = parts.join(page.words.comma);
    let target = by_role(|role| matches!(role, Role::Target)).zip(by_role(|role| matches!(role, Role::Gap | Role::Surplus)));
    match (page.language, target) {
        (Language::Zh, Some((target, gap))) => format!("总分{total}，其中{list}；距目标{}为{}。", target.text, gap.text),
        (Language::Zh, None) => format!("总分{total}，其中{list}。"),
        (Language::En, Some((target, gap))) => format!("Total {total}: {list}; {} to the target of {}.", gap.text, target.text),
        (Language::En, None) => format!("Total {total}: {list}."),
    }
}

#[cfg(test)]
#[path = "waterfall_tests.rs"]
mod tests;
