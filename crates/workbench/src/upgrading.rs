//! Moving an engagement to another version of its model, or to a fork: what it would do, doing it, and what was before.
//!
//! No answer is lost: those of renamed indicators follow, those whose text changed are marked for a new look, those of retired indicators
//! stay in the file under their old ids. The file keeps every model it was scored with, and one undo takes an upgrade back.

use crate::error::WorkbenchError;
use crate::library::version_of;
use crate::model_key::library_key;
use crate::opened::{Open, Past, bind};
use crate::view::{
    ExportRequest, ExportView, ModelHistoryView, RetiredAnswerView, Text, UpgradeDoneView, UpgradeFate, UpgradeIndicatorView,
    UpgradeRecordView, UpgradeView,
};
use crate::workbench::{ACTOR, Workbench};
use crate::{export, score, words};
use shuheng_model::{Carry, Fate, Indicator, IndicatorScale, Model, difference, upgrade_plan};
use shuheng_store::{Answer, ModelCopy, ModelDigest};
use std::collections::{BTreeMap, BTreeSet};

impl Workbench {
    /// What moving the open engagement to another model would do: to the one that `key` names, or to the newest version of its own model,
    /// `None` when there is no newer one.
    ///
    /// # Errors
    /// When nothing is open, the model does not load or does not know the kind of institution.
    pub fn upgrade_offer(&self, key: Option<&str>) -> Result<Option<UpgradeView>, WorkbenchError> {
        let open = self.opened()?;
        let (key, target) = match key {
            Some(key) => (key.to_owned(), self.model_of(key)?),
            None => match self.newer(open.instrument.model()) {
                Some(found) => found,
                None => return Ok(None),
            },
        };
        preview(open, key, target).map(Some)
    }

    /// The newest version of a model that is newer than it, with its key.
    fn newer(&self, model: &Model) -> Option<(String, Model)> {
        let entry = self.library().newest(&model.id)?;
        let found =
            entry.loaded().ok().map(|loaded| &loaded.model).filter(|found| version_of(&found.version) > version_of(&model.version))?;
        Some((library_key(entry), found.clone()))
    }

    /// Moves the open engagement to the model that `key` names.
    ///
    /// # Errors
    /// As [`Self::upgrade_offer`], and when the file cannot be written. Then nothing has changed.
    pub fn upgrade(&mut self, key: &str) -> Result<UpgradeDoneView, WorkbenchError> {
        let target = self.model_of(key)?;
        let open = self.opened_mut()?;
        let current = open.instrument.model();
        bind(target.clone(), open.instrument.kind())?;
        let plan = stored_plan(&upgrade_plan(current, &target).carries);
        let (from, to) = (named(current), named(&target));
        open.store.upgrade_model(&copy(&target), &plan, ACTOR)?;
        open.rebind()?;
        Ok(UpgradeDoneView {
            engagement: self.engagement()?,
            message: Text::new(format!("评估模型已由{from}换为{to}"), format!("The model was changed from {from} to {to}")),
        })
    }

    /// Upgrades that were made, and answers that the model in use no longer asks for.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn model_history(&self) -> Result<ModelHistoryView, WorkbenchError> {
        let open = self.opened()?;
        let upgrades = open.store.upgrades()?;
        let records = (1_u32..)
            .zip(&upgrades)
            .map(|(number, upgrade)| UpgradeRecordView {
                number,
                at: words::stamp(upgrade.at),
                from: digest_name(&upgrade.from),
                to: digest_name(&upgrade.to),
            })
            .collect();
        Ok(ModelHistoryView { upgrades: records, retired: retired(open)? })
    }

    /// Writes the report as it was before an upgrade, with the model, answers and evidence of then.
    ///
    /// # Errors
    /// When there was no such upgrade, and as [`Self::export`].
    pub fn export_report_before(&self, number: u32, request: &ExportRequest) -> Result<ExportView, WorkbenchError> {
        let open = self.opened()?;
        let upgrades = open.store.upgrades()?;
        let upgrade = number.checked_sub(1).and_then(|index| upgrades.get(index as usize)).ok_or_else(|| WorkbenchError::Field {
            message: Text::new(format!("没有第{number}次更换"), format!("There was no change of model number {number}")),
        })?;
        let past = Past::before(open, upgrade)?;
        let was = Text::new(format!("更换评估模型前（第{number}次）"), format!("Before change {number} of the evaluation model"));
        export::write_report(self, &past.snapshot(), &was, request)
    }
}

/// The model of one's own as the file keeps it.
pub(crate) fn copy(model: &Model) -> ModelCopy {
    ModelCopy {
        id: model.id.clone(),
        version: model.version.clone(),
        digest: model.digest.clone(),
        files: model.source.files().map(|(name, text)| (name.to_owned(), text.to_owned())).collect(),
    }
}

fn named(model: &Model) -> String {
    format!("{} {}", model.id, model.version)
}

fn digest_name(model: &ModelDigest) -> String {
    format!("{} {}", model.id, model.version)
}

