//! Tornado: what each answer and each weight alone does to the score, left and right of the score as it is.
//!
//! The low end of a bar is a pale box, the high end a full one, each drawn from the present score to where that end takes it.

use crate::canvas::{Anchor, Mark, Stroke};
use crate::format::{known, score, signed};
use crate::legend::{self, Entry, Sample};
use crate::names::Name;
use crate::page::Page;
use crate::scene::{Caption, Dimension, Frame, Hotspot, Language, Scene, Table};
use crate::text::{Setting, clean};
use serde::Serialize;

/// One bar, an answer or a weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TornadoBar {
    /// Stable id, given back in the hotspot.
    pub id: String,
    /// Code and name.
    pub label: String,
    /// Decides hue and shape of the marker; `None` has no marker.
    pub dimension: Option<Dimension>,
    /// Score (0–100) with this alone at its low end.
    pub low: f64,
    /// Score (0–100) with this alone at its high end.
    pub high: f64,
}

/// Bars, the widest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tornado {
    /// The score as it is, 0–100.
    pub score: Option<f64>,
    /// Bars in the order in which they are drawn; one with an end that is no number is left out.
    pub bars: Vec<TornadoBar>,
}

const NATURAL_ROW: f64 = 24.0;
const LEAST_ROW: f64 = 18.0;
const WIDEST_ROW: f64 = 30.0;
const AXIS: f64 = 20.0;
const INDENT: f64 = 15.0;
/// Room for a figure beside the end of a bar.
const FIGURE: f64 = 38.0;

/// Draws the chart. Natural height: 24 px a row.
pub fn scene(input: &Tornado, frame: &Frame, caption: &Caption) -> Scene {
    let mut page = Page::open(frame, caption);
    let words = page.words;
    let head = [words.factor, words.low_end, words.high_end, words.swing].map(str::to_owned).to_vec();
    let bars: Vec<&TornadoBar> = input.bars.iter().filter(|bar| bar.low.is_finite() && bar.high.is_finite()).collect();
    let Some(present) = known(input.score).map(cut).filter(|_| !bars.is_empty()) else {
        return page.empty("tornado", head);
    };
    let rows = bars.iter().map(|bar| {
        let (low, high) = (cut(bar.low), cut(bar.high));
        vec![clean(&bar.label), score(low), score(high), score((high - low).abs())]
    });
    let table = Table { head, rows: rows.collect() };
    let summary = summary(&page, present, &bars);

    let key = [
        Entry { sample: Sample::Pale(page.palette.own), name: words.low_end.to_owned() },
        Entry { sample: Sample::Bar(page.palette.own), name: words.high_end.to_owned() },
    ];
    let key = legend::lines(key.to_vec(), page.width);
    let top = legend::height(&key) + AXIS + 4.0;
    let scale = Scale::of(&page, present, &bars);
    let names: Vec<Name> = bars.iter().map(|bar| Name::new(&bar.label, Setting::regular(12.0), scale.names - indent(bar))).collect();
    let extra: f64 = names.iter().map(Name::extra).sum();
    let count = bars.len() as f64;
    page.set_height(top + count * NATURAL_ROW + extra, top + count * LEAST_ROW + extra);
    let row = ((page.height - top - extra) / count).min(WIDEST_ROW);

    legend::draw(&mut page, &key, (0.0, 0.0), false);
    let bottom = top + count * row + extra;
    let x = scale.x(present);
    page.canvas.line(&[(x, top - 4.0), (x, bottom)], Stroke::solid(page.palette.ink_3, 1.0));
    let told = format!("{} {}", words.score, score(present));
    let setting = Setting::bold(12.0);
    let half = setting.width(&told) / 2.0;
    let at = (x.min(page.width - half).max(half), top - AXIS / 2.0 - 4.0);
    page.canvas.text_mid(at, Anchor::Middle, &told, setting, page.palette.ink);

    let mut hotspots = Vec::with_capacity(bars.len());
    let mut y = top;
    for (bar, name) in bars.iter().zip(&names) {
        let height = row + name.extra();
        draw_row(&mut page, bar, name, &scale, present, (y, height));
        hotspots.push(Hotspot {
            id: bar.id.clone(),
            label: clean(&bar.label),
            detail: detail(&page, present, bar),
            x: 0.0,
            y,
            width: page.width,
            height,
        });
        y += height;
    }
    page.finish("tornado", summary, hotspots, table)
}

