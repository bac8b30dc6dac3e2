//! Two copies of one engagement that went separate ways, brought together: what a merge would do, and the merge.

use crate::decisions_file;
use crate::error::WorkbenchError;
use crate::merge_words::{self, named};
use crate::view::{
    MergeConflictKind, MergeConflictSideView, MergeConflictView, MergeCopyView, MergeDecision, MergeRelation, MergeRequest, MergeSide,
    MergeView, MergedView, Text,
};
use crate::words;
use crate::workbench::{ACTOR, Workbench};
use shuheng_model::{Model, ModelSource, load};
use shuheng_store::{
    Access, Clock, Conflict, ConflictKind, ConflictSide, Decision, Decisions, Merge, MergePlan, MergeSource, Merged, OwnRows, Relation,
    Side,
};
use std::path::Path;
use std::sync::Arc;

impl Workbench {
    /// What merging two copies would do, with every conflict and what both sides say of it. Nothing is written.
    ///
    /// # Errors
    /// When the files are not copies of one engagement, do not pass the check, are in use, or the new file cannot come to be.
    pub fn merge_plan(&mut self, request: &MergeRequest) -> Result<MergeView, WorkbenchError> {
        let sources = self.sources(request)?;
        self.aside(&[&request.a, &request.b], || Ok(plan_view(sources.prepare()?.plan())))
    }

    /// Merges two copies into a new file: complete and checked, or not at all. `others` counts for conflicts without a decision.
    ///
    /// # Errors
    /// As [`Self::merge_plan`]; and when a conflict is not decided, or something is decided that is none.
    pub fn merge(
        &mut self,
        request: &MergeRequest,
        decisions: &[MergeDecision],
        others: Option<MergeSide>,
    ) -> Result<MergedView, WorkbenchError> {
        let sources = self.sources(request)?;
        let decided = Decisions {
            each: decisions
                .iter()
                .map(|decision| {
                    let unknown = || shuheng_store::StoreError::NoConflict { subject: decision.subject.clone() };
                    let reason = Some(decision.reason.trim()).filter(|reason| !reason.is_empty()).map(str::to_owned);
                    let address = decision.subject.parse().map_err(|_| unknown())?;
                    Ok((address, Decision { take: side(decision.take), reason }))
                })
                .collect::<Result<_, WorkbenchError>>()?,
            others: others.map(side),
        };
        let merged = self.aside(&[&request.a, &request.b], || Ok(sources.prepare()?.apply(&decided, ACTOR)?))?;
        Ok(merged_view(request, &merged))
    }

    fn sources<'a>(&self, request: &'a MergeRequest) -> Result<Sources<'a>, WorkbenchError> {
        let accesses = [self.access_of(Path::new(&request.a))?, self.access_of(Path::new(&request.b))?];
        Ok(Sources { request, accesses, clock: self.shared_clock() })
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
}

/// The two copies with what opens them.
struct Sources<'a> {
    request: &'a MergeRequest,
    accesses: [Access; 2],
    clock: Arc<dyn Clock>,
}

impl Sources<'_> {
    fn prepare(&self) -> Result<Merge, WorkbenchError> {
        let [a, b] = self.accesses.clone();
        let a = MergeSource { path: Path::new(&self.request.a), access: a };
        let b = MergeSource { path: Path::new(&self.request.b), access: b };
        Ok(Merge::prepare(a, b, Path::new(&self.request.out), Arc::clone(&self.clock))?)
    }
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

fn plan_view(plan: &MergePlan) -> MergeView {
    // Without its model, an answer is still known by the indicator's id.
    let model = load(ModelSource::new(plan.model.files.clone())).ok().map(|loaded| loaded.model);
    MergeView {
        relation: match plan.relation {
            Relation::Same => MergeRelation::Same,
            Relation::AExtendsB => MergeRelation::AExtendsB,
            Relation::BExtendsA => MergeRelation::BExtendsA,
            Relation::Parted => MergeRelation::Parted,
        },
        told: told(plan),
        common_rows: u32::try_from(plan.common_rows).unwrap_or(u32::MAX),
        a: copy_view(&plan.a),
        b: copy_view(&plan.b),
        alike: count(plan.alike),
        renumbered: count(plan.renumbered),
        conflicts: plan.conflicts.iter().map(|conflict| conflict_view(conflict, model.as_ref())).collect(),
    }
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

fn copy_view(own: &OwnRows) -> MergeCopyView {
    MergeCopyView {
        rows: count(own.rows),
        changed: count(own.changed),
        last_by: own.last_by.clone(),
        last_at: own.last_at.map(words::stamp),
    }
}

fn conflict_view(conflict: &Conflict, model: Option<&Model>) -> MergeConflictView {
    let side = |side: &ConflictSide| MergeConflictSideView {
        state: merge_words::state(&conflict.address, side.state.as_ref(), model),
        by: side.by.clone(),
        at: side.at.map(words::stamp),
        reason: side.reason.clone(),
    };
    MergeConflictView {
        subject: conflict.address.to_string(),
        name: named(conflict, model),
        kind: match conflict.kind {
            ConflictKind::Changed => MergeConflictKind::Changed,
            ConflictKind::Removed => MergeConflictKind::Removed,
            ConflictKind::Final => MergeConflictKind::Final,
        },
        base: merge_words::state(&conflict.address, conflict.base.as_ref(), model),
        a: side(&conflict.a),
        b: side(&conflict.b),
        parts: conflict.parts.iter().map(ToString::to_string).collect(),
        only: conflict.only.map(side_view),
    }
}

fn merged_view(request: &MergeRequest, merged: &Merged) -> MergedView {
    let message = if merged.plan.relation == Relation::Parted {
        let decided = merged.plan.conflicts.len();
        Text::new(
            format!("两份副本已合并，决定了{decided}处冲突；撤销一次即可收回这次合并。"),
            format!("The copies were merged, conflicts decided: {decided}. One undo takes the merge back."),
        )
    } else {
        told(&merged.plan)
    };
    MergedView { path: request.out.clone(), rows: u32::try_from(merged.rows).unwrap_or(u32::MAX), message, plan: plan_view(&merged.plan) }
}
