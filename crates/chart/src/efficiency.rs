//! Efficiency: intensity of technology spending against the score of economic value, in four fields.
//!
//! The field of much spending and little value, 重投入、轻产出, is the only one that is tinted.

use crate::axis::Axis;
use crate::canvas::{Anchor, Mark, Stroke};
use crate::format::{NO_NUMBER, known, score};
use crate::label_placement::Area;
use crate::legend::{self, Entry, Sample};
use crate::measure::Measure;
use crate::named_points::{self, NamedPoint};
use crate::page::Page;
use crate::plot::{Digits, Plot, Scale};
use crate::scene::{Caption, Frame, Hotspot, Language, Scene, Table};
use crate::text::{Setting, clean};
use serde::Serialize;

/// One institution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EfficiencyPoint {
    /// Stable id, given back in the hotspot.
    pub id: String,
    /// Short name. That of the own institution is written beside its diamond, those of peers are only told.
    pub name: String,
    /// Spending, in the unit of [`Efficiency::intensity`].
    pub intensity: f64,
    /// Score of economic value, 0–100.
    pub value_score: f64,
    /// The institution of the engagement: a diamond.
    pub is_own: bool,
}

/// An institution of which only the spending is known, as nobody publishes how mature its digital finance is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpendingOnly {
    /// Stable id, given back in the hotspot.
    pub id: String,
    /// Short name; only told.
    pub name: String,
    /// Spending, in the unit of [`Efficiency::intensity`].
    pub intensity: f64,
}

/// A line that divides the field.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FieldLine {
    /// Where it stands, in the unit of its axis.
    pub at: f64,
    /// What it is, as 同业中位; the figure is written behind it.
    pub name: String,
}

/// Institutions in a field of four parts.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Efficiency {
    /// What is measured to the right.
    pub intensity: Measure,
    /// Name of the score that is measured upwards, as 经济价值得分.
    pub score_name: String,
    /// Institutions in the order of the table; one with a figure that is no number is left out.
    pub points: Vec<EfficiencyPoint>,
    /// Peers without a score: ticks on the lower edge of the field, at their spending.
    pub spending: Vec<SpendingOnly>,
    /// From where on spending is high.
    pub high_intensity: FieldLine,
    /// From which score on the yield is high.
    pub high_score: FieldLine,
}

/// Share of the frame that is kept on either side of the line for high spending, and above and below that for a high score.
const LEAST_PART: f64 = 0.25;
/// Scores that the frame spans at least, so that a few points of difference do not look like much.
const LEAST_SCORES: f64 = 30.0;
const LEADING: f64 = 16.0;
/// Height of the tick of a peer without a score.
const TICK: f64 = 9.0;
/// Width of what answers the pointer around a tick.
const TICK_REACH: f64 = 8.0;
/// Between a text and the lines around its part of the field.
const INSET: f64 = 6.0;

/// Draws the chart. Natural height: three fifths of the width, 260–420 px, with key.
pub fn scene(input: &Efficiency, frame: &Frame, caption: &Caption) -> Scene {
    let mut page = Page::open(frame, caption);
    let (words, language) = (page.words, page.language);
    let head = [words.institution.to_owned(), input.intensity.head(language), clean(&input.score_name), words.field.to_owned()];
    let lines = known(Some(input.high_intensity.at)).zip(known(Some(input.high_score.at)).map(cut));
    let points: Vec<&EfficiencyPoint> =
        input.points.iter().filter(|point| point.intensity.is_finite() && point.value_score.is_finite()).collect();
    let Some(lines) = lines.filter(|_| !points.is_empty()) else {
        return page.empty_because("efficiency", head.to_vec(), words.no_points);
    };
    let spending: Vec<&SpendingOnly> = input.spending.iter().filter(|peer| peer.intensity.is_finite()).collect();
    let rows = points.iter().map(|point| {
        let intensity = input.intensity.figure(point.intensity, language);
        vec![clean(&point.name), intensity, score(cut(point.value_score)), field(point, lines).name(&page).to_owned()]
    });
    let unscored = spending.iter().map(|peer| {
        let intensity = input.intensity.figure(peer.intensity, language);
        vec![clean(&peer.name), intensity, NO_NUMBER.to_owned(), NO_NUMBER.to_owned()]
    });
    let table = Table { head: head.to_vec(), rows: rows.chain(unscored).collect() };
    let summary = summary((&points, &spending), input, lines, &page);

    let key = legend::lines(key(&points, &spending, &page), page.width);
    let above = legend::height_above(&key);
    page.set_height(above + (page.width * 0.6).clamp(260.0, 420.0), above + 240.0);
    legend::draw(&mut page, &key, (0.0, 0.0), false);
    let captions = Captions::of(input, lines, &page);
    let plot = plot((&points, &spending), input, lines, &page, (captions.lift(input, &page), above));
    let line = plot.at(input.intensity.scaled(lines.0, language), lines.1);
    let heavy = Field::HEAVY.area(&plot, line);
    page.canvas.rect(heavy.corner, heavy.width, heavy.height, page.palette.gap_bg, 0.0);
    plot.draw(&mut page);
    let stroke = Stroke::solid(page.palette.ink_3, 1.0);
    let (x, y) = (line.0.floor() + 0.5, line.1.floor() + 0.5);
    page.canvas.line(&[(x, plot.area.corner.1), (x, plot.bottom())], stroke);
    page.canvas.line(&[(plot.area.corner.0, y), (plot.right(), y)], stroke);

    let named: Vec<NamedPoint<'_>> = points
        .iter()
        .map(|point| NamedPoint {
            id: &point.id,
            name: &point.name,
            at: plot.at(input.intensity.scaled(point.intensity, language), cut(point.value_score)),
            is_own: point.is_own,
            hollow: false,
            written: point.is_own,
            ground: if field(point, lines) == Field::HEAVY { page.palette.gap_bg } else { page.palette.surface },
            detail: detail(point, input, lines, &page),
        })
        .collect();
    let ticks = draw_ticks(&mut page, &spending, input, &plot);
    let marks: Vec<Area> = named.iter().map(|point| Area::around(point.at, 7.0)).chain(ticks.iter().map(|(_, area)| *area)).collect();
    let mut taken = vec![draw_captions(&mut page, &captions, line, &plot, &marks)];
    for field in Field::ALL {
        taken.extend(draw_name(&mut page, field, &field.area(&plot, line), &taken, &marks));
    }
    let mut hotspots = named_points::draw(&mut page, &named, &taken, &plot.area);
    hotspots.extend(ticks.into_iter().map(|(hotspot, _)| hotspot));
    page.finish("efficiency", summary, hotspots, table)
}

