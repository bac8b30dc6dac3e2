//! Scatter: two figures of each institution against each other, as intensity of spending against its growth.

use crate::axis::Axis;
use crate::canvas::{Anchor, Mark, Stroke};
use crate::figure::Figure;
use crate::label_placement::Area;
use crate::legend::{self, Entry, Sample};
use crate::measure::Measure;
use crate::named_points::{self, NamedPoint};
use crate::page::Page;
use crate::plot::{Digits, LINE, Plot, Scale};
use crate::scene::{Caption, Frame, Language, Scene, Table};
use crate::text::{Setting, clean};
use serde::Serialize;

/// One institution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScatterPoint {
    /// Stable id, given back in the hotspot.
    pub id: String,
    /// Short name; written beside the point where there is room.
    pub name: String,
    /// To the right, in the unit of `x`; a point without it is counted as left out.
    pub x: Option<Figure>,
    /// Upwards, in the unit of `y`; a point without it is counted as left out.
    pub y: Option<Figure>,
    /// The institution of the engagement: a diamond, always named.
    pub is_own: bool,
}

/// Institutions in the order of the table.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Scatter {
    /// What is measured to the right.
    pub x: Measure,
    /// What is measured upwards. Its zero is always in sight, as a line.
    pub y: Measure,
    /// Institutions in the order of the table.
    pub points: Vec<ScatterPoint>,
    /// Institutions that were left out before for want of a figure; told under the field together with those found here.
    pub left_out: u32,
}

/// An institution with both figures.
struct Known<'a> {
    point: &'a ScatterPoint,
    x: Figure,
    y: Figure,
}

/// Draws the chart. Natural height: three fifths of the width, 240–420 px, with key and note.
pub fn scene(input: &Scatter, frame: &Frame, caption: &Caption) -> Scene {
    let mut page = Page::open(frame, caption);
    let (words, language) = (page.words, page.language);
    let head = [words.institution.to_owned(), input.x.head(language), input.y.head(language), words.provenance.to_owned()];
    let known: Vec<Known<'_>> = input.points.iter().filter_map(Known::of).collect();
    if known.is_empty() {
        return page.empty_because("scatter", head.to_vec(), words.no_points);
    }
    let left_out = u64::from(input.left_out) + (input.points.len() - known.len()) as u64;
    let table = Table { head: head.to_vec(), rows: known.iter().map(|known| row(known, input, &page)).collect() };
    let summary = summary(&known, input, left_out, &page);

    let key = legend::lines(key(&known, &page), page.width);
    let note = note(left_out, language).map_or_else(Vec::new, |note| Setting::regular(12.0).wrap(&note, page.width, 3));
    let around = legend::height_above(&key) + note.len() as f64 * LINE;
    let natural = (page.width * 0.6).clamp(240.0, 420.0);
    page.set_height(around + natural, around + 200.0);
    legend::draw(&mut page, &key, (0.0, 0.0), false);
    let plot = plot(&known, input, &page, legend::height_above(&key), page.height - around);
    plot.draw(&mut page);
    let zero = plot.at(0.0, 0.0).1.floor() + 0.5;
    page.canvas.line(&[(plot.area.corner.0, zero), (plot.right(), zero)], Stroke::solid(page.palette.ink_3, 1.0));
    for (i, line) in note.iter().enumerate() {
        let at = (0.0, page.height - (note.len() - i) as f64 * LINE + LINE / 2.0);
        page.canvas.text_mid(at, Anchor::Start, line, Setting::regular(12.0), page.palette.ink_3);
    }
    let named: Vec<NamedPoint<'_>> = known
        .iter()
        .map(|Known { point, x, y }| NamedPoint {
            id: &point.id,
            name: &point.name,
            at: plot.at(input.x.scaled(x.value, language), input.y.scaled(y.value, language)),
            is_own: point.is_own,
            hollow: !(x.is_firm() && y.is_firm()),
            written: true,
            ground: page.palette.surface,
            detail: detail(*x, *y, input, &page),
        })
        .collect();
    let bounds = Area { width: page.width - plot.area.corner.0, ..plot.area };
    let hotspots = named_points::draw(&mut page, &named, &[], &bounds);
    page.finish("scatter", summary, hotspots, table)
}

impl<'a> Known<'a> {
    fn of(point: &'a ScatterPoint) -> Option<Self> {
        Some(Self { point, x: Figure::known(point.x)?, y: Figure::known(point.y)? })
    }
}