fn stored_plan(carries: &[Carry]) -> shuheng_store::UpgradePlan {
    let mut plan = shuheng_store::UpgradePlan::default();
    for carry in carries {
        let (Some(old), Some(new)) = (&carry.old, &carry.new) else { continue };
        if old != new {
            plan.moved.insert(old.clone(), new.clone());
        }
        if matches!(carry.fate, Fate::Review(_)) {
            plan.review.insert(new.clone());
        }
    }
    plan
}

fn preview(open: &Open, key: String, target: Model) -> Result<UpgradeView, WorkbenchError> {
    let snapshot = open.snapshot()?;
    let current = open.instrument.model();
    let instrument = bind(target.clone(), open.instrument.kind())?;
    let carries = upgrade_plan(current, &target).carries;
    let mut answers = snapshot.answers.clone();
    // All move at once: two may change places.
    let moved: Vec<(String, Answer)> = carries
        .iter()
        .filter_map(|carry| {
            let (old, new) = (carry.old.as_ref()?, carry.new.as_ref()?);
            (old != new).then_some(())?;
            Some((new.clone(), snapshot.answers.get(old)?.clone()))
        })
        .collect();
    for old in carries.iter().filter(|carry| carry.old != carry.new).filter_map(|carry| carry.old.as_ref()) {
        answers.remove(old);
    }
    answers.extend(moved);
    let scored = instrument.assess(&score::responses(&answers));
    let after = score::result(&instrument, &scored, &answers, open.store.assessment()?.target, &BTreeMap::new());
    let indicators = carries
        .iter()
        .filter_map(|carry| {
            let (old, new) = (carry.old.as_deref(), carry.new.as_deref());
            let (node_of_old, node_of_new) = (node(current, old), node(&target, new));
            let shown = node_of_new.or(node_of_old)?;
            let answer = old.and_then(|old| snapshot.answers.get(old));
            let evidence = old.is_some_and(|old| snapshot.evidence.iter().any(|evidence| evidence.speaks_for(old)));
            Some(UpgradeIndicatorView {
                old: carry.old.clone(),
                new: carry.new.clone(),
                code: shown.code.clone(),
                name: (&shown.name).into(),
                old_name: node_of_old.filter(|old| old.name != shown.name).map(|old| (&old.name).into()),
                fate: match &carry.fate {
                    Fate::Carried => UpgradeFate::Carried,
                    Fate::Review(_) => UpgradeFate::Review,
                    Fate::New => UpgradeFate::New,
                    Fate::Retired => UpgradeFate::Retired,
                },
                reasons: match &carry.fate {
                    Fate::Review(reasons) => reasons.iter().chain(&carry.note).map(Into::into).collect(),
                    _ => carry.note.iter().map(Into::into).collect(),
                },
                answer: answer_words(answer, node_of_old.or(node_of_new).and_then(|node| node.indicator())),
                answered: answer.is_some() || evidence,
            })
        })
        .collect();
    Ok(UpgradeView {
        key,
        from: named(current),
        to: named(&target),
        indicators,
        score_before: snapshot.result.score,
        score_after: after.score,
        level_before: snapshot.result.level,
        level_after: after.level,
        changes: difference(current, &target).sentences().into_iter().map(Into::into).collect(),
    })
}

fn node<'a>(model: &'a Model, id: Option<&str>) -> Option<&'a shuheng_model::Node> {
    id.and_then(|id| model.index_of(id)).and_then(|index| model.nodes.get(index))
}

fn answer_words(answer: Option<&Answer>, indicator: Option<&Indicator>) -> Text {
    let unit = match indicator.map(|indicator| &indicator.scale) {
        Some(IndicatorScale::Metric(metric)) => metric.unit.as_str(),
        _ => "",
    };
    words::value(answer.and_then(|answer| answer.value.as_ref()), unit)
}

/// Answers to indicators that the model in use does not have, with the name they had in the newest model of the file that knows them.
fn retired(open: &Open) -> Result<Vec<RetiredAnswerView>, WorkbenchError> {
    let current = open.instrument.model();
    let known: BTreeSet<&str> = current.indicators().map(|(_, node, _)| node.id.as_str()).collect();
    let answers = open.store.answers()?;
    let gone: Vec<(&String, &Answer)> = answers.iter().filter(|(id, _)| !known.contains(id.as_str())).collect();
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    let evidence = open.store.evidence()?;
    let earlier: Vec<Model> =
        open.store.upgrades()?.iter().rev().map(|upgrade| open.model_of(&upgrade.from.digest)).collect::<Result<_, _>>()?;
    Ok(gone
        .into_iter()
        .map(|(id, answer)| {
            let had = earlier.iter().find_map(|model| node(model, Some(id)));
            RetiredAnswerView {
                indicator: id.clone(),
                name: had.map_or_else(|| Text::new(id, id), |node| (&node.name).into()),
                answer: answer_words(Some(answer), had.and_then(|node| node.indicator())),
                rationale: answer.rationale.clone(),
                evidence: evidence
                    .iter()
                    .filter(|evidence| evidence.speaks_for(id))
                    .map(|evidence| format!("{} {}", evidence.title, evidence.locator).trim().to_owned())
                    .collect(),
            }
        })
        .collect())
}
