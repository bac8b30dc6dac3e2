//! Probability of each level and interval of the score, a row for the whole and for each dimension.
//!
//! Side by side where there is room: a stacked bar of probabilities, and on the scale of 0–100 a whisker from the 5th to the 95th
//! percentile with the present score over the bands of the levels. One under the other in narrow places.

use crate::canvas::{Anchor, Mark, Stroke};
use crate::format::{known, probability, score, score_or_dash};
use crate::names::Name;
use crate::page::Page;
use crate::palette::Palette;
use crate::scene::{Caption, Dimension, Frame, Hotspot, Language, Scene, Table};
use crate::text::{Setting, clean};
use plotters::style::RGBColor;
use serde::Serialize;

/// One node.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelProbabilityRow {
    /// Stable id, given back in the hotspot.
    pub id: String,
    /// Name.
    pub label: String,
    /// Decides hue and shape of the marker; `None` is the whole, in bold.
    pub dimension: Option<Dimension>,
    /// Score as it is, 0–100; a row without one has neither bar nor whisker.
    pub score: Option<f64>,
    /// 5th and 95th percentile of the score, 0–100.
    pub interval: Option<[f64; 2]>,
    /// Probability (0–1) of each level from L1; empty where there is no level.
    pub levels: Vec<f64>,
}

/// Rows in display order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LevelProbability {
    /// Rows in display order.
    pub rows: Vec<LevelProbabilityRow>,
    /// Scores from which each level begins, the first 0.
    pub cuts: Vec<f64>,
}

const NATURAL_ROW: f64 = 46.0;
const LEAST_ROW: f64 = 38.0;
const WIDEST_ROW: f64 = 64.0;
/// A narrow row holds name, bar and whisker under each other.
const NARROW_ROW: f64 = 78.0;
const WIDE_FROM: f64 = 480.0;
const HEAD: f64 = 22.0;
const AXIS: f64 = 18.0;
const INDENT: f64 = 15.0;
const BAR: f64 = 18.0;
const BAND: f64 = 6.0;
/// Room for the figures of an interval.
const FIGURES: f64 = 66.0;

/// Draws the chart. Natural height: 46 px a row, in narrow places 78 px.
pub fn scene(input: &LevelProbability, frame: &Frame, caption: &Caption) -> Scene {
    let mut page = Page::open(frame, caption);
    let words = page.words;
    let most = input.rows.iter().map(|row| row.levels.len()).max().unwrap_or(0);
    let mut head = [words.scope, words.score, words.interval].map(str::to_owned).to_vec();
    head.extend((1..=most).map(|level| format!("L{level}")));
    if !input.rows.iter().any(|row| known(row.score).is_some()) {
        return page.empty("level_probability", head);
    }
    let table = Table { head, rows: input.rows.iter().map(|row| cells(row, most)).collect() };
    let summary = summary(&page, &input.rows);

    let wide = page.width >= WIDE_FROM;
    let places = Places::of(&page, &input.rows, wide);
    let count = input.rows.len() as f64;
    let (natural, least) = if wide { (NATURAL_ROW, LEAST_ROW) } else { (NARROW_ROW, NARROW_ROW) };
    page.set_height(HEAD + count * natural + AXIS, HEAD + count * least + AXIS);
    let row_height = ((page.height - HEAD - AXIS) / count).min(if wide { WIDEST_ROW } else { NARROW_ROW });
    draw_head(&mut page, &places, wide);
    draw_axis(&mut page, &input.cuts, &places, HEAD + count * row_height);

    let mut hotspots = Vec::with_capacity(input.rows.len());
    for (index, row) in input.rows.iter().enumerate() {
        let y = HEAD + index as f64 * row_height;
        page.canvas.rule((0.0, y), page.width, page.palette.grid, 1.0);
        let (name_at, bar_at, whisker_at) = if wide {
            let middle = y + row_height / 2.0;
            (middle, middle, middle)
        } else {
            (y + 14.0, y + 36.0, y + 62.0)
        };
        draw_name(&mut page, row, &places, name_at);
        draw_levels(&mut page, row, &places, bar_at);
        draw_interval(&mut page, row, &input.cuts, &places, whisker_at);
        hotspots.push(Hotspot {
            id: row.id.clone(),
            label: clean(&row.label),
            detail: detail(&page, row),
            x: 0.0,
            y,
            width: page.width,
            height: row_height,
        });
    }
    page.finish("level_probability", summary, hotspots, table)
}

