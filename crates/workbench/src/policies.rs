//! The page 政策对照: what the assessment says of each clause of the regulators' documents.
//!
//! Two things are kept apart and both shown: what can be inferred from the indicators that speak to a clause (see
//! [`crate::readiness`]), and what somebody decided about the clause itself.

use crate::error::WorkbenchError;
use crate::opened::Snapshot;
use crate::readiness::{Links, inference, links_by_clause};
use crate::view::{
    CalendarEntryView, CalendarIndicatorView, CalendarView, ClauseGroupView, ClauseStatusView, DirectionView, GuideView, JudgementView,
    NodeState, PathView, PoliciesView, PolicyClauseView, PolicyCountsView, PolicyLinkView, PolicyView, Text, VerdictView,
};
use crate::words::{self, tenth};
use chrono::{Datelike, NaiveDate};
use shuheng_model::{
    Calendar, CalendarDate, CalendarEntry, Clause, ClauseLink, ClauseStrength, Node, Policies, PolicyDocument, ReadingGuide, locator_text,
};
use shuheng_store::Verdict;
use std::collections::BTreeSet;

/// The whole page with these documents.
pub(crate) fn view(policies: &Policies, documents: &[&PolicyDocument], snapshot: &Snapshot<'_>, today: NaiveDate) -> PoliciesView {
    let readiness = &snapshot.instrument.model().readiness;
    PoliciesView {
        documents: documents.iter().map(|found| document(found, snapshot)).collect(),
        ready_line: readiness.ready,
        partly_line: readiness.partly,
        lines_reason: (&readiness.reason).into(),
        caution: caution(),
        guides: policies.guides.iter().map(|found| guide(found, snapshot.instrument.kind())).collect(),
        calendar: calendar(policies, snapshot, today),
    }
}

/// What a readiness is not, wherever one is shown.
pub(crate) fn caution() -> Text {
    Text::new("就绪度由关联指标推断，不代表监管结论", "Readiness is inferred from linked indicators; it is not a regulator's conclusion")
}

/// The documents that are wanted: the one with this id, or all.
///
/// # Errors
/// [`WorkbenchError::UnknownPolicy`] when there is no such document.
pub(crate) fn wanted<'a>(policies: &'a Policies, id: Option<&str>) -> Result<Vec<&'a PolicyDocument>, WorkbenchError> {
    let Some(id) = id else { return Ok(policies.documents.iter().collect()) };
    policies.document(id).map(|found| vec![found]).ok_or_else(|| WorkbenchError::UnknownPolicy {
        id: id.to_owned(),
        known: policies.documents.iter().map(|document| document.id.clone()).collect(),
    })
}

