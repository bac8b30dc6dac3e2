//! The square that tells how a clause stands: by its fill, and for those who see no fill by underline, dashes or hatch.

use crate::canvas::{Canvas, Point, Stroke};
use crate::palette::Palette;
use plotters::style::RGBColor;

/// Height of the bar under what falls short, px.
const UNDERLINE: f64 = 2.5;
/// Distance of the lines of a hatch along an edge, px.
const HATCH: f64 = 5.0;
const RADIUS: f64 = 1.5;

/// How a square is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatusCell {
    /// In the colour of a level, 0 for L1 … 4 for L5.
    Filled(usize),
    /// The same with the bar of a shortfall along its lower edge.
    Underlined(usize),
    /// Empty, with a dashed border: not rated.
    Dashed,
    /// Hatched: not applicable.
    Hatched,
}

impl StatusCell {
    /// Draws the square from its upper left corner.
    pub(crate) fn draw(self, canvas: &mut Canvas, palette: &Palette, (x, y): Point, width: f64, height: f64) {
        match self {
            Self::Filled(level) => canvas.rect((x, y), width, height, palette.level[level], RADIUS),
            Self::Underlined(level) => {
                canvas.rect((x, y), width, height, palette.level[level], RADIUS);
                canvas.rect((x, y + height - UNDERLINE), width, UNDERLINE, palette.gap, 1.0);
            }
            Self::Dashed => canvas.frame((x + 0.5, y + 0.5), width - 1.0, height - 1.0, Stroke::dashed(palette.control, 1.0)),
            Self::Hatched => {
                canvas.hatch((x, y), width, height, HATCH, Stroke::solid(palette.line_2, 0.75));
                canvas.frame((x + 0.5, y + 0.5), width - 1.0, height - 1.0, Stroke::solid(palette.line_2, 0.75));
            }
        }
    }

    /// Colour of a text inside.
    pub(crate) fn text(self, palette: &Palette) -> RGBColor {
        match self {
            Self::Filled(level) | Self::Underlined(level) => palette.level_text[level],
            Self::Dashed | Self::Hatched => palette.ink_2,
        }
    }

    /// How far above the middle of the square its text stands, px.
    pub(crate) fn lift(self) -> f64 {
        if matches!(self, Self::Underlined(_)) { UNDERLINE / 2.0 } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Theme;

    fn drawn(cell: StatusCell) -> String {
        let mut canvas = Canvas::new();
        cell.draw(&mut canvas, Palette::of(Theme::Light), (0.0, 0.0), 24.0, 15.0);
        canvas.finish((24, 15), (24.0, 15.0), "", "")
    }

    #[test]
    fn every_status_differs_in_more_than_its_colour() {
        let (filled, short, open, hatched) =
            (drawn(StatusCell::Filled(3)), drawn(StatusCell::Underlined(1)), drawn(StatusCell::Dashed), drawn(StatusCell::Hatched));
        assert_eq!((filled.matches("<rect").count(), short.matches("<rect").count()), (1, 2));
        assert!(short.contains("#A9312E"));
        assert!(open.contains("stroke-dasharray") && !open.contains("<rect"));
        assert!(hatched.matches("<polyline").count() > 4 && !hatched.contains("stroke-dasharray"), "{hatched}");
    }
}
