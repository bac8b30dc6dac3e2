//! Two copies of one engagement that went separate ways, brought together: what a merge would do, and the merge.

use crate::access::{free_name, with};
use crate::decisions_file;
use crate::error::WorkbenchError;
use crate::merge_words::{Names, counts};
use crate::view::{
    CopyPurpose, MergeConflictKind, MergeConflictSideView, MergeConflictView, MergeCopyView, MergeDecision, MergePassphrases,
    MergePreviewView, MergeRelation, MergeRequest, MergeSide, MergeView, MergedView, Text, TypedPassphrase,
};
use crate::words;
use crate::workbench::{ACTOR, Workbench};
use shuheng_model::{ModelSource, load};
use shuheng_store::{
    Conflict, ConflictKind, ConflictSide, Decision, Decisions, Merge, MergePlan, Merged, OwnRows, Relation, Side, Source, StoreError,
};
use std::path::{Path, PathBuf};

impl Workbench {
    /// What merging two copies would do, with every conflict and what both sides say of it. Nothing is written. One of the two may be
    /// open here, and stays open.
    ///
    /// # Errors
    /// When the files are not copies of one engagement, do not pass the check, are in use, or the new file cannot come to be.
    pub fn merge_plan(&self, request: &MergeRequest) -> Result<MergeView, WorkbenchError> {
        Ok(self.plan_view(self.prepare(request, &MergePassphrases::default())?.plan()))
    }

    /// [`Self::merge_plan`] for the window: answers with a question where a passphrase is needed, does not fit or comes too soon.
    ///
    /// # Errors
    /// As for [`Self::merge_plan`], except what the question says.
    pub fn preview_merge(&self, request: &MergeRequest, passphrases: &MergePassphrases) -> Result<MergePreviewView, WorkbenchError> {
        match self.prepare(request, passphrases) {
            Ok(merge) => Ok(MergePreviewView::Compared { plan: Box::new(self.plan_view(merge.plan())) }),
            Err(WorkbenchError::Store(error)) => {
                let (StoreError::PassphraseNeeded { path } | StoreError::WrongPassphrase { path } | StoreError::TooSoon { path, .. }) =
                    &error
                else {
                    return Err(error.into());
                };
                let path = path.clone();
                let is_a = std::fs::canonicalize(&request.a).is_ok_and(|a| a == path);
                let refused = (!matches!(error, StoreError::PassphraseNeeded { .. })).then_some(error);
                let side = if is_a { MergeSide::A } else { MergeSide::B };
                Ok(MergePreviewView::PassphraseNeeded { side, question: self.question(&path, refused) })
            }
            Err(error) => Err(error),
        }
    }

    /// Merges two copies into a new file: complete and checked, or not at all. `others` counts for conflicts without a decision.
    ///
    /// # Errors
    /// As [`Self::merge_plan`]; [`WorkbenchError::ComparedOthers`]; and when a conflict is not decided, or something is decided that is none.
    pub fn merge(
        &self,
        request: &MergeRequest,
        decisions: &[MergeDecision],
        others: Option<MergeSide>,
        passphrases: &MergePassphrases,
    ) -> Result<MergedView, WorkbenchError> {
        let decided = Decisions {
            each: decisions
                .iter()
                .map(|decision| {
                    let unknown = || StoreError::NoConflict { subject: decision.subject.clone() };
                    let reason = Some(decision.reason.trim()).filter(|reason| !reason.is_empty()).map(str::to_owned);
                    let address = decision.subject.parse().map_err(|_| unknown())?;
                    Ok((address, Decision { take: side(decision.take), reason }))
                })
                .collect::<Result<_, WorkbenchError>>()?,
            others: others.map(side),
        };
        let merge = self.prepare(request, passphrases)?;
        if request.compared.as_ref().is_some_and(|compared| *compared != compared_as(merge.plan())) {
            return Err(WorkbenchError::ComparedOthers);
        }
        let merged = merge.apply(&decided, ACTOR)?;
        Ok(self.merged_view(request, &merged))
    }

    fn prepare(&self, request: &MergeRequest, passphrases: &MergePassphrases) -> Result<Merge, WorkbenchError> {
        let a = self.source(Path::new(&request.a), passphrases.a.as_ref())?;
        let b = self.source(Path::new(&request.b), passphrases.b.as_ref())?;
        Ok(Merge::prepare(a, b, Path::new(&request.out), self.shared_clock())?)
    }

    /// An engagement that is to be read: as it is open here, or closed with what opens it.
    pub(crate) fn source<'a>(&'a self, path: &'a Path, passphrase: Option<&TypedPassphrase>) -> Result<Source<'a>, WorkbenchError> {
        if self.has_open(path) {
            return Ok(Source::Open(&self.opened()?.store));
        }
        let access = passphrase.map_or_else(|| self.access_of(path), |passphrase| Ok(with(Some(passphrase))))?;
        Ok(Source::Closed { path, access })
    }

    /// A free name beside a file for what is made of it. That of a copy for sharing tells nothing of the institution.
    #[must_use]
    pub fn suggest_copy(&self, file: &Path, purpose: CopyPurpose) -> PathBuf {
        match purpose {
            CopyPurpose::Merged => free_name(file, "合并"),
            CopyPurpose::Redacted => free_name(&file.with_file_name("评估"), "脱敏"),
        }
    }

