//! Each level by itself: how many lines of evidence, how long, what they claim, where a figure comes from.

use super::degree_words::claims_only_degree;
use super::figures::names_a_figure;
use super::rung::Rung;
use super::{Findings, Rule};
use crate::fault::Place;
use crate::text::Text;

/// Longest Chinese line in characters: what fits a level card without a break.
const LINE_LENGTH: usize = 30;

pub(super) fn check(rubrics: &[Vec<Rung<'_>>], findings: &mut Findings) {
    for rung in rubrics.iter().flatten() {
        let (name, count) = (rung.name(), rung.lines.len());
        if !(2..=4).contains(&count) {
            findings.fail(
                Rule::LineCount,
                &rung.place,
                Text::new(format!("{}有{count}行证据", name.zh), format!("{} has {count} lines of evidence", name.en)),
                Text::new("写两至四行，每行一个可查看的事实", "write two to four lines, each a fact that can be seen"),
            );
        }
        if rung.level >= 4
            && !rung.has_basis
            && let Some(line) = rung.lines.iter().find(|line| names_a_figure(&line.zh))
        {
            findings.warn(
                Rule::MissingBasis,
                &rung.place,
                Text::new(
                    format!("{}有数字门槛而无依据：“{}”", name.zh, line.zh),
                    format!("{} names a figure without a basis: “{}”", name.en, line.en),
                ),
                Text::new(
                    "在该级补上basis，写明出处或“本工具判断”",
                    "add `basis` to the level: the source, or that it is the author's judgement",
                ),
            );
        }
        for line in rung.lines {
            check_line(line, &rung.place, &name, findings);
        }
    }
}

fn check_line(line: &Text, place: &Place, name: &Text, findings: &mut Findings) {
    let length = line.zh.chars().count();
    if length > LINE_LENGTH {
        findings.warn(
            Rule::LongLine,
            place,
            Text::new(
                format!("{}有一行长{length}字：“{}”", name.zh, line.zh),
                format!("{} has a line of {length} Chinese characters: “{}”", name.en, line.en),
            ),
            Text::new(format!("缩到{LINE_LENGTH}字以内，或分成两行"), format!("bring it within {LINE_LENGTH}, or make two lines of it")),
        );
    }
    if claims_only_degree(&line.zh) {
        findings.warn(
            Rule::DegreeOnly,
            place,
            Text::new(
                format!("{}有一行只说程度：“{}”", name.zh, line.zh),
                format!("{} has a line that claims only a degree: “{}”", name.en, line.en),
            ),
            Text::new("写出可调阅的材料、记录或数字", "name the paper, record or figure that can be opened"),
        );
    }
}
