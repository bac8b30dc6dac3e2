//! `shuheng optimize`.

use crate::arguments::Format;
use crate::output::score;
use crate::research::deliver;
use shuheng_workbench::{Optimum, OptimumStatus, WorkbenchError, optimize};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Answers a plan; `false` when no set keeps its rules.
pub fn run(plan: &str, out: Option<&str>, format: Format) -> Result<bool, WorkbenchError> {
    let optimum = optimize(Path::new(plan))?;
    deliver(&optimum, table, &[PathBuf::from(plan)], out, format)?;
    Ok(optimum.status != OptimumStatus::Infeasible)
}

/// A short table: the set, its cost beside the budget, the score, the frontier.
fn table(optimum: &Optimum) -> String {
    let mut text = String::new();
    let status = match optimum.status {
        OptimumStatus::Optimal => "最优（已证明） optimal, proven",
        OptimumStatus::Infeasible => "无可行组合 infeasible",
        OptimumStatus::LimitReached => "到达时限，未证明最优 time limit reached, not proven",
    };
    let _ = writeln!(text, "{status}");
    if let Some(reason) = &optimum.reason {
        let _ = writeln!(text, "{}\n{}", reason.zh, reason.en);
    }
    let _ =
        writeln!(text, "得分 score  {:.2} -> {}", optimum.score_before, optimum.score_after.map_or("—".to_owned(), |s| format!("{s:.2}")));
    let amounts = |amounts: &[f64]| amounts.iter().map(|amount| format!("{amount:>12.2}")).collect::<String>();
    let _ = writeln!(text, "{}  {}", optimum.years.iter().map(|year| format!("{year:>12}")).collect::<String>(), optimum.unit);
    for chosen in &optimum.chosen {
        let name = chosen.name.as_ref().map_or_else(String::new, |name| format!(" {name}"));
        let _ = writeln!(text, "{}  {}{name} @{}", amounts(&chosen.cost), chosen.id, chosen.start);
    }
    if !optimum.cost_by_year.is_empty() {
        let _ = writeln!(text, "{}  合计 cost", amounts(&optimum.cost_by_year));
    }
    let _ = writeln!(text, "{}  预算 budget", amounts(&optimum.budget_by_year));
    for point in &optimum.frontier {
        let proven = if point.status == OptimumStatus::LimitReached { " 未证明 not proven" } else { "" };
        let _ = writeln!(
            text,
            "{:>5.0}%{:>12.2}  {:>6}{proven}  {}",
            point.share * 100.0,
            point.budget,
            score(point.score),
            point.chosen.join(" ")
        );
    }
    text
}
