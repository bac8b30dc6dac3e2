//! What every chart takes and gives: frame and caption in, scene out.

use serde::Serialize;

/// Which colours a chart is drawn in, and whether it carries its own title and source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Light window: transparent background, caption left to the page.
    Light,
    /// Dark window: transparent background, caption left to the page.
    Dark,
    /// Light colours on white paper, with title block and source line drawn into the picture.
    Export,
}

/// Language of the words a chart adds itself (legend, column heads, 未录入). Labels arrive translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Simplified Chinese; money in 亿元.
    Zh,
    /// English; money in RMB bn (亿元 ÷ 10).
    En,
}

/// Where the chart will stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// Colours and caption.
    pub theme: Theme,
    /// Language of the chart's own words.
    pub language: Language,
    /// Width in CSS px; clamped to 160–4000. For [`Theme::Export`] any width gives the same layout: up to 480 px
    /// it is composed for a column of 85 mm, above that for a page of 170 mm.
    pub width: u32,
    /// Height in CSS px, a wish: 0 means the chart's natural height, and rows never shrink below legibility, so
    /// [`Scene::height`] may be larger.
    pub height: u32,
}

/// The words around a chart. Drawn only by [`Theme::Export`]; on screen the page shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Caption {
    /// The finding, as a sentence.
    pub title: String,
    /// Measure and unit.
    pub subtitle: String,
    /// Where the figures come from, ending in a full stop.
    pub source: String,
}

/// The three dimensions that have a hue and a marker shape of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// 经济价值, ochre, ●.
    A,
    /// 技术应用, blue, ■.
    B,
    /// 组织保障与可持续, green, ▲.
    C,
}

/// A place on the chart that can be hovered, focused and read out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hotspot {
    /// The id the caller gave to the axis, row, bar or clause.
    pub id: String,
    /// Its full name.
    pub label: String,
    /// Its figures in words, for a tooltip or a screen reader.
    pub detail: String,
    /// Left edge, px from the left of the scene.
    pub x: f64,
    /// Upper edge, px from the top of the scene.
    pub y: f64,
    /// Width in px.
    pub width: f64,
    /// Height in px.
    pub height: f64,
}

/// The figures of the chart as a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Column heads.
    pub head: Vec<String>,
    /// Rows, each as long as the head, formatted as in the picture.
    pub rows: Vec<Vec<String>>,
}

/// A drawn chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scene {
    /// `radar`, `heat_map`, `waterfall`, `investment_bars`, `coverage_matrix`, `level_probability`, `tornado`, `peer_positions`,
    /// `scatter`, `efficiency` or `trend`.
    pub kind: &'static str,
    /// The picture: one `<svg>` element without style attributes or scripts.
    pub svg: String,
    /// Width of the picture in CSS px.
    pub width: u32,
    /// Height of the picture in CSS px; may exceed the frame's.
    pub height: u32,
    /// The caption as given.
    pub caption: Caption,
    /// One or two sentences that say what the chart shows.
    pub summary: String,
    /// Places to hover and focus, in reading order.
    pub hotspots: Vec<Hotspot>,
    /// The same figures as a table.
    pub table: Table,
}
