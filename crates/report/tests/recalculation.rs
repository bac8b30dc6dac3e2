//! LibreOffice computes every formula anew, and finds the numbers that were computed apart from the workbook.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod common;

use calamine::Data;
use common::{awkward, office, oracle, sample};
use shuheng_report::*;

const NODE_FIRST: u32 = 8;
const SCORE: u32 = 8;
const LEVEL_BEFORE: u32 = 9;
const LEVEL: u32 = 10;
const COVERAGE: u32 = 7;
const EFFECTIVE: u32 = 6;
const CONTRIBUTION: u32 = 13;
const LISTED: u32 = 14;
const INDICATOR_FIRST: u32 = 3;

fn sheets(language: Language) -> (&'static str, &'static str) {
    if language == Language::Zh { ("贡献", "指标") } else { ("Contributions", "Indicators") }
}

/// Every number of the tree in a recalculated workbook against the oracle's.
fn agree(input: &ReportInput, found: &office::Values) {
    let (contributions, indicators) = sheets(input.language);
    let mut indicator_row = INDICATOR_FIRST;
    for (i, node) in input.nodes.iter().enumerate() {
        let row = NODE_FIRST + i as u32;
        let applies = node.effective_weight > 0.0;
        let pairs = [
            ("score", SCORE, node.score),
            ("contribution", CONTRIBUTION, node.contribution),
            ("level before gate", LEVEL_BEFORE, node.level_before_gate.map(f64::from)),
            ("level", LEVEL, node.level.map(f64::from)),
            ("effective weight", EFFECTIVE, applies.then_some(node.effective_weight)),
            ("coverage", COVERAGE, applies.then_some(node.coverage)),
        ];
        for (what, col, expected) in pairs {
            if !applies && matches!(col, EFFECTIVE | COVERAGE) {
                continue;
            }
            let live = office::number(found, contributions, (row, col));
            match (live, expected) {
                (Some(live), Some(expected)) => {
                    assert!((live - expected).abs() < 1e-9, "{what} of {}: {live} in the spreadsheet, {expected} expected", node.code)
                }
                (live, expected) => assert_eq!(live, expected, "{what} of {}", node.code),
            }
        }
        if node.indicator.is_some() {
            let live = office::number(found, indicators, (indicator_row, 5));
            assert_eq!(live.is_some(), node.score.is_some(), "score of {} on the sheet of indicators", node.code);
            assert!((live.unwrap_or(0.0) - node.score.unwrap_or(0.0)).abs() < 1e-9);
            let level = office::number(found, indicators, (indicator_row, 6));
            assert_eq!(level, node.level.map(f64::from), "level of {} on the sheet of indicators", node.code);
            indicator_row += 1;
        }
    }
    sums(input, found, CONTRIBUTION, 1e-9);
    sums(input, found, LISTED, 1e-6);
}

/// The children of every node add up to it.
fn sums(input: &ReportInput, found: &office::Values, col: u32, tolerance: f64) {
    let (contributions, _) = sheets(input.language);
    for (i, node) in input.nodes.iter().enumerate().filter(|(_, node)| node.indicator.is_none() && node.contribution.is_some()) {
        let below = (0..input.nodes.len()).filter(|&j| input.nodes[j].parent == Some(i));
        let sum: f64 = below.filter_map(|j| office::number(found, contributions, (NODE_FIRST + j as u32, col))).sum();
        let own = office::number(found, contributions, (NODE_FIRST + i as u32, col)).expect("a contribution");
        assert!((sum - own).abs() < tolerance, "the parts of {} sum to {sum}, not {own}", node.code);
    }
}

