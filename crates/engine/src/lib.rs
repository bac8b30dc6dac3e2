//! Pure arithmetic of composite indices.
//!
//! Knows no file, no clock, no window and no model text: numbers in, numbers out, the same on every system. Methods carry
//! the names of the OECD/JRC *Handbook on Constructing Composite Indicators* (2008), referred to as *Handbook*.
//!
//! The way through the crate: raw figures are [normalised](normalise) to 0–100, a [`Tree`] holds how nodes hang together,
//! [`assess`](assess()) aggregates with a [`Mean`] per node, applies [`Gate`]s to levels and says what every node
//! [contributes](NodeResult::contribution). A [`ValueMap`](value_map::ValueMap) sets nodes of the result against each other, and
//! [`uncertainty`] says how far a result can be relied on.
//!
//! Beside it stand the tools of the methodologist: [weights](weigh) from people and from data, methods that judge the units of a
//! [panel] together, and [statistics].

pub mod aggregation;
pub mod apportion;
pub mod assess;
pub mod gate;
pub mod grid;
pub mod level;
pub mod mean;
pub mod normalise;
pub mod panel;
pub mod random;
pub mod rank;
pub mod readiness;
pub mod statistics;
pub mod tree;
pub mod uncertainty;
pub mod value_map;
pub mod weigh;

pub use assess::{Assessment, Leaf, NodeResult, NodeState, assess};
pub use gate::{Gate, GateCap};
pub use level::{Scale, ScaleFault};
pub use mean::{Exponent, Mean};
pub use tree::{NodeSpec, Tree, TreeFault};
