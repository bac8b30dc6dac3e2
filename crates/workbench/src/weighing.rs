//! The view 权重 of the page 诊断: weight schemes side by side, and what each does to the score.
//!
//! The weights in force are those of the model. A scheme is looked at beside them and changes no score and no report; to put it in
//! force, a model of one's own is made with it ([`Workbench::fork_with_weights`]) and the engagement moved there.

use crate::change_message::message;
use crate::diagnosis::{self, LISTED};
use crate::error::WorkbenchError;
use crate::opened::{Open, Snapshot};
use crate::score;
use crate::view::{
    ChangeView, GroupOutcomeView, GroupWeighing, OutcomeState, PriorityView, RankedView, ResultView, Text, WeighedNodeView, WeightScheme,
    WeightSchemeChoice, WeightSchemeKind, WeightSchemeView, WeightsUpdateView, WeightsView,
};
use crate::weight_scheme::{children, groups, outcomes, weights};
use crate::words::{stamp, tenth};
use crate::workbench::{ACTOR, Workbench};
use serde::{Deserialize, Serialize};
use shuheng_engine::weigh::ahp::{ACCEPTABLE_RATIO, MOST_CRITERIA};
use shuheng_model::{Instrument, Model};
use shuheng_store::{Change, DocumentKind, NewDocument, Subject};
use std::collections::BTreeMap;

/// What the engagement file keeps of a scheme beside its name.
#[derive(Debug, Serialize, Deserialize)]
struct Content {
    groups: Vec<GroupWeighing>,
}

impl Workbench {
    /// Every weight scheme of the open engagement, beside the model's own and equal weights.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn weights(&self) -> Result<WeightsView, WorkbenchError> {
        let open = self.opened()?;
        let snapshot = open.snapshot()?;
        let bench = Bench::new(&snapshot);
        let mut schemes = vec![bench.in_force(), bench.declared(), bench.equal()];
        for kept in open.store.documents(DocumentKind::WeightScheme)? {
            let (groups, unreadable) = match read(&kept.content) {
                Some(groups) => (groups, None),
                None => (
                    Vec::new(),
                    Some(Text::new(
                        format!("权重方案“{}”的内容无法读取，按现行权重显示；可移除后重建", kept.name),
                        format!(
                            "The weight scheme “{}” cannot be read and shows the weights in force; remove it and make it anew",
                            kept.name
                        ),
                    )),
                ),
            };
            schemes.push(WeightSchemeView {
                id: Some(i32::try_from(kept.id).unwrap_or(i32::MAX)),
                updated: stamp(kept.updated_at),
                unreadable,
                ..bench.stated(WeightSchemeKind::Saved, &kept.name, groups)
            });
        }
        Ok(WeightsView {
            groups: groups(snapshot.instrument.model()),
            schemes,
            most_compared: u32::try_from(MOST_CRITERIA).unwrap_or(u32::MAX),
            acceptable_ratio: ACCEPTABLE_RATIO,
        })
    }

    /// What a scheme that is being worked on would say and do; nothing is saved. What cannot be used is told in its outcomes.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn preview_weights(&self, scheme: &WeightScheme) -> Result<WeightSchemeView, WorkbenchError> {
        let snapshot = self.opened()?.snapshot()?;
        Ok(Bench::new(&snapshot).stated(WeightSchemeKind::Draft, &scheme.name, scheme.groups.clone()))
    }

    /// Saves a scheme: a new one, or over the one with the number `id`. Comparisons that are not finished are kept; what can never be
    /// used is refused, unless it stood in the scheme already.
    ///
    /// # Errors
    /// When the name is empty, a statement cannot be used, the scheme does not exist, or the file cannot be written.
    pub fn save_weights(&mut self, id: Option<i32>, scheme: &WeightScheme) -> Result<WeightsUpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let kept = open.store.documents(DocumentKind::WeightScheme)?.into_iter().find(|kept| Some(kept.id) == id.map(i64::from));
        let before = kept.and_then(|kept| read(&kept.content)).unwrap_or_default();
        let outcomes = outcomes(open.instrument.model(), &scheme.groups);
        let fault = scheme.groups.iter().zip(outcomes).find_map(|(statement, outcome)| {
            let bad = matches!(outcome.state, OutcomeState::Unusable | OutcomeState::Outdated) && !before.contains(statement);
            outcome.notice.filter(|_| bad)
        });
        if let Some(message) = fault {
            return Err(WorkbenchError::Field { message });
        }
        let name = scheme.name.trim().to_owned();
        if name.is_empty() {
            return Err(WorkbenchError::Field {
                message: Text::new("权重方案没有名称，请填写", "The weight scheme has no name; enter one"),
            });
        }
        let content = serde_json::to_string(&Content { groups: scheme.groups.clone() }).map_err(|fault| WorkbenchError::Field {
            message: Text::new(format!("权重方案无法保存：{fault}"), format!("The weight scheme cannot be saved: {fault}")),
        })?;
        let new = NewDocument { name, content };
        let change = match id {
            None => open.store.add_document(DocumentKind::WeightScheme, &new, ACTOR)?,
            Some(id) => open.store.change_document(DocumentKind::WeightScheme, i64::from(id), &new, ACTOR)?,
        };
        self.weights_update(&change)
    }

    /// Removes a scheme; undo brings it back.
    ///
    /// # Errors
    /// When there is no such scheme or the file cannot be written.
    pub fn remove_weights(&mut self, id: i32) -> Result<WeightsUpdateView, WorkbenchError> {
        let change = self.opened_mut()?.store.remove_document(DocumentKind::WeightScheme, i64::from(id), ACTOR)?;
        self.weights_update(&change)
    }

    fn weights_update(&self, change: &Change) -> Result<WeightsUpdateView, WorkbenchError> {
        let open = self.opened()?;
        let saved = match (&change.subject, &change.after) {
            (Subject::Document(DocumentKind::WeightScheme, id), Some(_)) => i32::try_from(*id).ok(),
            _ => None,
        };
        Ok(WeightsUpdateView {
            weights: self.weights()?,
            saved,
            status: open.status()?,
            change: change.is_change().then(|| ChangeView {
                subject: change.subject.to_string(),
                message: message(&open.instrument, self.library().policies(), change, 1),
            }),
        })
    }
}