/// A score is 0–100; what lies beyond is nonsense and is cut, which keeps every figure writable.
fn cut(score: f64) -> f64 {
    score.clamp(0.0, 100.0)
}

fn indent(bar: &TornadoBar) -> f64 {
    if bar.dimension.is_some() { INDENT } else { 0.0 }
}

/// Where names end and scores lie.
struct Scale {
    names: f64,
    left: f64,
    low: f64,
    per_point: f64,
}

impl Scale {
    fn of(page: &Page, present: f64, bars: &[&TornadoBar]) -> Self {
        let setting = Setting::regular(12.0);
        let widest = bars.iter().map(|bar| indent(bar) + setting.width(&clean(&bar.label))).fold(0.0, f64::max);
        let names = widest.min(page.width * 0.42).max(40.0);
        let ends = || bars.iter().flat_map(|bar| [cut(bar.low), cut(bar.high)]).chain([present]);
        let (low, high) = (ends().fold(f64::INFINITY, f64::min), ends().fold(f64::NEG_INFINITY, f64::max));
        let left = names + 12.0 + FIGURE;
        let room = (page.width - left - FIGURE).max(10.0);
        Self { names, left, low, per_point: room / (high - low).max(0.1) }
    }

    fn x(&self, score: f64) -> f64 {
        self.left + (score - self.low) * self.per_point
    }
}

fn draw_row(page: &mut Page, bar: &TornadoBar, name: &Name, scale: &Scale, present: f64, (y, height): (f64, f64)) {
    let (palette, middle) = (page.palette, y + height / 2.0);
    page.canvas.rule((0.0, y), page.width, palette.grid, 1.0);
    if let Some(dimension) = bar.dimension {
        page.canvas.mark(Mark::from(dimension), (4.0, middle), 7.5, palette.hue(dimension));
    }
    name.draw(page, (indent(bar), middle), palette.ink);
    let (low, high) = (cut(bar.low), cut(bar.high));
    let (top, tall) = (middle - 6.0, 12.0);
    let span = |end: f64| {
        let (from, to) = (scale.x(present.min(end)), scale.x(present.max(end)));
        (from, (to - from).max(0.75))
    };
    // The wider end first, so that the other stays visible where both lie on one side.
    let mut ends = [(low, false), (high, true)];
    ends.sort_by(|a, b| (b.0 - present).abs().total_cmp(&(a.0 - present).abs()));
    for (end, full) in ends {
        let (from, width) = span(end);
        if end == present {
            continue;
        }
        if full {
            page.canvas.rect((from, top), width, tall, palette.own, 0.0);
        } else {
            page.canvas.rect((from, top), width, tall, palette.surface, 0.0);
            page.canvas.pale((from, top), width, tall, palette.own, palette.own_fill);
        }
    }
    let setting = Setting::regular(11.0);
    let (least, most) = (low.min(high), low.max(high));
    if least < present {
        page.canvas.text_mid((scale.x(least) - 5.0, middle), Anchor::End, &score(least), setting, palette.ink_2);
    }
    if most > present {
        page.canvas.text_mid((scale.x(most) + 5.0, middle), Anchor::Start, &score(most), setting, palette.ink_2);
    }
}

fn detail(page: &Page, present: f64, bar: &TornadoBar) -> String {
    let words = page.words;
    let end = |name: &str, value: f64| format!("{name} {} ({})", score(cut(value)), signed(cut(value) - present));
    [end(words.low_end, bar.low), end(words.high_end, bar.high)].join(words.comma)
}

fn summary(page: &Page, present: f64, bars: &[&TornadoBar]) -> String {
    let listed: Vec<String> = bars
        .iter()
        .take(3)
        .map(|bar| format!("{} {}–{}", clean(&bar.label), score(cut(bar.low.min(bar.high))), score(cut(bar.low.max(bar.high)))))
        .collect();
    let list = listed.join(page.words.comma);
    match page.language {
        Language::Zh => format!("得分{}；单独变动时总分所及：{list}。", score(present)),
        Language::En => format!("Score {}; reach of the score when one alone moves: {list}.", score(present)),
    }
}

#[cfg(test)]
#[path = "tornado_tests.rs"]
mod tests;
