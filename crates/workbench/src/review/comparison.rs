//! Two states side by side: answers, evidence and scores, and the steps that lie between.

use super::content;
use super::history::{Teller, confidence_words, unit};
use super::moment::Moment;
use super::pairs::Pairs;
use crate::error::WorkbenchError;
use crate::opened::{Instruments, Open, Snapshot};
use crate::view::{AnswerDifferenceView, HistoryEntryView, MomentKey, NodeDifferenceView, NodeResultView, StateComparisonView, Text};
use crate::words::{self, signed, tenth};
use crate::workbench::Workbench;
use shuheng_model::{Model, Node};
use shuheng_store::{Action, Answer, Event, Evidence, EvidenceKind};
use std::collections::{BTreeMap, BTreeSet};

impl Workbench {
    /// From the first state to the second: scores of every node, indicators that differ, and why. The two may belong to different
    /// assessments and rest on different models.
    ///
    /// # Errors
    /// When there is no such state, the audit trail was altered since, or the model of then cannot be read.
    pub fn compare_states(&self, a: MomentKey, b: MomentKey) -> Result<StateComparisonView, WorkbenchError> {
        let open = self.opened()?;
        let mut instruments = Instruments::default();
        let (a, b) = (Moment::load(open, a, &mut instruments)?, Moment::load(open, b, &mut instruments)?);
        let (before, after) = (a.past.snapshot(), b.past.snapshot());
        let second = open.store.assessments()?.into_iter().find(|assessment| assessment.id == b.assessment);
        let copied = second.is_some_and(|assessment| assessment.copied_from == Some(a.assessment));
        Sides {
            open,
            a: &a,
            b: &b,
            before: &before,
            after: &after,
            pairs: Pairs::between(before.instrument.model(), after.instrument.model()),
            copied,
        }
        .view()
    }
}

struct Sides<'a> {
    open: &'a Open,
    a: &'a Moment,
    b: &'a Moment,
    before: &'a Snapshot<'a>,
    after: &'a Snapshot<'a>,
    pairs: Pairs,
    /// Whether the second assessment began with the content of the first.
    copied: bool,
}

