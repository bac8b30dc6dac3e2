//! Changes of respondents, responses and the rule, in the past tense.

use crate::view::Text;
use shuheng_store::{Change, ConsensusRule, State, Subject};

/// The setting that says when questionnaires were made.
pub(crate) const SENT: &str = "questionnaires_sent/";

/// One change in the past tense; `None` when it is about something else. `count` is how many moved with it.
pub(crate) fn message(change: &Change, count: usize) -> Option<Text> {
    let name = |state: &Option<State>| match state {
        Some(State::Respondent(respondent)) => Some(respondent.name.clone()),
        _ => None,
    };
    match &change.subject {
        Subject::Response { .. } => {
            Some(Text::new(format!("作答与共识共{count}项改动"), format!("{count} changes of responses and consensus")))
        }
        Subject::Respondent(_) => Some(match (name(&change.before), name(&change.after)) {
            (None, Some(is)) => Text::new(format!("答卷人“{is}”已添加"), format!("Respondent “{is}” added")),
            (Some(was), None) => Text::new(format!("答卷人“{was}”已移除"), format!("Respondent “{was}” removed")),
            (_, is) => {
                let is = is.unwrap_or_default();
                Text::new(format!("答卷人“{is}”已修改"), format!("Respondent “{is}” changed"))
            }
        }),
        Subject::Meta(key) if key.starts_with(SENT) => Some(Text::new("问卷的发出记录已修改", "Record of sent questionnaires changed")),
        Subject::Assessment => {
            let rule = |state: &Option<State>| match state {
                Some(State::Assessment(assessment)) => Some(assessment.consensus),
                _ => None,
            };
            let (was, is) = (rule(&change.before)?, rule(&change.after)?);
            (was != is).then(|| {
                let (zh, en) = rule_name(is);
                Text::new(format!("共识规则已改为{zh}"), format!("Consensus rule is now: {en}"))
            })
        }
        _ => None,
    }
}

fn rule_name(rule: ConsensusRule) -> (&'static str, &'static str) {
    match rule {
        ConsensusRule::None => ("不合成", "none"),
        ConsensusRule::Median => ("中位数", "median"),
        ConsensusRule::Mean => ("平均数", "mean"),
        ConsensusRule::Moderated => ("研讨确定", "moderated"),
    }
}
