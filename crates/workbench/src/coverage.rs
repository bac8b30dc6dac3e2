//! The coverage matrix of a policy document: as a chart, and written to files.

use crate::coverage_input;
use crate::error::WorkbenchError;
use crate::export::{DPI, WIDTH_MM, file_name, spare, write};
use crate::scenes::{self, Material, Subject};
use crate::view::{ClauseGroupView, ClauseStatusView, CoverageExportRequest, ExportView, PolicyClauseView, PolicyView, SceneKind, Text};
use crate::workbench::Workbench;
use shuheng_chart::{ClauseStatus, CoverageClause, CoverageGroup, Exemption};
use std::fs;
use std::path::PathBuf;

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
    let snapshot = workbench.opened()?.snapshot()?;
    let policies = workbench.policies_of(&snapshot);
    if request.folder.trim().is_empty() {
        return Err(WorkbenchError::Field { message: Text::new("未选择文件夹", "No folder is chosen") });
    }
    let wanted: Vec<&PolicyView> =
        policies.documents.iter().filter(|document| request.policy.as_ref().is_none_or(|wanted| *wanted == document.id)).collect();
    if wanted.is_empty() {
        return Err(WorkbenchError::UnknownClause(request.policy.clone().unwrap_or_default()));
    }
    let folder = PathBuf::from(&request.folder);
    fs::create_dir_all(&folder).map_err(|error| WorkbenchError::File { path: folder.clone(), writing: true, error })?;
    let stem = file_name(&snapshot.institution);
    let workbook = match request.language {
        crate::view::Language::Zh => format!("{stem}{}政策对照.xlsx", snapshot.year),
        crate::view::Language::En => format!("{stem}{}-policy-coverage.xlsx", snapshot.year),
    };
    let names: Vec<String> = wanted
        .iter()
        .flat_map(|policy| [format!("coverage-{}.svg", policy.id), format!("coverage-{}.png", policy.id)])
        .chain(std::iter::once(workbook.clone()))
        .collect();
    spare(workbench.opened()?.store.path(), &folder, &names)?;
    let material = Material { data: workbench.data(), snapshot: &snapshot, policies: &policies };
    let mut files = Vec::new();
    for policy in &wanted {
        if !request.svg && !request.png {
            break;
        }
        let scene = scenes::for_export(material, Subject { kind: SceneKind::CoverageMatrix, policy: Some(&policy.id) }, request.language);
        if request.svg {
            files.push(write(&folder, &format!("coverage-{}.svg", policy.id), scene.svg.as_bytes())?);
        }
        if request.png {
            let png = shuheng_chart::png(&scene.svg, WIDTH_MM, DPI).map_err(|error| WorkbenchError::Export(error.to_string()))?;
            files.push(write(&folder, &format!("coverage-{}.png", policy.id), &png)?);
        }
    }
    if request.xlsx {
        let input = coverage_input::input(&snapshot, &policies, &wanted, request.language, workbench.clock().now());
        let bytes = shuheng_report::coverage_workbook(&input).map_err(|error| WorkbenchError::Export(error.to_string()))?;
        files.insert(0, write(&folder, &workbook, &bytes)?);
    }
    let folder = fs::canonicalize(&folder).unwrap_or(folder).display().to_string();
    Ok(ExportView { folder, files, warnings: Vec::new() })
}
