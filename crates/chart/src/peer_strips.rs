//! The strips of the peer positions: side by side with names and figures where there is room, under them in narrow places.

use crate::axis::cut;
use crate::canvas::{Anchor, Mark, Stroke};
use crate::format::percentile;
use crate::legend::{Entry, Sample};
use crate::measure::Unit;
use crate::names::Name;
use crate::page::Page;
use crate::peer_positions::{Direction, PERCENTILES_FROM, Row};
use crate::text::{Setting, clean};

/// From this width on a row is one line.
const WIDE_FROM: f64 = 520.0;
const HEAD: f64 = 24.0;
const NATURAL_ROW: f64 = 38.0;
const LEAST_ROW: f64 = 30.0;
const WIDEST_ROW: f64 = 48.0;
/// A narrow row holds name, number of peers and strip under each other.
const NARROW_ROW: f64 = 66.0;
const INDENT: f64 = 15.0;
const BOX: f64 = 14.0;
const TICK: f64 = 10.0;
const OWN: f64 = 11.0;
const GAP: f64 = 14.0;
/// Between the end of a strip, where the own mark may stand, and the figure beside it.
const BESIDE: f64 = 11.0;
/// Most of the width that the figure at one end of a strip may take.
const END: f64 = 0.2;
/// Between the line with a name and the line that says that lower is better.
const REMARK: f64 = 14.0;

/// Columns in px; figures stand right-aligned at their edge.
pub(crate) struct Strips {
    wide: bool,
    names: f64,
    sample: f64,
    strip: (f64, f64),
    own: f64,
    rank: Option<f64>,
    labels: Vec<Name>,
    remarks: Vec<bool>,
}