/// Left edges and widths in px.
struct Places {
    names: f64,
    bar: (f64, f64),
    scale: (f64, f64),
    figures: f64,
}

impl Places {
    fn of(page: &Page, rows: &[LevelProbabilityRow], wide: bool) -> Self {
        let widest = rows.iter().map(|row| indent(row) + setting(row).width(&clean(&row.label))).fold(0.0, f64::max);
        if !wide {
            let scale = (page.width - FIGURES - 8.0).max(10.0);
            return Self { names: page.width, bar: (0.0, page.width), scale: (0.0, scale), figures: page.width };
        }
        let names = widest.min(page.width * 0.24).max(40.0);
        let room = (page.width - names - 2.0 * 20.0 - FIGURES - 8.0).max(20.0);
        let bar = (names + 20.0, room * 0.5);
        let scale = (bar.0 + bar.1 + 20.0, room * 0.5);
        Self { names, bar, scale, figures: page.width }
    }

    fn x(&self, score: f64) -> f64 {
        self.scale.0 + score.clamp(0.0, 100.0) / 100.0 * self.scale.1
    }
}

fn indent(row: &LevelProbabilityRow) -> f64 {
    if row.dimension.is_some() { INDENT } else { 0.0 }
}

fn setting(row: &LevelProbabilityRow) -> Setting {
    if row.dimension.is_some() { Setting::regular(12.0) } else { Setting::bold(12.0) }
}

fn level_color(palette: &Palette, index: usize) -> (RGBColor, RGBColor) {
    let index = index.min(palette.level.len() - 1);
    (palette.level[index], palette.level_text[index])
}

/// Probabilities that can be drawn: each within 0–1, together at most 1.
fn shares(row: &LevelProbabilityRow) -> Vec<f64> {
    let known: Vec<f64> = row.levels.iter().map(|share| if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }).collect();
    let total = known.iter().sum::<f64>().max(1.0);
    known.into_iter().map(|share| share / total).collect()
}

fn draw_head(page: &mut Page, places: &Places, wide: bool) {
    let (words, palette) = (page.words, page.palette);
    if wide {
        let setting = Setting::regular(12.0);
        let at = HEAD / 2.0 - 2.0;
        let left = setting.fit(words.level_probability, places.bar.1);
        page.canvas.text_mid((places.bar.0, at), Anchor::Start, &left, setting, palette.ink_3);
        let right = setting.fit(words.interval, places.scale.1 + FIGURES);
        page.canvas.text_mid((places.scale.0, at), Anchor::Start, &right, setting, palette.ink_3);
    } else {
        let setting = Setting::regular(12.0);
        let told = setting.fit(&format!("{}{}{}", words.level_probability, words.comma, words.interval), page.width);
        page.canvas.text_mid((0.0, HEAD / 2.0 - 2.0), Anchor::Start, &told, setting, palette.ink_3);
    }
}

/// The scores at which levels begin, under the whiskers.
fn draw_axis(page: &mut Page, cuts: &[f64], places: &Places, y: f64) {
    page.canvas.rule((0.0, y), page.width, page.palette.grid, 1.0);
    let setting = Setting::regular(11.0);
    let mut free = f64::NEG_INFINITY;
    for cut in cuts.iter().copied().chain([100.0]).filter(|cut| (0.0..=100.0).contains(cut)) {
        let (text, x) = (format!("{cut}"), places.x(cut));
        let half = setting.width(&text) / 2.0;
        let x = x.max(half).min(page.width - half);
        if x - half > free {
            page.canvas.text_mid((x, y + AXIS / 2.0 + 2.0), Anchor::Middle, &text, setting, page.palette.ink_3);
            free = x + half + 4.0;
        }
    }
}

fn draw_name(page: &mut Page, row: &LevelProbabilityRow, places: &Places, middle: f64) {
    let palette = page.palette;
    if let Some(dimension) = row.dimension {
        page.canvas.mark(Mark::from(dimension), (4.0, middle), 7.5, palette.hue(dimension));
    }
    Name::new(&row.label, setting(row), places.names - indent(row)).draw(page, (indent(row), middle), palette.ink);
}

