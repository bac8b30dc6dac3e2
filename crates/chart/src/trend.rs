//! Trend: a metric over the years, a line for each institution; or over named moments, a line for each part of one assessment.
//!
//! A year without a figure interrupts a line; nothing is drawn across the gap. The own line is in the brand's colour, up to five peers are
//! emphasised, all others are grey.

use crate::axis::{Axis, cut};
use crate::figure::Figure;
use crate::legend;
use crate::measure::Measure;
use crate::page::Page;
use crate::plot::{Digits, Plot, Scale};
use crate::scene::{Caption, Frame, Hotspot, Language, Scene, Table};
use crate::text::clean;
use crate::trend_lines::{self, Ends};
use serde::Serialize;

/// A figure in a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TrendPoint {
    /// Year; of a trend over moments the place of the moment, from 0.
    pub year: i32,
    /// Its figure; one that is no number counts as missing, and on a logarithmic scale one that is not positive.
    pub figure: Figure,
}

/// One institution, or one part of an assessment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendLine {
    /// Stable id, given back in the hotspots.
    pub id: String,
    /// Short name, written at the end of the line.
    pub name: String,
    /// The institution of the engagement, or the whole of the assessment.
    pub is_own: bool,
    /// A peer that is told apart and named; of those only the first five are.
    pub is_emphasised: bool,
    /// Figures in any order, one a year; of several in a year the first counts.
    pub points: Vec<TrendPoint>,
}

/// Lines in the order of the table.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Trend {
    /// What is measured.
    pub measure: Measure,
    /// Equal ratios take equal room. Said in the subtitle of the caption.
    pub logarithmic: bool,
    /// Names of moments, where the trend is one over moments and not over years.
    pub moments: Vec<String>,
    /// Lines in the order of the table.
    pub lines: Vec<TrendLine>,
}

impl Trend {
    /// The name of the moment that stands at this place, where the trend is one over moments.
    fn moment(&self, place: i32) -> Option<String> {
        usize::try_from(place).ok().and_then(|place| self.moments.get(place)).map(|name| clean(name))
    }

    fn is_over_moments(&self) -> bool {
        !self.moments.is_empty()
    }

    /// A year or a moment as it stands in a head.
    fn time(&self, year: i32) -> String {
        self.moment(year).unwrap_or_else(|| year.to_string())
    }
}

/// Peers that can be emphasised.
const MOST_EMPHASISED: usize = 5;
/// A linear scale of positive figures begins at zero unless they all lie above this share of the greatest.
const CUT_FROM: f64 = 0.6;
/// A figure's hotspot reaches so far from its point, px.
const REACH: f64 = 7.0;

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    Own,
    Emphasised,
    Grey,
}

/// A line with its figures by year.
pub(crate) struct Line<'a> {
    pub line: &'a TrendLine,
    pub weight: Weight,
    pub points: Vec<TrendPoint>,
}

/// Draws the chart. Natural height: 0.55 of the width, 240–400 px, with key.
pub fn scene(input: &Trend, frame: &Frame, caption: &Caption) -> Scene {
    let mut page = Page::open(frame, &said(caption, input.logarithmic, frame.language));
    let (words, language) = (page.words, page.language);
    let lines = known(input);
    let years: Vec<i32> = all_years(&lines);
    let over_moments = input.is_over_moments();
    let mut head = vec![if over_moments { words.part } else { words.institution }.to_owned()];
    head.extend(years.iter().map(|year| input.time(*year)));
    if years.is_empty() {
        return page.empty_because("trend", head, if over_moments { words.no_score_trend } else { words.no_trend });
    }
    let rows = lines.iter().map(|line| {
        let cell = |year: &i32| line.of(*year).map_or_else(|| "—".to_owned(), |figure| figure.text(&input.measure, language));
        [clean(&line.line.name)].into_iter().chain(years.iter().map(cell)).collect()
    });
    let table = Table { head, rows: rows.collect() };
    let summary = summary(&lines, &years, input, &page);

    // Parts of one assessment are all named at their lines.
    let entries = if over_moments { Vec::new() } else { trend_lines::key(&lines, &page) };
    let key = legend::lines(entries, page.width);
    let above = legend::height_above(&key);
    page.set_height(above + (page.width * 0.55).clamp(240.0, 400.0), above + 220.0);
    legend::draw(&mut page, &key, (0.0, 0.0), false);
    let ends = Ends::of(&lines, input, &years, &page);
    let plot = plot(&lines, &years, input, &page, (above, page.width - ends.width));
    plot.draw(&mut page);
    trend_lines::draw(&mut page, &lines, input, &plot);
    ends.draw(&mut page, &lines, input, &plot);
    let hotspots = hotspots(&lines, input, &plot, &page);
    page.finish("trend", summary, hotspots, table)
}

/// The caption, with the scale in its subtitle when it is not the usual one.
fn said(caption: &Caption, logarithmic: bool, language: Language) -> Caption {
    let words = crate::words::Words::of(language);
    if !logarithmic || caption.subtitle.contains(words.log_scale) {
        return caption.clone();
    }
    let parts = [caption.subtitle.trim(), words.log_scale];
    let subtitle = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(words.comma);
    Caption { subtitle, ..caption.clone() }
}

impl Line<'_> {
    pub(crate) fn of(&self, year: i32) -> Option<Figure> {
        self.points.iter().find(|point| point.year == year).map(|point| point.figure)
    }

    /// Years without a gap between them, as runs of points.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &[TrendPoint]> {
        self.points.chunk_by(|one, next| one.year.checked_add(1) == Some(next.year))
    }
}