/// Every stored result of our own file is what the spreadsheet finds.
fn stored_results_are_true(bytes: &[u8], found: &office::Values) {
    let ours = office::stored(bytes);
    let mut checked = 0;
    for (sheet, cells) in office::formulas(bytes) {
        for (at, formula) in cells {
            let here = ours.get(&sheet).and_then(|cells| cells.get(&at)).cloned().unwrap_or(Data::Empty);
            let there = found.get(&sheet).and_then(|cells| cells.get(&at)).cloned().unwrap_or(Data::Empty);
            let same = match (&here, &there) {
                (Data::Float(a), Data::Float(b)) => (a - b).abs() < 1e-9 * a.abs().max(1.0),
                (Data::Error(_), Data::Error(_)) => true,
                (a, b) => a.to_string().trim_end() == b.to_string().trim_end(),
            };
            assert!(same, "{sheet} {at:?} ={formula}: stored {here:?}, recalculated {there:?}");
            checked += 1;
        }
    }
    assert!(checked > 300, "only {checked} formulas were found");
}

#[test]
fn every_number_of_a_bank_in_both_languages() {
    for language in [Language::Zh, Language::En] {
        let input = sample::bank(language);
        let bytes = workbook(&input).expect("a workbook");
        let found = office::recalculated(&bytes);
        agree(&input, &found);
        stored_results_are_true(&bytes, &found);
    }
}

#[test]
fn every_number_of_an_awkward_tree() {
    let input = awkward::tree();
    let states: Vec<bool> = input.nodes.iter().map(|node| node.score.is_some()).collect();
    assert!(states.contains(&false) && input.nodes[0].score.is_some(), "the sample must hold scored and unscored nodes");
    let bytes = workbook(&input).expect("a workbook");
    let found = office::recalculated(&bytes);
    agree(&input, &found);
    stored_results_are_true(&bytes, &found);
}

/// SciPy, documentation of `stats.hmean` and `stats.pmean`: harmonic means of 1 and 4 and of 1…7, power means of the same with
/// exponent 1.3. UNDP, *Human Development Report 2007/2008*, technical note 1: the human poverty index HPI-1 of Bolivia, 13.6.
#[test]
fn published_harmonic_and_power_means() {
    let published = [
        (Mean::Harmonic, vec![1.0, 4.0], 1.6, 1e-12),
        (Mean::Harmonic, (1..=7).map(f64::from).collect(), 2.699_724_517_906_336_3, 1e-12),
        (Mean::Power(1.3), vec![1.0, 4.0], 2.639_372_938_300_652, 1e-12),
        (Mean::Power(1.3), (1..=7).map(f64::from).collect(), 4.157_111_214_492_084, 1e-12),
        (Mean::Power(3.0), vec![15.5, 13.3, 11.5], 13.6, 0.05),
    ];
    let mut input = sample::frame(Language::Zh);
    input.nodes.push(sample::node("root", "", "综合", 0, None, 1.0, None));
    let mut rows = Vec::new();
    for (mean, figures, ..) in &published {
        let domain = input.nodes.len();
        rows.push(NODE_FIRST + domain as u32);
        let mut node = sample::node("d", "d", "域", 2, Some(0), 1.0, None);
        node.mean = *mean;
        input.nodes.push(node);
        for figure in figures {
            let mut node = sample::node("i", "i", "指标", 3, Some(domain), 1.0, None);
            node.indicator = Some(sample::metric(*figure));
            input.nodes.push(node);
        }
    }
    let found = office::recalculated(&workbook(&input).expect("a workbook"));
    for ((mean, _, expected, tolerance), row) in published.iter().zip(rows) {
        let live = office::number(&found, "贡献", (row, SCORE)).expect("a score");
        assert!((live - expected).abs() < *tolerance, "{mean:?}: {live}, published {expected}");
    }
}

