//! A cell of a CSV table that goes out.

/// A cell between quotation marks where it needs them; text that a spreadsheet would run as a formula is kept from it.
pub(crate) fn quoted(cell: &str) -> String {
    let number = cell.parse::<f64>().is_ok();
    let guarded = if !number && cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_a_spreadsheet_would_misread() {
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!([quoted("=1+1"), quoted("-2.36"), quoted("−2"), quoted("@x")], ["'=1+1", "-2.36", "−2", "'@x"]);
    }
}
