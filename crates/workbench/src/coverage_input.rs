//! The coverage of policy documents as its Excel workbook takes it.

use crate::answer_view::stored_strength;
use crate::coverage::chapter;
use crate::opened::Snapshot;
use crate::readiness::statement;
use crate::report_input::{CONFIDENTIAL, Tongue, evidence};
use crate::view::{
    ClauseStatusView, EvidenceView, JudgementView, Language, PolicyClauseView, PolicyCountsView, PolicyLinkView, PolicyView, VerdictView,
};
use crate::{policies, words};
use shuheng_model::Model;
use shuheng_report as report;
use shuheng_store::Stamp;

/// Everything that the workbook shows of these documents.
pub(crate) fn input(snapshot: &Snapshot<'_>, documents: &[PolicyView], language: Language, now: Stamp) -> report::CoverageInput {
    let tongue = Tongue(language);
    let model = snapshot.instrument.model();
    report::CoverageInput {
        language: tongue.report(),
        institution: snapshot.institution.clone(),
        institution_type: model.profile(snapshot.instrument.kind()).map(|profile| tongue.model(&profile.name)).unwrap_or_default(),
        year: snapshot.year,
        generated_at: words::stamp(now),
        product_version: env!("CARGO_PKG_VERSION").to_owned(),
        confidential_note: tongue.words(CONFIDENTIAL.0, CONFIDENTIAL.1),
        caution: tongue.text(&policies::caution()),
        model: report::ModelIdentity { name: tongue.model(&model.name), version: model.version.clone(), digest: model.digest.clone() },
        lines: report::ReadinessLines {
            ready: model.readiness.ready,
            partly: model.readiness.partly,
            reason: tongue.model(&model.readiness.reason),
        },
        documents: documents.iter().map(|found| document(found, model, &tongue)).collect(),
    }
}

fn document(policy: &PolicyView, model: &Model, tongue: &Tongue) -> report::CoverageDocument {
    report::CoverageDocument {
        title: tongue.text(&policy.title),
        short: tongue.text(&policy.short),
        number: policy.number.clone().unwrap_or_default(),
        publisher: tongue.text(&policy.publisher),
        date: policy.date.clone(),
        finding: tongue.text(&policy.finding),
        counts: counts(&policy.counts),
        chapters: policy
            .groups
            .iter()
            .enumerate()
            .map(|(index, group)| report::Chapter {
                name: tongue.text(&chapter(group)),
                clauses: policy
                    .clauses
                    .iter()
                    .filter(|found| found.group as usize == index)
                    .map(|found| clause(found, model, tongue))
                    .collect(),
            })
            .collect(),
    }
}

fn counts(counts: &PolicyCountsView) -> report::CoverageCounts {
    report::CoverageCounts {
        binding: counts.binding,
        ready: counts.ready,
        partly: counts.partly,
        gap: counts.gap,
        pending: counts.pending,
        undetermined: counts.none,
        excluded: counts.excluded,
        not_binding: counts.not_binding,
        without_evidence: counts.without_evidence,
        judged: counts.judged,
    }
}

fn clause(clause: &PolicyClauseView, model: &Model, tongue: &Tongue) -> report::Clause {
    report::Clause {
        number: clause.number.clone(),
        cited: tongue.text(&clause.cited),
        heading: tongue.text(&clause.heading),
        heading_hant: clause.heading_hant.clone(),
        binds: match clause.binds.as_str() {
            "institution" => report::Binds::Institution,
            "supervisor" => report::Binds::Supervisor,
            "both" => report::Binds::Both,
            _ => report::Binds::General,
        },
        binds_reason: clause.binds_reason.as_ref().map(|reason| tongue.text(reason)),
        summary: tongue.text(&clause.summary),
        status: status(clause.status),
        inference: inference(clause, model, tongue),
        judgement: clause.judgement.as_ref().map(judgement),
        evidence: clause.evidence.iter().map(|found| piece(found, tongue)).collect(),
        evidence_count: clause.evidence_count,
        links: clause.links.iter().map(|found| link(found, tongue)).collect(),
    }
}

fn inference(clause: &PolicyClauseView, model: &Model, tongue: &Tongue) -> report::Inference {
    let inference = &clause.inference;
    report::Inference {
        status: status(inference.status),
        score: inference.score,
        sentence: tongue.text(&inference.sentence),
        stated: statement(model, &clause.id).is_some_and(|statement| statement.complete),
        complete: inference.complete,
        coverage_reason: inference.coverage_reason.as_ref().map(|reason| tongue.text(reason)),
    }
}

fn status(status: ClauseStatusView) -> report::ClauseStatus {
    match status {
        ClauseStatusView::Ready => report::ClauseStatus::Ready,
        ClauseStatusView::Partly => report::ClauseStatus::Partly,
        ClauseStatusView::Gap => report::ClauseStatus::Gap,
        ClauseStatusView::Pending => report::ClauseStatus::Pending,
        ClauseStatusView::None => report::ClauseStatus::Undetermined,
        ClauseStatusView::Excluded => report::ClauseStatus::Excluded,
        ClauseStatusView::NotBinding => report::ClauseStatus::NotBinding,
    }
}

fn judgement(judgement: &JudgementView) -> report::Judgement {
    report::Judgement {
        verdict: judgement.verdict.map(|verdict| match verdict {
            VerdictView::Met => report::Verdict::Met,
            VerdictView::PartlyMet => report::Verdict::PartlyMet,
            VerdictView::NotMet => report::Verdict::NotMet,
            VerdictView::NotApplicable => report::Verdict::NotApplicable,
        }),
        rationale: judgement.rationale.clone(),
        updated: judgement.updated.clone(),
    }
}

fn piece(found: &EvidenceView, tongue: &Tongue) -> report::Evidence {
    evidence(&found.title, &found.locator, stored_strength(found.strength), tongue)
}

fn link(link: &PolicyLinkView, tongue: &Tongue) -> report::ClauseLink {
    report::ClauseLink {
        indicator: link.indicator.clone(),
        code: link.code.clone(),
        name: tongue.text(&link.name),
        result: match link.score {
            _ if link.not_applicable => report::IndicatorResult::NotApplicable,
            Some(score) => report::IndicatorResult::Scored { score, level: link.level },
            None => report::IndicatorResult::Unanswered,
        },
        strength: match link.strength.as_str() {
            "covers" => report::LinkStrength::Covers,
            "partly" => report::LinkStrength::Partly,
            _ => report::LinkStrength::Relates,
        },
        reason: tongue.text(&link.reason),
        weakest: link.weakest,
    }
}
