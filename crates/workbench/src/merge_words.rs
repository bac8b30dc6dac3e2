//! What a merge is about in words of people: what a thing is called, what each side says of it, how much of each kind there is.

use crate::benchmark::SETTING;
use crate::change_message::verdict_words;
use crate::people::basis_words;
use crate::view::{MergeStateView, Text, ThingCountView};
use crate::words;
use shuheng_benchmark::DataSet;
use shuheng_model::{IndicatorScale, Model, Node, Policies};
use shuheng_store::{Address, Basis, Confidence, DocumentKind, State, Subject, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a comment by which it is known.
const OPENING: usize = 24;

/// What gives things their names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'a> {
    /// The model of the latest assessment. Without it, an answer is still known by the indicator's id.
    pub model: Option<&'a Model>,
    pub policies: &'a Policies,
    pub data: &'a DataSet,
    /// What the copies have at the addresses that people may read of.
    pub mentioned: &'a BTreeMap<Address, State>,
}

impl Names<'_> {
    fn node(&self, indicator: &str) -> Option<&Node> {
        self.model.and_then(|model| model.index_of(indicator).map(|index| &model.nodes[index]))
    }

    fn indicator(&self, id: &str) -> Text {
        self.node(id)
            .map_or_else(|| same(id), |node| Text::new(format!("{}{}", node.code, node.name.zh), format!("{} {}", node.code, node.name.en)))
    }

    /// A clause with its document: conflicts of several documents stand side by side.
    fn clause(&self, id: &str) -> Text {
        let cited = id.rsplit_once('/').and_then(|(document, _)| self.policies.document(document)).zip(self.policies.clause(id));
        cited.map_or_else(
            || same(id),
            |(document, clause)| {
                let cited = document.cite(clause);
                Text::new(format!("{}{}", document.short.zh, cited.zh), format!("{} {}", document.short.en, cited.en))
            },
        )
    }

    /// What is at an address; with the assessment's name where there are several.
    pub(crate) fn name(&self, address: &Address) -> Text {
        let own = self.own_name(address);
        let assessments = self.mentioned.iter().filter(|(address, _)| address.subject == Subject::Assessment);
        let many = assessments.clone().count() > 1 && address.subject != Subject::Assessment;
        match assessments.into_iter().find(|(assessment, _)| many && assessment.assessment == address.assessment) {
            Some((_, State::Assessment(found))) => {
                Text::new(format!("{}：{}", found.title(), own.zh), format!("{}: {}", found.title(), own.en))
            }
            _ => own,
        }
    }

    fn own_name(&self, address: &Address) -> Text {
        let quoted = |(zh, en): (&str, &str), name: &str| Text::new(format!("{zh}“{name}”"), format!("{en} “{name}”"));
        let word = kind(&address.subject);
        match (&address.subject, self.mentioned.get(address)) {
            (Subject::Answer(indicator), _) => self.indicator(indicator),
            (Subject::Response { respondent, indicator }, _) => {
                let about = self.indicator(indicator);
                let who = Address { assessment: address.assessment, subject: Subject::Respondent(*respondent) };
                match self.mentioned.get(&who) {
                    Some(State::Respondent(found)) => {
                        Text::new(format!("{}对{}的作答", found.name, about.zh), format!("Response of {} to {}", found.name, about.en))
                    }
                    _ => Text::new(format!("对{}的作答", about.zh), format!("Response to {}", about.en)),
                }
            }
            (Subject::ClauseJudgement(clause), _) => {
                let cited = self.clause(clause);
                Text::new(format!("{}的判断", cited.zh), format!("Judgement of {}", cited.en))
            }
            (Subject::Figure { year, metric }, _) => {
                let name = self.data.metric(metric).map_or_else(|| same(metric), |metric| Text::from(&metric.name));
                Text::new(format!("{year}年{}", name.zh), format!("{} {year}", name.en))
            }
            (Subject::Assessment, Some(State::Assessment(found))) => quoted(word, &found.title()),
            (Subject::Respondent(_), Some(State::Respondent(found))) => quoted(word, &found.name),
            (Subject::Evidence(_), Some(State::Evidence(found))) => quoted(word, &found.title),
            (Subject::Document(..), Some(State::Document(found))) => quoted(word, &found.name),
            (Subject::Snapshot(_), Some(State::Snapshot(found))) => quoted(word, &found.name),
            (Subject::PeerReference(label), _) => quoted(word, label),
            (Subject::Comment(_), Some(State::Comment(found))) => {
                let opening: String = found.text.chars().take(OPENING).collect();
                Text::new(format!("{}的批注“{opening}”", found.author), format!("Comment by {} “{opening}”", found.author))
            }
            (Subject::Meta(key), _) if key == SETTING => Text::new("同业数据的来源选择", "Choice among sources of peers' figures"),
            (Subject::Meta(key), _) => quoted(word, key),
            _ => Text::new(word.0, word.1),
        }
    }

    /// A state in a few words.
    pub(crate) fn state(&self, address: &Address, state: Option<&State>) -> MergeStateView {
        let node = match &address.subject {
            Subject::Answer(indicator) | Subject::Response { indicator, .. } => self.node(indicator),
            _ => None,
        };
        let (value, rationale) = state.map_or_else(|| (same("—"), String::new()), |state| self.said(node, state));
        MergeStateView {
            value,
            details: state.map(|state| self.details(node, state)).unwrap_or_default(),
            rationale,
            json: state.and_then(|state| serde_json::to_string(state).ok()),
        }
    }

    /// The value, and the rationale or text where there is one.
    fn said(&self, node: Option<&Node>, state: &State) -> (Text, String) {
        let unit = match node.and_then(Node::indicator).map(|indicator| &indicator.scale) {
            Some(IndicatorScale::Metric(metric)) => metric.unit.as_str(),
            _ => "",
        };
        match state {
            State::Answer(found) => (words::value(found.value.as_ref(), unit), found.rationale.clone()),
            State::Response(found) => (words::value(found.value.as_ref(), unit), found.rationale.clone()),
            State::ClauseJudgement(found) => (verdict_words(found.verdict), found.rationale.clone()),
            State::Institution(found) => {
                let kind = self.model.and_then(|model| model.profile(&found.kind));
                let kind = kind.map_or_else(|| same(&found.kind), |profile| Text::from(&profile.name));
                (Text::new(format!("{}（{}）", found.name, kind.zh), format!("{} ({})", found.name, kind.en)), String::new())
            }
            State::Assessment(found) => {
                let (zh, en) = found.stage.name();
                let target = found.target.map(words::figure);
                let suffix = |word: &str| target.as_ref().map_or_else(String::new, |target| format!("{word}{target}"));
                let (zh, en) = (
                    format!("{}，{}年，{zh}{}", found.title(), found.year, suffix("，目标")),
                    format!("{}, {}, {en}{}", found.title(), found.year, suffix(", target ")),
                );
                (Text::new(zh, en), String::new())
            }
            State::Evidence(found) => (same(&found.title), found.locator.clone()),
            State::Figure(found) => (same(&format!("{}{}", words::figure(found.value), found.unit)), found.note.clone()),
            State::Comment(found) => {
                let (zh, en) = if found.resolution.is_some() { ("已处理", "resolved") } else { ("未处理", "open") };
                (Text::new(zh, en), found.text.clone())
            }
            State::Document(found) => (same(&found.name), String::new()),
            State::Respondent(found) => (same(&found.name), String::new()),
            State::PeerReference(found) => (same(&found.label), String::new()),
            State::Snapshot(found) => (same(&found.name), String::new()),
            // A setting is the program's own text: that it differs is all that can be said of it.
            State::Meta(_) => (Text::new("已设置", "set"), String::new()),
            State::Model(found) => (same(&format!("{} {}", found.id, found.version)), String::new()),
            State::Attachment(found) => (same(found.digest.get(..12).unwrap_or(&found.digest)), String::new()),
        }
    }

    /// What else two sides may differ in.
    fn details(&self, node: Option<&Node>, state: &State) -> Vec<Text> {
        let mut told = Vec::new();
        match state {
            State::Answer(found) => {
                told.extend(items(node, found.value.as_ref()));
                told.extend(found.confidence.map(confidence));
                told.extend((found.basis != Basis::Single).then(|| basis_words(found.basis)));
                if found.review {
                    told.push(Text::new("待重新确认", "needs a new look"));
                }
            }
            State::Response(found) => {
                told.extend(items(node, found.value.as_ref()));
                told.extend(found.confidence.map(confidence));
                told.extend(found.evidence.iter().map(|note| Text::new(format!("证据：{note}"), format!("evidence: {note}"))));
            }
            State::Respondent(found) => {
                let share = found.share.len();
                told.push(Text::new(format!("负责{share}项指标"), format!("asked about {share} indicators")));
            }
            State::Evidence(found) => {
                let about = if found.about.contains('/') { self.clause(&found.about) } else { self.indicator(&found.about) };
                told.push(Text::new(format!("支持{}", about.zh), format!("for {}", about.en)));
            }
            State::Comment(found) => told.extend(
                found.resolution.as_ref().map(|how| Text::new(format!("{}：{}", how.by, how.how), format!("{}: {}", how.by, how.how))),
            ),
            _ => {}
        }
        told
    }
}