/// A score is 0–100; what lies beyond is nonsense and is cut.
fn cut(score: f64) -> f64 {
    score.clamp(0.0, 100.0)
}

/// A part of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Field {
    /// Right of the upright line.
    high_spend: bool,
    /// Above the level line.
    high_yield: bool,
}

impl Field {
    /// 重投入、轻产出.
    const HEAVY: Self = Self { high_spend: true, high_yield: false };
    /// The tinted one first, as its name has to stand.
    const ALL: [Self; 4] = [
        Self::HEAVY,
        Self { high_spend: true, high_yield: true },
        Self { high_spend: false, high_yield: true },
        Self { high_spend: false, high_yield: false },
    ];

    fn name(self, page: &Page) -> &'static str {
        match (self.high_spend, self.high_yield) {
            (true, false) => page.words.high_spend_low_yield,
            (true, true) => page.words.high_spend_high_yield,
            (false, true) => page.words.low_spend_high_yield,
            (false, false) => page.words.low_spend_low_yield,
        }
    }

    fn area(self, plot: &Plot, (x, y): (f64, f64)) -> Area {
        let (left, top) = plot.area.corner;
        let (from, to) = if self.high_spend { (x, plot.right()) } else { (left, x) };
        let (upper, lower) = if self.high_yield { (top, y) } else { (y, plot.bottom()) };
        Area { corner: (from, upper), width: to - from, height: lower - upper }
    }
}

/// Where a point lies; one on a line counts to the high side.
fn field(point: &EfficiencyPoint, (intensity, score): (f64, f64)) -> Field {
    Field { high_spend: point.intensity >= intensity, high_yield: cut(point.value_score) >= score }
}

/// Ticks of the peers of which only the spending is known, with the area that each takes.
fn draw_ticks(page: &mut Page, spending: &[&SpendingOnly], input: &Efficiency, plot: &Plot) -> Vec<(Hotspot, Area)> {
    let language = page.language;
    let mut ticks = Vec::with_capacity(spending.len());
    for peer in spending {
        let (x, _) = plot.at(input.intensity.scaled(peer.intensity, language), 0.0);
        let top = plot.bottom() - TICK;
        page.canvas.line(&[(x, top), (x, plot.bottom())], Stroke::solid(page.palette.peer, 2.0));
        let hotspot = Hotspot {
            id: peer.id.clone(),
            label: clean(&peer.name),
            detail: [spent(peer.intensity, input, page).as_str(), page.words.no_score].join(page.words.comma),
            x: (x - TICK_REACH / 2.0).clamp(0.0, (page.width - TICK_REACH).max(0.0)),
            y: top.clamp(0.0, (page.height - TICK).max(0.0)),
            width: TICK_REACH,
            height: TICK,
        };
        ticks.push((hotspot, Area { corner: (x - 1.0, top), width: 2.0, height: TICK }));
    }
    ticks
}

