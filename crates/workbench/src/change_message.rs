//! What a change did, in the past tense and in both languages, for the message with 撤销.

use crate::view::Text;
use crate::words;
use crate::{people, review};
use shuheng_model::{Instrument, Policies};
use shuheng_store::{Action, Answer, Change, DocumentKind, State, Subject, Verdict};
use std::collections::BTreeSet;

/// The indicator a change is about, when it is about one.
pub(crate) fn indicator_of(change: &Change) -> Option<String> {
    match (&change.subject, change.before.as_ref().or(change.after.as_ref())) {
        (Subject::Answer(indicator) | Subject::Response { indicator, .. }, _) => Some(indicator.clone()),
        (_, Some(State::Evidence(evidence))) if !evidence.about.contains('/') => Some(evidence.about.clone()),
        _ => None,
    }
}

/// Every indicator that a change touches: evidence may speak for several.
pub(crate) fn indicators_of(change: &Change) -> BTreeSet<String> {
    let states = [&change.before, &change.after].into_iter().flatten();
    let targets = states.filter_map(|state| match state {
        State::Evidence(evidence) => Some(evidence.targets()),
        _ => None,
    });
    let indicators = targets.flatten().filter(|target| !target.contains('/'));
    let indicators = indicators.map(|target| target.rsplit_once('#').map_or(target, |(indicator, _)| indicator).to_owned());
    indicator_of(change).into_iter().chain(indicators).collect()
}

/// The clause a change is about, as it is cited.
fn clause_of(policies: &Policies, change: &Change) -> Option<Text> {
    let id = match (&change.subject, change.before.as_ref().or(change.after.as_ref())) {
        (Subject::ClauseJudgement(clause), _) => clause,
        (_, Some(State::Evidence(evidence))) => &evidence.about,
        _ => return None,
    };
    let (document, clause) = policies.document(id.rsplit_once('/')?.0).zip(policies.clause(id))?;
    Some(document.cite(clause).into())
}

/// The change of an edit that is told: the beginning of an assessment or its end where there is one, else the first.
pub(crate) fn headline(changes: &[Change]) -> Option<&Change> {
    let whole = |change: &&Change| matches!(change.subject, Subject::Assessment) && change.before.is_some() != change.after.is_some();
    let moved = || changes.iter().filter(|change| change.is_change());
    moved().find(whole).or_else(|| moved().next())
}

/// One change in the past tense, in both languages.
pub(crate) fn message(instrument: &Instrument, policies: &Policies, change: &Change, count: usize) -> Text {
    let model = instrument.model();
    let node = indicator_of(change).and_then(|id| model.index_of(&id)).map(|index| &model.nodes[index]);
    let cited = clause_of(policies, change);
    let code = node.map(|node| node.code.clone()).unwrap_or_default();
    let about = cited.clone().unwrap_or_else(|| Text::new(code.clone(), code.clone()));
    let unit = match node.and_then(|node| node.indicator()).map(|indicator| &indicator.scale) {
        Some(shuheng_model::IndicatorScale::Metric(metric)) => metric.unit.clone(),
        _ => String::new(),
    };
    let upgraded = matches!(change.action, Action::UpgradeModel) || matches!(change.subject, Subject::Assessment) && model_differs(change);
    let told = if upgraded {
        Text::new("评估模型已更换", "The evaluation model was changed")
    } else if change.action == Action::Restore && count > 1 {
        Text::new(format!("已恢复，{count}项改动"), format!("Restored: {count} changes"))
    } else if let Some(told) = people::message(change, count) {
        told
    } else if let Some(told) = review::message(change) {
        told
    } else if count > 1 {
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
            (None, Some(State::Evidence(_))) => Text::new(format!("{}已添加1份证据", about.zh), format!("Evidence added to {}", about.en)),
            (Some(State::Evidence(_)), None) => {
                Text::new(format!("{}已删除1份证据", about.zh), format!("Evidence removed from {}", about.en))
            }
            (before, after) if matches!(change.subject, Subject::ClauseJudgement(_)) => {
                let verdict = |state: &Option<State>| match state {
                    Some(State::ClauseJudgement(judgement)) => judgement.verdict,
                    _ => None,
                };
                let (was, is) = (verdict(before), verdict(after));
                if was == is {
                    Text::new(format!("{}的判断理由已修改", about.zh), format!("Rationale of {} changed", about.en))
                } else {
                    let is = verdict_words(is);
                    Text::new(format!("{}已判断为{}", about.zh, is.zh), format!("{} judged: {}", about.en, is.en))
                }
            }
            (before, after) if let Subject::Document(kind, _) = &change.subject => {
                let name = |state: &Option<State>| match state {
                    Some(State::Document(document)) => document.name.clone(),
                    _ => String::new(),
                };
                let (zh, en) = match kind {
                    DocumentKind::WeightScheme => ("权重方案", "Weight scheme"),
                    DocumentKind::PeerGroup => ("同业组", "Peer group"),
                    DocumentKind::ImportedData => ("导入数据", "Imported data"),
                };
                match (name(before), name(after)) {
                    (was, is) if was.is_empty() => Text::new(format!("{zh}“{is}”已添加"), format!("{en} “{is}” added")),
                    (was, is) if is.is_empty() => Text::new(format!("{zh}“{was}”已移除"), format!("{en} “{was}” removed")),
                    (was, is) if was != is => Text::new(format!("{zh}“{was}”已改名为“{is}”"), format!("{en} “{was}” renamed “{is}”")),
                    (_, is) => Text::new(format!("{zh}“{is}”已修改"), format!("{en} “{is}” changed")),
                }
            }
            _ => match change.subject {
                Subject::Figure { .. } => Text::new("本机构数据已修改", "Own figure changed"),
                Subject::Meta(ref key) if key == crate::benchmark::SETTING => {
                    Text::new("同业数据的来源选择已修改", "Choice among sources of peers' figures changed")
                }
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

/// Whether a change of the assessment is about its model.
fn model_differs(change: &Change) -> bool {
    let digest = |state: &Option<State>| match state {
        Some(State::Assessment(assessment)) => Some(assessment.model_digest.clone()),
        _ => None,
    };
    let (before, after) = (digest(&change.before), digest(&change.after));
    before.is_some() && after.is_some() && before != after
}

pub(crate) fn verdict_words(verdict: Option<Verdict>) -> Text {
    match verdict {
        Some(Verdict::Met) => Text::new("已落实", "in place"),
        Some(Verdict::PartlyMet) => Text::new("部分落实", "partly in place"),
        Some(Verdict::NotMet) => Text::new("未落实", "not in place"),
        Some(Verdict::NotApplicable) => Text::new("不适用", "not applicable"),
        None => Text::new("按指标推断", "as inferred"),
    }
}
