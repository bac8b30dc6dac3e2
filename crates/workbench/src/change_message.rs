//! What a change did, in the past tense and in both languages, for the message with 撤销.

use crate::view::Text;
use crate::words;
use shuheng_model::Instrument;
use shuheng_store::{Action, Answer, Change, State, Subject};

/// The indicator a change is about, when it is about one.
pub(crate) fn indicator_of(change: &Change) -> Option<String> {
    match (&change.subject, change.before.as_ref().or(change.after.as_ref())) {
        (Subject::Answer(indicator), _) => Some(indicator.clone()),
        (_, Some(State::Evidence(evidence))) => Some(evidence.indicator.clone()),
        _ => None,
    }
}

/// One change in the past tense, in both languages.
pub(crate) fn message(instrument: &Instrument, change: &Change, count: usize) -> Text {
    let model = instrument.model();
    let node = indicator_of(change).and_then(|id| model.index_of(&id)).map(|index| &model.nodes[index]);
    let code = node.map(|node| node.code.clone()).unwrap_or_default();
    let unit = match node.and_then(|node| node.indicator()).map(|indicator| &indicator.scale) {
        Some(shuheng_model::IndicatorScale::Metric(metric)) => metric.unit.clone(),
        _ => String::new(),
    };
    let told = if count > 1 {
        Text::new(format!("{count}项改动"), format!("{count} changes"))
    } else {
        match (&change.before, &change.after) {
            (before, after) if matches!(change.subject, Subject::Answer(_)) => {
                let answer = |state: &Option<State>| match state {
                    Some(State::Answer(answer)) => Some(answer.clone()),
                    _ => None,
                };
                let (before, after) = (answer(before), answer(after));
                let value = |answer: &Option<Answer>| answer.as_ref().and_then(|answer| answer.value.clone());
                let (was, is) = (value(&before), value(&after));
                if was == is {
                    Text::new(format!("{code}的理由或置信度已修改"), format!("Rationale or confidence of {code} changed"))
                } else {
                    let (was, is) = (words::value(was.as_ref(), &unit), words::value(is.as_ref(), &unit));
                    Text::new(format!("{code}已由{}改为{}", was.zh, is.zh), format!("{code} changed from {} to {}", was.en, is.en))
                }
            }
            (None, Some(State::Evidence(_))) => Text::new(format!("{code}已添加1份证据"), format!("Evidence added to {code}")),
            (Some(State::Evidence(_)), None) => Text::new(format!("{code}已删除1份证据"), format!("Evidence removed from {code}")),
            _ => match change.subject {
                Subject::Figure { .. } => Text::new("本机构数据已修改", "Own figure changed"),
                Subject::Assessment => Text::new("目标已修改", "Target changed"),
                _ => Text::new("档案信息已修改", "File details changed"),
            },
        }
    };
    match change.action {
        Action::Undo => Text::new(format!("已撤销：{}", told.zh), format!("Undone: {}", told.en)),
        Action::Redo => Text::new(format!("已重做：{}", told.zh), format!("Redone: {}", told.en)),
        _ => told,
    }
}
