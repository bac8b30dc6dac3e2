//! Writing the report: the workbook and every chart as SVG and PNG, each beside its final name and then renamed.

use crate::error::WorkbenchError;
use crate::opened::Snapshot;
use crate::report_input;
use crate::scenes::{self, Material, Subject};
use crate::view::{ExportRequest, ExportView, ExportedFileView, FindingView, NodeState, ReportPlanView, SceneKind, Text};
use crate::workbench::Workbench;
use shuheng_report::Picture;
use std::fs;
use std::path::{Path, PathBuf};

/// Every chart with the name of its files.
const CHARTS: [(SceneKind, &str); 4] = [
    (SceneKind::Radar, "radar"),
    (SceneKind::HeatMap, "heat-map"),
    (SceneKind::Waterfall, "waterfall"),
    (SceneKind::InvestmentBars, "it-investment"),
];
/// Width of a chart on paper.
pub(crate) const WIDTH_MM: f64 = 170.0;
/// Resolution of a chart on paper.
pub(crate) const DPI: u32 = 300;

/// A name without what file systems refuse.
pub(crate) fn file_name(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() || "<>:\"/\\|?*".contains(c) { '_' } else { c }).collect();
    let short: String = clean.trim().trim_matches('.').chars().take(60).collect();
    short.trim().to_owned()
}

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
    let no_evidence = codes(&|index, id| scored(index) && !snapshot.evidence.iter().any(|evidence| evidence.about == id));
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
    write_report(workbench, &workbench.opened()?.snapshot()?, request)
}

/// Writes the report of a moment.
pub(crate) fn write_report(workbench: &Workbench, snapshot: &Snapshot<'_>, request: &ExportRequest) -> Result<ExportView, WorkbenchError> {
    if request.folder.trim().is_empty() {
        return Err(WorkbenchError::Field { message: Text::new("未选择文件夹", "No folder is chosen") });
    }
    let folder = PathBuf::from(&request.folder);
    fs::create_dir_all(&folder).map_err(|error| WorkbenchError::File { path: folder.clone(), writing: true, error })?;
    let stem = file_name(&snapshot.institution);
    let workbook = format!("{}{}.xlsx", if stem.is_empty() { "report" } else { &stem }, snapshot.year);
    let names: Vec<String> = CHARTS
        .iter()
        .flat_map(|(_, name)| [format!("{name}.svg"), format!("{name}.png")])
        .chain(std::iter::once(workbook.clone()))
        .collect();
    spare(workbench.opened()?.store.path(), &folder, &names)?;
    let policies = workbench.policies_of(snapshot);
    let material = Material { data: workbench.data(), snapshot, policies: &policies };
    let mut files = Vec::new();
    let mut pictures = Vec::new();
    for (kind, name) in CHARTS {
        let scene = scenes::for_export(material, Subject { kind, policy: None }, request.language);
        if request.svg {
            files.push(write(&folder, &format!("{name}.svg"), scene.svg.as_bytes())?);
        }
        if request.png || request.xlsx {
            let png = shuheng_chart::png(&scene.svg, WIDTH_MM, DPI).map_err(|error| WorkbenchError::Export(error.to_string()))?;
            if request.png {
                files.push(write(&folder, &format!("{name}.png"), &png)?);
            }
            let pixels = |px: u32| (f64::from(px) * f64::from(DPI) / 96.0).round() as u32;
            pictures.push(Picture { title: scene.caption.title, png, width: pixels(scene.width), height: pixels(scene.height) });
        }
    }
    if request.xlsx {
        let input = report_input::input(workbench.data(), snapshot, request.language, workbench.clock().now(), pictures)?;
        let bytes = shuheng_report::workbook(&input).map_err(|error| WorkbenchError::Export(error.to_string()))?;
        files.insert(0, write(&folder, &workbook, &bytes)?);
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
    let folder = fs::canonicalize(&folder).unwrap_or(folder).display().to_string();
    Ok(ExportView { folder, files, warnings })
}

/// The report's files may replace an older report, never the engagement they are made from.
pub(crate) fn spare(engagement: &Path, folder: &Path, names: &[String]) -> Result<(), WorkbenchError> {
    let own = fs::canonicalize(engagement).unwrap_or_else(|_| engagement.to_owned());
    match names.iter().map(|name| folder.join(name)).find(|target| fs::canonicalize(target).is_ok_and(|target| target == own)) {
        None => Ok(()),
        Some(target) => {
            let target = target.display();
            let message = Text::new(
                format!("{target}是正在评估的档案，不能被报告覆盖，换一个文件夹"),
                format!("{target} is the engagement itself and is not replaced by its report; choose another folder"),
            );
            Err(WorkbenchError::Field { message })
        }
    }
}

/// Writes a file under a passing name of its own and renames it, so that a reader never meets half of it.
pub(crate) fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<ExportedFileView, WorkbenchError> {
    let path = folder.join(name);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".shuheng-");
    // A report is for others to read, as far as the user's own mask of rights allows.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let written = builder.tempfile_in(folder).and_then(|mut beside| {
        std::io::Write::write_all(&mut beside, bytes)?;
        beside.persist(&path).map_err(|error| error.error)
    });
    written.map_err(|error| WorkbenchError::File { path: path.clone(), writing: true, error })?;
    let full = fs::canonicalize(&path).unwrap_or(path);
    Ok(ExportedFileView { path: full.display().to_string(), file_name: name.to_owned(), size: bytes.len() as f64 })
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_that_any_file_system_takes() {
        assert_eq!(file_name("海澄银行（示例）"), "海澄银行（示例）");
        assert_eq!(file_name("../../A/B:C\u{0}"), "_.._A_B_C_");
        assert_eq!(file_name(" . "), "");
        assert_eq!(file_name(&"长".repeat(200)).chars().count(), 60);
    }
}
