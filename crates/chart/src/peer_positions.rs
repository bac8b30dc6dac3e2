//! Peer positions: where the own institution stands among its peers, a strip for each metric on a scale of its own.
//!
//! How much a strip tells depends on the number of peers: below 20 each peer is a tick, from 8 on the quartiles are a box, from 20 on
//! the 10th and 90th percentile are a band and the own figure has a percentile. A mean is never shown.

use crate::format::{known, percentile};
use crate::legend;
use crate::measure::Measure;
use crate::page::Page;
use crate::peer_strips::{self, Strips};
use crate::scene::{Caption, Dimension, Frame, Hotspot, Language, Scene, Table};
use crate::text::clean;
use serde::Serialize;

/// From this number of peers on quartiles are shown.
pub(crate) const QUARTILES_FROM: u32 = 8;
/// From this number of peers on the outer percentiles and the own percentile are shown, and single peers no more.
pub(crate) const PERCENTILES_FROM: u32 = 20;

/// Whether more of a metric is better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Higher is better.
    Higher,
    /// Lower is better, as for a cost-to-income ratio; said beside the name.
    Lower,
    /// Neither.
    #[default]
    Neutral,
}

/// A peer's figure.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PeerPoint {
    /// Name of the institution; told for the lowest and the highest.
    pub name: String,
    /// In the unit of the metric; one that is no number is left out.
    pub value: f64,
}

/// One metric.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PeerPosition {
    /// Stable id, given back in the hotspot.
    pub id: String,
    /// Name, unit and decimal places.
    pub measure: Measure,
    /// Decides hue and shape of a marker before the name; `None` has none.
    pub dimension: Option<Dimension>,
    /// Whether more is better.
    pub direction: Direction,
    /// Peers with a figure, the own institution not counted; at least as many as there are points.
    pub n: u32,
    /// Figures of the peers, in any order; empty where they may not be shown one by one.
    pub points: Vec<PeerPoint>,
    /// Figure of the own institution.
    pub own: Option<f64>,
    /// P25, median and P75; drawn only from 8 peers on.
    pub quartiles: Option<[f64; 3]>,
    /// P10 and P90; drawn only from 20 peers on.
    pub tails: Option<[f64; 2]>,
    /// Percentile rank of the own figure, 0–100; written only from 20 peers on.
    pub percentile: Option<f64>,
}

/// Metrics in display order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PeerPositions {
    /// Metrics in display order.
    pub rows: Vec<PeerPosition>,
}

/// Draws the chart. Natural height: 38 px a row with key and head, in narrow places 62 px a row.
pub fn scene(input: &PeerPositions, frame: &Frame, caption: &Caption) -> Scene {
    let mut page = Page::open(frame, caption);
    let (head, words) = (table_head(&page), page.words);
    let rows: Vec<Row<'_>> = input.rows.iter().map(Row::of).collect();
    if !rows.iter().any(|row| row.own.is_some() || row.ends.is_some()) {
        return page.empty_because("peer_positions", head, words.no_position);
    }
    let table = Table { head, rows: rows.iter().map(|row| row.cells(&page)).collect() };
    let summary = summary(&rows, &page);

    let key = legend::lines(peer_strips::key(&rows, &page), page.width);
    let key_height = legend::height_above(&key);
    let strips = Strips::of(&rows, &page);
    page.set_height(key_height + strips.height(true), key_height + strips.height(false));
    legend::draw(&mut page, &key, (0.0, 0.0), false);
    let room = page.height - key_height;
    let places = strips.draw(&mut page, &rows, key_height, room);
    let spot = |(row, (y, height)): (&Row<'_>, (f64, f64))| Hotspot {
        id: row.input.id.clone(),
        label: clean(&row.input.measure.name),
        detail: row.detail(&page),
        x: 0.0,
        y,
        width: page.width,
        height,
    };
    let hotspots = rows.iter().zip(places).map(spot).collect();
    page.finish("peer_positions", summary, hotspots, table)
}

/// A metric with only what its number of peers allows to show.
pub(crate) struct Row<'a> {
    pub input: &'a PeerPosition,
    pub n: u32,
    /// Single peers, rising.
    pub points: Vec<&'a PeerPoint>,
    pub own: Option<f64>,
    pub quartiles: Option<[f64; 3]>,
    pub tails: Option<[f64; 2]>,
    pub percentile: Option<f64>,
    /// Lowest and highest of the peers, or of what is known of them.
    pub ends: Option<(f64, f64)>,
}

