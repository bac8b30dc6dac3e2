//! Reading TOML with the place of every value, so that all faults of a file come out in one pass.

mod declaration;
mod index;
mod indicator;
mod mean;
mod policy;
mod table;

pub(crate) use declaration::{DomainDecl, GateDecl, ModelDecl, ProfileDecl, read_model};
pub(crate) use index::{IndexDecl, read_index};
pub(crate) use indicator::{IndicatorDecl, ScaleDecl, read_indicators};
pub use policy::load_policies;
pub(crate) use table::Located;
