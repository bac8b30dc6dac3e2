//! Stages: draft, in review, final; what stands in the way, and what ought to be known before.

use super::assessments::stage_view;
use super::fault::ReviewFault;
use super::{actor, evidence};
use crate::error::WorkbenchError;
use crate::opened::{Open, Snapshot};
use crate::view::{NodeState, ObstacleKind, ObstacleView, ReviewUpdateView, StageRequest, StageStepView, StageView, Text};
use crate::workbench::Workbench;
use shuheng_store::{Comment, Stage};

impl Workbench {
    /// Takes the assessment in front to another stage. Only open comments stand in the way, and only of a final one; all else is told.
    ///
    /// # Errors
    /// [`ReviewFault::NoStep`]; [`shuheng_store::StoreError::OpenComments`]; when a reason is needed and none is given.
    pub fn move_stage(&mut self, request: &StageRequest) -> Result<ReviewUpdateView, WorkbenchError> {
        let by = actor(&request.by).to_owned();
        let store = &mut self.opened_mut()?.store;
        let (from, reason) = (store.assessment()?.stage, request.reason.trim());
        let change = match (from, request.to) {
            (Stage::Draft, StageView::InReview) if reason.is_empty() => store.submit_for_review(&by)?,
            (Stage::Draft, StageView::InReview) => store.with_reason(reason)?.submit_for_review(&by)?,
            (Stage::InReview, StageView::Draft) => store.return_to_draft(reason, &by)?,
            (Stage::InReview, StageView::Final) if reason.is_empty() => store.finalise(&by)?,
            (Stage::InReview, StageView::Final) => store.with_reason(reason)?.finalise(&by)?,
            (from, to) => return Err(ReviewFault::NoStep { from: from.name(), to: stored(to).name() }.into()),
        };
        self.review_update(change)
    }
}

fn stored(stage: StageView) -> Stage {
    match stage {
        StageView::Draft => Stage::Draft,
        StageView::InReview => Stage::InReview,
        StageView::Final => Stage::Final,
    }
}

/// The steps that begin where the assessment is.
pub(super) fn steps(open: &Open, comments: &[Comment]) -> Result<Vec<StageStepView>, WorkbenchError> {
    let stage = stage_view(open.store.assessment()?.stage);
    if stage == StageView::Final {
        return Ok(Vec::new());
    }
    let obstacles = obstacles(&open.snapshot()?, comments, stage == StageView::InReview);
    let onward = |to, warning| StageStepView { to, needs_reason: false, obstacles: obstacles.clone(), warning };
    Ok(match stage {
        StageView::Draft => vec![onward(StageView::InReview, None)],
        _ => vec![
            StageStepView { to: StageView::Draft, needs_reason: true, obstacles: Vec::new(), warning: None },
            onward(
                StageView::Final,
                Some(Text::new(
                    "定稿后全部内容锁定，不能修改，也不能撤销；需要继续时以它为基础新建评估",
                    "A final assessment is locked: nothing in it can be changed or undone. To go on, begin another one from it",
                )),
            ),
        ],
    })
}

/// What the assessment lacks; of all that, only open comments block, and only what is to be final.
fn obstacles(snapshot: &Snapshot<'_>, comments: &[Comment], comments_block: bool) -> Vec<ObstacleView> {
    let model = snapshot.instrument.model();
    let indicators = |wanted: &dyn Fn(usize, &str) -> bool| -> Vec<String> {
        model.indicators().filter(|(index, node, _)| wanted(*index, &node.id)).map(|(_, node, _)| node.id.clone()).collect()
    };
    let unanswered = indicators(&|index, _| snapshot.result.nodes[index].state == NodeState::Unanswered);
    let review = indicators(&|_, id| snapshot.answers.get(id).is_some_and(|answer| answer.review));
    let missing: Vec<String> = evidence::missing(snapshot).into_iter().map(|missing| missing.indicator).collect();
    let bare = indicators(&|_, id| missing.iter().any(|missing| missing == id));
    let open: Vec<&Comment> = comments.iter().filter(|comment| comment.resolution.is_none()).collect();
    let commented = model.nodes.iter().map(|node| node.id.clone());
    let commented: Vec<String> = commented.filter(|id| open.iter().any(|comment| comment.about.as_ref() == Some(id))).collect();

    let told = |kind, nodes: Vec<String>, zh: &str, en: &str| {
        let message = Text::new(format!("{}{zh}", nodes.len()), format!("{en}: {}", nodes.len()));
        (!nodes.is_empty()).then_some(ObstacleView { kind, blocks: false, message, nodes })
    };
    let comments = (!open.is_empty()).then(|| ObstacleView {
        kind: ObstacleKind::OpenComments,
        blocks: comments_block,
        message: Text::new(format!("{}条批注未处理", open.len()), format!("Open comments: {}", open.len())),
        nodes: commented,
    });
    let others = [
        told(ObstacleKind::Unanswered, unanswered, "项指标未评", "Indicators that are not rated"),
        told(ObstacleKind::NeedsNewLook, review, "项作答待复核", "Answers that need a new look"),
        told(ObstacleKind::MissingEvidence, bare, "项已评指标没有证据", "Rated indicators without evidence"),
    ];
    comments.into_iter().chain(others.into_iter().flatten()).collect()
}
