//! The product by its command line, as an accepting user would try it.
#![expect(clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]

mod access;
mod answering;
mod bad_input;
mod benchmark;
mod benchmark_import;
mod merging;
mod model_tools;
mod models;
#[path = "../../crates/report/tests/common/office.rs"]
mod office;
mod optimizing;
mod policies;
mod pool;
mod questionnaires;
mod ranking;
mod report;
mod research;
mod research_input;
mod reviewing;
mod uncertainty;
mod upgrading;
