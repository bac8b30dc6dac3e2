//! Levels that differ from the level below by words of degree only.

use super::rung::{Rung, neighbours};
use super::same_line::same;
use super::{Findings, Rule};
use crate::text::Text;

pub(super) fn check(rubrics: &[Vec<Rung<'_>>], findings: &mut Findings) {
    for (lower, upper) in neighbours(rubrics) {
        let Some((below, line)) = twins(lower, upper) else { continue };
        findings.fail(
            Rule::DegreeLadder,
            &upper.place,
            Text::new(
                format!("{}与L{}只差程度：“{}”与“{}”", upper.name().zh, lower.level, line.zh, below.zh),
                format!("{} differs from L{} by degree only: “{}” and “{}”", upper.name().en, lower.level, line.en, below.en),
            ),
            Text::new(
                "不用部分、较好、全面、持续等词分级，写出各级独有的证据",
                "do not grade by words such as partly, well or fully: give each level evidence of its own",
            ),
        );
    }
}

/// The first line of a level that is a line of the level below but for words of degree, after that line.
pub(super) fn twins<'m>(lower: &Rung<'m>, upper: &Rung<'m>) -> Option<(&'m Text, &'m Text)> {
    upper.lines.iter().zip(&upper.plain).find_map(|(line, plain)| {
        let mut below = lower.lines.iter().zip(&lower.plain);
        let found = below.find(|(below, other)| {
            let (zh, en) = (!plain.zh.is_empty() && plain.zh == other.zh, !plain.en.is_empty() && plain.en == other.en);
            (zh || en) && !same(line, below)
        });
        found.map(|(below, _)| (below, line))
    })
}
