//! What the window does on the page 对标.

use crate::benchmark::page::{default_request, known_metric, page};
use crate::benchmark::peers::{OWN, PeerSettings, Peers, SETTING};
use crate::change_message::message;
use crate::error::WorkbenchError;
use crate::opened::{Open, Snapshot};
use crate::view::{
    BenchmarkChangeView, BenchmarkRequest, BenchmarkView, ChangeView, ChoiceRule, OwnFigureRequest, OwnMetricView, PeerGroup,
    SavedGroupView, SourceChoice, Text, UpdateView,
};
use crate::workbench::{ACTOR, Workbench};
use shuheng_benchmark::Value as Figured;
use shuheng_model::IndicatorScale;
use shuheng_store::{AnswerChange, Change, DocumentKind, Figure, FigureChanges, NewDocument, Value};
use std::collections::BTreeMap;

/// Years that a figure can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

impl Workbench {
    /// The page 对标, for what is asked or as it is shown first.
    ///
    /// # Errors
    /// When nothing is open, the metric is unknown, or the file cannot be read.
    pub fn benchmark(&self, request: Option<&BenchmarkRequest>) -> Result<BenchmarkView, WorkbenchError> {
        let open = self.opened()?;
        let snapshot = open.snapshot()?;
        let peers = Peers::new(self.data(), &snapshot);
        page(&peers, &snapshot, saved_groups(open, &peers)?, request.cloned().unwrap_or_else(default_request))
    }

    /// Records one of the institution's own figures, or removes it. Answers of metric indicators that equal a benchmark metric follow, unless
    /// somebody answered otherwise: all in one step.
    ///
    /// # Errors
    /// When the metric is unknown, the year or value cannot be, or the file cannot be written.
    pub fn set_own_figure(&mut self, request: &OwnFigureRequest) -> Result<UpdateView, WorkbenchError> {
        let mut snapshot = self.opened()?.snapshot()?;
        let before = Peers::new(self.data(), &snapshot);
        let unit = checked(&before, request)?;
        let year_metric = (request.year, request.metric.clone());
        let figure = request.value.map(|value| Figure {
            year: request.year,
            metric: request.metric.clone(),
            value,
            unit,
            note: snapshot
                .figures
                .iter()
                .find(|figure| (figure.year, &figure.metric) == (request.year, &request.metric))
                .map(|figure| figure.note.clone())
                .unwrap_or_default(),
        });
        snapshot.figures.retain(|figure| (figure.year, &figure.metric) != (request.year, &request.metric));
        snapshot.figures.extend(figure.clone());
        let after = Peers::new(self.data(), &snapshot);
        let answers = following(&snapshot, &before, &after);
        let changes = FigureChanges::from([(year_metric, figure)]);
        let changes = self.opened_mut()?.store.change_figures(&changes, &answers, ACTOR)?;
        self.update(&changes)
    }

    /// What the own figures say of a metric indicator; `None` when they do not suffice, or when it equals no metric of the comparison.
    ///
    /// # Errors
    /// When nothing is open, the indicator is unknown, or the file cannot be read.
    pub fn own_metric(&self, indicator: &str) -> Result<Option<OwnMetricView>, WorkbenchError> {
        let snapshot = self.opened()?.snapshot()?;
        let model = snapshot.instrument.model();
        let node = model.index_of(indicator).map(|index| &model.nodes[index]).and_then(|node| node.indicator());
        let indicator = node.ok_or_else(|| WorkbenchError::UnknownNode(indicator.to_owned()))?;
        let IndicatorScale::Metric(scale) = &indicator.scale else { return Ok(None) };
        let Some(metric) = &scale.benchmark else { return Ok(None) };
        let year = financial_year(&snapshot);
        let peers = Peers::new(self.data(), &snapshot);
        let figure = peers.figure(OWN, year, metric);
        Ok(figure.map(|figure| OwnMetricView {
            value: figure.chosen().value(),
            year,
            formula: match figure.chosen() {
                Figured::Derived(derived) => Some(derived.formula.clone()),
                Figured::Stated(_) => None,
            },
        }))
    }

    /// Saves a peer group: a new one, or over the one with this number.
    ///
    /// # Errors
    /// When the name is empty, there is no such group, or the file cannot be written.
    pub fn save_peer_group(&mut self, id: Option<i32>, name: &str, group: &PeerGroup) -> Result<BenchmarkChangeView, WorkbenchError> {
        let name = name.trim().to_owned();
        if name.is_empty() {
            return Err(field("同业组没有名称，请填写", "The peer group has no name; enter one"));
        }
        let new = NewDocument { name, content: text_of(group)? };
        let store = &mut self.opened_mut()?.store;
        let change = match id {
            None => store.add_document(DocumentKind::PeerGroup, &new, ACTOR)?,
            Some(id) => store.change_document(DocumentKind::PeerGroup, i64::from(id), &new, ACTOR)?,
        };
        self.peers_changed(&change)
    }

    /// Removes a peer group.
    ///
    /// # Errors
    /// When there is no such group or the file cannot be written.
    pub fn remove_peer_group(&mut self, id: i32) -> Result<BenchmarkChangeView, WorkbenchError> {
        let change = self.opened_mut()?.store.remove_document(DocumentKind::PeerGroup, i64::from(id), ACTOR)?;
        self.peers_changed(&change)
    }

    /// Sets the rule that picks one of several printed values.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be written.
    pub fn set_choice_rule(&mut self, rule: ChoiceRule) -> Result<BenchmarkChangeView, WorkbenchError> {
        self.set_peer_settings(|settings| settings.rule = rule)
    }

