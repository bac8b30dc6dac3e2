//! Names in a column of a row chart: on one line where they fit, else on two in a higher row.

use crate::canvas::{Anchor, Point};
use crate::page::Page;
use crate::text::{Setting, clean};
use plotters::style::RGBColor;

const LEADING: f64 = 14.0;
/// Widths that are tried between half of the column and all of it.
const EVEN_STEPS: u32 = 12;

/// A name broken for its column.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    lines: Vec<String>,
    setting: Setting,
    leading: f64,
}

impl Name {
    /// At most two lines of `width` px; what is longer ends in an ellipsis.
    pub(crate) fn new(text: &str, setting: Setting, width: f64) -> Self {
        Self { lines: setting.wrap(&clean(text), width, 2), setting, leading: LEADING }
    }

    /// The same for dense tables: lines as close as their type allows, and the text shared out evenly, so that no last
    /// character stands alone.
    pub(crate) fn even(text: &str, setting: Setting, width: f64) -> Self {
        let name = Self { leading: setting.size + 2.0, ..Self::new(text, setting, width) };
        let text = clean(text);
        if name.lines.len() < 2 || setting.wrap_whole(&text, width, 2).is_none() {
            return name;
        }
        let narrower = (1..=EVEN_STEPS).map(|step| width * (0.5 + 0.5 * f64::from(step) / f64::from(EVEN_STEPS)));
        let even = narrower.filter_map(|width| setting.wrap_whole(&text, width, 2)).next();
        Self { lines: even.unwrap_or(name.lines), ..name }
    }

    /// What the row needs beyond the height of a row with one line.
    pub(crate) fn extra(&self) -> f64 {
        self.lines.len().saturating_sub(1) as f64 * (self.leading - 2.0)
    }

    /// End of the last line, from the point that [`Name::draw`] is given.
    pub(crate) fn end(&self) -> Point {
        let below = self.lines.len().saturating_sub(1) as f64 * self.leading / 2.0;
        (self.lines.last().map_or(0.0, |line| self.setting.width(line)), below)
    }

    /// Draws the name around the middle of its row.
    pub(crate) fn draw(&self, page: &mut Page, (x, middle): Point, color: RGBColor) {
        let first = middle - (self.lines.len().saturating_sub(1)) as f64 * self.leading / 2.0;
        for (i, line) in self.lines.iter().enumerate() {
            page.canvas.text_mid((x, first + i as f64 * self.leading), Anchor::Start, line, self.setting, color);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_name_leaves_no_character_alone() {
        let setting = Setting::regular(12.0);
        assert_eq!(Name::new("推动金融数据高水平应用", setting, 125.0).lines, ["推动金融数据高水平应", "用"]);
        assert_eq!(Name::even("推动金融数据高水平应用", setting, 125.0).lines, ["推动金融数据", "高水平应用"]);
        assert_eq!(Name::even("服务乡村振兴", setting, 125.0).lines, ["服务乡村振兴"]);
        let cut = Name::even(&"数据".repeat(20), setting, 60.0);
        assert!(cut.lines.len() == 2 && cut.lines[1].ends_with('…'), "{cut:?}");
    }
}
