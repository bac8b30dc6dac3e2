//! The page 对标: institutions beside each other, each figure with its provenance, and the assessed institution among them.
//!
//! | module | what |
//! |---|---|
//! | `peers` | the data set with the own figures in it, and the choice among sources |
//! | `figure_view`, `attribution` | a figure as it crosses to the window; who is to be named |
//! | `table`, `positions`, `trend`, `efficiency`, `context` | the parts of the page |
//! | `filters`, `own_figures` | what can be chosen and entered |
//! | `page` | all of it together |
//! | `use_cases`, `exporting` | what the window does on the page, and what it writes from it |
//! | `figure_table`, `figure_csv`, `figure_parquet`, `research` | figures as tables for files and the command line |

mod attribution;
mod context;
mod efficiency;
mod exporting;
mod figure_csv;
mod figure_parquet;
mod figure_table;
mod figure_view;
mod filters;
mod own_figures;
mod page;
mod peers;
mod positions;
mod research;
mod table;
mod trend;
mod use_cases;

pub(crate) use page::{ChartFigures, chart_figures, check_request, default_request};
pub(crate) use peers::{OWN, PeerSettings, Peers, SETTING, YEAR};
pub use research::{FigureFormat, FigureQuery, check_figures, compare_figures, list_metrics, show_figures};
