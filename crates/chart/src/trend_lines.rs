//! The lines of a trend, their marks, and the names at their ends.

use crate::canvas::{Anchor, Mark, Point, Stroke};
use crate::label_placement::{Area, Claim, Taken, Wish, beside, stacked};
use crate::legend::{Entry, Sample};
use crate::page::Page;
use crate::palette::Palette;
use crate::plot::Plot;
use crate::scene::Language;
use crate::text::{Setting, clean};
use crate::trend::{Line, Trend, TrendPoint, Weight};
use plotters::style::RGBColor;

/// Height of a name at the end of a line.
const LEADING: f64 = 16.0;
/// Between the field and the column of names.
const GAP: f64 = 14.0;
/// Between a name and its figure.
const FIGURE: f64 = 5.0;
/// With no more lines than this the grey ones are named too.
const FEW: usize = 6;
/// Distance of the dots by which a line is kept clear of names, px.
const DOTS: f64 = 8.0;
const SIGN: &str = "≥";

/// Where a figure stands.
pub(crate) fn at(plot: &Plot, input: &Trend, point: &TrendPoint, language: Language) -> Point {
    plot.at(f64::from(point.year), input.measure.scaled(point.figure.value, language))
}

fn stroke(weight: Weight, palette: &Palette) -> Stroke {
    let width = match weight {
        Weight::Own => 2.5,
        Weight::Emphasised => 1.5,
        Weight::Grey => 0.75,
    };
    Stroke::solid(color(weight, palette), width)
}

/// Colour of a line and its marks.
fn color(weight: Weight, palette: &Palette) -> RGBColor {
    match weight {
        Weight::Own => palette.own,
        Weight::Emphasised => palette.ink_2,
        Weight::Grey => palette.peer,
    }
}

