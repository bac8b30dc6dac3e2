//! The main job in the real window: rate by click and by key, see the score move, undo, export, reopen; and a window that is
//! killed in the middle of it.
#![expect(clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]

mod access;
mod diagnosis;
mod evidence;
mod explain;
mod killed;
mod main_job;
mod merging;
mod models;
mod new_assessment;
mod pages;
mod peers;
mod policies;
mod respondents;
mod reviewing;
mod weights;
