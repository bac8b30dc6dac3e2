//! `shuheng uncertainty`.

use crate::arguments::Format;
use crate::output::print;
use serde_json::json;
use shuheng_workbench::view::{FactorView, UncertaintyView};
use std::fmt::Write;

/// Prints intervals, probabilities of levels, tornado and sensitivity indices.
pub fn print_uncertainty(view: &UncertaintyView, format: Format) {
    print(format, &json!(view), table(view).trim_end());
}

fn table(view: &UncertaintyView) -> String {
    let mut text = match &view.headline {
        Some(headline) => format!("{}\n{}\n", headline.zh, headline.en),
        None => "尚未评分，先填写作答\nNothing is rated yet; record answers first\n".to_owned(),
    };
    let _ = writeln!(text, "{}\n{}", view.method.zh, view.method.en);
    if !view.nodes.is_empty() {
        let _ = writeln!(text, "\n score   mean    p05    p50    p95  levels");
    }
    for node in &view.nodes {
        let figures = [node.score, node.mean, node.p05, node.p50, node.p95].map(|figure| format!("{figure:>6.1}")).join(" ");
        let levels = node.levels.iter().flatten().map(|share| format!("{:>3.0}%", share * 100.0)).collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "{figures}  {levels:<24}  {}", node.id);
    }
    if !view.tornado.is_empty() {
        let _ = writeln!(text, "\n   low   high  swing");
    }
    for bar in &view.tornado {
        let _ = writeln!(text, "{:>6.1} {:>6.1} {:>6.2}  {} {}", bar.low, bar.high, bar.swing, kind(bar.factor), bar.id);
    }
    if let Some(sobol) = &view.sobol {
        let _ = writeln!(text, "\n{}\n{}", sobol.note.zh, sobol.note.en);
        for row in &sobol.rows {
            let (first, total) = (format!("{:.3}±{:.3}", row.first, row.first_error), format!("{:.3}±{:.3}", row.total, row.total_error));
            let _ = writeln!(text, "{first:>12} {total:>12}  {} {}", kind(row.factor), row.id);
        }
    }
    text
}

fn kind(factor: FactorView) -> &'static str {
    match factor {
        FactorView::Answer => "answer ",
        FactorView::Weight => "weight ",
        FactorView::Weights => "weights",
    }
}
