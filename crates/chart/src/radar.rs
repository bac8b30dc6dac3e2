//! Radar: how each domain stands against target and peers, 0–100.

use crate::canvas::{Anchor, Mark, Point, Stroke, polar};
use crate::format::{known, score, score_or_dash};
use crate::legend::{self, Entry, Sample};
use crate::page::Page;
use crate::radar_labels::{Arrangement, LINE, Name, Room, VALUE_GAP, arrange};
use crate::scene::{Caption, Dimension, Frame, Hotspot, Language, Scene, Table};
use crate::text::Setting;
use serde::Serialize;
use std::f64::consts::TAU;

/// One axis, a domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RadarAxis {
    /// Stable id, given back in the hotspot.
    pub id: String,
    /// Name shown at the end of the axis.
    pub label: String,
    /// Decides hue and marker shape.
    pub dimension: Dimension,
    /// Own score, 0–100; `None` leaves a gap. Values outside are drawn at the edge and written as they are.
    pub own: Option<f64>,
    /// Target, 0–100.
    pub target: Option<f64>,
    /// Peer median, 0–100.
    pub peer: Option<f64>,
}

/// The axes in model order; the first stands at 12 o'clock, the rest follow clockwise.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Radar {
    /// Axes; any number.
    pub axes: Vec<RadarAxis>,
    /// Legend name of the own series; `None` gives 本机构.
    pub own_name: Option<String>,
    /// Legend name of the peer series; `None` gives 同业中位.
    pub peer_name: Option<String>,
    /// For a panel about 300 px wide: no values beside the labels, legend below the chart. An export as a column
    /// of 85 mm is always compact.
    pub compact: bool,
}

type Series = fn(&RadarAxis) -> Option<f64>;
const OWN: Series = |axis| known(axis.own);
const TARGET: Series = |axis| known(axis.target);
const PEER: Series = |axis| known(axis.peer);

/// Distance from the 100 ring to the arc in the dimension's hue, and from there to the labels.
const ARC: f64 = 6.0;
const LABELS: f64 = 14.0;

/// Draws the chart. Natural height: about the width, at most 440 px.
pub fn scene(input: &Radar, frame: &Frame, caption: &Caption) -> Scene {
    let mut page = Page::open(frame, caption);
    let names = names(input, &page);
    let head = head(&names, &page);
    if input.axes.is_empty() {
        return page.empty("radar", head);
    }
    let compact = input.compact || page.width < 330.0;
    let legend = legend::lines(legend_entries(input, &names, &page), page.width);
    let legend_height = legend::height(&legend) + 6.0;
    page.set_height((page.width * 0.86).min(440.0) + legend_height, 120.0 + legend_height);
    let below = compact;
    let top = if below { 0.0 } else { legend_height };
    let height = page.height - legend_height;
    page.canvas.origin.1 += top;

    let chinese = input.axes.iter().any(|axis| crate::fonts::has_chinese(&axis.label));
    let text = Setting::regular(if compact && !chinese { 11.0 } else { 12.0 });
    let room = Room { width: page.width, height, distance: LABELS, lines: 2, text, value: Setting::bold(12.0) };
    let written: Vec<Name> = input
        .axes
        .iter()
        .enumerate()
        .map(|(i, axis)| Name {
            text: crate::text::clean(&axis.label),
            value: if compact { String::new() } else { score_or_dash(axis.own) },
            angle: angle(i, input.axes.len()),
        })
        .collect();
    let arrangement = arrange(&written, room);
    let plot = Plot { axes: &input.axes, center: room.center(), radius: arrangement.radius };
    plot.draw(&mut page);
    draw_labels(&mut page, &arrangement, &written, room);
    page.canvas.origin.1 -= top;
    let legend_top = if below { page.height - legend::height(&legend) } else { 0.0 };
    legend::draw(&mut page, &legend, (0.0, legend_top), below);

    let hotspots = hotspots(input, &names, &plot, &arrangement, top, &page);
    let summary = summary(input, &names, &page);
    let table = Table { head, rows: input.axes.iter().map(row).collect() };
    page.finish("radar", summary, hotspots, table)
}

fn names(input: &Radar, page: &Page) -> [String; 3] {
    let own = input.own_name.clone().unwrap_or_else(|| page.words.own.to_owned());
    let peer = input.peer_name.clone().unwrap_or_else(|| page.words.peer_median.to_owned());
    [own, page.words.target.to_owned(), peer]
}

