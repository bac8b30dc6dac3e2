//! Figures of institutions: institution × year × metric = value, each with its source, place and quality; which of several values
//! counts; what can be computed from them by a declared formula, with the interval that rounding leaves; and how institutions
//! compare.
//!
//! | module | knows |
//! |---|---|
//! | `package`, `fault` | a Frictionless Data Package: its descriptor, and whether its tables fit it |
//! | `data_set`, `read` | institutions, metrics, sources and observations, typed |
//! | [`import`] | figures from a table of the user's own |
//! | `check` | what the figures say against each other: sums, growth, ratios, conflicts |
//! | `choice` | which of several values counts |
//! | `interval`, `derivation`, `derived`, `figures` | formulas, and every figure with its provenance, stated or computed |
//! | `group`, `share`, `distribution`, `concentration`, `rank` | institutions beside each other |
//! | `unit_slip` | an own figure that looks like 亿元 entered as 万元 |
//! | [`pool`] | anonymised assessments, and what may be shown of them |

mod check;
mod choice;
mod concentration;
mod data_set;
mod derivation;
mod derived;
mod distribution;
mod fault;
mod figures;
mod group;
pub mod import;
mod interval;
mod package;
pub mod pool;
mod rank;
mod read;
mod share;
mod text;
mod unit_slip;

pub use check::check;
pub use choice::{Choice, ChoiceRule, SourceChoice};
pub use concentration::{Concentration, concentration};
pub use data_set::{Caveat, DataSet, Direction, Institution, Metric, Observation, Quality, Source, Theme};
pub use derivation::{Derivation, DerivationKind};
pub use derived::{Derived, Operand};
pub use distribution::{Distribution, FROM_QUARTILES, FROM_TAILS, distribution};
pub use fault::{DataFault, Severity};
pub use figures::{Figure, Figures, Value};
pub use group::PeerGroup;
pub use interval::Interval;
pub use package::{DESCRIPTOR, Descriptor, Package};
pub use rank::ranks;
pub use share::share;
pub use text::Text;
pub use unit_slip::{UnitSlip, unit_slip};