/// One document with what the assessment says of its clauses.
pub(crate) fn document(document: &PolicyDocument, snapshot: &Snapshot<'_>) -> PolicyView {
    let links = links_by_clause(snapshot.instrument.model());
    let none = Vec::new();
    let clauses: Vec<PolicyClauseView> =
        document.clauses.iter().map(|found| clause(document, found, links.get(&found.id).unwrap_or(&none), snapshot)).collect();
    let counts = counts(&clauses);
    PolicyView {
        id: document.id.clone(),
        number: document.number.clone(),
        title: (&document.title).into(),
        title_hant: document.title_hant.clone(),
        short: (&document.short).into(),
        publisher: (&document.publisher).into(),
        date: document.date.clone(),
        summary: (&document.summary).into(),
        finding: finding(&counts),
        counts,
        groups: document
            .groups
            .iter()
            .enumerate()
            .map(|(index, group)| {
                let inside = || clauses.iter().filter(|clause| clause.group as usize == index);
                let scores: Vec<f64> =
                    inside().filter(|clause| binding(clause)).filter_map(|clause| clause.inference.score).map(tenth).collect();
                ClauseGroupView {
                    id: group.id.clone(),
                    ordinal: group.ordinal.clone(),
                    name: (&group.name).into(),
                    name_hant: group.name_hant.clone(),
                    short: (&group.short).into(),
                    clauses: count(inside()),
                    mean: (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64),
                }
            })
            .collect(),
        clauses,
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn binding(clause: &PolicyClauseView) -> bool {
    clause.status != ClauseStatusView::NotBinding
}

fn counts(clauses: &[PolicyClauseView]) -> PolicyCountsView {
    let with = |status: ClauseStatusView| count(clauses.iter().filter(|clause| clause.status == status));
    PolicyCountsView {
        binding: count(clauses.iter().filter(|clause| binding(clause))),
        ready: with(ClauseStatusView::Ready),
        partly: with(ClauseStatusView::Partly),
        gap: with(ClauseStatusView::Gap),
        pending: with(ClauseStatusView::Pending),
        none: with(ClauseStatusView::None),
        excluded: with(ClauseStatusView::Excluded),
        not_binding: with(ClauseStatusView::NotBinding),
        without_evidence: count(clauses.iter().filter(|clause| binding(clause) && clause.evidence_count == 0)),
        judged: count(clauses.iter().filter(|clause| clause.judgement.as_ref().is_some_and(|judgement| judgement.verdict.is_some()))),
    }
}

fn finding(counts: &PolicyCountsView) -> Text {
    if counts.pending == counts.binding {
        return Text::new(
            format!("{}条机构条款，尚无作答", counts.binding),
            format!("{} clauses for institutions, nothing answered yet", counts.binding),
        );
    }
    Text::new(
        format!("{}条机构条款，{}条就绪，{}条存在缺口", counts.binding, counts.ready, counts.gap),
        format!("Of {} clauses for institutions {} are ready and {} show a gap", counts.binding, counts.ready, counts.gap),
    )
}

fn clause(document: &PolicyDocument, clause: &Clause, links: &Links<'_>, snapshot: &Snapshot<'_>) -> PolicyClauseView {
    let judgement = snapshot.judgements.get(&clause.id);
    let (inference, weakest) = inference(&clause.id, links, snapshot);
    let verdict = judgement.and_then(|judgement| judgement.verdict);
    let necessary: BTreeSet<&str> =
        links.iter().filter(|(_, _, link)| link.strength != ClauseStrength::Relates).map(|(_, node, _)| node.id.as_str()).collect();
    PolicyClauseView {
        id: clause.id.clone(),
        number: clause.number.clone(),
        cited: document.cite(clause).into(),
        group: u32::try_from(clause.group).unwrap_or(u32::MAX),
        heading: (&clause.heading).into(),
        heading_hant: clause.heading_hant.clone(),
        binds: clause.binds.word().to_owned(),
        binds_reason: clause.binds_reason.as_ref().map(Into::into),
        summary: (&clause.summary).into(),
        status: match verdict {
            _ if !clause.binds.institutions() => ClauseStatusView::NotBinding,
            Some(Verdict::Met) => ClauseStatusView::Ready,
            Some(Verdict::PartlyMet) => ClauseStatusView::Partly,
            Some(Verdict::NotMet) => ClauseStatusView::Gap,
            Some(Verdict::NotApplicable) => ClauseStatusView::Excluded,
            None => inference.status,
        },
        links: links
            .iter()
            .enumerate()
            .map(|(position, (index, node, found))| link(snapshot, *index, node, found, weakest == Some(position)))
            .collect(),
        inference,
        judgement: judgement.map(|judgement| JudgementView {
            verdict: judgement.verdict.map(verdict_view),
            rationale: judgement.rationale.clone(),
            updated: words::stamp(judgement.updated_at),
        }),
        evidence: snapshot.evidence_for(&clause.id),
        evidence_count: count(
            snapshot.evidence.iter().filter(|piece| piece.speaks_for(&clause.id) || necessary.iter().any(|id| piece.speaks_for(id))),
        ),
    }
}

fn link(snapshot: &Snapshot<'_>, index: usize, node: &Node, link: &ClauseLink, weakest: bool) -> PolicyLinkView {
    let result = snapshot.result.nodes.get(index);
    PolicyLinkView {
        indicator: node.id.clone(),
        code: node.code.clone(),
        name: (&node.name).into(),
        hue: node.dimension.unwrap_or(0),
        strength: strength_word(link.strength).to_owned(),
        reason: (&link.reason).into(),
        score: result.and_then(|result| result.score),
        level: result.and_then(|result| result.level),
        not_applicable: result.is_some_and(|result| result.state == NodeState::NotApplicable),
        weakest,
    }
}

/// The word of a strength in the files.
pub(crate) fn strength_word(strength: ClauseStrength) -> &'static str {
    match strength {
        ClauseStrength::Covers => "covers",
        ClauseStrength::Partly => "partly",
        ClauseStrength::Relates => "relates",
    }
}

pub(crate) fn verdict_view(verdict: Verdict) -> VerdictView {
    match verdict {
        Verdict::Met => VerdictView::Met,
        Verdict::PartlyMet => VerdictView::PartlyMet,
        Verdict::NotMet => VerdictView::NotMet,
        Verdict::NotApplicable => VerdictView::NotApplicable,
    }
}

pub(crate) fn verdict(view: VerdictView) -> Verdict {
    match view {
        VerdictView::Met => Verdict::Met,
        VerdictView::PartlyMet => Verdict::PartlyMet,
        VerdictView::NotMet => Verdict::NotMet,
        VerdictView::NotApplicable => Verdict::NotApplicable,
    }
}

fn guide(guide: &ReadingGuide, kind: &str) -> GuideView {
    GuideView {
        policy: guide.policy.clone(),
        title: (&guide.title).into(),
        publisher: (&guide.publisher).into(),
        date: guide.date.clone(),
        note: (&guide.note).into(),
        directions: guide
            .directions
            .iter()
            .map(|direction| DirectionView {
                id: direction.id.clone(),
                ordinal: direction.ordinal.clone(),
                name: (&direction.name).into(),
                summary: (&direction.summary).into(),
                clauses: direction.clauses.clone(),
            })
            .collect(),
        paths: guide
            .paths
            .iter()
            .map(|path| PathView {
                name: (&path.name).into(),
                summary: (&path.summary).into(),
                own: path.types.iter().any(|known| known == kind),
            })
            .collect(),
    }
}

/// What concerns this kind of institution: duties by when they fall next, then rules, newest first.
fn calendar(policies: &Policies, snapshot: &Snapshot<'_>, today: NaiveDate) -> CalendarView {
    let kind = snapshot.instrument.kind();
    let head = policies.calendars.first();
    let text = |pick: fn(&Calendar) -> &shuheng_model::Text| head.map_or_else(Text::default, |head| pick(head).into());
    let mut entries: Vec<(Option<i32>, String, CalendarEntryView)> = policies
        .calendars
        .iter()
        .flat_map(|calendar| &calendar.entries)
        .filter(|entry| entry.for_types.iter().any(|known| known == kind))
        .map(|entry| {
            let view = calendar_entry(entry, policies, snapshot, today);
            let issued = match &entry.date {
                CalendarDate::Issued(date) | CalendarDate::Effective(date) => date.clone(),
                CalendarDate::Yearly { .. } => String::new(),
            };
            (view.days, issued, view)
        })
        .collect();
    entries.sort_by(|a, b| a.0.unwrap_or(i32::MAX).cmp(&b.0.unwrap_or(i32::MAX)).then_with(|| b.1.cmp(&a.1)));
    CalendarView {
        title: text(|calendar| &calendar.title),
        attribution: text(|calendar| &calendar.attribution),
        entries: entries.into_iter().map(|(_, _, view)| view).collect(),
    }
}

fn calendar_entry(entry: &CalendarEntry, policies: &Policies, snapshot: &Snapshot<'_>, today: NaiveDate) -> CalendarEntryView {
    let model = snapshot.instrument.model();
    let next = match entry.date {
        CalendarDate::Yearly { month, day } => next_time(today, month, day),
        _ => None,
    };
    let (kind, date) = match &entry.date {
        CalendarDate::Issued(date) => ("issued", day_or_month(date)),
        CalendarDate::Effective(date) => ("effective", day_or_month(date)),
        CalendarDate::Yearly { month, day } => (
            "yearly",
            Text::new(format!("每年{month}月{day}日"), format!("{day} {} every year", MONTHS[(*month as usize).clamp(1, 12) - 1])),
        ),
    };
    let source = policies
        .document(&entry.source)
        .map(|document| Text::from(&document.short))
        .or_else(|| model.document(&entry.source).map(|document| Text::from(&document.short)));
    let (source, locator) = (source.unwrap_or_else(|| Text::new(&entry.source, &entry.source)), locator_text(&entry.locator));
    CalendarEntryView {
        id: entry.id.clone(),
        kind: kind.to_owned(),
        date,
        next: next.map(|next| next.format("%Y-%m-%d").to_string()),
        days: next.and_then(|next| i32::try_from((next - today).num_days()).ok()),
        title: (&entry.title).into(),
        publisher: (&entry.publisher).into(),
        duty: (&entry.duty).into(),
        source: Text::new(format!("{} {}", source.zh, locator.zh), format!("{} {}", source.en, locator.en)),
        indicators: entry
            .indicators
            .iter()
            .filter_map(|id| {
                let index = model.index_of(id)?;
                let node = &model.nodes[index];
                let level = snapshot.result.nodes.get(index).and_then(|result| result.level);
                Some(CalendarIndicatorView { id: id.clone(), code: node.code.clone(), name: (&node.name).into(), level })
            })
            .collect(),
        clauses: entry.clauses.clone(),
    }
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The next such day, today included. The 29th of February falls on the 28th in common years, so that a duty never drops out.
fn next_time(today: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    let on = |year: i32| NaiveDate::from_ymd_opt(year, month, day).or_else(|| NaiveDate::from_ymd_opt(year, month, day.checked_sub(1)?));
    on(today.year()).filter(|date| *date >= today).or_else(|| on(today.year() + 1))
}

/// `2025-04` → `2025年4月`, `2025-05-01` → `2025年5月1日`.
fn day_or_month(date: &str) -> Text {
    let parts: Vec<u32> = date.split('-').filter_map(|part| part.parse().ok()).collect();
    let month = |month: u32| MONTHS.get((month as usize).wrapping_sub(1)).copied().unwrap_or_default();
    match parts.as_slice() {
        [year, m] => Text::new(format!("{year}年{m}月"), format!("{} {year}", month(*m))),
        [year, m, day] => Text::new(format!("{year}年{m}月{day}日"), format!("{day} {} {year}", month(*m))),
        _ => Text::new(date, date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    #[test]
    fn a_yearly_duty_falls_on_its_day_or_next_year() {
        assert_eq!(next_time(day(2026, 11, 21), 1, 15), Some(day(2027, 1, 15)));
        assert_eq!(next_time(day(2026, 1, 15), 1, 15), Some(day(2026, 1, 15)));
        assert_eq!(next_time(day(2027, 2, 1), 2, 29), Some(day(2027, 2, 28)));
        assert_eq!(next_time(day(2028, 2, 1), 2, 29), Some(day(2028, 2, 29)));
    }

    #[test]
    fn dates_as_people_read_them() {
        assert_eq!(day_or_month("2025-04"), Text::new("2025年4月", "April 2025"));
        assert_eq!(day_or_month("2025-06-30"), Text::new("2025年6月30日", "30 June 2025"));
        assert_eq!(day_or_month("2025"), Text::new("2025", "2025"));
    }
}
