//! Which of several printed values of a figure counts: a rule, and above it the user's own choice.

use crate::data_set::{Caveat, DataSet, Observation, Quality};
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

/// The report whose rows come first, and the year for which they do.
const FIRST_SOURCE: (&str, i32) = ("caict-2025", 2024);

/// The rule that picks one of several printed values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChoiceRule {
    /// The CAICT report for 2024; then the fewest penalties, reported before press before derived, more decimals, the order of the
    /// file.
    #[default]
    CaictFirst,
    /// As the first without the precedence of the CAICT report.
    FewestPenalties,
    /// The newest source; then as [`Self::FewestPenalties`].
    Newest,
    /// The lowest value; then as [`Self::FewestPenalties`].
    Lowest,
    /// The highest value; then as [`Self::FewestPenalties`].
    Highest,
}

/// The user's own choice for one figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceChoice {
    /// Institution id.
    pub institution: String,
    /// Year.
    pub year: i32,
    /// Metric id.
    pub metric: String,
    /// Source id, or the id of a derivation for a value that is computed.
    pub source: String,
}

/// A rule and the choices that stand above it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    rule: ChoiceRule,
    by_hand: BTreeMap<(String, i32, String), String>,
}

impl Choice {
    /// A rule without choices.
    #[must_use]
    pub fn new(rule: ChoiceRule) -> Self {
        Self { rule, by_hand: BTreeMap::new() }
    }

    /// With choices above the rule; of two for the same figure the last counts.
    #[must_use]
    pub fn with(mut self, choices: impl IntoIterator<Item = SourceChoice>) -> Self {
        self.by_hand.extend(choices.into_iter().map(|choice| ((choice.institution, choice.year, choice.metric), choice.source)));
        self
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> ChoiceRule {
        self.rule
    }

    /// What the user chose for a figure: a source or a derivation.
    #[must_use]
    pub fn chosen(&self, institution: &str, year: i32, metric: &str) -> Option<&str> {
        self.by_hand.get(&(institution.to_owned(), year, metric.to_owned())).map(String::as_str)
    }

    /// Every printed value of a figure, the one that counts first; rows in the order of the file where nothing else decides.
    #[must_use]
    pub fn order<'a>(&self, data: &DataSet, mut rows: Vec<&'a Observation>) -> Vec<&'a Observation> {
        rows.sort_by(|a, b| self.compare(data, a, b));
        let by_hand = rows.first().and_then(|row| self.chosen(&row.institution, row.year, &row.metric));
        if let Some(place) = by_hand.and_then(|source| rows.iter().position(|row| row.source == source)) {
            rows[..=place].rotate_right(1);
        }
        rows
    }

    fn compare(&self, data: &DataSet, a: &Observation, b: &Observation) -> Ordering {
        let first = |row: &Observation| (row.source.as_str(), row.year) != FIRST_SOURCE;
        let date = |row: &Observation| data.source(&row.source).map(|source| source.date.clone()).unwrap_or_default();
        let leading = match self.rule {
            ChoiceRule::CaictFirst => first(a).cmp(&first(b)),
            ChoiceRule::FewestPenalties => Ordering::Equal,
            ChoiceRule::Newest => date(b).cmp(&date(a)),
            ChoiceRule::Lowest => a.value.total_cmp(&b.value),
            ChoiceRule::Highest => b.value.total_cmp(&a.value),
        };
        let quality = |row: &Observation| match row.quality {
            Quality::Reported => 0,
            Quality::Press => 1,
            Quality::SelfReported => 2,
            Quality::Derived => 3,
        };
        let worth = |row: &Observation| (penalties(row), quality(row), Reverse(row.decimals));
        leading.then_with(|| worth(a).cmp(&worth(b)))
    }
}

/// How many caveats count against a figure.
fn penalties(row: &Observation) -> usize {
    Caveat::ALL.into_iter().filter(|caveat| row.has(*caveat)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chosen(rule: ChoiceRule, institution: &str, year: i32, metric: &str) -> (f64, String) {
        let data = DataSet::bundled().expect("sound");
        let rows = Choice::new(rule).order(&data, data.stated(institution, year, metric));
        (rows[0].value, rows[0].source.clone())
    }

    #[test]
    fn each_rule_by_a_figure_that_sources_disagree_on() {
        let cmb = |rule| chosen(rule, "cmb", 2021, "it_investment");
        assert_eq!(cmb(ChoiceRule::CaictFirst), (132.91, "yinshi-20220505".into()), "neither a misprint nor rounded");
        assert_eq!(cmb(ChoiceRule::Lowest).0, 131.91);
        assert_eq!(cmb(ChoiceRule::Newest), (132.9, "cbimc-20220509".into()));
        let bocom = |rule| chosen(rule, "bocom", 2024, "it_investment_to_revenue").0;
        assert_eq!((bocom(ChoiceRule::FewestPenalties), bocom(ChoiceRule::Lowest), bocom(ChoiceRule::Highest)), (5.41, 4.4, 5.41));
        assert_eq!(chosen(ChoiceRule::CaictFirst, "haitong", 2022, "it_investment").0, 14.8, "the scope of its other years");
        assert_eq!(chosen(ChoiceRule::CaictFirst, "ccb", 2024, "operating_revenue").0, 7501.51, "PRC GAAP");
    }

    #[test]
    fn the_report_comes_first_for_2024() {
        let staff = |rule| chosen(rule, "six_state_banks", 2024, "it_staff");
        assert_eq!(staff(ChoiceRule::CaictFirst), (100_000.0, "caict-2025".into()), "even a lower bound");
        assert_eq!(staff(ChoiceRule::FewestPenalties), (111_107.0, "csjrw-20250408".into()));
    }

    #[test]
    fn the_user_stands_above_the_rule() {
        let data = DataSet::bundled().expect("sound");
        let (institution, metric) = ("cmb".to_owned(), "it_investment".to_owned());
        let choice = SourceChoice { institution, year: 2021, metric, source: "cbn-20220406".to_owned() };
        let by_hand = Choice::default().with([choice]);
        let values = |choice: &Choice| {
            choice.order(&data, data.stated("cmb", 2021, "it_investment")).iter().map(|row| row.value).collect::<Vec<_>>()
        };
        assert_eq!(values(&by_hand), [131.91, 132.91, 132.9], "the others stay in their order");
        assert_eq!(values(&Choice::default()), [132.91, 131.91, 132.9], "two with one caveat, the one with more decimals first");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// Only where rows are worth the same does the order of the file decide.
        #[test]
        fn the_order_of_rows_changes_only_the_last_criterion(seed in any::<u64>()) {
            let data = DataSet::bundled().expect("sound");
            for rule in [ChoiceRule::CaictFirst, ChoiceRule::FewestPenalties, ChoiceRule::Newest, ChoiceRule::Lowest, ChoiceRule::Highest] {
                let choice = Choice::new(rule);
                for (institution, year, metric) in data.stated_keys() {
                    let rows = data.stated(institution, year, metric);
                    let mut permuted = rows.clone();
                    permuted.rotate_left(seed as usize % rows.len());
                    if seed % 2 == 0 {
                        permuted.reverse();
                    }
                    let (a, b) = (choice.order(&data, rows), choice.order(&data, permuted));
                    for (a, b) in a.iter().zip(&b) {
                        prop_assert_eq!(choice.compare(&data, a, b), Ordering::Equal);
                    }
                }
            }
        }
    }
}
