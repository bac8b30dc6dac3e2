//! `shuheng pool`.

use crate::arguments::Format;
use crate::output::{error, print, print_line};
use clap::{Subcommand, ValueEnum};
use serde_json::{Value, json};
use shuheng_workbench::view::{PoolCellView, PoolDepth, PoolEditionView, PoolQuery, PoolTableView, PoolUpdateView, PoolView, Text};
use shuheng_workbench::{Workbench, WorkbenchError, pool_csv};
use std::fmt::Write;
use std::path::Path;

/// What to do with a pool.
#[derive(Debug, Subcommand)]
pub enum PoolCommand {
    /// Create an empty pool, and its key beside it; the key never leaves those who add members
    New {
        /// Pool to create, *.shuheng-pool
        pool: String,
        /// Key of another pool, so that the two can be merged
        #[arg(long)]
        key: Option<String>,
    },
    /// Add finished assessments, without anything that names their institutions; they are counted from the next release
    Add {
        /// Pool
        pool: String,
        /// Engagements
        #[arg(required = true)]
        files: Vec<String>,
        /// Size tier of the institutions: T1, T2, T3; head, mid_small; large, small
        #[arg(long, default_value = "")]
        tier: String,
        /// Take in also who was withdrawn
        #[arg(long)]
        again: bool,
    },
    /// Print the members: numbers and attributes, no scores
    List {
        /// Pool
        pool: String,
    },
    /// Withdraw a member; it stays out of every pool that is merged with this one
    Withdraw {
        /// Pool
        pool: String,
        /// Number of the member
        member: String,
    },
    /// Merge other pools of the same key into a pool
    Merge {
        /// Pool
        pool: String,
        /// Pools to take in
        #[arg(required = true)]
        others: Vec<String>,
    },
    /// Publish the members that wait, as far as there are enough of them
    Release {
        /// Pool
        pool: String,
    },
    /// Print what may be shown: medians and quartiles of groups of five and more
    Show {
        /// Pool
        pool: String,
        /// How far down
        #[arg(long, value_enum)]
        by: Option<By>,
        /// Only this node or ratio, e.g. economic_value or it_investment_to_revenue
        #[arg(long)]
        node: Option<String>,
        /// Only this year
        #[arg(long)]
        year: Option<i32>,
    },
}

/// How far down the groups of a table go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// By kind
    Kind,
    /// By kind, and by size tier within a kind
    Tier,
}

/// Carries out a command; `false` when an engagement was refused.
pub fn run(workbench: &mut Workbench, command: &PoolCommand, format: Format) -> Result<bool, WorkbenchError> {
    match command {
        PoolCommand::New { pool, key } => {
            let view = workbench.pool_create(Path::new(pool), key.as_deref().map(Path::new))?;
            print(format, &json!(view), &format!("{pool}\n{}", view.key_path));
        }
        PoolCommand::Add { pool, files, tier, again } => return add(workbench, pool, files, (tier, *again), format),
        PoolCommand::List { pool } => {
            let view = workbench.pool_open(Path::new(pool))?;
            print(format, &json!(view), &members(&view));
        }
        PoolCommand::Withdraw { pool, member } => {
            workbench.pool_open(Path::new(pool))?;
            print_update(&workbench.pool_withdraw(member)?, format);
        }
        PoolCommand::Merge { pool, others } => {
            workbench.pool_open(Path::new(pool))?;
            for other in others {
                print_update(&workbench.pool_merge(Path::new(other))?, format);
            }
        }
        PoolCommand::Release { pool } => {
            workbench.pool_open(Path::new(pool))?;
            print_update(&workbench.pool_release()?, format);
        }
        PoolCommand::Show { pool, by, node, year } => {
            let view = workbench.pool_open(Path::new(pool))?;
            let wanted = view.editions.into_iter().filter(|edition| year.is_none_or(|year| year == edition.year)).map(Some);
            // An empty pool has a table too, which says so.
            let editions: Vec<_> = if view.members.is_empty() { vec![None] } else { wanted.collect() };
            let tables = editions
                .into_iter()
                .map(|edition| workbench.pool_table(&query(edition, *by, node.as_deref())))
                .collect::<Result<Vec<_>, _>>()?;
            match format {
                Format::Json => print_line(&json!({ "tables": tables }).to_string()),
                Format::Csv => print_line(pool_csv(&tables).trim_end()),
                Format::Text | Format::Parquet => print_line(&text(&tables)),
            }
        }
    }
    Ok(true)
}

