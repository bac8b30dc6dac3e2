//! The coverage matrix of a policy document: as a chart, and written to files.

use crate::error::WorkbenchError;
use crate::export_folder::{ExportFolder, chart_names, chart_png, file_name};
use crate::scenes::{self, Material, Subject};
use crate::view::{
    ClauseGroupView, ClauseStatusView, CoverageExportRequest, ExportView, Language, PolicyClauseView, PolicyView, SceneKind, Text,
};
use crate::workbench::Workbench;
use crate::{coverage_input, policies};
use shuheng_chart::{ClauseStatus, CoverageClause, CoverageGroup, Exemption};
use shuheng_model::PolicyDocument;

/// The clauses of a document by chapter, as the chart takes them.
pub(crate) fn groups(policy: &PolicyView, pick: &impl Fn(&Text) -> String) -> Vec<CoverageGroup> {
    policy
        .groups
        .iter()
        .enumerate()
        .map(|(index, group)| CoverageGroup {
            label: pick(&chapter(group)),
            clauses: policy.clauses.iter().filter(|clause| clause.group as usize == index).map(|found| clause(found, pick)).collect(),
        })
        .collect()
}

fn clause(clause: &PolicyClauseView, pick: &impl Fn(&Text) -> String) -> CoverageClause {
    let mut links = [0; 3];
    for link in &clause.links {
        if let Some(count) = links.get_mut(usize::from(link.hue)) {
            *count += 1;
        }
    }
    CoverageClause {
        id: clause.id.clone(),
        number: clause.number.clone(),
        heading: pick(&clause.heading),
        status: match clause.status {
            ClauseStatusView::Ready => ClauseStatus::Ready,
            ClauseStatusView::Partly => ClauseStatus::Partial,
            ClauseStatusView::Gap => ClauseStatus::Gap,
            ClauseStatusView::Pending | ClauseStatusView::None => ClauseStatus::Unanswered,
            ClauseStatusView::Excluded => ClauseStatus::NotApplicable(Exemption::Institution),
            ClauseStatusView::NotBinding if clause.binds == "general" => ClauseStatus::NotApplicable(Exemption::General),
            ClauseStatusView::NotBinding => ClauseStatus::NotApplicable(Exemption::Supervisor),
        },
        readiness: clause.inference.score,
        judged: clause.judgement.as_ref().is_some_and(|judgement| judgement.verdict.is_some()),
        links,
    }
}

/// A chapter as it is headed; its ordinal is a Chinese numeral and says nothing to a reader of English.
pub(crate) fn chapter(group: &ClauseGroupView) -> Text {
    Text::new(format!("{}{}", group.ordinal, group.name.zh), &group.name.en)
}

/// Title and subtitle of the chart.
pub(crate) fn caption(policy: Option<&PolicyView>) -> (Text, Text) {
    let Some(policy) = policy else { return (Text::default(), Text::default()) };
    let number = policy.number.as_ref().map_or_else(String::new, |number| format!(" {number}"));
    (policy.finding.clone(), Text::new(format!("《{}》{number}", policy.title.zh), format!("{} ({})", policy.title.en, policy.short.en)))
}

/// Writes the coverage of one document, or of all, into the folder.
pub(crate) fn export(workbench: &Workbench, request: &CoverageExportRequest) -> Result<ExportView, WorkbenchError> {
    let open = workbench.opened()?;
    let snapshot = open.snapshot()?;
    let policies = workbench.library().policies();
    let wanted = policies::wanted(policies, request.policy.as_deref())?;
    let stem = file_name(&snapshot.institution);
    let workbook = match request.language {
        Language::Zh => format!("{stem}{}政策对照.xlsx", snapshot.year),
        Language::En => format!("{stem}{}-policy-coverage.xlsx", snapshot.year),
    };
    let chart = |document: &PolicyDocument| format!("coverage-{}", document.id);
    let names: Vec<String> =
        wanted.iter().flat_map(|document| chart_names(&chart(document))).chain(std::iter::once(workbook.clone())).collect();
    let mut folder = ExportFolder::open(&request.folder, open.store.path(), &names)?;
    let material = Material { data: workbench.data(), snapshot: &snapshot, policies, trend: None };
    for document in wanted.iter().filter(|_| request.svg || request.png) {
        let scene = scenes::for_export(material, Subject::new(SceneKind::CoverageMatrix, Some(&document.id)), request.language);
        let png = request.png.then(|| chart_png(&scene)).transpose()?;
        folder.chart(&chart(document), request.svg.then_some(scene.svg.as_str()), png.as_deref())?;
    }
    if request.xlsx {
        let documents: Vec<PolicyView> = wanted.iter().map(|document| policies::document(document, &snapshot)).collect();
        let input = coverage_input::input(&snapshot, &documents, request.language, workbench.clock().now());
        let bytes = shuheng_report::coverage_workbook(&input).map_err(|error| WorkbenchError::Export(error.to_string()))?;
        folder.workbook(&workbook, &bytes)?;
    }
    Ok(folder.view(Vec::new()))
}
