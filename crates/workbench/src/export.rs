//! Writing the report: the workbook and every chart as SVG and PNG.

use crate::error::WorkbenchError;
use crate::export_folder::{DPI, ExportFolder, chart_names, chart_png, file_name};
use crate::opened::Snapshot;
use crate::scenes::{self, Material, Subject};
use crate::view::{ExportRequest, ExportView, FindingView, NodeState, ReportPlanView, SceneKind, Text};
use crate::workbench::Workbench;
use crate::{report_input, review};
use shuheng_report::Picture;
use std::fs;
use std::path::Path;

/// Every chart with the name of its files.
const CHARTS: [(SceneKind, &str); 6] = [
    (SceneKind::Radar, "radar"),
    (SceneKind::HeatMap, "heat-map"),
    (SceneKind::Waterfall, "waterfall"),
    (SceneKind::InvestmentBars, "it-investment"),
    (SceneKind::LevelProbability, "level-probability"),
    (SceneKind::Tornado, "tornado"),
];

/// Where a report would go, and what a reader should know before handing it over.
pub(crate) fn plan(engagement: &Path, snapshot: &Snapshot<'_>) -> ReportPlanView {
    let stem = engagement.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let parent = fs::canonicalize(engagement).ok().and_then(|path| path.parent().map(Path::to_owned)).unwrap_or_default();
    ReportPlanView { folder: parent.join(format!("{stem}报告")).display().to_string(), checks: checks(snapshot) }
}

fn checks(snapshot: &Snapshot<'_>) -> Vec<FindingView> {
    let model = snapshot.instrument.model();
    let codes = |wanted: &dyn Fn(usize, &str) -> bool| -> Vec<&str> {
        model.indicators().filter(|(index, node, _)| wanted(*index, &node.id)).map(|(_, node, _)| node.code.as_str()).collect()
    };
    let scored = |index: usize| snapshot.result.nodes[index].state == NodeState::Scored;
    let unanswered = codes(&|index, _| snapshot.result.nodes[index].state == NodeState::Unanswered);
    let no_rationale = codes(&|index, id| scored(index) && snapshot.answers.get(id).is_none_or(|answer| answer.rationale.is_empty()));
    let no_evidence = codes(&|index, id| scored(index) && !snapshot.evidence.iter().any(|evidence| evidence.speaks_for(id)));
    let check = |codes: Vec<&str>, none: Text, some: fn(usize) -> Text| FindingView {
        attention: !codes.is_empty(),
        title: if codes.is_empty() { none } else { some(codes.len()) },
        detail: Text::new(codes.join("、"), codes.join(", ")),
    };
    let mut checks = vec![
        check(unanswered, Text::new("全部指标已评", "Every indicator is rated"), |n| {
            Text::new(format!("{n}项未评"), format!("{n} not rated"))
        }),
        check(no_evidence, Text::new("每项评分都有证据", "Every rating has evidence"), |n| {
            Text::new(format!("{n}项没有证据"), format!("{n} without evidence"))
        }),
        check(no_rationale, Text::new("每项评分都写了理由", "Every rating has a rationale"), |n| {
            Text::new(format!("{n}项没有理由"), format!("{n} without rationale"))
        }),
    ];
    if snapshot.result.level.is_none() {
        checks.insert(
            0,
            FindingView {
                title: Text::new("覆盖率不足，报告不显示总体等级", "Coverage is too low; the report shows no overall level"),
                detail: Text::new(
                    format!("覆盖率{:.2}%，满{:.0}%后定级。", snapshot.result.coverage * 100.0, model.minimum_coverage * 100.0),
                    format!("Coverage {:.2}%, a level needs {:.0}%.", snapshot.result.coverage * 100.0, model.minimum_coverage * 100.0),
                ),
                attention: true,
            },
        );
    }
    checks
}

/// Writes what was asked for into the folder.
pub(crate) fn export(workbench: &Workbench, request: &ExportRequest) -> Result<ExportView, WorkbenchError> {
    let open = workbench.opened()?;
    write_report(workbench, &open.snapshot()?, &review::status_words(&review::status(&open.store)?), request)
}

/// Writes the report of a moment; `state` says which one in a few words.
pub(crate) fn write_report(
    workbench: &Workbench,
    snapshot: &Snapshot<'_>,
    state: &Text,
    request: &ExportRequest,
) -> Result<ExportView, WorkbenchError> {
    let stem = file_name(&snapshot.institution);
    let workbook = format!("{}{}.xlsx", if stem.is_empty() { "report" } else { &stem }, snapshot.year);
    let names: Vec<String> = CHARTS.iter().flat_map(|(_, name)| chart_names(name)).chain(std::iter::once(workbook.clone())).collect();
    let mut folder = ExportFolder::open(&request.folder, workbench.opened()?.store.path(), &names)?;
    let material = Material { data: workbench.data(), snapshot, policies: workbench.library().policies(), trend: None };
    let mut pictures = Vec::new();
    for (kind, name) in CHARTS {
        let scene = scenes::for_export(material, Subject::new(kind, None), request.language);
        let png = (request.png || request.xlsx).then(|| chart_png(&scene)).transpose()?;
        folder.chart(name, request.svg.then_some(scene.svg.as_str()), png.as_deref().filter(|_| request.png))?;
        if let Some(png) = png {
            let pixels = |px: u32| (f64::from(px) * f64::from(DPI) / 96.0).round() as u32;
            pictures.push(Picture { title: scene.caption.title, png, width: pixels(scene.width), height: pixels(scene.height) });
        }
    }
    if request.xlsx {
        let input = report_input::input(workbench.data(), snapshot, state, request.language, workbench.clock().now(), pictures)?;
        let bytes = shuheng_report::workbook(&input).map_err(|error| WorkbenchError::Export(error.to_string()))?;
        folder.workbook(&workbook, &bytes)?;
    }
    let missing = shuheng_chart::unsupported_glyphs(&snapshot.institution);
    let warnings = if missing.is_empty() {
        Vec::new()
    } else {
        let shown: String = missing.iter().collect();
        vec![Text::new(
            format!("图中缺少“{shown}”的字形，导出的图片里会显示为空框"),
            format!("The bundled fonts lack “{shown}”; pictures show empty boxes for it"),
        )]
    };
    Ok(folder.view(warnings))
}