fn draw_levels(page: &mut Page, row: &LevelProbabilityRow, places: &Places, middle: f64) {
    let (palette, (left, width)) = (page.palette, places.bar);
    let top = middle - BAR / 2.0;
    if known(row.score).is_none() || row.levels.is_empty() {
        let setting = Setting::regular(12.0);
        page.canvas.frame((left, top), width, BAR, Stroke::dashed(palette.control, 1.0));
        let told = if known(row.score).is_some() { page.words.no_level } else { page.words.unanswered };
        let told = setting.fit(told, width - 8.0);
        page.canvas.text_mid((left + width / 2.0, middle), Anchor::Middle, &told, setting, palette.ink_3);
        return;
    }
    let mut x = left;
    for (index, share) in shares(row).into_iter().enumerate().filter(|(_, share)| *share > 0.0) {
        let (fill, ink) = level_color(palette, index);
        let segment = share * width;
        page.canvas.rect((x, top), segment, BAR, fill, 0.0);
        let setting = Setting::bold(11.0);
        let level = format!("L{}", index + 1);
        let told = [format!("{level} {}", probability(share)), level].into_iter().find(|text| setting.width(text) + 6.0 <= segment);
        if let Some(told) = told {
            page.canvas.text_mid((x + segment / 2.0, middle), Anchor::Middle, &told, setting, ink);
        }
        x += segment;
    }
    page.canvas.frame((left, top), width, BAR, Stroke::solid(palette.level_edge, 0.75));
}

fn draw_interval(page: &mut Page, row: &LevelProbabilityRow, cuts: &[f64], places: &Places, middle: f64) {
    let Some(own) = known(row.score) else { return };
    let palette = page.palette;
    let band = middle + 5.0;
    let ends = cuts.iter().copied().skip(1).chain([100.0]);
    for (index, (from, to)) in cuts.iter().copied().zip(ends).enumerate() {
        let (from, to) = (places.x(from), places.x(to));
        page.canvas.rect((from, band), to - from - 1.0, BAND, level_color(palette, index).0, 0.0);
    }
    let y = middle - 3.0;
    if let Some([low, high]) = row.interval.filter(|ends| ends.iter().all(|end| end.is_finite())) {
        let (from, to) = (places.x(low), places.x(high));
        page.canvas.line(&[(from, y), (to, y)], Stroke::solid(palette.own, 2.0));
        for end in [from, to] {
            page.canvas.line(&[(end, y - 4.0), (end, y + 4.0)], Stroke::solid(palette.own, 1.25));
        }
        let told = format!("{}–{}", score(low), score(high));
        page.canvas.text_mid((places.figures, middle), Anchor::End, &told, setting(row), palette.ink);
    }
    page.canvas.mark(Mark::Disc, (places.x(own), y), 9.0, palette.surface);
    page.canvas.mark(Mark::Disc, (places.x(own), y), 7.0, palette.own);
}

fn interval(row: &LevelProbabilityRow) -> String {
    row.interval
        .filter(|ends| ends.iter().all(|end| end.is_finite()))
        .map_or_else(|| "—".to_owned(), |[low, high]| format!("{}–{}", score(low), score(high)))
}

fn cells(row: &LevelProbabilityRow, most: usize) -> Vec<String> {
    let shares = shares(row);
    let share = |level: usize| shares.get(level).map_or_else(|| "—".to_owned(), |share| probability(*share));
    [clean(&row.label), score_or_dash(row.score), interval(row)].into_iter().chain((0..most).map(share)).collect()
}

fn detail(page: &Page, row: &LevelProbabilityRow) -> String {
    let words = page.words;
    if known(row.score).is_none() {
        return words.unanswered.to_owned();
    }
    let levels = shares(row).into_iter().enumerate().filter(|(_, share)| *share > 0.0);
    let mut parts = vec![format!("{} {}", words.score, score_or_dash(row.score)), format!("{} {}", words.interval, interval(row))];
    parts.extend(levels.map(|(index, share)| format!("L{} {}", index + 1, probability(share))));
    parts.join(words.comma)
}

fn summary(page: &Page, rows: &[LevelProbabilityRow]) -> String {
    let list: Vec<String> = rows.iter().map(|row| format!("{} {}", clean(&row.label), interval(row))).collect();
    let list = list.join(page.words.comma);
    match page.language {
        Language::Zh => format!("得分的90%区间：{list}。"),
        Language::En => format!("90% intervals of the scores: {list}."),
    }
}

#[cfg(test)]
#[path = "level_probability_tests.rs"]
mod tests;