impl<'a> Row<'a> {
    pub(crate) fn of(input: &'a PeerPosition) -> Self {
        let mut points: Vec<&PeerPoint> = input.points.iter().filter(|point| point.value.is_finite()).collect();
        points.sort_by(|a, b| a.value.total_cmp(&b.value));
        let n = input.n.max(u32::try_from(points.len()).unwrap_or(u32::MAX));
        let quartiles = input.quartiles.filter(|all| n >= QUARTILES_FROM && all.iter().all(|q| q.is_finite()));
        let tails = input.tails.filter(|all| n >= PERCENTILES_FROM && all.iter().all(|q| q.is_finite()));
        let values = points.iter().map(|point| point.value).chain(quartiles.into_iter().flatten()).chain(tails.into_iter().flatten());
        let ends = values.map(|value| (value, value)).reduce(|(low, high), (value, _)| (low.min(value), high.max(value)));
        let own = known(input.own);
        let percentile = known(input.percentile).filter(|_| n >= PERCENTILES_FROM && own.is_some());
        Self { input, n, points, own, quartiles: quartiles.map(rising), tails: tails.map(rising), percentile, ends }
    }

    /// n = 12
    pub(crate) fn size(&self) -> String {
        format!("n = {}", self.n)
    }

    pub(crate) fn figure(&self, value: f64, language: Language) -> String {
        self.input.measure.figure(value, language)
    }

    fn cells(&self, page: &Page) -> Vec<String> {
        let cell = |value: Option<f64>| value.map_or_else(|| "—".to_owned(), |value| self.figure(value, page.language));
        let [low, middle, high] = self.quartiles.map_or([None; 3], |all| all.map(Some));
        let [p10, p90] = self.tails.map_or([None; 2], |all| all.map(Some));
        let name = clean(&self.input.measure.head(page.language));
        let figures = [self.ends.map(|ends| ends.0), p10, low, middle, high, p90, self.ends.map(|ends| ends.1), self.own].map(cell);
        let rank = self.percentile.map_or_else(|| "—".to_owned(), percentile);
        [name, self.n.to_string()].into_iter().chain(figures).chain([rank]).collect()
    }

    fn detail(&self, page: &Page) -> String {
        let (words, language) = (page.words, page.language);
        let measure = &self.input.measure;
        let own = self.own.map_or_else(|| words.not_entered.to_owned(), |own| measure.full(own, language));
        let mut parts = vec![format!("{} {own}", words.own)];
        parts.extend(self.percentile.map(percentile));
        let range = |name: &str, low: f64, high: f64| format!("{name} {}–{}", self.figure(low, language), self.figure(high, language));
        if let Some([low, middle, high]) = self.quartiles {
            parts.push(format!("{} {}", words.median, measure.full(middle, language)));
            parts.push(range("P25–P75", low, high));
        }
        parts.extend(self.tails.map(|[low, high]| range("P10–P90", low, high)));
        if let (Some(low), Some(high)) = (self.points.first(), self.points.last()) {
            for (word, point) in [(words.lowest, low), (words.highest, high)] {
                parts.push(format!("{word} {} {}", clean(&point.name), measure.full(point.value, language)).replace("  ", " "));
            }
        }
        parts.push(if self.n == 0 { words.no_peer_figure.to_owned() } else { self.size() });
        if self.input.direction == Direction::Lower {
            parts.push(words.lower_is_better.to_owned());
        }
        parts.join(words.comma)
    }
}

fn rising<const N: usize>(mut values: [f64; N]) -> [f64; N] {
    values.sort_by(f64::total_cmp);
    values
}

fn table_head(page: &Page) -> Vec<String> {
    let words = page.words;
    let percentiles = ["P10", "P25", words.median, "P75", "P90"];
    let head = [words.metric, words.sample, words.lowest].into_iter().chain(percentiles);
    head.chain([words.highest, words.own, words.percentile]).map(str::to_owned).collect()
}

/// The own figures of the first metrics with what they are compared with.
fn summary(rows: &[Row<'_>], page: &Page) -> String {
    let (words, language) = (page.words, page.language);
    let told = |row: &Row<'_>| {
        let own = row.own.map_or_else(|| words.not_entered.to_owned(), |own| row.input.measure.full(own, language));
        let mut parts = vec![format!("{} {own}", clean(&row.input.measure.name))];
        parts.extend(row.quartiles.map(|[_, middle, _]| format!("{} {}", words.median, row.input.measure.full(middle, language))));
        parts.extend(row.percentile.map(percentile));
        parts.push(row.size());
        parts.join(words.comma)
    };
    rows.iter().take(4).map(told).collect::<Vec<_>>().join(words.semicolon) + words.stop.trim_end()
}

#[cfg(test)]
#[path = "peer_positions_tests.rs"]
mod tests;
