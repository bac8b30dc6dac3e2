//! Colours by their names in `design/tokens.md`. Nowhere else in this crate is a colour written down.

use crate::scene::{Dimension, Theme};
use plotters::style::RGBColor;

/// The tokens a chart needs, for one theme.
#[derive(Debug)]
pub(crate) struct Palette {
    /// White of the card a chart stands on: halos and gaps around markers.
    pub surface: RGBColor,
    /// Empty cell.
    pub canvas: RGBColor,
    pub line: RGBColor,
    pub line_2: RGBColor,
    pub grid: RGBColor,
    /// Dashed border of what is not rated.
    pub control: RGBColor,
    pub ink: RGBColor,
    pub ink_2: RGBColor,
    pub ink_3: RGBColor,
    /// Ground of a rise, and of the own row.
    pub brand_tint: RGBColor,
    pub own: RGBColor,
    /// Opacity of the area inside the own polygon.
    pub own_fill: f64,
    pub a: RGBColor,
    pub b: RGBColor,
    pub c: RGBColor,
    pub peer: RGBColor,
    /// Ground of a fall.
    pub peer_bg: RGBColor,
    /// Dashed, always.
    pub target: RGBColor,
    pub gap: RGBColor,
    pub gap_text: RGBColor,
    /// Ground of the field of shortfall.
    pub gap_bg: RGBColor,
    /// L1 … L5.
    pub level: [RGBColor; 5],
    /// Text on L1 … L5.
    pub level_text: [RGBColor; 5],
    /// Edge of L1, which is close to the canvas.
    pub level_edge: RGBColor,
}

impl Palette {
    pub(crate) fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light | Theme::Export => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    pub(crate) fn hue(&self, dimension: Dimension) -> RGBColor {
        match dimension {
            Dimension::A => self.a,
            Dimension::B => self.b,
            Dimension::C => self.c,
        }
    }
}

const fn rgb(hex: u32) -> RGBColor {
    let [_, red, green, blue] = hex.to_be_bytes();
    RGBColor(red, green, blue)
}

static LIGHT: Palette = Palette {
    surface: rgb(0xFFFFFF),
    canvas: rgb(0xF6F7F9),
    line: rgb(0xE3E7EC),
    line_2: rgb(0xCBD2DA),
    grid: rgb(0xEAEDF1),
    control: rgb(0x8A95A3),
    ink: rgb(0x16212E),
    ink_2: rgb(0x4F5B69),
    ink_3: rgb(0x667281),
    brand_tint: rgb(0xE8EFF5),
    own: rgb(0x17476B),
    own_fill: 0.13,
    a: rgb(0xBE8423),
    b: rgb(0x2459B8),
    c: rgb(0x2B8A74),
    peer: rgb(0x8691A0),
    peer_bg: rgb(0xE9ECF0),
    target: rgb(0x16212E),
    gap: rgb(0xA9312E),
    gap_text: rgb(0xA02C29),
    gap_bg: rgb(0xFBEDEC),
    level: [rgb(0xE3EBF1), rgb(0xB6CCDA), rgb(0x7DA4BC), rgb(0x41728F), rgb(0x153F5C)],
    level_text: [rgb(0x16212E), rgb(0x16212E), rgb(0x16212E), rgb(0xFFFFFF), rgb(0xFFFFFF)],
    level_edge: rgb(0x9DB3C2),
};

static DARK: Palette = Palette {
    surface: rgb(0x151E28),
    canvas: rgb(0x0F161E),
    line: rgb(0x263341),
    line_2: rgb(0x384757),
    grid: rgb(0x222E3A),
    control: rgb(0x6E7D8D),
    ink: rgb(0xE7ECF1),
    ink_2: rgb(0xA9B5C2),
    ink_3: rgb(0x8D9BAA),
    brand_tint: rgb(0x1A2E40),
    own: rgb(0xADD3F4),
    own_fill: 0.18,
    a: rgb(0xE3B055),
    b: rgb(0x5590E0),
    c: rgb(0x54C0A2),
    peer: rgb(0x8592A1),
    peer_bg: rgb(0x212C38),
    target: rgb(0xE7ECF1),
    gap: rgb(0xE56A60),
    gap_text: rgb(0xF2938B),
    gap_bg: rgb(0x321E20),
    level: [rgb(0x24394D), rgb(0x33597A), rgb(0x44759B), rgb(0x80B1D5), rgb(0xC6E1F4)],
    level_text: [rgb(0xF2F6FA), rgb(0xF2F6FA), rgb(0xFFFFFF), rgb(0x0F161E), rgb(0x0F161E)],
    level_edge: rgb(0x384757),
};