/// The engine's numbers are replaced by nonsense: the spreadsheet must find the truth from the answers alone.
#[test]
fn the_recalculation_is_real() {
    for truth in [sample::bank(Language::Zh), awkward::tree()] {
        let mut wrong = truth.clone();
        for node in &mut wrong.nodes {
            (node.score, node.contribution, node.effective_weight, node.coverage) = (Some(1.0), Some(1.0), 0.5, 0.5);
            (node.level, node.level_before_gate) = (Some(1), Some(1));
        }
        let bytes = workbook(&wrong).expect("a workbook");
        let before = office::stored(&bytes);
        assert_eq!(office::number(&before, "贡献", (NODE_FIRST, SCORE)), Some(1.0), "the stored result must be the nonsense");
        let found = office::recalculated(&bytes);
        agree(&truth, &found);
        let difference = office::number(&found, "贡献", (3, 3)).expect("the check cell holds a number");
        let expected = truth.nodes[0].score.expect("a total") - 1.0;
        assert!((difference - expected).abs() < 1e-9, "the check cell must show that the stored number is wrong: {difference}");
        assert!(office::number(&found, "贡献", (4, 3)).is_some_and(|largest| largest > 1.0));
        assert!(office::number(&found, "贡献", (5, 3)).is_some_and(|levels| levels > 5.0));
    }
}

/// One answer after the other is changed, as a reader would, while the stored numbers stay old.
#[test]
fn a_changed_answer_moves_everything() {
    let old = sample::bank(Language::En);
    let mut new = old.clone();
    let set = |input: &mut ReportInput, code: &str, answer: Answer| {
        let node = input.nodes.iter_mut().find(|node| node.code == code).expect("a code of the sample");
        node.indicator.as_mut().expect("an indicator").answer = answer;
    };
    set(&mut new, "A3.1", Answer::Number(5.2));
    set(&mut new, "A3.4", Answer::NotApplicable);
    set(&mut new, "B4.1", Answer::Level(1));
    set(&mut new, "C1.1", Answer::None);
    set(&mut new, "C4.2", Answer::NotApplicable);
    set(&mut new, "B5.1", Answer::NotApplicable);
    set(&mut new, "B5.2", Answer::NotApplicable);
    let stale = new.clone();
    oracle::fill(&mut new);
    assert_ne!(old.nodes[0].score, new.nodes[0].score);
    let found = office::recalculated(&workbook(&stale).expect("a workbook"));
    agree(&new, &found);
}

#[test]
fn the_check_cells_are_quiet_when_all_is_well() {
    let input = sample::bank(Language::Zh);
    let found = office::recalculated(&workbook(&input).expect("a workbook"));
    for row in [3, 4] {
        let difference = office::number(&found, "贡献", (row, 3)).expect("a number");
        assert!(difference.abs() < 1e-9, "check in row {row}: {difference}");
    }
    assert_eq!(office::number(&found, "贡献", (5, 3)), Some(0.0));
}

#[test]
fn derived_spending_is_computed_from_what_was_disclosed() {
    let mut input = sample::bank(Language::Zh);
    for row in &mut input.benchmark {
        for figure in [&mut row.value, &mut row.prior, &mut row.growth].into_iter().flatten() {
            if figure.derivation != Derivation::Stated {
                figure.value = 1.0;
            }
        }
    }
    let found = office::recalculated(&workbook(&input).expect("a workbook"));
    let at = |row, col| office::number(&found, "IT投入对标", (row, col)).expect("a number");
    assert!((at(4, 7) - 285.18 / 1.0467).abs() < 1e-9, "prior year of ICBC");
    assert!((at(12, 4) - 122.96).abs() < 1e-9, "PSBC is the total less five");
    let prior = 1254.59 / 1.0215 - (285.18 / 1.0467 + 249.70 / 1.0048 + 238.09 / 1.063 + 244.33 / 0.9764 + 114.33 / 0.9506);
    assert!((at(12, 7) - prior).abs() < 1e-9);
    assert!((at(12, 6) - (122.96 / prior - 1.0)).abs() < 1e-9);
    assert!(office::text(&found, "IT投入对标", (12, 11)).contains("E12-SUM(E5,E6,E7,E8,E9)"), "the formula stands beside the figure");
    assert_eq!(office::text(&found, "IT投入对标", (13, 6)), "未录入");
}
