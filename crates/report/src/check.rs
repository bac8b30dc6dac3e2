//! Whether the input can become a workbook at all.

use crate::error::ReportError;
use crate::input::{Answer, BenchmarkRow, Derivation, Figure, Kind, Mean, Node, ReportInput};

/// Finds what would make a wrong or broken workbook.
pub(crate) fn check(input: &ReportInput) -> Result<(), ReportError> {
    tree(&input.nodes)?;
    levels(input)?;
    gates(input)?;
    for node in &input.nodes {
        numbers(node)?;
        answer(node)?;
    }
    benchmark(&input.benchmark)?;
    for row in &input.context {
        finite(row.value.into_iter().chain(row.growth), &row.name)?;
    }
    Ok(())
}

fn tree(nodes: &[Node]) -> Result<(), ReportError> {
    if nodes.is_empty() {
        return Err(ReportError::NoNodes);
    }
    let mut open: Vec<usize> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        while open.last().is_some_and(|&above| nodes[above].depth >= node.depth) {
            open.pop();
        }
        let above = open.last().copied();
        let fits = node.parent == above && (above.is_some() || index == 0) && above.is_none_or(|above| nodes[above].indicator.is_none());
        if !fits {
            return Err(ReportError::Tree { index, id: node.id.clone() });
        }
        open.push(index);
    }
    Ok(())
}

fn levels(input: &ReportInput) -> Result<(), ReportError> {
    let levels = &input.model.levels;
    finite(levels.iter().flat_map(|level| [level.points, level.from]).chain([input.model.minimum_coverage]), "model.levels")?;
    let rising = levels.windows(2).all(|pair| pair[0].from < pair[1].from && pair[0].level < pair[1].level);
    if levels.is_empty() || !rising { Err(ReportError::Levels) } else { Ok(()) }
}

fn gates(input: &ReportInput) -> Result<(), ReportError> {
    for rule in input.model.gates.iter().filter_map(|gate| gate.rule) {
        finite([rule.below], "model.gates")?;
        for index in [rule.node, rule.watch] {
            if index >= input.nodes.len() {
                return Err(ReportError::Index { what: "gate", index });
            }
        }
    }
    Ok(())
}

fn numbers(node: &Node) -> Result<(), ReportError> {
    let plain = [node.local_weight, node.effective_weight, node.coverage];
    let exponent = if let Mean::Power(exponent) = node.mean { Some(exponent) } else { None };
    finite(plain.into_iter().chain(exponent).chain(node.score).chain(node.contribution).chain(node.target), &node.id)?;
    match node.indicator.as_ref().map(|indicator| (&indicator.kind, indicator.answer)) {
        Some((Kind::Rubric { points }, _)) => finite(*points, &node.id),
        Some((Kind::Metric { low, high, .. }, answer)) => {
            let number = if let Answer::Number(number) = answer { Some(number) } else { None };
            finite([*low, *high].into_iter().chain(number), &node.id)
        }
        Some((Kind::Checklist { items }, _)) => finite(items.iter().map(|item| item.weight), &node.id),
        None => Ok(()),
    }
}

fn answer(node: &Node) -> Result<(), ReportError> {
    let Some(indicator) = &node.indicator else { return Ok(()) };
    let fits = match (&indicator.kind, indicator.answer) {
        (_, Answer::NotApplicable | Answer::None) | (Kind::Metric { .. }, Answer::Number(_)) => true,
        (Kind::Rubric { .. }, Answer::Level(level)) => (1..=5).contains(&level),
        (Kind::Checklist { items }, Answer::Items) => !items.is_empty(),
        _ => false,
    };
    if fits { Ok(()) } else { Err(ReportError::Answer { id: node.id.clone() }) }
}

fn benchmark(rows: &[BenchmarkRow]) -> Result<(), ReportError> {
    for row in rows {
        for Figure { value, derivation } in [&row.value, &row.growth, &row.prior].into_iter().flatten() {
            finite([*value], &row.institution)?;
            if let Derivation::Remainder { total, parts } = derivation
                && let Some(&index) = parts.iter().chain([total]).find(|&&index| index >= rows.len())
            {
                return Err(ReportError::Index { what: "benchmark", index });
            }
        }
    }
    Ok(())
}

/// Refuses numbers that are infinite or not numbers.
pub(crate) fn finite(numbers: impl IntoIterator<Item = f64>, place: &str) -> Result<(), ReportError> {
    if numbers.into_iter().all(f64::is_finite) { Ok(()) } else { Err(ReportError::NotFinite { place: place.to_owned() }) }
}
