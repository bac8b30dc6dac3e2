//! What crosses the boundary to the window and to JSON: plain values, camelCase (snake_case in `research`), both languages side by side.
//!
//! Domain types carry no wire rules; these types carry no arithmetic. Text comes in both languages so that switching the
//! language needs no round trip.

mod access;
mod answer;
mod benchmark;
mod chart;
mod common;
mod diagnosis;
mod engagement;
mod evidence;
mod explanation;
mod figure;
mod history;
mod import;
mod merging;
mod model;
mod model_sheet;
mod people;
mod policy;
mod pool;
mod ranking;
mod report;
mod research;
mod result;
mod review;
mod start;
mod uncertainty;
mod weights;

pub use access::*;
pub use answer::*;
pub use benchmark::*;
pub use chart::*;
pub use common::*;
pub use diagnosis::*;
pub use engagement::*;
pub use evidence::*;
pub use explanation::*;
pub use figure::*;
pub use history::*;
pub use import::*;
pub use merging::*;
pub use model::*;
pub use model_sheet::*;
pub use people::*;
pub use policy::*;
pub use pool::*;
pub use ranking::*;
pub use report::*;
pub use research::*;
pub use result::*;
pub use review::*;
pub use start::*;
pub use uncertainty::*;
pub use weights::*;