/// The statements of a scheme as the file keeps it; `None` when they cannot be read.
pub(crate) fn read(content: &str) -> Option<Vec<GroupWeighing>> {
    serde_json::from_str::<Content>(content).ok().map(|content| content.groups)
}

/// A scheme that the engagement keeps.
///
/// # Errors
/// When it keeps none with this number, or the file cannot be read.
pub(crate) fn kept(open: &Open, id: i32) -> Result<shuheng_store::Document, WorkbenchError> {
    open.store.documents(DocumentKind::WeightScheme)?.into_iter().find(|kept| kept.id == i64::from(id)).ok_or_else(|| {
        WorkbenchError::Field {
            message: Text::new(
                format!("没有编号为{id}的权重方案，可能已被移除"),
                format!("There is no weight scheme {id}; it may have been removed"),
            ),
        }
    })
}

/// Weights that are to stand for the weights in force.
pub(crate) struct ChosenWeights {
    /// The name of their scheme.
    pub name: Text,
    /// By index of the node, unscaled; nodes that are not named keep the weight in force.
    pub weights: BTreeMap<usize, f64>,
}

/// The weights of a scheme; `None` for the weights in force.
///
/// # Errors
/// When the engagement keeps no such scheme, or the file cannot be read.
pub(crate) fn chosen(open: &Open, choice: WeightSchemeChoice) -> Result<Option<ChosenWeights>, WorkbenchError> {
    let model = open.instrument.model();
    Ok(match choice {
        WeightSchemeChoice::InForce => None,
        WeightSchemeChoice::Declared => Some(ChosenWeights { name: declared_name(), weights: declared(model) }),
        WeightSchemeChoice::Equal => Some(ChosenWeights { name: equal_name(), weights: equal(model) }),
        WeightSchemeChoice::Saved { id } => {
            let kept = kept(open, id)?;
            let groups = read(&kept.content).unwrap_or_default();
            let weights = weights(model, &groups, &outcomes(model, &groups));
            Some(ChosenWeights { name: Text::new(kept.name.clone(), kept.name), weights })
        }
    })
}

fn declared_name() -> Text {
    Text::new("模型基准", "Model base")
}

/// What the model declares for all kinds of institution.
fn declared(model: &Model) -> BTreeMap<usize, f64> {
    model.nodes.iter().enumerate().map(|(index, node)| (index, node.weight)).collect()
}

fn equal_name() -> Text {
    Text::new("等权", "Equal")
}