/// Lines with at least one figure that can be drawn, each in the order of its years.
fn known(input: &Trend) -> Vec<Line<'_>> {
    let mut emphasised = 0;
    let mut lines = Vec::with_capacity(input.lines.len());
    for line in &input.lines {
        let drawable = |point: &&TrendPoint| point.figure.value.is_finite() && (!input.logarithmic || point.figure.value > 0.0);
        let mut points: Vec<TrendPoint> = line.points.iter().filter(drawable).copied().collect();
        points.sort_by_key(|point| point.year);
        points.dedup_by_key(|point| point.year);
        if points.is_empty() {
            continue;
        }
        let weight = match (line.is_own, line.is_emphasised && emphasised < MOST_EMPHASISED) {
            (true, _) => Weight::Own,
            (false, true) => Weight::Emphasised,
            (false, false) => Weight::Grey,
        };
        emphasised += usize::from(weight == Weight::Emphasised);
        lines.push(Line { line, weight, points });
    }
    lines
}

fn all_years(lines: &[Line<'_>]) -> Vec<i32> {
    let mut years: Vec<i32> = lines.iter().flat_map(|line| line.points.iter().map(|point| point.year)).collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn plot(lines: &[Line<'_>], years: &[i32], input: &Trend, page: &Page, (top, width): (f64, f64)) -> Plot {
    let language = page.language;
    let values: Vec<f64> =
        lines.iter().flat_map(|line| &line.points).map(|point| cut(input.measure.scaled(point.figure.value, language))).collect();
    let (least, most) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    let height = page.height - top;
    let ticks = (height / 45.0) as usize;
    let y = if input.logarithmic {
        Axis::logarithmic(values.into_iter(), ticks)
    } else {
        let zero = (least >= 0.0 && least < most * CUT_FROM).then_some(0.0);
        let floor = if least >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
        Axis::linear(values.into_iter().chain(zero), (floor, f64::INFINITY), ticks)
    };
    let (first, last) = years.first().zip(years.last()).map_or((0.0, 1.0), |(first, last)| (f64::from(*first), f64::from(*last)));
    // A single year stands in the middle; several leave a little room for the marks at both ends.
    let margin = if first < last { (last - first) * 0.02 } else { 1.0 };
    let mut x = Axis::between(first - margin, last + margin, ((width / 44.0) as usize).max(2));
    x.ticks.retain(|year| year.fract() == 0.0 && (first..=last).contains(year));
    let x = Scale { axis: x, name: String::new(), digits: Digits::Years };
    let y = Scale { axis: y, name: input.measure.head(language), digits: Digits::of(&input.measure) };
    let mut plot = Plot::new(x, y, (0.0, top), (width, height));
    plot.names.clone_from(&input.moments);
    plot
}

/// Each figure, the own line's first.
fn hotspots(lines: &[Line<'_>], input: &Trend, plot: &Plot, page: &Page) -> Vec<Hotspot> {
    let mut order: Vec<&Line<'_>> = lines.iter().collect();
    order.sort_by_key(|line| line.weight);
    let spot = |line: &Line<'_>, point: &TrendPoint| {
        let (x, y) = trend_lines::at(plot, input, point, page.language);
        let detail = match input.moment(point.year) {
            Some(moment) => format!("{moment} {}", point.figure.full(&input.measure, page.language)),
            None => {
                let year = if page.language == Language::Zh { format!("{}年", point.year) } else { point.year.to_string() };
                format!("{year} {}", point.figure.told(&input.measure, page.words, page.language))
            }
        };
        Hotspot {
            id: line.line.id.clone(),
            label: clean(&line.line.name),
            detail,
            x: (x - REACH).clamp(0.0, (page.width - 2.0 * REACH).max(0.0)),
            y: (y - REACH).clamp(0.0, (page.height - 2.0 * REACH).max(0.0)),
            width: 2.0 * REACH,
            height: 2.0 * REACH,
        }
    };
    order.into_iter().flat_map(|line| line.points.iter().map(move |point| spot(line, point))).collect()
}

fn summary(lines: &[Line<'_>], years: &[i32], input: &Trend, page: &Page) -> String {
    let language = page.language;
    let span = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first < last => format!("{}–{}", input.time(*first), input.time(*last)),
        (Some(only), _) => input.time(*only),
        _ => String::new(),
    };
    let name = clean(&input.measure.name);
    let all = match (language, lines.len()) {
        (Language::Zh, _) if input.is_over_moments() => format!("{}，{span}", name.trim()),
        (Language::En, _) if input.is_over_moments() => format!("{}, {span}", name.trim()),
        (Language::Zh, count) => format!("{count}家机构{span}年{}", name.trim()),
        (Language::En, 1) => format!("{} of one institution, {span}", name.trim()),
        (Language::En, count) => format!("{} of {count} institutions, {span}", name.trim()),
    };
    let mut parts = vec![all];
    for line in lines.iter().filter(|line| line.weight != Weight::Grey) {
        let ends = line.points.first().zip(line.points.last());
        parts.extend(ends.map(|(from, to)| {
            let told = |point: &TrendPoint| format!("{} {}", input.time(point.year), point.figure.full(&input.measure, language));
            let span = if from.year == to.year { told(from) } else { [told(from), told(to)].join(page.words.comma) };
            format!("{} {span}", clean(&line.line.name))
        }));
    }
    parts.join(page.words.semicolon) + page.words.stop.trim_end()
}

#[cfg(test)]
#[path = "trend_tests.rs"]
mod tests;
