//! What kind of change an audit row records.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The file was made.
    Create,
    /// One or more answers were recorded.
    Answer,
    /// A clause of a policy document was judged.
    JudgeClause,
    /// A piece of evidence was added.
    AddEvidence,
    /// A piece of evidence was taken away.
    RemoveEvidence,
    /// One or more of the institution's own figures were set.
    SetFigure,
    /// A figure was taken away.
    RemoveFigure,
    /// The scores of a peer group were set.
    SetPeerReference,
    /// The scores of a peer group were taken away.
    RemovePeerReference,
    /// The target of the assessment was set or cleared.
    SetTarget,
    /// The institution's name or kind was changed.
    DescribeInstitution,
    /// A weight scheme was added or changed.
    SetWeightScheme,
    /// A weight scheme was taken away.
    RemoveWeightScheme,
    /// A peer group was added or changed.
    SetPeerGroup,
    /// A peer group was taken away.
    RemovePeerGroup,
    /// Peers' figures were brought in from a table.
    SetImportedData,
    /// Imported figures were taken away.
    RemoveImportedData,
    /// A setting of the engagement was set or cleared.
    SetMeta,
    /// The assessment was moved to another copy of a model, and its answers and evidence with it.
    UpgradeModel,
    /// Another assessment of the institution was begun.
    BeginAssessment,
    /// The name, year or consensus rule of the assessment was changed.
    DescribeAssessment,
    /// A respondent was added or changed, or respondents were put into another order.
    SetRespondent,
    /// A respondent was taken away, with all that it said.
    RemoveRespondent,
    /// One or more responses were recorded, with the answers that follow.
    RecordResponses,
    /// A piece of evidence was changed.
    ChangeEvidence,
    /// A comment was made.
    AddComment,
    /// A comment was resolved.
    ResolveComment,
    /// A resolved comment was opened again.
    ReopenComment,
    /// The assessment was handed to its reviewers.
    SubmitForReview,
    /// The assessment was given back by its reviewers.
    ReturnToDraft,
    /// The assessment was made final.
    Finalise,
    /// A snapshot was named.
    TakeSnapshot,
    /// A snapshot got another name.
    RenameSnapshot,
    /// A snapshot's name was taken away.
    RemoveSnapshot,
    /// Answers, judgements, evidence or the target were set back to what they had been.
    Restore,
    /// A change that was made in another copy of the engagement was brought in.
    Merge,
    /// An earlier change was taken back.
    Undo,
    /// A change that had been taken back was made again.
    Redo,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 38] = [
        Self::Create,
        Self::Answer,
        Self::JudgeClause,
        Self::AddEvidence,
        Self::RemoveEvidence,
        Self::SetFigure,
        Self::RemoveFigure,
        Self::SetPeerReference,
        Self::RemovePeerReference,
        Self::SetTarget,
        Self::DescribeInstitution,
        Self::SetWeightScheme,
        Self::RemoveWeightScheme,
        Self::SetPeerGroup,
        Self::RemovePeerGroup,
        Self::SetImportedData,
        Self::RemoveImportedData,
        Self::SetMeta,
        Self::UpgradeModel,
        Self::BeginAssessment,
        Self::DescribeAssessment,
        Self::SetRespondent,
        Self::RemoveRespondent,
        Self::RecordResponses,
        Self::ChangeEvidence,
        Self::AddComment,
        Self::ResolveComment,
        Self::ReopenComment,
        Self::SubmitForReview,
        Self::ReturnToDraft,
        Self::Finalise,
        Self::TakeSnapshot,
        Self::RenameSnapshot,
        Self::RemoveSnapshot,
        Self::Restore,
        Self::Merge,
        Self::Undo,
        Self::Redo,
    ];

    /// The word that stands in the audit trail.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Answer => "answer",
            Self::JudgeClause => "judge_clause",
            Self::AddEvidence => "add_evidence",
            Self::RemoveEvidence => "remove_evidence",
            Self::SetFigure => "set_figure",
            Self::RemoveFigure => "remove_figure",
            Self::SetPeerReference => "set_peer_reference",
            Self::RemovePeerReference => "remove_peer_reference",
            Self::SetTarget => "set_target",
            Self::DescribeInstitution => "describe_institution",
            Self::SetWeightScheme => "set_weight_scheme",
            Self::RemoveWeightScheme => "remove_weight_scheme",
            Self::SetPeerGroup => "set_peer_group",
            Self::RemovePeerGroup => "remove_peer_group",
            Self::SetImportedData => "set_imported_data",
            Self::RemoveImportedData => "remove_imported_data",
            Self::SetMeta => "set_meta",
            Self::UpgradeModel => "upgrade_model",
            Self::BeginAssessment => "begin_assessment",
            Self::DescribeAssessment => "describe_assessment",
            Self::SetRespondent => "set_respondent",
            Self::RemoveRespondent => "remove_respondent",
            Self::RecordResponses => "record_responses",
            Self::ChangeEvidence => "change_evidence",
            Self::AddComment => "add_comment",
            Self::ResolveComment => "resolve_comment",
            Self::ReopenComment => "reopen_comment",
            Self::SubmitForReview => "submit_for_review",
            Self::ReturnToDraft => "return_to_draft",
            Self::Finalise => "finalise",
            Self::TakeSnapshot => "take_snapshot",
            Self::RenameSnapshot => "rename_snapshot",
            Self::RemoveSnapshot => "remove_snapshot",
            Self::Restore => "restore",
            Self::Merge => "merge",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Action {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|action| action.as_str() == text).ok_or_else(|| format!("unknown action {text:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_and_equals_its_json() {
        for action in Action::ALL {
            assert_eq!(action.as_str().parse::<Action>(), Ok(action));
            assert_eq!(serde_json::to_string(&action).unwrap(), format!("\"{action}\""));
        }
    }
}
