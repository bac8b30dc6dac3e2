//! Shared by the tests: a hand-made assessment, numbers computed apart from the crate, and LibreOffice.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod awkward;
pub mod coverage;
pub mod edited;
pub mod models;
pub mod office;
pub mod oracle;
pub mod picture;
pub mod questionnaire;
pub mod sample;
pub mod spending;
