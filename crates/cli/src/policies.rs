//! `shuheng policies` and `shuheng judge`.

use crate::arguments::{Format, Verdict};
use crate::output::{print, score};
use serde_json::json;
use shuheng_workbench::view::{ClauseStatusView, JudgementPatch, PoliciesView, PolicyClauseView, VerdictChange, VerdictView};
use std::fmt::Write;

/// The verdict of the command line as a change.
pub fn patch(verdict: Verdict, rationale: Option<String>) -> JudgementPatch {
    let set = |verdict| VerdictChange::Set { verdict };
    let verdict = match verdict {
        Verdict::Met => set(VerdictView::Met),
        Verdict::PartlyMet => set(VerdictView::PartlyMet),
        Verdict::NotMet => set(VerdictView::NotMet),
        Verdict::NotApplicable => set(VerdictView::NotApplicable),
        Verdict::Inferred => VerdictChange::Cleared,
    };
    JudgementPatch { verdict: Some(verdict), rationale }
}

/// Prints the documents of a view.
pub fn print_policies(view: &PoliciesView, format: Format) {
    let documents = &view.documents;
    let mut text = String::new();
    for document in documents {
        let _ = writeln!(text, "{}  {}\n{}", document.id, document.finding.zh, document.finding.en);
        document.clauses.iter().for_each(|clause| line(&mut text, clause));
    }
    let _ = write!(text, "{}\n{}", view.caution.zh, view.caution.en);
    print(
        format,
        &json!({ "documents": documents, "readyLine": view.ready_line, "partlyLine": view.partly_line, "caution": view.caution }),
        &text,
    );
}

/// Prints one clause.
pub fn print_clause(view: &PoliciesView, id: &str, format: Format) {
    if let Some(clause) = view.documents.iter().flat_map(|document| &document.clauses).find(|clause| clause.id == id) {
        let mut text = String::new();
        line(&mut text, clause);
        print(format, &json!(clause), text.trim_end());
    }
}

fn line(text: &mut String, clause: &PolicyClauseView) {
    let status = match clause.status {
        ClauseStatusView::Ready => "ready",
        ClauseStatusView::Partly => "partly ready",
        ClauseStatusView::Gap => "gap",
        ClauseStatusView::Pending => "pending",
        ClauseStatusView::None => "to be judged",
        ClauseStatusView::Excluded => "not applicable",
        ClauseStatusView::NotBinding => "not for institutions",
    };
    let judged = if clause.judgement.as_ref().is_some_and(|judgement| judgement.verdict.is_some()) { " (judged)" } else { "" };
    let bound = if clause.inference.at_most { "≤" } else { "" };
    let _ = writeln!(
        text,
        "  {:>6} {bound}{:>5}  {status}{judged}  {} / {}",
        clause.number,
        score(clause.inference.score),
        clause.heading.zh,
        clause.heading.en
    );
}
