//! The results of `shuheng ahp`, `weights` and `stats` as tables for people.

use shuheng_workbench::view::{
    AgreementView, AhpView, CoefficientMatrix, ColumnStatisticsView, ConsistencyView, PanelStatisticsView, PanelWeightsView, RankingView,
    Text,
};
use std::fmt::Write;

/// A figure with six significant digits, or a dash.
fn figure(value: Option<f64>) -> String {
    let Some(value) = value else { return "—".to_owned() };
    let size = value.abs();
    if value == 0.0 {
        "0".to_owned()
    } else if (1e-4..1e9).contains(&size) {
        let whole = size.log10().floor() as i32;
        let digits = usize::try_from(5 - whole).unwrap_or(0);
        format!("{value:.digits$}")
    } else {
        format!("{value:.5e}")
    }
}

/// Columns of text below each other: the first to the left, the others to the right. Chinese characters are two wide.
fn table(rows: &[Vec<String>]) -> String {
    let width =
        |cell: &str| cell.chars().map(|c| if c >= '\u{1100}' && !('\u{2000}'..'\u{2e80}').contains(&c) { 2 } else { 1 }).sum::<usize>();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest: Vec<usize> =
        (0..columns).map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let gap = " ".repeat(widest[column] - width(cell));
                if column == 0 { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
            })
            .collect();
        let _ = writeln!(text, "{}", cells.join("  ").trim_end());
    }
    text
}

fn notes(text: &mut String, notes: &[Text]) {
    for note in notes {
        let _ = writeln!(text, "{}\n{}", note.zh, note.en);
    }
}

fn consistency(view: &ConsistencyView) -> String {
    let mut text = format!(
        "λmax {}  CI {}  RI {} ({})  CR {} {}\n",
        figure(Some(view.lambda_max)),
        figure(Some(view.ci)),
        view.ri,
        view.ri_table,
        figure(Some(view.cr)),
        if view.acceptable { "≤ 0.1" } else { "> 0.1" }
    );
    if let Some(pair) = &view.most_inconsistent {
        let _ = writeln!(
            text,
            "{} : {}  {} → {}  CR {}",
            pair.row,
            pair.column,
            figure(Some(pair.given)),
            figure(Some(pair.suggested)),
            figure(Some(pair.cr_after))
        );
    }
    text
}

fn weighted(labels: &[String], weights: &[f64]) -> String {
    table(&labels.iter().zip(weights).map(|(label, weight)| vec![label.clone(), format!("{weight:.6}")]).collect::<Vec<_>>())
}

/// Weights from pairwise comparison.
pub fn ahp(view: &AhpView) -> String {
    let mut text = format!("{}\n{}{}", view.method, weighted(&view.labels, &view.weights), consistency(&view.consistency));
    for judge in &view.judges {
        let _ = write!(text, "\n{}\n{}{}", judge.file, weighted(&view.labels, &judge.weights), consistency(&judge.consistency));
    }
    notes(&mut text, &view.notes);
    text
}

/// Weights from the data of a panel.
pub fn weights(view: &PanelWeightsView) -> String {
    let (labels, values): (Vec<String>, Vec<f64>) = view.weights.0.iter().cloned().unzip();
    let mut text = format!("{}  {} units\n{}", view.method, view.units_used, weighted(&labels, &values));
    if !view.units_left_out.is_empty() {
        let _ = writeln!(text, "— {}", view.units_left_out.join("、"));
    }
    notes(&mut text, &view.notes);
    text
}

/// Agreement of raters.
pub fn agreement(view: &AgreementView) -> String {
    let mut rows = vec![vec![format!("krippendorff_alpha ({})", view.level), figure(view.krippendorff_alpha)]];
    match &view.icc {
        Some(forms) => rows.extend(forms.0.iter().map(|(form, value)| vec![form.clone(), figure(*value)])),
        None => rows.push(vec!["icc".to_owned(), figure(None)]),
    }
    rows.push(vec!["cronbach_alpha".to_owned(), figure(view.cronbach_alpha)]);
    rows.push(vec!["kendall_w".to_owned(), figure(view.kendall_w)]);
    let mut text = format!("{} items  {} raters  {} missing\n{}", view.items, view.raters, view.missing, table(&rows));
    notes(&mut text, &view.notes);
    text
}