/// Adds one engagement after the other: one that is refused does not keep the others out.
fn add(
    workbench: &mut Workbench,
    pool: &str,
    files: &[String],
    (tier, again): (&str, bool),
    format: Format,
) -> Result<bool, WorkbenchError> {
    workbench.pool_open(Path::new(pool))?;
    let (mut told, mut lines, mut all) = (Vec::new(), String::new(), true);
    for file in files {
        let added = workbench.open(Path::new(file)).and_then(|_| workbench.pool_add_current(tier, again));
        workbench.close()?;
        match added {
            Ok(update) => {
                let _ = writeln!(lines, "{file}\n  {}\n  {}", update.message.zh, update.message.en);
                told.push(json!({ "file": file, "changed": update.changed, "message": update.message }));
            }
            Err(refused) => {
                all = false;
                error(&refused, format);
                told.push(json!({ "file": file, "changed": false, "error": refused.view() }));
            }
        }
    }
    let view = workbench.pool()?;
    let (counted, waiting) = view.as_ref().map_or((0, 0), |view| (view.counted, view.waiting));
    let _ = write!(lines, "计入统计{counted}家，待发布{waiting}家 {counted} counted, {waiting} waiting (shuheng pool release)");
    print(format, &json!({ "files": told, "counted": counted, "waiting": waiting }), &lines);
    Ok(all)
}

fn query(edition: Option<PoolEditionView>, by: Option<By>, node: Option<&str>) -> PoolQuery {
    let depth = match by {
        None => PoolDepth::All,
        Some(By::Kind) => PoolDepth::Kind,
        Some(By::Tier) => PoolDepth::Tier,
    };
    PoolQuery { edition, depth, variable: node.map(str::to_owned), group: None }
}

fn print_update(update: &PoolUpdateView, format: Format) {
    let Text { zh, en } = &update.message;
    let value: Value =
        json!({ "changed": update.changed, "message": update.message, "counted": update.pool.counted, "waiting": update.pool.waiting });
    print(format, &value, &format!("{zh}\n{en}"));
}

fn members(view: &PoolView) -> String {
    let mut text = format!("计入统计{}家，待发布{}家，已撤回{}家\n", view.counted, view.waiting, view.withdrawals);
    let _ = writeln!(text, "{} counted, {} waiting, {} withdrawn; release {}", view.counted, view.waiting, view.withdrawals, view.release);
    for member in &view.members {
        let state = if member.counted { "" } else { "  待发布 waiting" };
        let tier = if member.tier.is_empty() { "—" } else { &member.tier };
        let edition = &member.edition;
        let _ =
            writeln!(text, "{}  {}  {tier}  {}  {} {}{state}", member.number, member.kind, edition.year, edition.model, edition.version);
    }
    text.trim_end().to_owned()
}

fn text(tables: &[PoolTableView]) -> String {
    let mut text = String::new();
    for table in tables {
        if let Some(edition) = &table.edition {
            let _ = writeln!(text, "{} {}  {}", edition.model, edition.version, edition.year);
        }
        for row in &table.rows {
            match row.members {
                None => {
                    let _ = writeln!(text, "{}  {}  少于5家，不显示 fewer than 5, not shown", row.name.zh, row.name.en);
                    continue;
                }
                Some(members) => {
                    let _ = writeln!(text, "{}  {}  {members}家", row.name.zh, row.name.en);
                }
            }
            for variable in &table.variables {
                let cell = row.cells.iter().find(|cell| cell.variable == variable.id);
                let _ = writeln!(
                    text,
                    "  {:<24}  {}",
                    cell.map_or_else(|| "不显示 not shown".to_owned(), |cell| figures(cell, &variable.unit)),
                    variable.id
                );
            }
        }
        let _ = writeln!(text, "{}\n{}", table.note.zh, table.note.en);
    }
    text.trim_end().to_owned()
}

/// Median, quartiles and the number of members: `55  [48, 61]  n=12`.
fn figures(cell: &PoolCellView, unit: &str) -> String {
    let quartiles = cell.quartiles.map_or_else(String::new, |[lower, upper]| format!("  [{lower}, {upper}]"));
    format!("{}{unit}{quartiles}  n{}{}", cell.median, if cell.at_least { "≥" } else { "=" }, cell.members)
}
