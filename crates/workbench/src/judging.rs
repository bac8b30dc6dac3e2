//! What people do on the page 政策对照: judge clauses and gather evidence for them.

use crate::change_message::message;
use crate::error::WorkbenchError;
use crate::view::{ChangeView, CoverageExportRequest, ExportView, JudgementPatch, PoliciesView, PolicyUpdateView, Text, VerdictChange};
use crate::workbench::{ACTOR, Workbench};
use crate::{coverage, policies};
use shuheng_store::{Change, ClauseJudgementChange};

impl Workbench {
    /// The page 政策对照.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn policies(&self) -> Result<PoliciesView, WorkbenchError> {
        self.policies_of(None)
    }

    /// The page with the document of this id only; `None` for all.
    ///
    /// # Errors
    /// As [`Self::policies`], and [`WorkbenchError::UnknownPolicy`] when there is no such document.
    pub fn policies_of(&self, document: Option<&str>) -> Result<PoliciesView, WorkbenchError> {
        let snapshot = self.opened()?.snapshot()?;
        let policies = self.library().policies();
        let wanted = policies::wanted(policies, document)?;
        Ok(policies::view(policies, &wanted, &snapshot, self.clock().now().date_naive()))
    }

    /// Judges a clause directly; the judgement stands over what its indicators suggest, and both are shown.
    ///
    /// # Errors
    /// When the clause is unknown or binds no institution, or the file cannot be written.
    pub fn judge_clause(&mut self, clause: &str, patch: &JudgementPatch) -> Result<PolicyUpdateView, WorkbenchError> {
        self.check_clause(clause)?;
        let change = ClauseJudgementChange {
            verdict: patch.verdict.map(|verdict| match verdict {
                VerdictChange::Cleared => None,
                VerdictChange::Set { verdict } => Some(policies::verdict(verdict)),
            }),
            rationale: patch.rationale.clone(),
        };
        let change = self.opened_mut()?.store.record_judgement(clause, &change, ACTOR)?;
        self.policy_update(&change)
    }

    /// Writes the coverage matrix.
    ///
    /// # Errors
    /// When the folder cannot be written, or is the engagement's own place.
    pub fn export_coverage(&self, request: &CoverageExportRequest) -> Result<ExportView, WorkbenchError> {
        coverage::export(self, request)
    }

    pub(crate) fn check_clause(&self, id: &str) -> Result<(), WorkbenchError> {
        let Some(clause) = self.library().policies().clause(id) else { return Err(WorkbenchError::UnknownClause(id.to_owned())) };
        if clause.binds.institutions() {
            return Ok(());
        }
        Err(WorkbenchError::Field {
            message: Text::new(
                format!("“{}”不约束机构，无须判断", clause.heading.zh),
                format!("“{}” does not bind institutions and needs no judgement", clause.heading.en),
            ),
        })
    }

    fn policy_update(&self, change: &Change) -> Result<PolicyUpdateView, WorkbenchError> {
        let open = self.opened()?;
        Ok(PolicyUpdateView {
            policies: self.policies()?,
            status: open.status()?,
            change: change.is_change().then(|| ChangeView {
                subject: change.subject.to_string(),
                message: message(&open.instrument, self.library().policies(), change, 1),
            }),
        })
    }
}
