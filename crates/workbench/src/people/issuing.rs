//! Questionnaires for respondents, written into a folder.

use super::fault::PeopleFault;
use super::form::form;
use super::message::SENT;
use crate::error::WorkbenchError;
use crate::export_folder::{ExportFolder, file_name};
use crate::opened::Open;
use crate::report_input::Tongue;
use crate::view::{QuestionnaireExportRequest, QuestionnaireExportView, Text};
use crate::words;
use crate::workbench::{ACTOR, Workbench};
use shuheng_report::questionnaire::{CoverTexts, Identity, ModelStamp, Questionnaire, write};
use shuheng_store::{Respondent, Stage, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// When questionnaires were made, by respondent. A record that cannot be read says nothing.
pub(crate) fn sent(record: Option<&str>) -> BTreeMap<i64, String> {
    record.and_then(|record| serde_json::from_str(record).ok()).unwrap_or_default()
}

/// What tells this engagement from others, and copies of it from none: the hash of the first row of its audit trail.
pub(crate) fn engagement_id(open: &Open) -> Result<String, StoreError> {
    let first = open.store.audit_trail(1, 1)?.into_iter().next();
    first.map(|row| row.hash).ok_or(StoreError::TrailBroken { seq: 1 })
}

impl Workbench {
    /// Writes one questionnaire for each respondent, and notes when.
    ///
    /// # Errors
    /// [`PeopleFault::UnknownRespondent`], [`PeopleFault::NothingToAsk`]; when the folder cannot be written. Files written before stay.
    pub fn export_questionnaires(&mut self, request: &QuestionnaireExportRequest) -> Result<QuestionnaireExportView, WorkbenchError> {
        let issued_at = words::stamp(self.clock().now());
        let open = self.opened()?;
        let assessment = open.store.assessment()?;
        let (chosen, idle) = chosen(open, &request.respondents)?;
        let names = file_names(&chosen, &Tongue(request.language));
        let mut folder = ExportFolder::open(&request.folder, open.store.path(), &names)?;
        // The workbook that is written last stands first.
        for (respondent, name) in chosen.iter().zip(&names).rev() {
            let bytes =
                write(&questionnaire(open, respondent, request, &issued_at)?).map_err(|error| WorkbenchError::Export(error.to_string()))?;
            folder.workbook(name, &bytes)?;
        }
        let warnings = (!idle.is_empty()).then(|| {
            Text::new(
                format!("没有适用的指标，未写问卷：{}", idle.join("、")),
                format!("Without indicators that apply, and therefore without a questionnaire: {}", idle.join(", ")),
            )
        });
        let key = format!("{SENT}{}", assessment.id);
        let mut record = sent(open.store.meta(&key)?.as_deref());
        record.extend(chosen.iter().map(|respondent| (respondent.id, issued_at.clone())));
        let record = serde_json::to_string(&record).map_err(|error| WorkbenchError::Export(error.to_string()))?;
        // A final assessment takes no note, and its questionnaires can be read all the same.
        let changes = if assessment.stage == Stage::Final {
            Vec::new()
        } else {
            vec![self.opened_mut()?.store.set_meta(&key, Some(&record), ACTOR)?]
        };
        Ok(QuestionnaireExportView { export: folder.view(warnings.into_iter().collect()), team: self.team_update(&changes)? })
    }
}

/// Who gets a questionnaire, and the names of those that have nothing to answer.
fn chosen(open: &Open, wanted: &[i32]) -> Result<(Vec<Respondent>, Vec<String>), WorkbenchError> {
    let respondents = open.store.respondents()?;
    if let Some(unknown) = wanted.iter().find(|id| !respondents.iter().any(|known| known.id == i64::from(**id))) {
        let known = respondents.into_iter().map(|known| known.name).collect();
        return Err(PeopleFault::UnknownRespondent { named: unknown.to_string(), known }.into());
    }
    let applies = |respondent: &Respondent| {
        open.instrument
            .model()
            .indicators()
            .any(|(_, node, indicator)| open.instrument.applies(indicator) && respondent.share.contains(&node.id))
    };
    let (asked, idle): (Vec<Respondent>, Vec<Respondent>) = respondents
        .into_iter()
        .filter(|respondent| wanted.is_empty() || wanted.iter().any(|id| i64::from(*id) == respondent.id))
        .partition(applies);
    if asked.is_empty() {
        return Err(PeopleFault::NothingToAsk.into());
    }
    Ok((asked, idle.into_iter().map(|respondent| respondent.name).collect()))
}

/// A name for each file, from the respondent's name, and no two that a file system takes for the same.
fn file_names(respondents: &[Respondent], tongue: &Tongue) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let stem = |respondent: &Respondent| {
        let name = file_name(&respondent.name);
        let name = if name.is_empty() { respondent.id.to_string() } else { name };
        tongue.words(&format!("问卷-{name}"), &format!("Questionnaire-{name}"))
    };
    let mut free = |stem: String| {
        let numbered = |number: usize| if number == 1 { format!("{stem}.xlsx") } else { format!("{stem}({number}).xlsx") };
        (1..).map(numbered).find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
    };
    respondents.iter().map(|respondent| free(stem(respondent))).collect()
}

fn questionnaire(
    open: &Open,
    respondent: &Respondent,
    request: &QuestionnaireExportRequest,
    issued_at: &str,
) -> Result<Questionnaire, WorkbenchError> {
    let (tongue, model) = (Tongue(request.language), open.instrument.model());
    let assessment = open.store.assessment()?;
    let title = if assessment.name.is_empty() {
        tongue.words(&format!("{}年度", assessment.year), &assessment.year.to_string())
    } else {
        assessment.name.clone()
    };
    Ok(Questionnaire {
        identity: Identity {
            engagement: engagement_id(open)?,
            assessment: assessment.id.to_string(),
            respondent: respondent.id.to_string(),
            model: ModelStamp { id: model.id.clone(), version: model.version.clone(), digest: open.digest.clone() },
            language: tongue.report(),
            issued_at: issued_at.to_owned(),
        },
        cover: CoverTexts {
            institution: open.store.institution()?.name,
            assessment: title,
            respondent: respondent.name.clone(),
            deadline: request.deadline.trim().to_owned(),
            return_to: request.return_to.trim().to_owned(),
            contact: request.contact.trim().to_owned(),
            note: String::new(),
            confidential_note: tongue.words(
                "本问卷含机构内部信息，仅供填写人与评估人使用",
                "Contains internal information of the institution; for respondent and assessors only",
            ),
            model_name: tongue.model(&model.name),
            disclaimer: tongue.model(&model.disclaimer),
            attribution: tongue.model(&model.attribution),
            product_version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        form: form(&open.instrument, &tongue, |id| respondent.share.contains(id)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Language;
    use shuheng_store::RespondentKind;

    #[test]
    fn every_file_has_a_name_of_its_own() {
        let respondent = |id, name: &str| Respondent {
            id,
            name: name.to_owned(),
            kind: RespondentKind::Department,
            share: BTreeSet::new(),
            position: id,
        };
        let respondents =
            [respondent(1, "IT/科技"), respondent(2, "it:科技"), respondent(3, "../.."), respondent(4, "."), respondent(5, "CON")];
        let names = file_names(&respondents, &Tongue(Language::Zh));
        assert_eq!(names, ["问卷-IT_科技.xlsx", "问卷-it_科技(2).xlsx", "问卷-_.xlsx", "问卷-4.xlsx", "问卷-CON.xlsx"]);
    }
}
