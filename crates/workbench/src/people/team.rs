//! The page 协作 as a view.

use super::basis::basis_view;
use super::consensus::{ByIndicator, by_indicator, consensus, following, rule_view};
use super::message::SENT;
use super::{agreement, issuing};
use crate::answer_view::{confidence_view, value_view};
use crate::error::WorkbenchError;
use crate::opened::Open;
use crate::score;
use crate::view::{
    BasisView, IndicatorConsensusView, RespondentKindView, RespondentView, ResponseView, TeamUpdateView, TeamView, ValueView,
};
use crate::words;
use crate::workbench::Workbench;
use shuheng_model::{ConsensusMethod, Indicator, Instrument, Node};
use shuheng_store::{Answer, Change, Respondent, RespondentKind, Response, ResponseOrigin};
use std::collections::{BTreeMap, BTreeSet};

impl Workbench {
    /// The page 协作.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn team(&self) -> Result<TeamView, WorkbenchError> {
        view(self.opened()?)
    }

    pub(crate) fn team_update(&self, changes: &[Change]) -> Result<TeamUpdateView, WorkbenchError> {
        Ok(TeamUpdateView { team: self.team()?, update: self.update(changes)? })
    }
}

fn view(open: &Open) -> Result<TeamView, WorkbenchError> {
    let (instrument, assessment) = (&open.instrument, open.store.assessment()?);
    let (respondents, responses, answers) = (open.store.respondents()?, open.store.responses()?, open.store.answers()?);
    let sent = issuing::sent(open.store.meta(&format!("{SENT}{}", assessment.id))?.as_deref());
    let said = by_indicator(&responses);
    let covered: BTreeSet<&String> = respondents.iter().flat_map(|respondent| &respondent.share).collect();
    let applying = || instrument.model().indicators().filter(|(_, _, indicator)| instrument.applies(indicator));
    let indicators: Vec<IndicatorConsensusView> = instrument
        .model()
        .indicators()
        .filter_map(|(_, node, indicator)| {
            let said = said.get(node.id.as_str())?;
            let asked = respondents.iter().filter(|respondent| respondent.share.contains(&node.id)).count();
            Some(indicator_view(instrument, node, indicator, said, count(asked), answers.get(&node.id)))
        })
        .collect();
    let disputed = || indicators.iter().filter(|indicator| indicator.disputed);
    Ok(TeamView {
        rule: rule_view(assessment.consensus),
        uncovered: applying().map(|(_, node, _)| node.id.clone()).filter(|id| !covered.contains(id)).collect(),
        disputed: count(disputed().count()),
        settled: count(disputed().filter(|indicator| indicator.basis == BasisView::Moderated).count()),
        outdated: count(following(instrument, assessment.consensus, &said, &answers).len()),
        agreement: agreement::view(instrument, &respondents, &said),
        respondents: respondents.iter().map(|respondent| respondent_view(instrument, respondent, &said, &sent)).collect(),
        indicators,
    })
}

fn respondent_view(
    instrument: &Instrument,
    respondent: &Respondent,
    said: &ByIndicator<'_>,
    sent: &BTreeMap<i64, String>,
) -> RespondentView {
    let of = |id: &str| said.get(id)?.iter().find(|(number, _)| *number == respondent.id).map(|(_, response)| *response);
    let share: Vec<String> =
        instrument.model().indicators().map(|(_, node, _)| node.id.clone()).filter(|id| respondent.share.contains(id)).collect();
    let last = said.keys().filter_map(|id| of(id)).map(|response| response.received_at).max();
    RespondentView {
        id: i32::try_from(respondent.id).unwrap_or(i32::MAX),
        name: respondent.name.clone(),
        kind: match respondent.kind {
            RespondentKind::Department => RespondentKindView::Department,
            RespondentKind::Person => RespondentKindView::Person,
        },
        answered: count(share.iter().filter(|id| of(id).is_some_and(|response| response.value.is_some())).count()),
        share,
        sent: sent.get(&respondent.id).cloned(),
        received: last.map(words::stamp),
    }
}

fn indicator_view(
    instrument: &Instrument,
    node: &Node,
    indicator: &Indicator,
    said: &[(i64, &Response)],
    asked: u32,
    answer: Option<&Answer>,
) -> IndicatorConsensusView {
    let (median, _) = consensus(instrument, indicator, said, ConsensusMethod::Median);
    let (mean, _) = consensus(instrument, indicator, said, ConsensusMethod::Mean);
    IndicatorConsensusView {
        indicator: node.id.clone(),
        asked,
        responses: said.iter().map(|(respondent, response)| response_view(instrument, indicator, *respondent, response)).collect(),
        median: combined(median.value.as_ref()),
        mean: combined(mean.value.as_ref()),
        mean_exact: mean.mean,
        mean_points: mean.mean_points,
        spread: median.spread,
        disputed: median.disputed,
        value: value_view(answer.and_then(|answer| answer.value.as_ref())),
        basis: answer.map_or(BasisView::Single, |answer| basis_view(answer.basis)),
        rationale: answer.map(|answer| answer.rationale.clone()).unwrap_or_default(),
    }
}

/// What one respondent said, as the window shows it.
pub(crate) fn response_view(instrument: &Instrument, indicator: &Indicator, respondent: i64, response: &Response) -> ResponseView {
    let value = response.value.as_ref();
    ResponseView {
        respondent: i32::try_from(respondent).unwrap_or(i32::MAX),
        value: value_view(value),
        level: value.and_then(|value| instrument.response_level(indicator, &score::response(value))),
        confidence: response.confidence.map(confidence_view),
        rationale: response.rationale.clone(),
        evidence: response.evidence.clone(),
        file_name: match &response.origin {
            ResponseOrigin::Typed => String::new(),
            ResponseOrigin::Questionnaire { file_name, .. } => file_name.clone(),
        },
        received: words::stamp(response.received_at),
    }
}

fn combined(value: Option<&shuheng_model::Response>) -> ValueView {
    match value {
        None => ValueView::Unanswered,
        Some(shuheng_model::Response::NotApplicable) => ValueView::NotApplicable,
        Some(shuheng_model::Response::Level(level)) => ValueView::Level { level: *level },
        Some(shuheng_model::Response::Number(number)) => ValueView::Number { number: *number },
        Some(shuheng_model::Response::Items(items)) => ValueView::Items { items: items.iter().cloned().collect() },
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
