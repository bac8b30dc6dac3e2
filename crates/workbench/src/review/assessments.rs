//! Several assessments in one file: which there are, which one is worked on, another one begun.

use super::number;
use crate::error::WorkbenchError;
use crate::view::{AssessmentStatusView, AssessmentView, BeginAssessmentRequest, EngagementView, StageStepDoneView, StageView, Text};
use crate::words;
use crate::workbench::{ACTOR, Workbench};
use shuheng_store::{Assessment, Engagement, Stage, StoreError};

impl Workbench {
    /// Works on the assessment of this number from now on.
    ///
    /// # Errors
    /// [`StoreError::UnknownAssessment`]; when its model cannot be read.
    pub fn switch_assessment(&mut self, id: i32) -> Result<EngagementView, WorkbenchError> {
        let open = self.opened_mut()?;
        let before = open.store.assessment()?.id;
        open.store.switch_assessment(i64::from(id))?;
        if let Err(error) = open.rebind() {
            // Model and assessment in front belong together.
            open.store.switch_assessment(before)?;
            return Err(error);
        }
        self.engagement()
    }

    /// Begins another assessment and works on it from now on; one undo takes it back. What it takes over from the one it copies is marked
    /// for a new look.
    ///
    /// # Errors
    /// When the name is empty or too long, the year is not within 1990–2100, or there is none to copy.
    pub fn begin_assessment(&mut self, request: &BeginAssessmentRequest) -> Result<EngagementView, WorkbenchError> {
        check_year(request.year)?;
        let open = self.opened_mut()?;
        open.store.begin_assessment(request.name.trim(), request.year, request.copy_from.map(i64::from), ACTOR)?;
        open.rebind()?;
        self.engagement()
    }

    /// Names the assessment in front and says which year it speaks of.
    ///
    /// # Errors
    /// When the name is empty or too long, the year is not within 1990–2100, or the assessment is final.
    pub fn describe_assessment(&mut self, name: &str, year: i32) -> Result<EngagementView, WorkbenchError> {
        check_year(year)?;
        self.opened_mut()?.store.describe_assessment(name.trim(), year, ACTOR)?;
        self.engagement()
    }
}

fn check_year(year: i32) -> Result<(), WorkbenchError> {
    if (1990..=2100).contains(&year) {
        return Ok(());
    }
    let message = Text::new(format!("年度{year}不在1990至2100之间"), format!("The year {year} is not within 1990–2100"));
    Err(WorkbenchError::Field { message })
}

/// The assessment that is worked on, as it goes with every saved state.
pub(crate) fn status(store: &Engagement) -> Result<AssessmentStatusView, StoreError> {
    let assessment = store.assessment()?;
    Ok(AssessmentStatusView {
        id: number(assessment.id),
        title: title(&assessment),
        stage: stage_view(assessment.stage),
        stage_step: stage_step(store, &assessment)?,
        open_comments: store.open_comments()?,
    })
}

/// An assessment and how far it has come: `2025年度　定稿（复核人，2026-03-18 14:30）`.
pub(crate) fn status_words(status: &AssessmentStatusView) -> Text {
    let (zh, en) = match status.stage {
        StageView::Draft => Stage::Draft.name(),
        StageView::InReview => Stage::InReview.name(),
        StageView::Final => Stage::Final.name(),
    };
    let step = status.stage_step.as_ref();
    let [zh_step, en_step] = [("（", "，", "）"), (" (", ", ", ")")]
        .map(|(open, comma, close)| step.map(|StageStepDoneView { by, at }| format!("{open}{by}{comma}{at}{close}")).unwrap_or_default());
    Text::new(format!("{}　{zh}{zh_step}", status.title.zh), format!("{}: {en}{en_step}", status.title.en))
}

/// Every assessment of the file.
pub(super) fn all(store: &Engagement) -> Result<Vec<AssessmentView>, StoreError> {
    let current = store.assessment()?.id;
    let view = |assessment: Assessment| {
        Ok(AssessmentView {
            id: number(assessment.id),
            title: title(&assessment),
            year: assessment.year,
            stage: stage_view(assessment.stage),
            stage_step: stage_step(store, &assessment)?,
            begun: words::stamp(assessment.created_at),
            copied_from: assessment.copied_from.map(number),
            current: assessment.id == current,
            name: assessment.name,
        })
    };
    store.assessments()?.into_iter().map(view).collect()
}

/// How an assessment came to its stage; `None` for a draft.
fn stage_step(store: &Engagement, assessment: &Assessment) -> Result<Option<StageStepDoneView>, StoreError> {
    if assessment.stage == Stage::Draft {
        return Ok(None);
    }
    Ok(store.stage_step(assessment.id)?.map(|step| StageStepDoneView { by: step.by, at: words::stamp(step.at) }))
}

/// What people call an assessment.
pub(super) fn title(assessment: &Assessment) -> Text {
    match assessment.name.as_str() {
        "" => Text::new(assessment.title(), assessment.year.to_string()),
        name => Text::new(name, name),
    }
}

pub(super) fn stage_view(stage: Stage) -> StageView {
    match stage {
        Stage::Draft => StageView::Draft,
        Stage::InReview => StageView::InReview,
        Stage::Final => StageView::Final,
    }
}
