//! What can be wrong with the input of a workbook.

use rust_xlsxwriter::XlsxError;

/// Why no workbook could be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The tree is empty.
    #[error("the tree has no nodes")]
    NoNodes,
    /// The tree is not in reading order: the first node must be the only root and every parent must stand before its children.
    #[error(
        "node {index} ({id}): the first node must be the root, and every other node must name a parent before it that is not an indicator"
    )]
    Tree {
        /// Index of the node.
        index: usize,
        /// Its identifier.
        id: String,
    },
    /// The model has no levels, or their cut-offs do not rise.
    #[error("the model's levels are missing or their cut-offs do not rise")]
    Levels,
    /// A gate or a benchmark row names a row that is not there.
    #[error("{what}: index {index} is out of range")]
    Index {
        /// What names it.
        what: &'static str,
        /// The index.
        index: usize,
    },
    /// There is no policy document to show the coverage of.
    #[error("there is no policy document: give at least one")]
    NoDocuments,
    /// The lines of readiness are out of order.
    #[error("the readiness lines must keep 0 ≤ partly ≤ ready ≤ 100, but partly is {partly} and ready is {ready}")]
    ReadinessLines {
        /// From here a clause is partly ready.
        partly: f64,
        /// From here it is ready.
        ready: f64,
    },
    /// Two links tell different things of one indicator.
    #[error("indicator {id}: two links disagree about its code, name or result")]
    LinkedIndicator {
        /// Identifier of the indicator.
        id: String,
    },
    /// A number is infinite or not a number.
    #[error("{place} is not a finite number")]
    NotFinite {
        /// Where it stands.
        place: String,
    },
    /// The answer does not belong to the kind of its indicator, or a rubric answer is not 1–5.
    #[error("indicator {id}: the answer does not fit its kind")]
    Answer {
        /// Identifier of the indicator.
        id: String,
    },
    /// There is nothing to ask.
    #[error("there is no question: give the respondent at least one indicator")]
    NoQuestions,
    /// A question whose answer could not be found again.
    #[error("question {id}: {reason}")]
    Question {
        /// Identifier of the indicator.
        id: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// What says whose a questionnaire is cannot be kept in a workbook.
    #[error("{key} must have 1 to 200 characters on one line, without spaces around them")]
    Identity {
        /// Its key.
        key: &'static str,
    },
    /// A picture is not a PNG.
    #[error("picture {index} is not a readable PNG: {source}")]
    Picture {
        /// Its index.
        index: usize,
        /// What the writer said.
        source: XlsxError,
    },
    /// The writer refused.
    #[error("the workbook could not be written: {0}")]
    Write(#[from] XlsxError),
}
