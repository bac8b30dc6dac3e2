//! Names in a column of a row chart: on one line where they fit, else on two in a higher row.

use crate::canvas::{Anchor, Point};
use crate::page::Page;
use crate::text::{Setting, clean};
use plotters::style::RGBColor;

const LEADING: f64 = 14.0;

/// A name broken for its column.
#[derive(Debug)]
pub(crate) struct Name {
    lines: Vec<String>,
    setting: Setting,
}

impl Name {
    /// At most two lines of `width` px; what is longer ends in an ellipsis.
    pub(crate) fn new(text: &str, setting: Setting, width: f64) -> Self {
        Self { lines: setting.wrap(&clean(text), width, 2), setting }
    }

    /// What the row needs beyond the height of a row with one line.
    pub(crate) fn extra(&self) -> f64 {
        self.lines.len().saturating_sub(1) as f64 * (LEADING - 2.0)
    }

    /// Draws the name around the middle of its row.
    pub(crate) fn draw(&self, page: &mut Page, (x, middle): Point, color: RGBColor) {
        let first = middle - (self.lines.len().saturating_sub(1)) as f64 * LEADING / 2.0;
        for (i, line) in self.lines.iter().enumerate() {
            page.canvas.text_mid((x, first + i as f64 * LEADING), Anchor::Start, line, self.setting, color);
        }
    }
}