impl Strips {
    /// Measures what has to stand in the columns; the strips get the rest.
    pub(crate) fn of(rows: &[Row<'_>], page: &Page) -> Self {
        let (text, bold, small) = (Setting::regular(12.0), Setting::bold(12.0), Setting::regular(11.0));
        let words = page.words;
        let wide = page.width >= WIDE_FROM;
        let widest = |of: &dyn Fn(&Row<'_>) -> f64| rows.iter().map(of).fold(0.0, f64::max);
        let figure =
            |value: Option<f64>, setting: Setting, row: &Row<'_>| value.map_or(0.0, |v| setting.width(&row.figure(v, page.language)));
        let own_width = widest(&|row| figure(row.own, bold, row)).max(text.width(words.own)).max(text.width(words.not_entered));
        let own_width = own_width.min(page.width * 0.45);
        let ranked = rows.iter().any(|row| row.percentile.is_some());
        let rank_width = bold.width("P100").max(text.width(words.percentile));
        let end = |of: fn((f64, f64)) -> f64| widest(&|row| figure(scale(row).map(of), small, row)).min(page.width * END) + BESIDE;
        let (low, high) = (end(|ends| ends.0), end(|ends| ends.1));
        let own = if ranked && wide { page.width - rank_width - GAP } else { page.width };
        let rank = ranked.then_some(page.width);
        let (names, sample, strip) = if wide {
            let name = |row: &Row<'_>| indent(row) + text.width(&label(row, page));
            let remark = if rows.iter().any(is_lower) { text.width(words.lower_is_better) } else { 0.0 };
            let names = widest(&name).max(remark).min(page.width * 0.24).max(40.0);
            let sample = names + GAP;
            let left = sample + widest(&|row| small.width(&row.size())).max(text.width(words.sample)) + GAP + low;
            (names, sample, (left, (own - own_width - GAP - high - left).max(10.0)))
        } else {
            (page.width - own_width - GAP, 0.0, (low, (page.width - low - high).max(10.0)))
        };
        let labels: Vec<Name> = rows.iter().map(|row| Name::new(&label(row, page), text, (names - indent(row)).max(20.0))).collect();
        Self { wide, names, sample, strip, own, rank, labels, remarks: rows.iter().map(is_lower).collect() }
    }

    /// What all rows need, with comfort or at least.
    pub(crate) fn height(&self, natural: bool) -> f64 {
        let row = match (self.wide, natural) {
            (false, _) => NARROW_ROW,
            (true, true) => NATURAL_ROW,
            (true, false) => LEAST_ROW,
        };
        self.head() + row * self.labels.len() as f64 + self.extra()
    }

    fn head(&self) -> f64 {
        if self.wide { HEAD } else { 0.0 }
    }

    fn extra_of(&self, index: usize) -> f64 {
        let remark = if self.wide && self.remarks[index] { REMARK } else { 0.0 };
        self.labels[index].extra() + remark
    }

    fn extra(&self) -> f64 {
        (0..self.labels.len()).map(|index| self.extra_of(index)).sum()
    }

    /// Draws head and rows from `top` on into `room` px; gives top and height of each row.
    pub(crate) fn draw(&self, page: &mut Page, rows: &[Row<'_>], top: f64, room: f64) -> Vec<(f64, f64)> {
        let row = (room - self.head() - self.extra()) / rows.len().max(1) as f64;
        let row = row.min(if self.wide { WIDEST_ROW } else { NARROW_ROW });
        if self.wide {
            self.draw_head(page, top + HEAD / 2.0);
        }
        let mut y = top + self.head();
        let mut places = Vec::with_capacity(rows.len());
        for (index, line) in rows.iter().enumerate() {
            let height = row + self.extra_of(index);
            page.canvas.rule((0.0, y), page.width, page.palette.grid, 1.0);
            if self.wide {
                self.draw_wide(page, line, index, (y, height));
            } else {
                self.draw_narrow(page, line, index, (y, height));
            }
            places.push((y, height));
            y += height;
        }
        places
    }

    fn draw_head(&self, page: &mut Page, middle: f64) {
        let (text, color, words) = (Setting::regular(12.0), page.palette.ink_3, page.words);
        let (left, width) = self.strip;
        page.canvas.text_mid((0.0, middle), Anchor::Start, words.metric, text, color);
        page.canvas.text_mid((self.sample, middle), Anchor::Start, words.sample, text, color);
        page.canvas.text_mid((left - BESIDE, middle), Anchor::End, words.low, text, color);
        page.canvas.text_mid((left + width + BESIDE, middle), Anchor::Start, words.high, text, color);
        page.canvas.text_mid((self.own, middle), Anchor::End, words.own, text, color);
        if let Some(right) = self.rank {
            page.canvas.text_mid((right, middle), Anchor::End, words.percentile, text, color);
        }
    }

    fn draw_wide(&self, page: &mut Page, row: &Row<'_>, index: usize, (y, height): (f64, f64)) {
        let (palette, middle) = (page.palette, y + height / 2.0);
        let remark = if self.remarks[index] { REMARK } else { 0.0 };
        self.draw_name(page, row, index, middle - remark / 2.0);
        if remark > 0.0 {
            let at = (indent(row), middle - remark / 2.0 + self.labels[index].end().1 + REMARK + 1.0);
            let setting = Setting::regular(12.0);
            let told = setting.fit(page.words.lower_is_better, self.names - indent(row));
            page.canvas.text_mid(at, Anchor::Start, &told, setting, palette.ink_3);
        }
        page.canvas.text_mid((self.sample, middle), Anchor::Start, &row.size(), Setting::regular(11.0), palette.ink_3);
        self.draw_own(page, row, middle);
        self.draw_rank(page, row, middle);
        self.draw_strip(page, row, middle);
    }

    fn draw_narrow(&self, page: &mut Page, row: &Row<'_>, index: usize, (y, height): (f64, f64)) {
        let extra = self.labels[index].extra();
        let first = y + 14.0 + extra / 2.0;
        self.draw_name(page, row, index, first);
        self.draw_own(page, row, y + 14.0);
        let second = y + 31.0 + extra;
        self.draw_rank(page, row, second);
        let mut told = row.size();
        if self.remarks[index] {
            told = [told.as_str(), page.words.lower_is_better].join(" · ");
        }
        let setting = Setting::label(&told);
        page.canvas.text_mid((0.0, second), Anchor::Start, &setting.fit(&told, page.width - 48.0), setting, page.palette.ink_3);
        self.draw_strip(page, row, y + height - 16.0);
    }

    fn draw_name(&self, page: &mut Page, row: &Row<'_>, index: usize, middle: f64) {
        let palette = page.palette;
        if let Some(dimension) = row.input.dimension {
            page.canvas.mark(Mark::from(dimension), (4.0, middle), 7.5, palette.hue(dimension));
        }
        self.labels[index].draw(page, (indent(row), middle), palette.ink);
    }

    fn draw_own(&self, page: &mut Page, row: &Row<'_>, middle: f64) {
        let at = (self.own, middle);
        match row.own {
            Some(own) => page.canvas.text_mid(at, Anchor::End, &row.figure(own, page.language), Setting::bold(12.0), page.palette.ink),
            None => page.canvas.text_mid(at, Anchor::End, page.words.not_entered, Setting::regular(12.0), page.palette.ink_3),
        }
    }

    fn draw_rank(&self, page: &mut Page, row: &Row<'_>, middle: f64) {
        if let Some((rank, right)) = row.percentile.zip(self.rank) {
            page.canvas.text_mid((right, middle), Anchor::End, &percentile(rank), Setting::bold(12.0), page.palette.own);
        }
    }

    fn draw_strip(&self, page: &mut Page, row: &Row<'_>, middle: f64) {
        let (palette, (left, width)) = (page.palette, self.strip);
        if row.ends.is_none() {
            let setting = Setting::regular(12.0);
            let told = setting.fit(page.words.no_peer_figure, width);
            page.canvas.text_mid((left + width / 2.0, middle), Anchor::Middle, &told, setting, palette.ink_3);
            return;
        }
        let Some((low, high)) = scale(row) else { return };
        let x = |value: f64| place(value, (low, high), self.strip);
        let small = Setting::regular(11.0);
        for (value, at, anchor) in [(low, left - BESIDE, Anchor::End), (high, left + width + BESIDE, Anchor::Start)] {
            let told = row.figure(value, page.language);
            // Half a figure would be another figure.
            if small.width(&told) <= page.width * END {
                page.canvas.text_mid((at, middle), anchor, &told, small, palette.ink_3);
            }
        }
        if let Some((least, most)) = row.ends {
            let line = Stroke::solid(palette.line_2, 1.0);
            page.canvas.line(&[(x(least), middle), (x(most), middle)], line);
            for end in [least, most] {
                page.canvas.line(&[(x(end), middle - TICK / 2.0), (x(end), middle + TICK / 2.0)], line);
            }
        }
        let mut band = |low: f64, high: f64, color| {
            let from = x(low);
            page.canvas.rect((from, middle - BOX / 2.0), (x(high) - from).max(1.0), BOX, color, 1.0);
        };
        if let Some([low, high]) = row.tails {
            band(low, high, palette.peer_bg);
        }
        if let Some([low, _, high]) = row.quartiles {
            band(low, high, palette.line_2);
        }
        if row.n < PERCENTILES_FROM {
            for point in &row.points {
                let at = x(point.value);
                page.canvas.line(&[(at, middle - TICK / 2.0), (at, middle + TICK / 2.0)], Stroke::solid(palette.peer, 1.25));
            }
        }
        if let Some([_, median, _]) = row.quartiles {
            let at = x(median);
            page.canvas.line(&[(at, middle - BOX / 2.0 - 1.0), (at, middle + BOX / 2.0 + 1.0)], Stroke::solid(palette.ink_2, 2.0));
        }
        if let Some(own) = row.own {
            page.canvas.mark(Mark::Diamond, (x(own), middle), OWN + 3.0, palette.surface);
            page.canvas.mark(Mark::Diamond, (x(own), middle), OWN, palette.own);
        }
    }
}

/// The name, with its unit unless the figures carry it.
fn label(row: &Row<'_>, page: &Page) -> String {
    let measure = &row.input.measure;
    clean(&if measure.unit == Unit::PerCent { measure.name.clone() } else { measure.head(page.language) })
}

fn is_lower(row: &Row<'_>) -> bool {
    row.input.direction == Direction::Lower
}

fn indent(row: &Row<'_>) -> f64 {
    if row.input.dimension.is_some() { INDENT } else { 0.0 }
}

/// What the ends of a strip stand for: the lowest and highest of peers and own figure; nothing without peers.
fn scale(row: &Row<'_>) -> Option<(f64, f64)> {
    row.ends.map(|(low, high)| (low.min(row.own.unwrap_or(low)), high.max(row.own.unwrap_or(high))))
}

/// Where a value stands on its strip; in the middle where all values are equal.
fn place(value: f64, (low, high): (f64, f64), (left, width): (f64, f64)) -> f64 {
    let (low, high) = (cut(low), cut(high));
    let share = if high > low { (cut(value) - low) / (high - low) } else { 0.5 };
    left + share.clamp(0.0, 1.0) * width
}

/// Only the marks that occur.
pub(crate) fn key(rows: &[Row<'_>], page: &Page) -> Vec<Entry> {
    let (palette, words) = (page.palette, page.words);
    let any = |is: &dyn Fn(&Row<'_>) -> bool| rows.iter().any(is);
    let with_peers = |row: &Row<'_>| row.ends.is_some();
    let entries = [
        (any(&|row| row.own.is_some() && with_peers(row)), Sample::Mark(Mark::Diamond, palette.own), words.own),
        (any(&|row| row.n < PERCENTILES_FROM && !row.points.is_empty()), Sample::Tick(palette.peer), words.each_peer),
        (any(&|row| row.quartiles.is_some()), Sample::Tick(palette.ink_2), words.median),
        (any(&|row| row.quartiles.is_some()), Sample::Bar(palette.line_2), "P25–P75"),
        (any(&|row| row.tails.is_some()), Sample::Bar(palette.peer_bg), "P10–P90"),
    ];
    entries.into_iter().filter(|(present, ..)| *present).map(|(_, sample, name)| Entry { sample, name: name.to_owned() }).collect()
}
