//! The key of a chart: samples with their names, in as many lines as they need.

use crate::canvas::{Anchor, Mark, Point, Stroke};
use crate::page::Page;
use crate::status_cell::StatusCell;
use crate::text::Setting;
use plotters::style::RGBColor;

const SIZE: f64 = 12.0;
const LINE: f64 = 18.0;
const GAP: f64 = 16.0;

/// The sample in front of a name.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sample {
    Line(Stroke),
    Mark(Mark, RGBColor),
    Bar(RGBColor),
    /// A bar that is only outlined and tinted.
    Pale(RGBColor),
    /// A solid upright line.
    Tick(RGBColor),
    /// The square of a status, with the mark that stands for it elsewhere.
    Cell(StatusCell, Option<Mark>),
}

impl Sample {
    fn width(self) -> f64 {
        match self {
            Self::Line(_) => 18.0,
            Self::Mark(..) => 8.0,
            Self::Bar(_) | Self::Pale(_) => 14.0,
            Self::Tick(_) => 4.0,
            Self::Cell(..) => 16.0,
        }
    }
}

/// One sample with its name.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub sample: Sample,
    pub name: String,
}

/// Entries broken into lines that fit the width; names too long for a line are shortened.
pub(crate) fn lines(entries: Vec<Entry>, width: f64) -> Vec<Vec<Entry>> {
    let setting = Setting::regular(SIZE);
    let mut lines: Vec<Vec<Entry>> = Vec::new();
    let mut used = 0.0;
    for mut entry in entries {
        entry.name = setting.fit(&entry.name, width - entry.sample.width() - 6.0);
        let needs = entry_width(&entry);
        match lines.last_mut() {
            Some(line) if used + GAP + needs <= width => {
                line.push(entry);
                used += GAP + needs;
            }
            _ => {
                lines.push(vec![entry]);
                used = needs;
            }
        }
    }
    lines
}

/// Height of that many lines.
pub(crate) fn height(lines: &[Vec<Entry>]) -> f64 {
    lines.len() as f64 * LINE
}

/// The same with the space that keeps it off what stands below; nothing without an entry.
pub(crate) fn height_above(lines: &[Vec<Entry>]) -> f64 {
    if lines.is_empty() { 0.0 } else { height(lines) + 6.0 }
}

/// Draws the lines from the upper left corner `at`, or centred in the page's width.
pub(crate) fn draw(page: &mut Page, lines: &[Vec<Entry>], at: Point, centred: bool) {
    let setting = Setting::regular(SIZE);
    let mut y = at.1 + LINE / 2.0;
    for line in lines {
        let total: f64 = line.iter().map(entry_width).sum::<f64>() + GAP * (line.len().saturating_sub(1)) as f64;
        let mut x = if centred { (page.width - total) / 2.0 } else { at.0 };
        for entry in line {
            let sample = entry.sample.width();
            match entry.sample {
                Sample::Line(stroke) => page.canvas.line(&[(x, y), (x + sample, y)], stroke),
                Sample::Mark(mark, color) => page.canvas.mark(mark, (x + sample / 2.0, y), sample, color),
                Sample::Bar(color) => page.canvas.rect((x, y - 4.0), sample, 8.0, color, 1.0),
                Sample::Pale(color) => page.canvas.pale((x, y - 4.0), sample, 8.0, color, page.palette.own_fill),
                Sample::Tick(color) => {
                    page.canvas.line(&[(x + sample / 2.0, y - 6.0), (x + sample / 2.0, y + 6.0)], Stroke::solid(color, 1.25))
                }
                Sample::Cell(cell, mark) => {
                    cell.draw(&mut page.canvas, page.palette, (x, y - 6.0), sample, 12.0);
                    if let Some(mark) = mark {
                        page.canvas.mark(mark, (x + sample / 2.0, y), 7.0, cell.text(page.palette));
                    }
                }
            }
            page.canvas.text_mid((x + sample + 6.0, y), Anchor::Start, &entry.name, setting, page.palette.ink_2);
            x += entry_width(entry) + GAP;
        }
        y += LINE;
    }
}

fn entry_width(entry: &Entry) -> f64 {
    entry.sample.width() + 6.0 + Setting::regular(SIZE).width(&entry.name)
}
