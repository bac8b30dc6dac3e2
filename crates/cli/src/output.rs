//! Printing: text for people, JSON for programs.

use crate::arguments::Format;
use serde_json::{Value, json};
use shuheng_workbench::WorkbenchError;
use shuheng_workbench::view::ValueView;
use std::io::Write;

/// Prints a result: `text` for people or `value` for programs. A reader that closed the pipe ends the printing quietly;
/// output that cannot be written otherwise ends the program with exit code 1.
pub fn print(format: Format, value: &Value, text: &str) {
    match format {
        Format::Json => print_line(&value.to_string()),
        _ => print_line(text),
    }
}

/// Prints a line as [`print()`] does.
pub fn print_line(line: &str) {
    let mut out = std::io::stdout();
    if let Err(error) = writeln!(out, "{line}").and_then(|()| out.flush())
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        let _ = writeln!(std::io::stderr(), "{error}");
        std::process::exit(1);
    }
}

/// Prints an error on standard error, in both languages.
pub fn error(error: &WorkbenchError, format: Format) {
    let message = error.message();
    let line = match format {
        Format::Json => json!({ "error": { "code": error.code(), "message": { "zh": message.zh, "en": message.en } } }).to_string(),
        _ => format!("{} {}\n{} {}", error.code(), message.zh, " ".repeat(error.code().len()), message.en),
    };
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A score with one decimal, or a dash.
pub fn score(score: Option<f64>) -> String {
    // Formatting alone would round 53.25 to the even 53.2.
    score.map_or_else(|| "—".to_owned(), |score| format!("{:.1}", (score * 10.0).round() / 10.0))
}

/// A level, or a dash.
pub fn level(level: Option<u8>) -> String {
    level.map_or_else(|| "—".to_owned(), |level| format!("L{level}"))
}

/// An answer as a table of answers writes it.
pub fn value(value: &ValueView) -> String {
    match value {
        ValueView::Unanswered => "—".to_owned(),
        ValueView::NotApplicable => "na".to_owned(),
        ValueView::Level { level } => format!("L{level}"),
        ValueView::Number { number } => number.to_string(),
        ValueView::Items { items } => items.join(";"),
    }
}
