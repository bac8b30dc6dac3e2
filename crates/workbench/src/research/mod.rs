//! What researchers ask of tables of figures: weights, agreement, statistics, ranks. Tables in, plain values out; no engagement is
//! needed.
//!
//! | module | concept |
//! |---|---|
//! | `csv_table`, `figure_column`, `judgement_cell` | reading tables of figures as spreadsheets leave them |
//! | `panel_file`, `ratings_file`, `matrix_file`, `weights_file` | what such a table holds: units, ratings, comparisons, weights |
//! | `pairwise`, `weighing`, `agreement`, `panel_statistics`, `ranking`, `ranking_weights` | what is asked of it |
//! | `result_file` | the file of the answer |

mod agreement;
pub(crate) mod csv_table;
mod figure_column;
mod judgement_cell;
mod matrix_file;
mod pairwise;
mod panel_file;
mod panel_statistics;
mod ranking;
mod ranking_weights;
mod ratings_file;
mod result_file;
mod weighing;
mod weights_file;

pub use agreement::{MeasurementLevel, agreement};
pub use pairwise::{PairwiseMethod, ahp};
pub use panel_statistics::describe_panel;
pub use ranking::{RankAggregate, RankRequest, rank};
pub use ranking_weights::RankingWeights;
pub use result_file::write_result;
pub use weighing::{DataWeighing, weigh_panel};
