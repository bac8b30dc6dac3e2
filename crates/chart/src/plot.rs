//! A field between two axes: grid, ticks and the names of the axes.

use crate::axis::Axis;
use crate::canvas::{Anchor, Point, Stroke};
use crate::label_placement::Area;
use crate::measure::Measure;
use crate::page::Page;
use crate::text::{Setting, clean};

/// Height of a line with an axis' name or its ticks.
pub(crate) const LINE: f64 = 22.0;
/// Between the digits of the upright axis and the field.
const GAP: f64 = 8.0;

/// An axis with what it says at its ticks.
#[derive(Debug)]
pub(crate) struct Scale {
    pub axis: Axis,
    /// Name and unit.
    pub name: String,
    pub digits: Digits,
}

/// How the figures at ticks are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digits {
    Plain,
    /// Changes, with a plus above zero.
    Signed,
    /// Years, without a comma.
    Years,
}

impl Digits {
    pub(crate) fn of(measure: &Measure) -> Self {
        if measure.is_change { Self::Signed } else { Self::Plain }
    }
}

impl Scale {
    fn text(&self, tick: f64) -> String {
        match self.digits {
            Digits::Years => format!("{tick}"),
            digits => self.axis.text(tick, digits == Digits::Signed),
        }
    }
}

/// The field, in px from the corner of the page.
#[derive(Debug)]
pub(crate) struct Plot {
    pub area: Area,
    lift: f64,
    pub x: Scale,
    pub y: Scale,
    /// What stands at the ticks 0, 1, 2… of the level axis in place of figures.
    pub names: Vec<String>,
}

impl Plot {
    /// The field inside of `size` px from `top` on, beside the digits of its upright axis, under its name and above the digits and
    /// the name of the other; between its name and itself it keeps `lift` px free.
    pub(crate) fn new(x: Scale, y: Scale, (lift, top): (f64, f64), (width, height): Point) -> Self {
        let left = y.axis.ticks.iter().map(|tick| digits().width(&y.text(*tick))).fold(0.0, f64::max) + GAP;
        let left = left.min(width * 0.8);
        let corner = (left, top + LINE + lift);
        let lines = if x.name.trim().is_empty() { 2.0 } else { 3.0 };
        let area = Area { corner, width: (width - left).max(1.0), height: (height - lines * LINE - lift).max(1.0) };
        Self { area, lift, x, y, names: Vec::new() }
    }

    /// Middle of the line with the name of the upright axis.
    pub(crate) fn name_line(&self) -> f64 {
        self.area.corner.1 - self.lift - LINE * 0.7
    }

    /// What that line says.
    pub(crate) fn upright_name(&self) -> String {
        format!("↑ {}", clean(&self.y.name))
    }

    pub(crate) fn at(&self, x: f64, y: f64) -> Point {
        (self.across(self.x.axis.share(x)), self.up(self.y.axis.share(y)))
    }

    fn across(&self, share: f64) -> f64 {
        self.area.corner.0 + share * self.area.width
    }

    fn up(&self, share: f64) -> f64 {
        self.area.corner.1 + (1.0 - share) * self.area.height
    }

    /// Lower edge of the field.
    pub(crate) fn bottom(&self) -> f64 {
        self.area.corner.1 + self.area.height
    }

    /// Right edge of the field.
    pub(crate) fn right(&self) -> f64 {
        self.area.corner.0 + self.area.width
    }

    /// What stands at a tick of the level axis; a long name is cut.
    fn level_text(&self, tick: f64, width: f64) -> String {
        let named = if tick >= 0.0 { self.names.get(tick as usize) } else { None };
        named.map_or_else(|| self.x.text(tick), |name| digits().fit(&clean(name), width * 0.2))
    }

    /// Grid lines with their digits, and the names of both axes.
    pub(crate) fn draw(&self, page: &mut Page) {
        let (palette, left) = (page.palette, self.area.corner.0);
        let mut free = f64::INFINITY;
        for tick in &self.y.axis.ticks {
            let y = self.up(self.y.axis.share(*tick));
            page.canvas.rule((left, y), self.area.width, palette.grid, 1.0);
            if y < free {
                page.canvas.text_mid((left - GAP, y), Anchor::End, &self.y.text(*tick), digits(), palette.ink_3);
                free = y - digits().size - 2.0;
            }
        }
        page.canvas.rule((left, self.bottom()), self.area.width, palette.line_2, 1.0);
        let mut free = f64::NEG_INFINITY;
        for tick in &self.x.axis.ticks {
            let x = self.across(self.x.axis.share(*tick));
            page.canvas.line(&[(x, self.bottom()), (x, self.bottom() + 4.0)], Stroke::solid(palette.line_2, 1.0));
            let text = self.level_text(*tick, page.width);
            let half = digits().width(&text) / 2.0;
            let middle = x.min(page.width - half).max(half);
            if middle - half > free {
                page.canvas.text_mid((middle, self.bottom() + 4.0 + LINE / 2.0), Anchor::Middle, &text, digits(), palette.ink_3);
                free = middle + half + GAP;
            }
        }
        let setting = Setting::regular(12.0);
        let upright = setting.fit(&self.upright_name(), page.width);
        page.canvas.text_mid((0.0, self.name_line()), Anchor::Start, &upright, setting, palette.ink_2);
        let name = clean(&self.x.name);
        if !name.trim().is_empty() {
            let level = setting.fit(&format!("{name} →"), page.width);
            page.canvas.text_mid((self.right(), self.bottom() + LINE * 1.5), Anchor::End, &level, setting, palette.ink_2);
        }
    }
}

fn digits() -> Setting {
    Setting::regular(11.0)
}
