//! How an answer cell becomes a score, as formulas.

use rust_xlsxwriter::RowNum;

use crate::book::Book;
use crate::input::{Direction, Kind, Transform};
use crate::node_formula::{capped, level_by_cut_offs};
use crate::place::{column, on};
use crate::plan::{item_col, method_col};

/// The score of an indicator from its answer cell.
pub(crate) fn score(book: &Book, node: usize, kind: &Kind, answer: &str) -> String {
    match kind {
        Kind::Rubric { .. } => match book.plan.points_row[node] {
            Some(row) => {
                let first = book.plan.method_cell(row, method_col::FIRST_POINTS);
                let last = crate::place::fixed(row, method_col::FIRST_POINTS + 4);
                format!("=IF(ISNUMBER({answer}),INDEX({first}:{last},1,{answer}),\"—\")")
            }
            None => nothing(),
        },
        Kind::Metric { direction, transform, cap, .. } => match book.plan.goalposts_row[node] {
            Some(row) => {
                let (low, high) = (book.plan.method_cell(row, method_col::LOW), book.plan.method_cell(row, method_col::HIGH));
                metric(answer, &low, &high, *direction, *transform, *cap)
            }
            None => nothing(),
        },
        Kind::Checklist { .. } => match book.plan.items[node] {
            Some(rows) => {
                let (held, weight) = (item_range(book, rows, item_col::HELD), item_range(book, rows, item_col::WEIGHT));
                let (word, yes) = (book.by_items(), book.yes());
                format!(
                    "=IF({answer}=\"{word}\",IF(SUM({weight})=0,\"—\",SUMPRODUCT(({held}=\"{yes}\")*{weight})/SUM({weight})*100),\"—\")"
                )
            }
            None => nothing(),
        },
    }
}

fn nothing() -> String {
    "=\"—\"".to_owned()
}

/// Goalposts: a capped figure is first brought between the posts, an uncapped one outside them has no score.
fn metric(answer: &str, low: &str, high: &str, direction: Direction, transform: Transform, cap: bool) -> String {
    let figure = if cap { format!("MAX({low},MIN({high},{answer}))") } else { answer.to_owned() };
    let log = |value: &str| match transform {
        Transform::Linear => value.to_owned(),
        Transform::Log => format!("LN({value})"),
    };
    let span = format!("({}-{})", log(high), log(low));
    let part = match direction {
        Direction::Higher => format!("({}-{})/{span}", log(&figure), log(low)),
        Direction::Lower => format!("({}-{})/{span}", log(high), log(&figure)),
    };
    if cap {
        format!("=IF(ISNUMBER({answer}),100*{part},\"—\")")
    } else {
        format!("=IF(ISNUMBER({answer}),IF(AND({answer}>={low},{answer}<={high}),100*{part},\"—\"),\"—\")")
    }
}

/// The level of an indicator from its score: cut-offs, then its gates.
pub(crate) fn level(book: &Book, node: usize, score: &str) -> String {
    let found = level_by_cut_offs(book, score);
    let open = format!("IF(ISNUMBER({score}),{found},\"—\")");
    capped(book, node, &open)
}

/// How many items of a checklist hold, as text.
pub(crate) fn held_count(book: &Book, rows: (RowNum, RowNum)) -> String {
    let held = item_range(book, rows, item_col::HELD);
    format!("=COUNTIF({held},\"{}\")&\"/\"&ROWS({held})&\"{}\"", book.yes(), book.t("项", " items"))
}

fn item_range(book: &Book, rows: (RowNum, RowNum), col: rust_xlsxwriter::ColNum) -> String {
    on(book.plan.names.items, &column(rows.0, rows.1, col))
}