    /// Puts a source above the rule for one figure, or goes back to the rule.
    ///
    /// # Errors
    /// When the figure has no such value, or the file cannot be written.
    pub fn choose_source(&mut self, choice: &SourceChoice, chosen: bool) -> Result<BenchmarkChangeView, WorkbenchError> {
        if chosen {
            let snapshot = self.opened()?.snapshot()?;
            let peers = Peers::new(self.data(), &snapshot);
            let figure = peers.figure(&choice.institution, choice.year, &choice.metric);
            if !figure.is_some_and(|figure| figure.values.iter().any(|value| value.source() == choice.source)) {
                return Err(field(
                    &format!("“{}”没有给出这个数字，请选择列出的来源", choice.source),
                    &format!("`{}` does not give this figure; choose one of the sources that are listed", choice.source),
                ));
            }
        }
        self.set_peer_settings(|settings| {
            let same =
                |kept: &SourceChoice| (&kept.institution, kept.year, &kept.metric) == (&choice.institution, choice.year, &choice.metric);
            settings.choices.retain(|kept| !same(kept));
            if chosen {
                settings.choices.push(choice.clone());
            }
        })
    }

    fn set_peer_settings(&mut self, change: impl FnOnce(&mut PeerSettings)) -> Result<BenchmarkChangeView, WorkbenchError> {
        let store = &mut self.opened_mut()?.store;
        let mut settings = PeerSettings::read(store.meta(SETTING)?.as_deref());
        change(&mut settings);
        let content = if settings == PeerSettings::default() { None } else { Some(text_of(&settings)?) };
        let change = store.set_meta(SETTING, content.as_deref(), ACTOR)?;
        self.peers_changed(&change)
    }

    fn peers_changed(&self, change: &Change) -> Result<BenchmarkChangeView, WorkbenchError> {
        let open = self.opened()?;
        Ok(BenchmarkChangeView {
            status: open.status()?,
            change: change.is_change().then(|| ChangeView {
                subject: change.subject.to_string(),
                message: message(&open.instrument, self.library().policies(), change, 1),
            }),
        })
    }
}

/// The saved groups with their sizes; one that cannot be read counts as all institutions.
pub(super) fn saved_groups(open: &Open, peers: &Peers) -> Result<Vec<SavedGroupView>, WorkbenchError> {
    let documents = open.store.documents(DocumentKind::PeerGroup)?;
    let view = |document: shuheng_store::Document| {
        let group: PeerGroup = serde_json::from_str(&document.content).unwrap_or_default();
        let size = u32::try_from(peers.members(&group).len()).unwrap_or(u32::MAX);
        Some(SavedGroupView { id: i32::try_from(document.id).ok()?, name: document.name, group, size })
    };
    Ok(documents.into_iter().filter_map(view).collect())
}

/// The unit of a figure that can be recorded.
fn checked(peers: &Peers, request: &OwnFigureRequest) -> Result<String, WorkbenchError> {
    let metric = known_metric(peers, &request.metric)?;
    let (zh, en) = (&metric.name.zh, &metric.name.en);
    if !YEARS.contains(&request.year) {
        let year = request.year;
        return Err(field(&format!("年份{year}不在1990至2100之间"), &format!("The year {year} is not within 1990–2100")));
    }
    let Some(value) = request.value else { return Ok(metric.unit.clone()) };
    if let Some(least) = metric.minimum.filter(|least| value < *least) {
        return Err(field(&format!("{zh}不能小于{least}，请核对{value}"), &format!("{en} cannot be less than {least}; check {value}")));
    }
    if let Some(most) = metric.maximum.filter(|most| value > *most) {
        return Err(field(&format!("{zh}不能大于{most}，请核对{value}"), &format!("{en} cannot be more than {most}; check {value}")));
    }
    Ok(metric.unit.clone())
}

/// Answers that follow from own figures: those of metric indicators that equal a benchmark metric, where nothing was answered or what the
/// figures gave before.
fn following(snapshot: &Snapshot<'_>, before: &Peers, after: &Peers) -> BTreeMap<String, AnswerChange> {
    let year = financial_year(snapshot);
    let value = |peers: &Peers, metric: &str| peers.figure(OWN, year, metric).map(|figure| figure.chosen().value());
    let mut answers = BTreeMap::new();
    for (_, node, indicator) in snapshot.instrument.model().indicators() {
        let IndicatorScale::Metric(scale) = &indicator.scale else { continue };
        let Some(metric) = &scale.benchmark else { continue };
        let (was, is) = (value(before, metric), value(after, metric));
        let Some(new) = is.filter(|_| is != was) else { continue };
        let answered = snapshot.answers.get(&node.id).and_then(|answer| answer.value.as_ref());
        let follows = match answered {
            None => true,
            Some(Value::Number(number)) => Some(*number) == was,
            Some(_) => false,
        };
        if follows {
            let change = AnswerChange::value(Value::Number(new));
            answers.insert(node.id.clone(), change);
        }
    }
    answers
}

/// The financial year that an assessment looks back on: metric indicators ask for the last one that is closed.
fn financial_year(snapshot: &Snapshot<'_>) -> i32 {
    snapshot.year - 1
}

fn text_of(value: &impl serde::Serialize) -> Result<String, WorkbenchError> {
    serde_json::to_string(value).map_err(|fault| field(&format!("无法保存：{fault}"), &format!("It cannot be saved: {fault}")))
}

fn field(zh: &str, en: &str) -> WorkbenchError {
    WorkbenchError::Field { message: Text::new(zh, en) }
}
