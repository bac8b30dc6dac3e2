//! The file of decisions on a merge: written with every conflict and what both sides say, filled in by people, read back.
//!
//! ```json
//! {"decisions": [{"subject": "answer:x", "name": "…", "a": "L2 …", "b": "L3 …", "take": "a", "reason": "以台账为准"}]}
//! ```
//! Only `subject`, `take` and `reason` are read; a conflict whose `take` is null or missing is left open.

use crate::error::WorkbenchError;
use crate::text_file;
use crate::view::{MergeConflictSideView, MergeConflictView, MergeDecision, MergeSide, MergeStateView, MergeView, Text};
use serde::Deserialize;
use serde_json::json;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// Bytes of a file of decisions: thousands of conflicts with their rationales.
const LONGEST: u64 = 64 << 20;

#[derive(Deserialize)]
struct Entry {
    subject: String,
    #[serde(default)]
    take: Option<String>,
    #[serde(default)]
    reason: Option<String>,
}

#[derive(Deserialize)]
struct Content {
    decisions: Vec<Entry>,
}

/// The decisions in a file.
///
/// # Errors
/// [`WorkbenchError::Decisions`] when it is not of the form or takes neither side, [`WorkbenchError::File`] when it cannot be read.
pub(crate) fn read(path: &Path) -> Result<Vec<MergeDecision>, WorkbenchError> {
    let fault = |message| WorkbenchError::Decisions { path: path.to_owned(), message };
    let content: Content = serde_json::from_slice(&text_file::read(path, LONGEST)?).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        fault(Text::new(
            format!("第{line}行第{column}列不合格式，请对照--decisions-out写出的文件"),
            format!("line {line}, column {column} is not of the form; compare a file that --decisions-out writes"),
        ))
    })?;
    let decided = content.decisions.into_iter().filter_map(|Entry { subject, take, reason }| {
        let take = match take.as_deref() {
            None => return None,
            Some("a") => MergeSide::A,
            Some("b") => MergeSide::B,
            Some(other) => {
                return Some(Err(fault(Text::new(
                    format!("“{subject}”的take是“{other}”，请填a或b"),
                    format!("take of “{subject}” is “{other}”; write a or b"),
                ))));
            }
        };
        Some(Ok(MergeDecision { subject, take, reason: reason.unwrap_or_default() }))
    });
    decided.collect()
}

/// Writes every conflict, ready to be decided.
///
/// # Errors
/// [`WorkbenchError::File`] when the file is there already or cannot be written.
pub(crate) fn write(path: &Path, plan: &MergeView) -> Result<(), WorkbenchError> {
    let entries: Vec<_> = plan.conflicts.iter().map(entry).collect();
    let text = format!("{:#}\n", json!({ "decisions": entries }));
    let written = OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| WorkbenchError::File { path: path.to_owned(), writing: true, error })
}

fn entry(conflict: &MergeConflictView) -> serde_json::Value {
    let only = conflict.only.map(|side| if side == MergeSide::A { "a" } else { "b" });
    json!({
        "subject": conflict.subject,
        "name": conflict.name.zh,
        "base": said(&conflict.base),
        "a": told(&conflict.a),
        "b": told(&conflict.b),
        "parts": conflict.parts,
        "take": only,
        "reason": "",
    })
}

fn said(state: &MergeStateView) -> String {
    if state.rationale.is_empty() { state.value.zh.clone() } else { format!("{}：{}", state.value.zh, state.rationale) }
}

fn told(side: &MergeConflictSideView) -> String {
    let parts = [Some(said(&side.state)), side.by.clone(), side.at.clone(), side.reason.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" | ")
}