fn plot(known: &[Known<'_>], input: &Scatter, page: &Page, top: f64, height: f64) -> Plot {
    let language = page.language;
    let across = || known.iter().map(|known| input.x.scaled(known.x.value, language));
    let upwards = known.iter().map(|known| input.y.scaled(known.y.value, language)).chain([0.0]);
    let floor = if across().all(|x| x >= 0.0) { 0.0 } else { f64::NEG_INFINITY };
    let x = Axis::linear(across(), (floor, f64::INFINITY), (page.width / 80.0) as usize);
    let y = Axis::linear(upwards, (f64::NEG_INFINITY, f64::INFINITY), (height / 45.0) as usize);
    let x = Scale { axis: x, name: input.x.head(language), digits: Digits::of(&input.x) };
    let y = Scale { axis: y, name: input.y.head(language), digits: Digits::of(&input.y) };
    Plot::new(x, y, (0.0, top), (page.width, height))
}

/// Only the marks that occur.
fn key(known: &[Known<'_>], page: &Page) -> Vec<Entry> {
    let (palette, words) = (page.palette, page.words);
    let peers = || known.iter().filter(|known| !known.point.is_own);
    let firm = |known: &Known<'_>| known.x.is_firm() && known.y.is_firm();
    let entry = |mark, color, name: &str| Entry { sample: Sample::Mark(mark, color), name: name.to_owned() };
    let mut key = Vec::new();
    if known.iter().any(|known| known.point.is_own) {
        key.push(entry(Mark::Diamond, palette.own, words.own));
    }
    if peers().any(firm) {
        key.push(entry(Mark::Disc, palette.peer, words.firm));
    }
    if peers().any(|known| !firm(known)) {
        key.push(entry(Mark::Ring, palette.ink_2, words.less_firm));
    }
    key
}

fn note(left_out: u64, language: Language) -> Option<String> {
    (left_out > 0).then(|| match (language, left_out) {
        (Language::Zh, _) => format!("{left_out}家机构缺少数值，未画出。"),
        (Language::En, 1) => "1 institution lacks a figure and is not plotted.".to_owned(),
        (Language::En, _) => format!("{left_out} institutions lack a figure and are not plotted."),
    })
}

fn row(known: &Known<'_>, input: &Scatter, page: &Page) -> Vec<String> {
    let (x, y) = (known.x, known.y);
    let names = [x.provenance.name(page.words), y.provenance.name(page.words)];
    let provenance = if names[0] == names[1] { names[0].to_owned() } else { names.join(" / ") };
    vec![clean(&known.point.name), x.text(&input.x, page.language), y.text(&input.y, page.language), provenance]
}

/// 投入强度 4.07%，自报；投入增速 +9.28%，推算
fn detail(x: Figure, y: Figure, input: &Scatter, page: &Page) -> String {
    let told = |figure: Figure, measure: &Measure| {
        format!("{} {}", measure.name.trim(), figure.told(measure, page.words, page.language)).trim_start().to_owned()
    };
    [told(x, &input.x), told(y, &input.y)].join(page.words.semicolon)
}

fn summary(known: &[Known<'_>], input: &Scatter, left_out: u64, page: &Page) -> String {
    let language = page.language;
    let mut parts = vec![match (language, known.len()) {
        (Language::Zh, count) => format!("{count}家机构的{}与{}", input.x.name.trim(), input.y.name.trim()),
        (Language::En, 1) => format!("{} and {} of one institution", input.x.name.trim(), input.y.name.trim()),
        (Language::En, count) => format!("{} and {} of {count} institutions", input.x.name.trim(), input.y.name.trim()),
    }];
    if let Some(own) = known.iter().find(|known| known.point.is_own) {
        let figures = [own.x.full(&input.x, language), own.y.full(&input.y, language)].join(page.words.comma);
        parts.push(format!("{} {figures}", clean(&own.point.name)));
    }
    let said = parts.join(page.words.semicolon) + page.words.stop.trim_end();
    match (note(left_out, language), language) {
        (Some(note), Language::Zh) => said + &note,
        (Some(note), Language::En) => format!("{said} {note}"),
        (None, _) => said,
    }
}

#[cfg(test)]
#[path = "scatter_tests.rs"]
mod tests;
