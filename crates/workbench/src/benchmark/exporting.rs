//! Figures and charts of the page 对标 as files.

use crate::benchmark::figure_table::{FigureTable, Selection};
use crate::benchmark::page::known_metric;
use crate::benchmark::peers::Peers;
use crate::error::WorkbenchError;
use crate::export_folder::{ExportFolder, chart_names, chart_png};
use crate::scenes::{self, Material, Subject};
use crate::view::{BenchmarkFormat, BenchmarkRequest, ExportView, Language, SceneKind};
use crate::workbench::Workbench;

/// The charts of the page with the names of their files.
const CHARTS: [(SceneKind, &str); 5] = [
    (SceneKind::InvestmentBars, "peers"),
    (SceneKind::PeerPositions, "positions"),
    (SceneKind::IntensityGrowth, "intensity-growth"),
    (SceneKind::InvestmentTrend, "trend"),
    (SceneKind::Efficiency, "efficiency"),
];

impl Workbench {
    /// Writes the figures in front, each with its source, or the charts in front, each with its source line, into a folder that is made when
    /// missing.
    ///
    /// # Errors
    /// When the metric is unknown, a chart cannot be drawn or a file cannot be written.
    pub fn export_benchmark(
        &self,
        request: &BenchmarkRequest,
        folder: &str,
        format: BenchmarkFormat,
        language: Language,
    ) -> Result<ExportView, WorkbenchError> {
        let open = self.opened()?;
        let snapshot = open.snapshot()?;
        let peers = Peers::new(self.data(), &snapshot);
        known_metric(&peers, &request.metric)?;
        let stem = format!("benchmark-{}-{}", request.metric, request.year);
        let table = || FigureTable::of(&peers, Some(&snapshot), request, Selection::Chosen);
        let (extension, bytes) = match format {
            BenchmarkFormat::Csv => ("csv", table().csv().into_bytes()),
            BenchmarkFormat::Json => ("json", table().json().into_bytes()),
            BenchmarkFormat::Xlsx => ("xlsx", table().xlsx(language)?),
            BenchmarkFormat::Charts => {
                let names: Vec<String> = CHARTS.iter().flat_map(|(_, name)| chart_names(&format!("{stem}-{name}"))).collect();
                let mut target = ExportFolder::open(folder, open.store.path(), &names)?;
                let material = Material { data: self.data(), snapshot: &snapshot, policies: self.library().policies(), trend: None };
                for (kind, name) in CHARTS {
                    let subject = Subject { benchmark: Some(request), ..Subject::new(kind, None) };
                    let scene = scenes::for_export(material, subject, language);
                    target.chart(&format!("{stem}-{name}"), Some(&scene.svg), Some(&chart_png(&scene)?))?;
                }
                return Ok(target.view(Vec::new()));
            }
        };
        let name = format!("{stem}.{extension}");
        let mut target = ExportFolder::open(folder, open.store.path(), std::slice::from_ref(&name))?;
        target.workbook(&name, &bytes)?;
        Ok(target.view(Vec::new()))
    }
}
