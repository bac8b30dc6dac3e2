//! From the TOML of a plan to a [`Plan`]; every fault with its line. The format is described in `docs/optimize.md`.

mod table;

use crate::draft::{Draft, DraftIndicator, DraftInitiative};
use crate::fault::{Fault, Path, Step};
use crate::plan::Plan;
use crate::text::Text;
use std::cell::RefCell;
use table::Table;
use toml::de::{DeTable, DeValue};

/// Reads and checks a plan.
///
/// # Errors
/// All its faults by line.
pub fn read(text: &str) -> Result<Plan, Vec<Fault>> {
    let (root, syntax) = DeTable::parse_recoverable(text);
    let ends: Vec<usize> = text.match_indices('\n').map(|(offset, _)| offset).collect();
    let line = |offset: usize| ends.partition_point(|end| *end < offset) + 1;
    let mut faults: Vec<Fault> = syntax
        .iter()
        .map(|error| {
            let message = Text::new(format!("TOML语法有误：{}", error.message()), format!("TOML syntax error: {}", error.message()));
            let hint = Text::new(
                "对照docs/optimize.md中的例子检查引号、括号与等号",
                "check quotes, brackets and equals signs against docs/optimize.md",
            );
            Fault { line: line(error.span().map_or(0, |span| span.start)), ..Fault::new(Path::default(), message, hint) }
        })
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let found = RefCell::default();
    let draft = draft(&Table::new(root.get_ref(), Path::default(), &found));
    faults.extend(found.into_inner());
    let checked = Plan::new(&draft);
    if let Err(more) = &checked {
        // What could not be read stands in the draft as if it were empty; that is told already.
        let told: Vec<Path> = faults.iter().map(|fault| fault.path.clone()).collect();
        faults.extend(more.iter().filter(|fault| !told.iter().any(|path| fault.path.is_within(path))).cloned());
    }
    match checked {
        Ok(plan) if faults.is_empty() => Ok(plan),
        _ => {
            for fault in &mut faults {
                fault.line = line(offset(root.get_ref(), &fault.path));
            }
            faults.sort_by_key(|fault| fault.line);
            Err(faults)
        }
    }
}

/// Where a value begins in the text, or the nearest value above it that is there.
fn offset(root: &DeTable<'_>, path: &Path) -> usize {
    let mut at = 0;
    let mut table = Some(root);
    let mut value: Option<&DeValue<'_>> = None;
    for step in &path.0 {
        let next = match step {
            Step::Key(key) => table.and_then(|table| table.iter().find(|(name, _)| name.get_ref() == key)).map(|(_, value)| value),
            Step::Index(index) => value.and_then(DeValue::as_array).and_then(|list| list.get(*index)),
        };
        let Some(next) = next else { break };
        at = next.span().start;
        value = Some(next.get_ref());
        table = next.get_ref().as_table();
    }
    at
}

fn draft(root: &Table<'_, '_>) -> Draft {
    root.format();
    let draft = Draft {
        years: root.required("years", root.labels("years")),
        unit: root.required("unit", root.text("unit")),
        budget: root.required("budget", root.numbers("budget")),
        objective: root.text("objective").unwrap_or_else(|| Draft::OBJECTIVE.to_owned()),
        frontier: root.numbers("frontier").unwrap_or_else(|| Draft::FRONTIER.to_vec()),
        time_limit: root.number("time_limit").unwrap_or(Draft::TIME_LIMIT),
        indicators: root.tables("indicator").iter().map(indicator).collect(),
        initiatives: root.tables("initiative").iter().map(initiative).collect(),
    };
    root.finish();
    draft
}

fn indicator(table: &Table<'_, '_>) -> DraftIndicator {
    let indicator = DraftIndicator {
        id: table.required("id", table.text("id")),
        weight: table.required("weight", table.number("weight")),
        present: table.required("present", table.number("present")),
        ceiling: table.number("ceiling").unwrap_or(Draft::CEILING),
    };
    table.finish();
    indicator
}

fn initiative(table: &Table<'_, '_>) -> DraftInitiative {
    let initiative = DraftInitiative {
        id: table.required("id", table.text("id")),
        name: table.text("name"),
        cost: table.required("cost", table.numbers("cost")),
        uplift: table.numbers_by_key("uplift"),
        value: table.number("value").unwrap_or(0.0),
        requires: table.labels("requires").unwrap_or_default(),
        requires_earlier: table.labels("requires_earlier").unwrap_or_default(),
        excludes: table.labels("excludes").unwrap_or_default(),
        mandatory: table.flag("mandatory").unwrap_or(false),
        starts: table.labels("starts"),
        may_overrun: table.flag("may_overrun").unwrap_or(false),
        lag: table.number("lag"),
    };
    table.finish();
    initiative
}