fn legend_entries(input: &Radar, names: &[String; 3], page: &Page) -> Vec<Entry> {
    let palette = page.palette;
    let strokes = [(OWN, own_stroke(page)), (TARGET, Stroke::dashed(palette.target, 1.25)), (PEER, Stroke::solid(palette.peer, 1.5))];
    let shown = strokes.into_iter().zip(names).filter(|((series, _), _)| input.axes.iter().any(|axis| series(axis).is_some()));
    shown.map(|((_, stroke), name)| Entry { sample: Sample::Line(stroke), name: name.clone() }).collect()
}

fn own_stroke(page: &Page) -> Stroke {
    Stroke::solid(page.palette.own, 2.0)
}

fn angle(index: usize, count: usize) -> f64 {
    index as f64 / count.max(1) as f64 * TAU
}

/// The circle with its figures.
struct Plot<'a> {
    axes: &'a [RadarAxis],
    center: Point,
    radius: f64,
}

impl Plot<'_> {
    fn at(&self, index: usize, value: f64) -> Point {
        polar(self.center, self.radius * value.clamp(0.0, 100.0) / 100.0, angle(index, self.axes.len()))
    }

    fn draw(&self, page: &mut Page) {
        let palette = page.palette;
        self.draw_grid(page);
        self.draw_arcs(page);
        self.draw_series(page, PEER, Stroke::solid(palette.peer, 1.5), 0.0);
        self.draw_series(page, OWN, own_stroke(page), palette.own_fill);
        self.draw_series(page, TARGET, Stroke::dashed(palette.target, 1.25), 0.0);
        for (i, axis) in self.axes.iter().enumerate() {
            if let Some(value) = OWN(axis) {
                let size = if self.axes.len() > 30 { 5.0 } else { 7.0 };
                page.canvas.mark(axis.dimension.into(), self.at(i, value), size + 2.0, palette.surface);
                page.canvas.mark(axis.dimension.into(), self.at(i, value), size, palette.hue(axis.dimension));
            }
        }
        // The digits of the rings come last, over every line, with a halo.
        for ring in [20.0, 40.0, 60.0, 80.0] {
            let (x, y) = self.at(0, ring);
            if self.radius >= 50.0 {
                page.canvas.text_halo((x - 6.0, y), Anchor::End, &format!("{ring}"), self.digits(page), palette.ink_3, palette.surface);
            }
        }
    }

    /// 10 px inside the radar on screen; 11 units on paper, which are 8.3 pt.
    fn digits(&self, page: &Page) -> Setting {
        Setting::regular(if page.export { 11.0 } else { 10.0 })
    }

    fn draw_grid(&self, page: &mut Page) {
        let palette = page.palette;
        for ring in [20.0, 40.0, 60.0, 80.0, 100.0] {
            let stroke = Stroke::solid(if ring == 100.0 { palette.line_2 } else { palette.line }, 1.0);
            if self.axes.len() < 3 {
                page.canvas.arc(self.center, self.radius * ring / 100.0, 0.0, TAU, stroke);
            } else {
                let points: Vec<Point> = (0..self.axes.len()).map(|i| self.at(i, ring)).collect();
                page.canvas.outline(&points, stroke);
            }
        }
        for i in 0..self.axes.len() {
            page.canvas.line(&[self.center, self.at(i, 100.0)], Stroke::solid(palette.line, 1.0));
        }
    }

    /// One arc for each run of axes of the same dimension.
    fn draw_arcs(&self, page: &mut Page) {
        let step = TAU / self.axes.len().max(1) as f64;
        let mut start = 0;
        for end in 1..=self.axes.len() {
            let dimension = self.axes[start].dimension;
            if end < self.axes.len() && self.axes[end].dimension == dimension {
                continue;
            }
            let stroke = Stroke::solid(page.palette.hue(dimension), 3.0);
            let (from, to) = ((start as f64 - 0.42) * step, (end as f64 - 0.58) * step);
            page.canvas.arc(self.center, self.radius + ARC, from, to, stroke);
            start = end;
        }
    }

    /// A closed polygon, or its runs when values are missing.
    fn draw_series(&self, page: &mut Page, series: Series, stroke: Stroke, fill: f64) {
        let values: Vec<Option<f64>> = self.axes.iter().map(series).collect();
        for run in runs(&values) {
            let points: Vec<Point> = run.iter().filter_map(|&i| Some(self.at(i, values[i]?))).collect();
            let closed = run.len() == self.axes.len();
            if fill > 0.0 {
                let area: Vec<Point> =
                    if closed { points.clone() } else { std::iter::once(self.center).chain(points.iter().copied()).collect() };
                page.canvas.polygon(&area, page.palette.own, fill);
            }
            match (points.as_slice(), closed) {
                // A value between two gaps has no neighbour to be joined to; the own one has its vertex anyway.
                ([only], _) if fill == 0.0 => page.canvas.mark(Mark::Disc, *only, 4.0, stroke.color),
                (_, true) => page.canvas.outline(&points, stroke),
                (_, false) => page.canvas.line(&points, stroke),
            }
        }
    }
}