/// A panel in figures.
pub fn panel(view: &PanelStatisticsView) -> String {
    const HEAD: [&str; 13] = ["", "n", "missing", "mean", "sd", "min", "q1", "median", "q3", "max", "skewness", "excess_kurtosis", "mad"];
    let line = |column: &ColumnStatisticsView| {
        let mut cells = vec![column.column.clone(), column.n.to_string(), column.missing.to_string()];
        let quarters = [column.mean, column.sd, column.min, column.q1, column.median, column.q3, column.max];
        cells.extend(quarters.into_iter().chain([column.skewness, column.excess_kurtosis, column.mad]).map(figure));
        cells
    };
    let rows: Vec<Vec<String>> = std::iter::once(HEAD.map(str::to_owned).to_vec()).chain(view.columns.iter().map(line)).collect();
    let mut text = format!("{} units\n{}", view.units, table(&rows));
    let names = &view.correlations.columns;
    let square = |name: &str, cell: &dyn Fn(usize, usize) -> String| {
        let head = std::iter::once(name.to_owned()).chain(names.iter().cloned()).collect();
        let line =
            |(row, label): (usize, &String)| std::iter::once(label.clone()).chain((0..=row).map(|column| cell(row, column))).collect();
        table(&std::iter::once(head).chain(names.iter().enumerate().map(line)).collect::<Vec<Vec<String>>>())
    };
    let coefficients = |matrix: &CoefficientMatrix, row: usize, column: usize| {
        matrix[row][column].map_or_else(|| "—".to_owned(), |coefficient| format!("{coefficient:.4}"))
    };
    for (name, matrix) in [
        ("pearson", &view.correlations.pearson),
        ("spearman", &view.correlations.spearman),
        ("kendall_tau_b", &view.correlations.kendall_tau_b),
    ] {
        let _ = write!(text, "\n{}", square(name, &|row, column| coefficients(matrix, row, column)));
    }
    let _ = write!(text, "\n{}", square("n", &|row, column| view.correlations.n[row][column].to_string()));
    let _ = writeln!(text, "\ncronbach_alpha {} ({} units)", figure(view.cronbach_alpha), view.cronbach_units);
    for (statistic, definition) in &view.definitions.0 {
        let _ = writeln!(text, "{statistic}: {definition}");
    }
    notes(&mut text, &view.notes);
    text
}

/// A ranking, the best first within a year.
pub fn ranking(view: &RankingView) -> String {
    let mut units: Vec<_> = view.units.iter().collect();
    units.sort_by_key(|unit| (unit.year, unit.rank.unwrap_or(u32::MAX)));
    let mut rows = vec![["unit", "year", "score", "rank", "of", "p05", "p50", "p95"].map(str::to_owned).to_vec()];
    let whole = |number: Option<String>| number.unwrap_or_else(|| "—".to_owned());
    rows.extend(units.into_iter().map(|unit| {
        vec![
            unit.unit.clone(),
            whole(unit.year.map(|year| year.to_string())),
            whole(unit.score.map(|score| score.to_string())),
            whole(unit.rank.map(|rank| rank.to_string())),
            unit.of.to_string(),
            whole(unit.rank_p05.map(|rank| rank.to_string())),
            whole(unit.rank_p50.map(|rank| rank.to_string())),
            whole(unit.rank_p95.map(|rank| rank.to_string())),
        ]
    }));
    let mut text = format!("{} {}\n", view.model, view.version);
    text += &table(&rows);
    notes(&mut text, &view.notes);
    text
}
