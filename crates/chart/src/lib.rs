//! One scene per kind of chart: SVG with hotspots, and PNG from it.
//!
//! A chart is a pure function from figures to a [`Scene`]. The same SVG is shown in the window, embedded in the
//! Excel, Word and PDF reports, and rasterised by [`png`]; what the user sees is what the board sees.
//!
//! Where things are: `palette` (colours by token name), `format` (how a number is written), `measure` (name and unit of
//! what is shown), `figure` (a value with its provenance), `fonts` (the bundled fonts, text widths), `canvas` (drawing
//! through plotters), `page` (title block and source line of an export), `axis` and `plot` (a field between two axes),
//! `label_placement` (names that keep apart), then one file per chart.

mod axis;
mod canvas;
mod coverage_columns;
mod coverage_halves;
mod figure;
mod fonts;
mod format;
mod investment_columns;
mod label_placement;
mod legend;
mod measure;
mod named_points;
mod names;
mod page;
mod palette;
mod peer_strips;
mod plot;
mod radar_labels;
mod raster;
mod scene;
mod status_cell;
#[cfg(test)]
mod test_support;
mod text;
mod trend_lines;
mod waterfall_columns;
mod waterfall_rows;
mod words;

pub mod coverage_matrix;
pub mod efficiency;
pub mod heat_map;
pub mod investment_bars;
pub mod level_probability;
pub mod peer_positions;
pub mod radar;
pub mod scatter;
pub mod tornado;
pub mod trend;
pub mod waterfall;

pub use coverage_matrix::{ClauseStatus, CoverageClause, CoverageGroup, CoverageMatrix, Exemption};
pub use efficiency::{Efficiency, EfficiencyPoint, FieldLine, SpendingOnly};
pub use figure::{Figure, Provenance};
pub use fonts::unsupported_glyphs;
pub use heat_map::{HeatMap, HeatRow};
pub use investment_bars::{InvestmentBars, InvestmentRow, InvestmentTotal};
pub use level_probability::{LevelProbability, LevelProbabilityRow};
pub use measure::{Measure, Unit};
pub use peer_positions::{Direction, PeerPoint, PeerPosition, PeerPositions};
pub use radar::{Radar, RadarAxis};
pub use raster::{ChartError, png};
pub use scatter::{Scatter, ScatterPoint};
pub use scene::{Caption, Dimension, Frame, Hotspot, Language, Scene, Table, Theme};
pub use tornado::{Tornado, TornadoBar};
pub use trend::{Trend, TrendLine, TrendPoint};
pub use waterfall::{Waterfall, WaterfallBar};
