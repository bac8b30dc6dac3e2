//! Levels and lines that read alike.
//!
//! Two texts are compared by the Sørensen–Dice coefficient `2·|A∩B| / (|A|+|B|)` of two sets: for Chinese the pairs of adjacent
//! characters, for English the pairs of adjacent words, both within a line, after punctuation, digits and words of degree are
//! dropped. Digits go because a rubric that only raises a percentage does not differ in kind; words of degree go because they are
//! what a bad ladder changes (with them in place bad ladders go down to 0.44 in Chinese and in English).
//!
//! Measured when the limits were fixed, on the 54 rubrics of the shipped model (216 pairs of neighbouring levels, 7155 pairs of
//! one level in two indicators) and on the 25 bad ladders of `tests/lint/bad_ladders.toml` (75 neighbouring pairs from L2
//! upwards), of which five had no part in choosing the Chinese limit:
//!
//! | | neighbours, honest | two indicators, honest | limit | neighbours, bad |
//! |---|---|---|---|---|
//! | Chinese evidence, pairs of characters | median 0.07, at most 0.32 | median 0.04, at most 0.38 | 0.45 | median 0.92, at least 0.47 |
//! | English evidence, pairs of words | median 0.00, at most 0.19 | median 0.00, at most 0.32 | 0.42 | median 0.89, at least 0.53 |
//! | most alike Chinese lines | median 0.13, at most 0.48 | median 0.07, at most 0.82 | 0.58 | median 1.00, at least 0.60 |
//!
//! A pair is too much alike when either language is. Every bad pair from L2 upwards is found in both languages, and 23 of the 25
//! from L1 to L2; the two that are not go from nothing to something, which is a difference in kind. What was tried and parts worse:
//! triples of English characters (0.56 in honest text, 0.62 in bad ladders), and the longest shared run of Chinese characters (13
//! in honest text, 4 in bad ladders: it measures the length of names). Lines of one level in two indicators are not compared one
//! by one: that technology loans grow no slower than all loans, and that green loans do, are two facts at 0.82.

use super::degree_ladder;
use super::rung::{Rung, neighbours};
use super::same_line::share_a_line;
use super::shingles::{alike, character_pairs, dice, shingles};
use super::{Findings, Rule};
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// From here the Chinese evidence of two levels is too much alike: between honest text and bad ladders, see the table above.
const LIKE_ZH: f64 = 0.45;

/// The same for English.
const LIKE_EN: f64 = 0.42;

/// From here two Chinese lines of neighbouring levels are too much alike.
const LIKE_LINE: f64 = 0.58;