/// All lines, the grey ones lowest, the own one on top. Only neighbouring years are joined; a lower bound is an open mark.
pub(crate) fn draw(page: &mut Page, lines: &[Line<'_>], input: &Trend, plot: &Plot) {
    let (palette, language) = (page.palette, page.language);
    for weight in [Weight::Grey, Weight::Emphasised, Weight::Own] {
        for line in lines.iter().filter(|line| line.weight == weight) {
            for run in line.runs() {
                let points: Vec<Point> = run.iter().map(|point| at(plot, input, point, language)).collect();
                page.canvas.line(&points, stroke(weight, palette));
                let alone = run.len() == 1;
                for (point, place) in run.iter().zip(points) {
                    draw_mark(page, weight, point.figure.lower_bound, alone, place);
                }
            }
        }
    }
}

fn draw_mark(page: &mut Page, weight: Weight, open: bool, alone: bool, place: Point) {
    let palette = page.palette;
    let (mark, size) = match weight {
        Weight::Own => (Mark::Diamond, 8.0),
        Weight::Emphasised => (Mark::Disc, 5.0),
        Weight::Grey => (Mark::Disc, 4.0),
    };
    if open {
        page.canvas.mark(Mark::Disc, place, 9.0, palette.surface);
        page.canvas.mark(Mark::Ring, place, 8.0, color(weight, palette));
    } else if alone || weight != Weight::Grey {
        page.canvas.mark(mark, place, size + 2.0, palette.surface);
        page.canvas.mark(mark, place, size, color(weight, palette));
    }
}

/// Only what occurs: names stand at the lines, but who is own and what an open mark means is said.
pub(crate) fn key(lines: &[Line<'_>], page: &Page) -> Vec<Entry> {
    let (palette, words) = (page.palette, page.words);
    let any = |weight| lines.iter().any(|line| line.weight == weight);
    let bound = lines.iter().any(|line| line.points.iter().any(|point| point.figure.lower_bound));
    let unnamed = any(Weight::Grey) && !names_all(lines);
    let entries = [
        (any(Weight::Own), Sample::Line(stroke(Weight::Own, palette)), words.own),
        (unnamed, Sample::Line(stroke(Weight::Grey, palette)), words.other_peers),
        (bound, Sample::Mark(Mark::Ring, palette.ink_2), words.open_bound),
    ];
    entries.into_iter().filter(|(present, ..)| *present).map(|(_, sample, name)| Entry { sample, name: name.to_owned() }).collect()
}

fn names_all(lines: &[Line<'_>]) -> bool {
    lines.len() <= FEW
}

/// A name that is written at the end of a line, on two lines where it is long.
struct End {
    line: usize,
    name: Vec<String>,
    figure: String,
    setting: Setting,
}

impl End {
    fn width(&self) -> f64 {
        let last = self.name.len().saturating_sub(1);
        let figure = if self.figure.is_empty() { 0.0 } else { FIGURE + Setting::bold(12.0).width(&self.figure) };
        let width = |(i, line): (usize, &String)| self.setting.width(line) + if i == last { figure } else { 0.0 };
        self.name.iter().enumerate().map(width).fold(0.0, f64::max)
    }

    fn height(&self) -> f64 {
        self.name.len() as f64 * LEADING
    }
}

/// The names: those of lines that reach the last year in a column right of the field, those that end before beside their last point.
pub(crate) struct Ends {
    /// What the column takes from the width of the page.
    pub width: f64,
    column: Vec<End>,
    inside: Vec<End>,
}

impl Ends {
    pub(crate) fn of(lines: &[Line<'_>], input: &Trend, years: &[i32], page: &Page) -> Self {
        let mut order: Vec<usize> = (0..lines.len()).filter(|&i| names_all(lines) || lines[i].weight != Weight::Grey).collect();
        order.sort_by_key(|&i| lines[i].weight);
        let room = (page.width * 0.36).min(190.0);
        let (mut column, mut inside) = (Vec::new(), Vec::new());
        for line in order {
            let Some(last) = lines[line].points.last() else { continue };
            let setting = if lines[line].weight == Weight::Own { Setting::bold(12.0) } else { Setting::regular(12.0) };
            let name = clean(&lines[line].line.name);
            if years.last() == Some(&last.year) {
                column.push(End { line, name: setting.wrap(&name, room, 2), figure: String::new(), setting });
                let Some(end) = column.last_mut() else { continue };
                end.figure = last.figure.text(&input.measure, page.language);
                // In narrow places the name counts more than the figure, which stands in the table.
                if end.width() > room {
                    end.figure.clear();
                }
            } else {
                inside.push(End { line, name: setting.wrap(&name, room.min(130.0), 2), figure: String::new(), setting });
            }
        }
        let width = column.iter().map(End::width).fold(0.0, f64::max);
        Self { width: if column.is_empty() { GAP } else { width + GAP }, column, inside }
    }

    /// Writes as many names as have room, the own one and the emphasised ones before the grey.
    pub(crate) fn draw(&self, page: &mut Page, lines: &[Line<'_>], input: &Trend, plot: &Plot) {
        let language = page.language;
        let last = |end: &End| lines[end.line].points.last().map(|point| at(plot, input, point, language));
        let place = |ends: &'_ [End]| -> Vec<Point> { ends.iter().map(|end| last(end).unwrap_or_default()).collect() };
        let (column, left) = (place(&self.column), plot.right() + GAP);
        let wish = |(end, (_, y)): (&End, &Point)| Wish { middle: *y, height: end.height() };
        let wishes: Vec<Wish> = self.column.iter().zip(&column).map(wish).collect();
        let mut taken = Vec::new();
        for ((end, (x, from)), y) in self.column.iter().zip(&column).zip(stacked(&wishes, (plot.area.corner.1 - LEADING, page.height))) {
            // A name that had to move is tied to its line.
            if (y - from).abs() > LEADING / 2.0 {
                page.canvas.line(&[(x + 6.0, *from), (left - 3.0, y)], Stroke::solid(page.palette.line_2, 0.75));
            }
            let area = Area { corner: (left, y - end.height() / 2.0), width: end.width(), height: end.height() };
            write(page, end, lines[end.line].weight, &area);
            taken.push(area);
        }

        let inside = place(&self.inside);
        let must = |end: &End| lines[end.line].weight == Weight::Own;
        let claim = |(end, at): (&End, &Point)| Claim { at: *at, clear: 8.0, width: end.width(), height: end.height(), must: must(end) };
        let mut claims: Vec<Claim> = self.inside.iter().zip(&inside).map(claim).collect();
        // The sign stands at every open mark that no name with a figure explains.
        let bounds = lines.iter().flat_map(|line| line.points.iter().filter(|point| point.figure.lower_bound));
        let open = bounds.map(|point| at(plot, input, point, language)).filter(|at| !column.contains(at));
        let sign = Setting::regular(12.0);
        claims.extend(open.map(|at| Claim { at, clear: 5.0, width: sign.width(SIGN), height: LEADING, must: false }));
        let field = Area { width: page.width - plot.area.corner.0, ..plot.area };
        let (marks, dots) = obstacles(lines, input, plot, language);
        let places = beside(&claims, Taken { texts: &taken, marks: &marks, lines: &dots }, &field);
        for (end, area) in self.inside.iter().zip(&places) {
            area.iter().for_each(|area| write(page, end, lines[end.line].weight, area));
        }
        for Area { corner: (x, y), .. } in places.iter().skip(self.inside.len()).flatten() {
            page.canvas.text_halo((*x, y + LEADING / 2.0), Anchor::Start, SIGN, sign, page.palette.ink_2, page.palette.surface);
        }
    }
}

/// What names keep clear of, of all lines but the grey: their marks, and themselves dot by dot.
fn obstacles(lines: &[Line<'_>], input: &Trend, plot: &Plot, language: Language) -> (Vec<Area>, Vec<Area>) {
    let (mut marks, mut dots) = (Vec::new(), Vec::new());
    for run in lines.iter().filter(|line| line.weight != Weight::Grey).flat_map(Line::runs) {
        let points: Vec<Point> = run.iter().map(|point| at(plot, input, point, language)).collect();
        marks.extend(points.iter().map(|at| Area::around(*at, 4.0)));
        for pair in points.windows(2) {
            let [(x, y), (to_x, to_y)] = [pair[0], pair[1]];
            let steps = ((to_x - x).hypot(to_y - y) / DOTS).ceil().max(1.0);
            let dot = |step: u32| (x + (to_x - x) * f64::from(step) / steps, y + (to_y - y) * f64::from(step) / steps);
            dots.extend((1..steps as u32).map(|step| Area::around(dot(step), 1.5)));
        }
    }
    (marks, dots)
}

fn write(page: &mut Page, end: &End, weight: Weight, area: &Area) {
    let palette = page.palette;
    let color = if weight == Weight::Grey { palette.ink_3 } else { color(weight, palette) };
    let (x, mut y) = (area.corner.0, area.corner.1 + LEADING / 2.0);
    for line in &end.name {
        page.canvas.text_halo((x, y), Anchor::Start, line, end.setting, color, palette.surface);
        y += LEADING;
    }
    if let Some(line) = end.name.last().filter(|_| !end.figure.is_empty()) {
        let x = x + end.setting.width(line) + FIGURE;
        page.canvas.text_halo((x, y - LEADING), Anchor::Start, &end.figure, Setting::bold(12.0), color, palette.surface);
    }
}
