//! The budget optimum from the outside.
#![expect(clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]

mod bad_input;
mod document;
mod laws;
mod published;
mod rules;
mod size;
mod support;