pub(super) fn check(rubrics: &[Vec<Rung<'_>>], findings: &mut Findings) {
    check_neighbours(rubrics, findings);
    check_indicators(rubrics, findings);
}

/// Levels beside each other in one rubric.
fn check_neighbours(rubrics: &[Vec<Rung<'_>>], findings: &mut Findings) {
    for (lower, upper) in neighbours(rubrics) {
        // What shares a line, word for word or but for degree, fails already; one reason at a time is enough.
        if degree_ladder::twins(lower, upper).is_some() || share_a_line(lower, upper) {
            continue;
        }
        let like = Likeness::of(lower, upper);
        if like.too_much() {
            findings.fail(
                Rule::LikeLevels,
                &upper.place,
                Text::new(
                    format!("“{}”的L{}与L{}证据过于相似：{}", upper.node.id, lower.level, upper.level, like.figures().zh),
                    format!("L{} and L{} of `{}` read too much alike: {}", lower.level, upper.level, upper.node.id, like.figures().en),
                ),
                Text::new("改写其中一级，写出另一类可查看的证据", "rewrite one of them with evidence of another kind"),
            );
        } else if let Some((one, other, likeness)) = most_alike_lines(lower, upper) {
            findings.warn(
                Rule::LikeLines,
                &upper.place,
                Text::new(
                    format!("{}的“{}”与L{}的“{}”过于相似（{likeness:.2}）", upper.name().zh, other.zh, lower.level, one.zh),
                    format!("“{}” on {} reads like “{}” on L{} ({likeness:.2})", other.en, upper.name().en, one.en, lower.level),
                ),
                Text::new("换成另一类可查看的证据", "put evidence of another kind"),
            );
        }
    }
}

/// One level in two indicators.
fn check_indicators(rubrics: &[Vec<Rung<'_>>], findings: &mut Findings) {
    let deepest = rubrics.iter().map(Vec::len).max().unwrap_or(0);
    for depth in 0..deepest {
        let of_level: Vec<&Rung<'_>> = rubrics.iter().filter_map(|rubric| rubric.get(depth)).collect();
        let zh = alike(&of_level.iter().map(|rung| rung.zh.as_slice()).collect::<Vec<_>>(), LIKE_ZH);
        let en = alike(&of_level.iter().map(|rung| rung.en.as_slice()).collect::<Vec<_>>(), LIKE_EN);
        let pairs: BTreeSet<(usize, usize)> = zh.keys().chain(en.keys()).copied().collect();
        for pair in pairs {
            let (earlier, later) = (of_level[pair.0], of_level[pair.1]);
            if share_a_line(earlier, later) {
                continue;
            }
            let found = |language: &BTreeMap<(usize, usize), f64>| language.get(&pair).copied().unwrap_or(0.0);
            let figures = Likeness { zh: found(&zh), en: found(&en) }.figures();
            findings.fail(
                Rule::LikeIndicators,
                &later.place,
                Text::new(
                    format!("{}与“{}”同级的证据过于相似：{}", later.name().zh, earlier.node.id, figures.zh),
                    format!("{} reads too much like that of `{}`: {}", later.name().en, earlier.node.id, figures.en),
                ),
                Text::new("写出本指标独有的证据，或合并两个指标", "give evidence of its own, or merge the two indicators"),
            );
        }
    }
}

/// How much alike two levels are.
struct Likeness {
    zh: f64,
    en: f64,
}

impl Likeness {
    fn of(one: &Rung<'_>, other: &Rung<'_>) -> Self {
        Self { zh: dice(&one.zh, &other.zh), en: dice(&one.en, &other.en) }
    }

    fn too_much(&self) -> bool {
        self.zh >= LIKE_ZH || self.en >= LIKE_EN
    }

    /// The languages in which they are too much alike, with figure and limit.
    fn figures(&self) -> Text {
        let told: Vec<(&str, &str, f64, f64)> = [("中文", "Chinese", self.zh, LIKE_ZH), ("英文", "English", self.en, LIKE_EN)]
            .into_iter()
            .filter(|(_, _, found, limit)| found >= limit)
            .collect();
        Text::new(
            told.iter().map(|(zh, _, found, limit)| format!("{zh}{found:.2}（上限{limit:.2}）")).collect::<Vec<_>>().join("，"),
            told.iter().map(|(_, en, found, limit)| format!("{en} {found:.2} (limit {limit:.2})")).collect::<Vec<_>>().join(", "),
        )
    }
}

/// The two lines of neighbouring levels that are most alike, when they are too much so.
fn most_alike_lines<'m>(lower: &Rung<'m>, upper: &Rung<'m>) -> Option<(&'m Text, &'m Text, f64)> {
    let prepared = |rung: &Rung<'m>| -> Vec<(&'m Text, Vec<u64>)> {
        rung.lines.iter().zip(&rung.plain).map(|(line, plain)| (line, shingles(character_pairs(&plain.zh)))).collect()
    };
    let above = prepared(upper);
    prepared(lower)
        .iter()
        .flat_map(|(one, first)| above.iter().map(|(other, second)| (*one, *other, dice(first, second))))
        .filter(|(_, _, likeness)| *likeness >= LIKE_LINE)
        .max_by(|a, b| a.2.total_cmp(&b.2))
}

#[cfg(test)]
mod tests {
    use super::super::rung::rubrics;
    use super::*;
    use crate::fault::Place;
    use crate::{Model, ModelSource, RubricLevel, load};
    use std::path::Path;

    /// Chinese and English likeness of two levels, and that of their most alike Chinese lines.
    fn likeness(one: &Rung<'_>, other: &Rung<'_>) -> (f64, f64, f64) {
        let lines = |rung: &Rung<'_>| rung.plain.iter().map(|line| shingles(character_pairs(&line.zh))).collect::<Vec<_>>();
        let (first, second) = (lines(one), lines(other));
        let line = first.iter().flat_map(|a| second.iter().map(|b| dice(a, b))).fold(0.0, f64::max);
        (dice(&one.zh, &other.zh), dice(&one.en, &other.en), line)
    }

    fn bad_ladders() -> Vec<(String, bool, Vec<RubricLevel>)> {
        let table: toml::Table = toml::from_str(include_str!("../../tests/lint/bad_ladders.toml")).expect("a TOML file");
        let ladders = table["ladder"].as_array().expect("a list");
        ladders
            .iter()
            .map(|ladder| {
                let texts = |language: &str| -> Vec<Vec<String>> { ladder[language].clone().try_into().expect("levels of lines") };
                let levels = texts("zh").into_iter().zip(texts("en")).zip(1..).map(|((zh, en), level)| RubricLevel {
                    level,
                    basis: None,
                    evidence: zh.iter().zip(en).map(|(zh, en)| Text::new(zh, en)).collect(),
                    for_types: BTreeMap::new(),
                });
                (ladder["name"].to_string(), ladder.get("held_out").is_some(), levels.collect())
            })
            .collect()
    }

    fn shipped() -> Model {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evaluation_models/caict-value-2025");
        let files = std::fs::read_dir(&folder).expect("the model's folder").map(|entry| {
            let entry = entry.expect("an entry of the folder");
            (entry.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(entry.path()).expect("a text file"))
        });
        load(ModelSource::new(files)).expect("the shipped model is sound").model
    }

    /// The table at the head of this file. `--nocapture` prints it.
    #[test]
    fn the_limits_part_bad_ladders_from_honest_text() {
        let model = shipped();
        let honest = rubrics(&model);
        let near: Vec<_> = honest.iter().flat_map(|rubric| rubric.windows(2)).map(|pair| likeness(&pair[0], &pair[1])).collect();
        let across: Vec<_> = (0..model.levels.len())
            .flat_map(|depth| {
                let honest = &honest;
                (0..honest.len()).flat_map(move |j| (0..j).map(move |i| likeness(&honest[i][depth], &honest[j][depth])))
            })
            .collect();
        let ladders = bad_ladders();
        let (mut bad, mut missed) = (Vec::new(), Vec::new());
        for (name, held_out, levels) in &ladders {
            let rungs: Vec<Rung<'_>> = levels.iter().map(|level| Rung::new(&model.nodes[0], level, Place::default())).collect();
            for pair in rungs.windows(2) {
                let found = likeness(&pair[0], &pair[1]);
                if found.0 < LIKE_ZH && found.1 < LIKE_EN {
                    missed.push((name.clone(), *held_out, pair[0].level));
                }
                if pair[0].level > 1 {
                    bad.push(found);
                }
            }
        }
        let show = |label: &str, of: &[(f64, f64, f64)]| {
            for (part, pick) in [("zh", 0), ("en", 1), ("line", 2)] {
                let mut values: Vec<f64> = of.iter().map(|found| [found.0, found.1, found.2][pick]).collect();
                values.sort_by(f64::total_cmp);
                let (least, middle, most) = (values[0], values[values.len() / 2], values[values.len() - 1]);
                println!("{label} {part}: {} pairs, {least:.2} to {most:.2}, median {middle:.2}", values.len());
            }
        };
        show("neighbours", &near);
        show("two indicators", &across);
        show("bad ladders", &bad);
        assert!(ladders.len() >= 20);
        assert!(missed.iter().all(|(_, held_out, level)| *held_out && *level == 1) && missed.len() <= 2, "{missed:?}");
        assert!(bad.iter().all(|found| found.0 > LIKE_ZH && found.1 > LIKE_EN && found.2 > LIKE_LINE));
        assert!(near.iter().chain(&across).all(|found| found.0 < LIKE_ZH && found.1 < LIKE_EN));
    }
}
