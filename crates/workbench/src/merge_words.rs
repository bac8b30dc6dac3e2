//! What a conflict is about and what each side says of it, in a few words.

use crate::view::{MergeStateView, Text};
use crate::words;
use shuheng_model::{IndicatorScale, Model, Node};
use shuheng_store::{Address, Conflict, State, Subject};

fn node<'a>(address: &Address, model: Option<&'a Model>) -> Option<&'a Node> {
    let (Subject::Answer(indicator) | Subject::Response { indicator, .. }) = &address.subject else { return None };
    model.and_then(|model| model.index_of(indicator).map(|index| &model.nodes[index]))
}

/// What a conflict is about.
pub(crate) fn named(conflict: &Conflict, model: Option<&Model>) -> Text {
    let address = &conflict.address;
    if let Some(node) = node(address, model) {
        return Text::new(format!("{}{}", node.code, node.name.zh), format!("{} {}", node.code, node.name.en));
    }
    let states = [&conflict.base, &conflict.a.state, &conflict.b.state];
    match (&address.subject, states.into_iter().flatten().next()) {
        (Subject::Institution, _) => Text::new("机构", "Institution"),
        (Subject::Assessment, Some(State::Assessment(found))) => {
            Text::new(format!("评估“{}”", found.title()), format!("Assessment “{}”", found.title()))
        }
        (Subject::Respondent(_), Some(State::Respondent(found))) => {
            Text::new(format!("答题人“{}”及其作答", found.name), format!("Respondent “{}” with all responses", found.name))
        }
        (Subject::Evidence(_), Some(State::Evidence(found))) => {
            Text::new(format!("证据“{}”", found.title), format!("Evidence “{}”", found.title))
        }
        (Subject::Document(..), Some(State::Document(found))) => Text::new(format!("“{}”", found.name), format!("“{}”", found.name)),
        (Subject::ClauseJudgement(clause), _) => Text::new(format!("条款{clause}的判断"), format!("Judgement of clause {clause}")),
        (Subject::Figure { year, metric }, _) => Text::new(format!("{year}年{metric}"), format!("{metric} {year}")),
        (Subject::Comment(_), Some(State::Comment(found))) => {
            Text::new(format!("{}的批注", found.author), format!("Comment by {}", found.author))
        }
        _ => Text::new(address.to_string(), address.to_string()),
    }
}

/// A state in a few words.
pub(crate) fn state(address: &Address, state: Option<&State>, model: Option<&Model>) -> MergeStateView {
    let unit = match node(address, model).and_then(Node::indicator).map(|indicator| &indicator.scale) {
        Some(IndicatorScale::Metric(metric)) => metric.unit.as_str(),
        _ => "",
    };
    let same = |text: String| Text::new(text.clone(), text);
    let (value, rationale) = match state {
        None => (same("—".to_owned()), String::new()),
        Some(State::Answer(found)) => (words::value(found.value.as_ref(), unit), found.rationale.clone()),
        Some(State::Response(found)) => (words::value(found.value.as_ref(), unit), found.rationale.clone()),
        Some(State::ClauseJudgement(found)) => {
            (same(found.verdict.map_or("—", |verdict| verdict.as_str()).to_owned()), found.rationale.clone())
        }
        Some(State::Institution(found)) => (same(format!("{} ({})", found.name, found.kind)), String::new()),
        Some(State::Assessment(found)) => {
            let (zh, en) = found.stage.name();
            let target = found.target.map(words::figure);
            let suffix = |word: &str| target.as_ref().map_or_else(String::new, |target| format!("{word}{target}"));
            let (zh, en) = (
                format!("{}，{}年，{zh}{}", found.title(), found.year, suffix("，目标")),
                format!("{}, {}, {en}{}", found.title(), found.year, suffix(", target ")),
            );
            (Text::new(zh, en), String::new())
        }
        Some(State::Evidence(found)) => (same(found.title.clone()), found.locator.clone()),
        Some(State::Figure(found)) => (same(format!("{}{}", words::figure(found.value), found.unit)), found.note.clone()),
        Some(State::Document(found)) => (same(found.name.clone()), String::new()),
        Some(State::Respondent(found)) => (same(found.name.clone()), String::new()),
        Some(State::Comment(found)) => {
            let (zh, en) = if found.resolution.is_some() { ("已处理", "resolved") } else { ("未处理", "open") };
            (Text::new(zh, en), found.text.clone())
        }
        Some(State::PeerReference(found)) => (same(found.label.clone()), String::new()),
        Some(State::Snapshot(found)) => (same(found.name.clone()), String::new()),
        Some(State::Meta(value)) => (same(value.clone()), String::new()),
        Some(State::Model(found)) => (same(format!("{} {}", found.id, found.version)), String::new()),
        Some(State::Attachment(found)) => (same(found.digest.clone()), String::new()),
    };
    MergeStateView { value, rationale, json: state.and_then(|state| serde_json::to_string(state).ok()) }
}