/// Runs of neighbours that have a value, around the circle.
fn runs(values: &[Option<f64>]) -> Vec<Vec<usize>> {
    let count = values.len();
    let Some(gap) = values.iter().position(Option::is_none) else {
        return vec![(0..count).collect()];
    };
    let mut runs = vec![Vec::new()];
    for i in (gap + 1..gap + 1 + count).map(|i| i % count) {
        match (values[i], runs.last_mut()) {
            (Some(_), Some(run)) => run.push(i),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn draw_labels(page: &mut Page, arrangement: &Arrangement, names: &[Name], room: Room) {
    for (label, name) in arrangement.labels.iter().zip(names) {
        for (i, line) in label.lines.iter().enumerate() {
            let last = i + 1 == label.lines.len();
            let value = if last && !name.value.is_empty() { VALUE_GAP + room.value.width(&name.value) } else { 0.0 };
            let width = room.text.width(line) + value;
            let left = match label.anchor {
                Anchor::Start => label.corner.0,
                Anchor::Middle => label.corner.0 + (label.width - width) / 2.0,
                Anchor::End => label.corner.0 + label.width - width,
            };
            let y = label.corner.1 + (i as f64 + 0.5) * LINE;
            page.canvas.text_mid((left, y), Anchor::Start, line, room.text, page.palette.ink_2);
            if value > 0.0 {
                page.canvas.text_mid((left + width, y), Anchor::End, &name.value, room.value, page.palette.ink);
            }
        }
    }
}

fn hotspots(input: &Radar, names: &[String; 3], plot: &Plot<'_>, arrangement: &Arrangement, top: f64, page: &Page) -> Vec<Hotspot> {
    let spot = |(i, axis): (usize, &RadarAxis)| {
        let label = &arrangement.labels[i];
        let (x, y, width, height) = if label.lines.is_empty() {
            let (x, y) = plot.at(i, 100.0);
            (x - 6.0, y - 6.0, 12.0, 12.0)
        } else {
            // At least 24 px each way, as a target for the pointer.
            let (wide, high) = ((24.0 - label.width).max(0.0), (24.0 - label.height).max(0.0));
            (label.corner.0 - wide / 2.0, label.corner.1 - high / 2.0, label.width + wide, label.height + high)
        };
        let series = [OWN, TARGET, PEER].into_iter().zip(names);
        let figures: Vec<String> = series.map(|(series, name)| format!("{name} {}", score_or_dash(series(axis)))).collect();
        let (width, height) = (width.min(page.width), height.min(page.height));
        Hotspot {
            id: axis.id.clone(),
            label: axis.label.clone(),
            detail: figures.join(page.words.comma),
            x: x.clamp(0.0, page.width - width),
            y: (y + top).clamp(0.0, page.height - height),
            width,
            height,
        }
    };
    input.axes.iter().enumerate().map(spot).collect()
}

fn head(names: &[String; 3], page: &Page) -> Vec<String> {
    let mut head = vec![page.words.domain.to_owned()];
    head.extend(names.iter().cloned());
    head
}

fn row(axis: &RadarAxis) -> Vec<String> {
    vec![axis.label.clone(), score_or_dash(axis.own), score_or_dash(axis.target), score_or_dash(axis.peer)]
}

fn summary(input: &Radar, names: &[String; 3], page: &Page) -> String {
    let rated: Vec<(&RadarAxis, f64)> = input.axes.iter().filter_map(|axis| Some((axis, OWN(axis)?))).collect();
    let highest = rated.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let lowest = rated.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let (all, done) = (input.axes.len(), rated.len());
    match (page.language, highest, lowest) {
        (Language::Zh, Some((high, most)), Some((low, least))) => format!(
            "{}在{all}个能力域中有{done}个得分，最高为{}{}，最低为{}{}。",
            names[0],
            high.label,
            score(*most),
            low.label,
            score(*least)
        ),
        (Language::Zh, ..) => format!("{all}个能力域均无得分。"),
        (Language::En, Some((high, most)), Some((low, least))) => format!(
            "{}: {done} of {all} domains scored, highest {} {}, lowest {} {}.",
            names[0],
            high.label,
            score(*most),
            low.label,
            score(*least)
        ),
        (Language::En, ..) => format!("None of {all} domains has a score."),
    }
}

#[cfg(test)]
#[path = "radar_tests.rs"]
mod tests;