type Known<'a> = (&'a [&'a EfficiencyPoint], &'a [&'a SpendingOnly]);

fn plot((points, unscored): Known<'_>, input: &Efficiency, lines: (f64, f64), page: &Page, (lift, top): (f64, f64)) -> Plot {
    let language = page.language;
    let scaled = |value: f64| crate::axis::cut(input.intensity.scaled(value, language));
    let height = page.height - top;
    let spent = points.iter().map(|point| point.intensity).chain(unscored.iter().map(|peer| peer.intensity)).map(scaled);
    let spending = reach(spent, scaled(lines.0), (scaled(lines.0).abs(), 0.0, f64::INFINITY));
    let scores = reach(points.iter().map(|point| cut(point.value_score)), lines.1, (LEAST_SCORES, 0.0, 100.0));
    let x = Axis::between(spending.0, spending.1, (page.width / 80.0) as usize);
    let y = Axis::between(scores.0, scores.1, (height / 45.0) as usize);
    let x = Scale { axis: x, name: input.intensity.head(language), digits: Digits::of(&input.intensity) };
    Plot::new(x, Scale { axis: y, name: clean(&input.score_name), digits: Digits::Plain }, (lift, top), (page.width, height))
}

/// Ends that hold all values, lie at least `least` apart and leave a part of the frame on either side of the line, as far as the bounds
/// `floor` and `ceiling` allow.
fn reach(values: impl Iterator<Item = f64>, line: f64, (least, floor, ceiling): (f64, f64, f64)) -> (f64, f64) {
    let (low, high) = values.chain([line]).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    let span = high - low;
    // The smaller side, as a share of the larger one, has its part of the whole.
    let side = (span * LEAST_PART / (1.0 - LEAST_PART)).max(least / 2.0).max(f64::MIN_POSITIVE);
    let (below, above) = ((line - low + span * 0.08).max(side), (high - line + span * 0.08).max(side));
    let (from, to) = (line - below, line + above);
    (if low >= floor { from.max(floor) } else { from }, if high <= ceiling { to.min(ceiling) } else { to })
}

/// What the two lines are, with their figures.
struct Captions {
    spending: String,
    yields: String,
}

impl Captions {
    fn of(input: &Efficiency, lines: (f64, f64), page: &Page) -> Self {
        let told = |name: &str, figure: String, room| Setting::regular(12.0).fit(format!("{} {figure}", clean(name)).trim(), room);
        Self {
            spending: told(&input.high_intensity.name, input.intensity.figure(lines.0, page.language), page.width * 0.6),
            yields: told(&input.high_score.name, score(lines.1), page.width * 0.4),
        }
    }

    /// Room over the field for what stands at the upper end of the upright line, where the name of the axis leaves none beside it.
    fn lift(&self, input: &Efficiency, page: &Page) -> f64 {
        let setting = Setting::regular(12.0);
        let beside = setting.width(&clean(&input.score_name)) + setting.width(&self.spending) + 40.0;
        if beside > page.width * 0.5 { LEADING } else { 0.0 }
    }
}

/// The one over the upper end of its line, outside of the field; the other at the end of its line that is free of marks, whose area is
/// given.
fn draw_captions(page: &mut Page, captions: &Captions, (x, y): (f64, f64), plot: &Plot, marks: &[Area]) -> Area {
    let (setting, palette) = (Setting::regular(12.0), page.palette);
    let half = setting.width(&captions.spending) / 2.0;
    // In the line of the axis' name it begins behind that name, in a line of its own behind the digits of the axis.
    let beside =
        if plot.name_line() < plot.area.corner.1 - 2.0 * LEADING { 0.0 } else { setting.width(&plot.upright_name()) + 2.0 * INSET };
    let middle = x.min(page.width - half).max(plot.area.corner.0.max(beside) + half);
    let over = plot.area.corner.1 - LEADING / 2.0 - 2.0;
    page.canvas.text_mid((middle, over), Anchor::Middle, &captions.spending, setting, palette.ink_2);

    let width = setting.width(&captions.yields);
    let (left, right) = (plot.area.corner.0 + INSET, plot.right() - width - INSET);
    let place = |corner| Area { corner, width, height: LEADING };
    let (above, below) = (y - LEADING - 1.0, y + 2.0);
    let places = [(right, above), (left, above), (right, below), (left, below)].map(place);
    let inside = || places.iter().filter(|area| area.inside(&plot.area));
    let free = inside().find(|area| !marks.iter().any(|mark| area.crosses(mark, 0.0)));
    let area = *free.or_else(|| inside().next()).unwrap_or(&places[2]);
    let (from, middle) = (area.corner.0, area.corner.1 + LEADING / 2.0);
    page.canvas.text_mid((from, middle), Anchor::Start, &captions.yields, setting, palette.ink_2);
    area
}

/// The name of a part in the outer corner of it that is free, else in the outermost; `None` where no corner is free of other texts.
fn draw_name(page: &mut Page, field: Field, area: &Area, taken: &[Area], marks: &[Area]) -> Option<Area> {
    let setting = Setting::bold(12.0);
    let room = area.width - 2.0 * INSET;
    let lines = [1, 2, 3].into_iter().find_map(|lines| setting.wrap_whole(field.name(page), room, lines))?;
    let (width, height) = (lines.iter().map(|line| setting.width(line)).fold(0.0, f64::max), lines.len() as f64 * LEADING);
    let (left, right) = (area.corner.0 + INSET, area.corner.0 + area.width - INSET - width);
    let (top, bottom) = (area.corner.1 + INSET / 2.0, area.corner.1 + area.height - INSET / 2.0 - height);
    let (outer, inner) = if field.high_spend { (right, left) } else { (left, right) };
    let (far, near) = if field.high_yield { (top, bottom) } else { (bottom, top) };
    let below = if field.high_yield { far + LEADING + 2.0 } else { far - LEADING - 2.0 };
    let corners = [(outer, far), (outer, below), (inner, far), (outer, near), (inner, below), (inner, near)];
    let places = || corners.into_iter().map(|corner| Area { corner, width, height });
    let clear = |place: &Area| place.inside(area) && !taken.iter().any(|other| place.crosses(other, 4.0));
    let free = |place: &Area| clear(place) && !marks.iter().any(|mark| place.crosses(mark, 0.0));
    let place = places().find(free).or_else(|| places().find(clear))?;
    let color = if field == Field::HEAVY { page.palette.gap_text } else { page.palette.ink_3 };
    for (i, line) in lines.iter().enumerate() {
        let (x, anchor) = if field.high_spend { (place.corner.0 + width, Anchor::End) } else { (place.corner.0, Anchor::Start) };
        page.canvas.text_mid((x, place.corner.1 + (i as f64 + 0.5) * LEADING), anchor, line, setting, color);
    }
    Some(place)
}

/// Only the marks that occur.
fn key(points: &[&EfficiencyPoint], spending: &[&SpendingOnly], page: &Page) -> Vec<Entry> {
    let marks = [(true, Mark::Diamond, page.palette.own, page.words.own), (false, Mark::Disc, page.palette.peer, page.words.peers)];
    let present = marks.into_iter().filter(|(own, ..)| points.iter().any(|point| point.is_own == *own));
    let unscored =
        (!spending.is_empty()).then(|| Entry { sample: Sample::Tick(page.palette.peer), name: page.words.unscored_peers.to_owned() });
    present.map(|(_, mark, color, name)| Entry { sample: Sample::Mark(mark, color), name: name.to_owned() }).chain(unscored).collect()
}

/// 投入强度 4.07%，经济价值得分 53.0，重投入、轻产出
fn detail(point: &EfficiencyPoint, input: &Efficiency, lines: (f64, f64), page: &Page) -> String {
    let intensity = spent(point.intensity, input, page);
    let yields = format!("{} {}", clean(&input.score_name).trim(), score(cut(point.value_score)));
    [intensity.as_str(), yields.trim(), field(point, lines).name(page)].join(page.words.comma)
}

/// 投入强度 4.07%
fn spent(intensity: f64, input: &Efficiency, page: &Page) -> String {
    format!("{} {}", input.intensity.name.trim(), input.intensity.full(intensity, page.language)).trim().to_owned()
}

fn summary((points, spending): Known<'_>, input: &Efficiency, lines: (f64, f64), page: &Page) -> String {
    let heavy = points.iter().filter(|point| field(point, lines) == Field::HEAVY).count();
    let (all, name) = (points.len(), page.words.high_spend_low_yield);
    let own = points.iter().find(|point| point.is_own).map(|own| format!("{} {}", clean(&own.name), detail(own, input, lines, page)));
    let mut summary = match (page.language, own) {
        (Language::Zh, Some(own)) => format!("{own}；{all}家机构中{heavy}家{name}。"),
        (Language::Zh, None) => format!("{all}家机构中{heavy}家{name}。"),
        (Language::En, Some(own)) => format!("{own}; {heavy} of {all} with {}.", name.to_lowercase()),
        (Language::En, None) => format!("{heavy} of {all} institutions with {}.", name.to_lowercase()),
    };
    let below = spending.iter().filter(|peer| peer.intensity < lines.0).count();
    match (page.language, spending.len()) {
        (_, 0) => {}
        (Language::Zh, n) => summary.push_str(&format!("另有{n}家同业只知投入强度，其中{below}家低于参照线。")),
        (Language::En, n) => summary.push_str(&format!(" Of {n} more peers only spending is known; {below} spend less than the line.")),
    }
    summary
}

#[cfg(test)]
#[path = "efficiency_tests.rs"]
mod tests;
