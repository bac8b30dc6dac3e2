//! What a pool refuses.

use thiserror::Error;

/// Why a pool, a key or a contribution cannot be used. The sentences for people are the workbench's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PoolFault {
    /// The text is no pool.
    #[error("not a pool")]
    NotAPool,
    /// The pool is of a newer format.
    #[error("format {found} is newer than {known}")]
    Newer {
        /// Its format.
        found: u32,
        /// The newest format known here.
        known: u32,
    },
    /// The pool's content does not have its digest: it was cut off, damaged or edited.
    #[error("the content does not have its digest")]
    Altered,
    /// The pool says something that cannot be.
    #[error("{0}")]
    Unsound(String),
    /// The text is no key of a pool.
    #[error("not a key")]
    NotAKey,
    /// The key belongs to another pool.
    #[error("the key belongs to another pool")]
    WrongKey,
    /// The two pools were made with different keys.
    #[error("the pools have different keys")]
    OtherKey,
    /// There is no member of this number.
    #[error("no member {0}")]
    UnknownMember(String),
    /// The contribution says something that cannot be, such as a score above 100.
    #[error("{0}")]
    BadContribution(String),
}