    /// The decisions that somebody filled into a file that [`Self::write_decisions_file`] made; those left open are not among them.
    ///
    /// # Errors
    /// [`WorkbenchError::Decisions`] when the file is not of that form, [`WorkbenchError::File`] when it cannot be read.
    pub fn read_decisions_file(&self, path: &Path) -> Result<Vec<MergeDecision>, WorkbenchError> {
        decisions_file::read(path)
    }

    /// Writes a file of all conflicts, ready to be filled in. A file that is there already is not replaced.
    ///
    /// # Errors
    /// [`WorkbenchError::File`] when it is there already or cannot be written.
    pub fn write_decisions_file(&self, path: &Path, plan: &MergeView) -> Result<(), WorkbenchError> {
        decisions_file::write(path, plan)
    }

    fn plan_view(&self, plan: &MergePlan) -> MergeView {
        let model = load(ModelSource::new(plan.model.files.clone())).ok().map(|loaded| loaded.model);
        let names = Names { model: model.as_ref(), policies: self.library().policies(), data: self.data(), mentioned: &plan.mentioned };
        MergeView {
            compared: compared_as(plan),
            relation: match plan.relation {
                Relation::Same => MergeRelation::Same,
                Relation::AExtendsB => MergeRelation::AExtendsB,
                Relation::BExtendsA => MergeRelation::BExtendsA,
                Relation::Parted => MergeRelation::Parted,
            },
            told: told(plan),
            common_rows: u32::try_from(plan.common_rows).unwrap_or(u32::MAX),
            a: copy_view(&plan.a, plan.a_encrypted),
            b: copy_view(&plan.b, plan.b_encrypted),
            alike: count(plan.alike),
            renumbered: count(plan.renumbered),
            conflicts: plan.conflicts.iter().map(|conflict| conflict_view(conflict, names)).collect(),
        }
    }

    fn merged_view(&self, request: &MergeRequest, merged: &Merged) -> MergedView {
        let message = if merged.plan.relation == Relation::Parted {
            let decided = merged.plan.conflicts.len();
            Text::new(
                format!("两份副本已合并，决定了{decided}处冲突；撤销一次即可收回这次合并。"),
                format!("The copies were merged, conflicts decided: {decided}. One undo takes the merge back."),
            )
        } else {
            told(&merged.plan)
        };
        let plan = self.plan_view(&merged.plan);
        MergedView { path: request.out.clone(), rows: u32::try_from(merged.rows).unwrap_or(u32::MAX), message, plan }
    }
}

/// What was compared, in a text that is another once a copy has one more row.
fn compared_as(plan: &MergePlan) -> String {
    plan.heads.join(" ")
}

fn side(side: MergeSide) -> Side {
    match side {
        MergeSide::A => Side::A,
        MergeSide::B => Side::B,
    }
}

fn side_view(side: Side) -> MergeSide {
    match side {
        Side::A => MergeSide::A,
        Side::B => MergeSide::B,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn told(plan: &MergePlan) -> Text {
    let shared = plan.common_rows;
    match plan.relation {
        Relation::Same => Text::new("两份副本完全相同，新文件与它们一样。", "The two copies are the same; the new file is one of them."),
        Relation::AExtendsB => {
            Text::new("B的内容A全都有，A还有后来的改动；新文件与A一样。", "A has all of B and later changes; the new file is a copy of A.")
        }
        Relation::BExtendsA => {
            Text::new("A的内容B全都有，B还有后来的改动；新文件与B一样。", "B has all of A and later changes; the new file is a copy of B.")
        }
        Relation::Parted => Text::new(
            format!(
                "两份副本共有前{shared}条操作记录，此后A有{}条、B有{}条；{}处冲突需要决定。",
                plan.a.rows,
                plan.b.rows,
                plan.conflicts.len()
            ),
            format!(
                "The copies share {shared} rows of their trails; since then A has {}, B has {}. Conflicts to decide: {}.",
                plan.a.rows,
                plan.b.rows,
                plan.conflicts.len()
            ),
        ),
    }
}

fn copy_view(own: &OwnRows, encrypted: bool) -> MergeCopyView {
    MergeCopyView {
        encrypted,
        rows: count(own.rows),
        changed: count(own.changed),
        things: counts(&own.addresses),
        last_by: own.last_by.clone(),
        last_at: own.last_at.map(words::stamp),
    }
}

fn conflict_view(conflict: &Conflict, names: Names<'_>) -> MergeConflictView {
    let side = |side: &ConflictSide| MergeConflictSideView {
        state: names.state(&conflict.address, side.state.as_ref()),
        by: side.by.clone(),
        at: side.at.map(words::stamp),
        reason: side.reason.clone(),
    };
    MergeConflictView {
        subject: conflict.address.to_string(),
        name: names.name(&conflict.address),
        kind: match conflict.kind {
            ConflictKind::Changed => MergeConflictKind::Changed,
            ConflictKind::Removed => MergeConflictKind::Removed,
            ConflictKind::Final => MergeConflictKind::Final,
        },
        base: names.state(&conflict.address, conflict.base.as_ref()),
        a: side(&conflict.a),
        b: side(&conflict.b),
        parts: conflict.parts.iter().map(ToString::to_string).collect(),
        contents: conflict.parts.iter().filter(|part| **part != conflict.address).map(|part| names.name(part)).collect(),
        only: conflict.only.map(side_view),
    }
}