/// Every group that a scheme can weigh, with equal weights.
fn equal(model: &Model) -> BTreeMap<usize, f64> {
    let members = groups(model).into_iter().flat_map(|group| group.members);
    members.filter_map(|member| model.index_of(&member)).map(|index| (index, 1.0)).collect()
}

/// Where schemes are tried against the answers of the open engagement.
struct Bench<'a> {
    snapshot: &'a Snapshot<'a>,
    /// Every gap under the weights in force, the costliest first.
    gaps: Vec<RankedView>,
}

impl<'a> Bench<'a> {
    fn new(snapshot: &'a Snapshot<'a>) -> Self {
        Self { snapshot, gaps: diagnosis::gaps(snapshot.instrument, &snapshot.result) }
    }

    fn in_force(&self) -> WeightSchemeView {
        let name = Text::new("现行权重", "In force");
        self.scheme(WeightSchemeKind::InForce, name, self.snapshot.instrument, &self.snapshot.result)
    }

    fn declared(&self) -> WeightSchemeView {
        self.with(WeightSchemeKind::Declared, declared_name(), &declared(self.snapshot.instrument.model()))
    }

    fn equal(&self) -> WeightSchemeView {
        self.with(WeightSchemeKind::Equal, equal_name(), &equal(self.snapshot.instrument.model()))
    }

    fn stated(&self, kind: WeightSchemeKind, name: &str, groups: Vec<GroupWeighing>) -> WeightSchemeView {
        let model = self.snapshot.instrument.model();
        let outcomes: Vec<GroupOutcomeView> = outcomes(model, &groups);
        let weights = weights(model, &groups, &outcomes);
        WeightSchemeView { groups, outcomes, ..self.with(kind, Text::new(name, name), &weights) }
    }

    /// The result with other weights for some nodes, by index.
    fn with(&self, kind: WeightSchemeKind, name: Text, weights: &BTreeMap<usize, f64>) -> WeightSchemeView {
        let snapshot = self.snapshot;
        // Every group's weights were checked, or come from a model that loaded.
        let Ok(instrument) = snapshot.instrument.with_weights(weights) else {
            return self.scheme(kind, name, snapshot.instrument, &snapshot.result);
        };
        let scored = instrument.assess(&snapshot.responses);
        // Targets do not depend on weights: those of the nodes follow from the overall one.
        let result = score::result(&instrument, &scored, &snapshot.answers, Some(snapshot.result.target), &BTreeMap::new());
        self.scheme(kind, name, &instrument, &result)
    }

    fn scheme(&self, kind: WeightSchemeKind, name: Text, instrument: &Instrument, result: &ResultView) -> WeightSchemeView {
        let nodes = self.nodes(instrument, result);
        let place = |id: &str| self.gaps.iter().position(|gap| gap.id == id).and_then(|index| u32::try_from(index + 1).ok());
        WeightSchemeView {
            kind,
            id: None,
            name,
            updated: String::new(),
            groups: Vec::new(),
            outcomes: Vec::new(),
            unreadable: None,
            score: result.score,
            level: result.level,
            difference: difference(result.score, self.snapshot.result.score),
            nodes,
            priorities: diagnosis::gaps(instrument, result)
                .into_iter()
                .take(LISTED)
                .map(|gap| PriorityView { place_in_force: place(&gap.id), id: gap.id, weighted: gap.weighted })
                .collect(),
        }
    }

    fn nodes(&self, instrument: &Instrument, result: &ResultView) -> Vec<WeighedNodeView> {
        let model = instrument.model();
        let weight = |index: usize| instrument.tree().node(index).map_or(0.0, |node| node.weight);
        let local = |index: usize, parent: Option<usize>| {
            let among = parent.map_or(1.0, |parent| children(model, parent).into_iter().map(weight).sum());
            parent.map_or(1.0, |_| weight(index) / among)
        };
        let inner = model.nodes.iter().enumerate().filter(|(_, node)| node.indicator().is_none());
        inner
            .map(|(index, node)| {
                let (here, before) = (&result.nodes[index], &self.snapshot.result.nodes[index]);
                WeighedNodeView {
                    id: node.id.clone(),
                    state: here.state,
                    local: local(index, node.parent),
                    effective: here.weight,
                    score: here.score,
                    level: here.level,
                    difference: difference(here.score, before.score),
                }
            })
            .collect()
    }
}

/// Between the values that are shown.
fn difference(score: Option<f64>, in_force: Option<f64>) -> Option<f64> {
    Some(tenth(tenth(score?) - tenth(in_force?)))
}