impl Sides<'_> {
    fn view(&self) -> Result<StateComparisonView, WorkbenchError> {
        let answers = self.answers()?;
        Ok(StateComparisonView {
            a: self.a.view(self.before),
            b: self.b.view(self.after),
            message: self.message(answers.len()),
            notes: self.notes(),
            nodes: self.nodes(),
            answers,
        })
    }

    /// Ids of both sides, by the tree of the second, then what only the first has.
    fn ids(&self) -> Vec<(Option<&str>, Option<&str>)> {
        let (old, new) = (self.before.instrument.model(), self.after.instrument.model());
        let paired: BTreeSet<&str> = self.pairs.first.values().map(String::as_str).collect();
        let second = new.nodes.iter().map(|node| (self.pairs.first.get(&node.id).map(String::as_str), Some(node.id.as_str())));
        let only_first = old.nodes.iter().filter(|node| !paired.contains(node.id.as_str())).map(|node| (Some(node.id.as_str()), None));
        second.chain(only_first).collect()
    }

    fn nodes(&self) -> Vec<NodeDifferenceView> {
        let (old, new) = (self.before.instrument.model(), self.after.instrument.model());
        let result = |snapshot: &Snapshot<'_>, model: &Model, id: Option<&str>| -> Option<NodeResultView> {
            snapshot.result.nodes.get(model.index_of(id?)?).cloned()
        };
        self.ids()
            .into_iter()
            .filter_map(|(first, second)| {
                let (model, id) = second.map(|id| (new, id)).or(first.map(|id| (old, id)))?;
                let index = model.index_of(id)?;
                let node = &model.nodes[index];
                let (was, is) = (result(self.before, old, first), result(self.after, new, second));
                let (before, after) = (was.as_ref().and_then(|node| node.score), is.as_ref().and_then(|node| node.score));
                Some(NodeDifferenceView {
                    id: id.to_owned(),
                    code: node.code.clone(),
                    name: (&node.name).into(),
                    depth: depth(model, index),
                    before,
                    after,
                    change: before.zip(after).map(|(before, after)| tenth(tenth(after) - tenth(before))),
                    level_before: was.and_then(|node| node.level),
                    level_after: is.and_then(|node| node.level),
                })
            })
            .collect()
    }

    fn answers(&self) -> Result<Vec<AnswerDifferenceView>, WorkbenchError> {
        let (old, new) = (self.before.instrument.model(), self.after.instrument.model());
        let respondents: BTreeMap<i64, String> =
            self.open.store.respondents()?.into_iter().map(|respondent| (respondent.id, respondent.name)).collect();
        let mut found = Vec::new();
        for (first, second) in self.ids() {
            let Some(node) = second.and_then(|id| node(new, id)).or_else(|| first.and_then(|id| node(old, id))) else { continue };
            if node.indicator().is_none() {
                continue;
            }
            let (was, is) = (first.and_then(|id| self.before.answers.get(id)), second.and_then(|id| self.after.answers.get(id)));
            let (gone, come) = (pieces(self.before, first), pieces(self.after, second));
            let title = |piece: &(String, String, String)| piece.0.clone();
            let (evidence_added, evidence_removed) =
                (come.difference(&gone).map(title).collect::<Vec<_>>(), gone.difference(&come).map(title).collect::<Vec<_>>());
            if content(was) == content(is) && evidence_added.is_empty() && evidence_removed.is_empty() {
                continue;
            }
            let said = |model: &Model, id: Option<&str>, answer: Option<&Answer>| {
                words::value(answer.and_then(|answer| answer.value.as_ref()), id.and_then(|id| self::node(model, id)).map_or("", unit))
            };
            let sure = |answer: Option<&Answer>| {
                answer.and_then(|answer| answer.confidence).map_or_else(Text::default, |confidence| confidence_words(Some(confidence)))
            };
            let why = |answer: Option<&Answer>| answer.map(|answer| answer.rationale.clone()).unwrap_or_default();
            found.push(AnswerDifferenceView {
                indicator: node.id.clone(),
                code: node.code.clone(),
                name: (&node.name).into(),
                before: said(old, first, was),
                after: said(new, second, is),
                confidence_before: sure(was),
                confidence_after: sure(is),
                rationale_before: why(was),
                rationale_after: why(is),
                evidence_added,
                evidence_removed,
                steps: self.steps(node, &respondents)?,
            });
        }
        Ok(found)
    }

    /// What happened to an indicator between the two states of one assessment; of two assessments, in the second until its state.
    fn steps(&self, node: &Node, respondents: &BTreeMap<i64, String>) -> Result<Vec<HistoryEntryView>, WorkbenchError> {
        let (after, until) =
            if self.a.assessment == self.b.assessment { (self.a.seq.min(self.b.seq), self.a.seq.max(self.b.seq)) } else { (0, self.b.seq) };
        let mut events = self.open.store.events_about(self.b.assessment, &node.id)?;
        // What was taken over from the first is no difference to it.
        let taken_over = |event: &Event| self.copied && event.action == Action::BeginAssessment;
        events.retain(|event| event.seq > after && event.seq <= until && !taken_over(event));
        Ok(Teller::of(node, respondents.clone()).entries(&events))
    }

    fn message(&self, differing: usize) -> Text {
        let (was, is) = (self.before.result.score, self.after.result.score);
        let zh = |score: Option<f64>| score.map_or_else(|| "无".to_owned(), words::score);
        let en = |score: Option<f64>| score.map_or_else(|| "none".to_owned(), words::score);
        let change = was.zip(is).map(|(was, is)| signed(tenth(is) - tenth(was)));
        let (change_zh, change_en) = change.map_or_else(Default::default, |change| (format!("（{change}）"), format!(" ({change})")));
        Text::new(
            format!("总体得分由{}变为{}{change_zh}，{differing}项指标不同", zh(was), zh(is)),
            format!("Overall score from {} to {}{change_en}; indicators that differ: {differing}", en(was), en(is)),
        )
    }

    fn notes(&self) -> Vec<Text> {
        let (old, new) = (self.before.instrument, self.after.instrument);
        let mut notes = Vec::new();
        if old.model().digest != new.model().digest {
            let named = |model: &Model| format!("{} {}", model.id, model.version);
            let (was, is) = (named(old.model()), named(new.model()));
            notes.push(Text::new(
                format!("两者所用评估模型不同：{was}与{is}，得分之差含模型的影响"),
                format!("They rest on different models, {was} and {is}: differences between scores come from these too"),
            ));
        }
        if old.kind() != new.kind() {
            let (was, is) = (old.kind(), new.kind());
            notes.push(Text::new(format!("机构类型不同：{was}与{is}"), format!("The kinds of institution differ: {was} and {is}")));
        }
        let (was, is) = (self.before.result.target, self.after.result.target);
        if (was - is).abs() > f64::EPSILON {
            let (was, is) = (words::score(was), words::score(is));
            notes.push(Text::new(format!("目标由{was}变为{is}"), format!("The target went from {was} to {is}")));
        }
        notes
    }
}

/// How deep a node stands below the root.
pub(super) fn depth(model: &Model, index: usize) -> u8 {
    let above = std::iter::successors(model.nodes[index].parent, |index| model.nodes[*index].parent);
    u8::try_from(above.count()).unwrap_or(u8::MAX)
}

fn node<'a>(model: &'a Model, id: &str) -> Option<&'a Node> {
    model.index_of(id).map(|index| &model.nodes[index])
}

/// Evidence for an indicator by title, locator and digest: numbers differ between assessments.
fn pieces(snapshot: &Snapshot<'_>, indicator: Option<&str>) -> BTreeSet<(String, String, String)> {
    let identity = |piece: &Evidence| {
        let digest = match &piece.kind {
            EvidenceKind::File { digest, .. } => digest.clone(),
            EvidenceKind::Note | EvidenceKind::Link => String::new(),
        };
        (piece.title.clone(), piece.locator.clone(), digest)
    };
    let Some(indicator) = indicator else { return BTreeSet::new() };
    snapshot.evidence.iter().filter(|piece| piece.speaks_for(indicator)).map(identity).collect()
}