/// How many things of each kind stand at some addresses.
pub(crate) fn counts(addresses: &BTreeSet<Address>) -> Vec<ThingCountView> {
    let mut counts: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for address in addresses {
        *counts.entry(kind(&address.subject)).or_default() += 1;
    }
    counts.into_iter().map(|((zh, en), count)| ThingCountView { name: Text::new(zh, en), count }).collect()
}

/// The word for things of a kind.
fn kind(subject: &Subject) -> (&'static str, &'static str) {
    match subject {
        Subject::Institution => ("机构", "Institution"),
        Subject::Assessment => ("评估", "Assessment"),
        Subject::Model(_) => ("评估模型", "Evaluation model"),
        Subject::Answer(_) => ("答案", "Answer"),
        Subject::ClauseJudgement(_) => ("条款判断", "Judgement of a clause"),
        Subject::Evidence(_) => ("证据", "Evidence"),
        Subject::Figure { .. } => ("本机构数据", "Own figure"),
        Subject::PeerReference(_) => ("同业参照", "Peer reference"),
        Subject::Document(DocumentKind::WeightScheme, _) => ("权重方案", "Weight scheme"),
        Subject::Document(DocumentKind::PeerGroup, _) => ("同业组", "Peer group"),
        Subject::Document(DocumentKind::ImportedData, _) => ("导入数据", "Imported data"),
        Subject::Respondent(_) => ("答题人", "Respondent"),
        Subject::Response { .. } => ("作答", "Response"),
        Subject::Comment(_) => ("批注", "Comment"),
        Subject::Snapshot(_) => ("快照", "Snapshot"),
        Subject::Attachment(_) => ("附件", "Attachment"),
        Subject::Meta(_) => ("设置", "Setting"),
    }
}

fn same(text: &str) -> Text {
    Text::new(text, text)
}

fn confidence(confidence: Confidence) -> Text {
    match confidence {
        Confidence::Low => Text::new("置信度低", "low confidence"),
        Confidence::Medium => Text::new("置信度中", "medium confidence"),
        Confidence::High => Text::new("置信度高", "high confidence"),
    }
}

/// The facts of a checklist that hold: how many there are does not tell two sides apart.
fn items(node: Option<&Node>, value: Option<&Value>) -> Vec<Text> {
    let (Some(IndicatorScale::Checklist(known)), Some(Value::Items(held))) =
        (node.and_then(Node::indicator).map(|indicator| &indicator.scale), value)
    else {
        return Vec::new();
    };
    known.iter().filter(|item| held.contains(&item.id)).map(|item| Text::from(&item.text)).collect()
}
