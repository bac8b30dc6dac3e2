//! Every figure with its provenance: the printed values in the order of the choice, then what formulas give.
//!
//! A printed value stands before a computed one, and a computed one before a derivation made by hand, which has no interval. Lower
//! bounds go into no formula.

use crate::check::conflicting;
use crate::choice::Choice;
use crate::data_set::{Caveat, DataSet, Observation, Quality};
use crate::derivation::{Derivation, DerivationKind};
use crate::derived::{Derived, Operand};
use crate::interval::Interval;

/// One of the values of a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// As a source prints it.
    Stated(&'a Observation),
    /// Computed by a declared formula.
    Derived(Derived),
}

impl Value<'_> {
    /// The value in the metric's unit, as printed or rounded for print.
    #[must_use]
    pub fn value(&self) -> f64 {
        match self {
            Self::Stated(row) => row.value,
            Self::Derived(derived) => derived.value,
        }
    }

    /// Decimals as printed.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        match self {
            Self::Stated(row) => row.decimals,
            Self::Derived(derived) => derived.decimals,
        }
    }

    /// What the value stands for.
    #[must_use]
    pub fn interval(&self) -> Interval {
        match self {
            Self::Stated(row) => row.interval(),
            Self::Derived(derived) => derived.interval,
        }
    }

    /// How it came to be known.
    #[must_use]
    pub fn quality(&self) -> Quality {
        match self {
            Self::Stated(row) => row.quality,
            // What is computed from own figures alone is as good as they are.
            Self::Derived(derived) if derived.operands.iter().all(|operand| operand.quality == Quality::SelfReported) => {
                Quality::SelfReported
            }
            Self::Derived(_) => Quality::Derived,
        }
    }

    /// Source id, or the id of the formula.
    #[must_use]
    pub fn source(&self) -> &str {
        match self {
            Self::Stated(row) => &row.source,
            Self::Derived(derived) => &derived.derivation,
        }
    }

    /// Whether the text says “more than”.
    #[must_use]
    pub fn is_lower_bound(&self) -> bool {
        matches!(self, Self::Stated(row) if row.has(Caveat::LowerBound))
    }
}

/// The values of an institution, year and metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure<'a> {
    /// Institution id.
    pub institution: String,
    /// Year.
    pub year: i32,
    /// Metric id.
    pub metric: String,
    /// Every value, the one that counts first; never empty.
    pub values: Vec<Value<'a>>,
    /// Whether the first was picked by the user and not by the rule.
    pub by_hand: bool,
    /// Whether printed values differ by more than rounding.
    pub conflicting: bool,
}

impl<'a> Figure<'a> {
    /// The value that counts.
    #[must_use]
    pub fn chosen(&self) -> &Value<'a> {
        &self.values[0]
    }

    /// As it goes into a formula; a lower bound does not.
    #[must_use]
    pub fn operand(&self) -> Option<Operand> {
        let value = self.chosen();
        (!value.is_lower_bound()).then(|| Operand {
            institution: self.institution.clone(),
            year: self.year,
            metric: self.metric.clone(),
            value: value.value(),
            decimals: value.decimals(),
            interval: value.interval(),
            quality: value.quality(),
            source: value.source().to_owned(),
            locator: match value {
                Value::Stated(row) => row.locator.clone(),
                Value::Derived(_) => crate::text::Text::default(),
            },
        })
    }
}

/// Which operands a formula may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Printed values.
    Stated,
    /// Printed values, and levels that a total leaves: they owe nothing to a growth.
    Levels,
    /// Any level.
    All,
}

/// The figures of a data set under a choice.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    data: &'a DataSet,
    choice: &'a Choice,
}

impl<'a> Figures<'a> {
    /// The figures of a data set under a choice.
    #[must_use]
    pub fn new(data: &'a DataSet, choice: &'a Choice) -> Self {
        Self { data, choice }
    }

    /// The data set.
    #[must_use]
    pub fn data(&self) -> &'a DataSet {
        self.data
    }

    /// A figure with all its values; `None` when nothing is printed and nothing can be computed.
    #[must_use]
    pub fn figure(&self, institution: &str, year: i32, metric: &str) -> Option<Figure<'a>> {
        let rows = self.choice.order(self.data, self.data.stated(institution, year, metric));
        let conflicting = conflicting(&rows);
        let (by_formula, printed): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.is_by_formula());
        let derived = self.data.derivations().iter().filter(|derivation| derivation.metric == metric);
        let derived = derived.filter_map(|derivation| self.derive(derivation, institution, year, Reach::All));
        let mut values: Vec<Value<'a>> = printed.into_iter().map(Value::Stated).collect();
        values.extend(derived.map(Value::Derived));
        values.extend(by_formula.into_iter().map(Value::Stated));
        let by_hand = self.choice.chosen(institution, year, metric);
        let place = by_hand.and_then(|source| values.iter().position(|value| value.source() == source));
        if let Some(place) = place {
            values[..=place].rotate_right(1);
        }
        (!values.is_empty()).then(|| Figure {
            institution: institution.to_owned(),
            year,
            metric: metric.to_owned(),
            values,
            by_hand: place.is_some(),
            conflicting,
        })
    }

    /// What a formula gives from printed values alone, whatever is printed of the result itself.
    #[must_use]
    pub fn derive_from_stated(&self, derivation: &Derivation, institution: &str, year: i32) -> Option<Derived> {
        self.derive(derivation, institution, year, Reach::Stated)
    }

    /// What a formula gives, whatever is printed of the result itself.
    #[must_use]
    pub fn derived(&self, derivation: &Derivation, institution: &str, year: i32) -> Option<Derived> {
        self.derive(derivation, institution, year, Reach::All)
    }

    fn derive(&self, derivation: &Derivation, institution: &str, year: i32, reach: Reach) -> Option<Derived> {
        let level = |year, reach| self.operand(institution, year, &derivation.operand, reach);
        let levels = if reach == Reach::All { Reach::Levels } else { reach };
        match derivation.kind {
            DerivationKind::PriorYear => {
                let next = year.checked_add(1)?;
                let growth = self.operand(institution, next, derivation.other_operand.as_deref()?, Reach::Stated)?;
                Derived::prior_year(derivation, level(next, levels)?, growth)
            }
            DerivationKind::Remainder => self.data.totals_of(institution).find_map(|total| {
                let sum = self.operand(total, year, &derivation.operand, Reach::Stated)?;
                let others = self.data.members(total).into_iter().filter(|member| *member != institution);
                let others: Option<Vec<_>> = others.map(|member| self.operand(member, year, &derivation.operand, Reach::Stated)).collect();
                Some(Derived::remainder(derivation, sum, others?))
            }),
            DerivationKind::Growth => Derived::growth(derivation, level(year, levels)?, level(year.checked_sub(1)?, levels)?),
            DerivationKind::Ratio => {
                let divisor = self.operand(institution, year, derivation.other_operand.as_deref()?, reach)?;
                Derived::ratio(derivation, level(year, reach)?, divisor)
            }
            DerivationKind::CompoundGrowth => {
                let first = self.data.stated_years(&derivation.operand).find_map(|year| level(year, reach))?;
                Derived::compound_growth(derivation, level(year, reach)?, first)
            }
            DerivationKind::Share => None,
        }
    }

    /// The value that counts, as it goes into a formula: printed, else computed as far as `reach` allows, else derived by hand.
    fn operand(&self, institution: &str, year: i32, metric: &str, reach: Reach) -> Option<Operand> {
        let rows = self.choice.order(self.data, self.data.stated(institution, year, metric));
        let usable = |row: &&Observation| !row.has(Caveat::LowerBound);
        let figure = |value| Figure {
            institution: institution.to_owned(),
            year,
            metric: metric.to_owned(),
            values: vec![value],
            by_hand: false,
            conflicting: false,
        };
        let by_hand = self.choice.chosen(institution, year, metric);
        let printed = rows.iter().copied().filter(usable).find(|row| !row.is_by_formula() || by_hand == Some(&row.source));
        if let Some(row) = printed {
            return figure(Value::Stated(row)).operand();
        }
        let allowed: &[DerivationKind] = match reach {
            Reach::Stated => return None,
            Reach::Levels => &[DerivationKind::Remainder],
            Reach::All => &[DerivationKind::Remainder, DerivationKind::PriorYear],
        };
        let formulas = self.data.derivations().iter().filter(|formula| formula.metric == metric && allowed.contains(&formula.kind));
        let derived = formulas.filter_map(|formula| self.derive(formula, institution, year, Reach::Levels)).next();
        match derived {
            Some(derived) => figure(Value::Derived(derived)).operand(),
            None => rows.into_iter().find(usable).and_then(|row| figure(Value::Stated(row)).operand()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::SourceChoice;

    fn figure<'a>(data: &'a DataSet, choice: &'a Choice, institution: &str, year: i32, metric: &str) -> Figure<'a> {
        Figures::new(data, choice).figure(institution, year, metric).expect("a figure")
    }

    #[test]
    fn a_printed_value_stands_before_a_computed_one() {
        let data = DataSet::bundled().expect("sound");
        let choice = Choice::default();
        let psbc = figure(&data, &choice, "psbc", 2024, "it_investment");
        assert_eq!((psbc.chosen().value(), psbc.chosen().quality()), (122.96, Quality::Press));
        let remainder = psbc.values.iter().find(|value| value.source() == "it_investment_remainder").expect("computed");
        let interval = remainder.interval();
        assert!(remainder.value() == 122.96 && (interval.low - 122.93).abs() < 1e-9 && (interval.high - 122.99).abs() < 1e-9);
        let boc = figure(&data, &choice, "boc", 2023, "it_investment");
        let values: Vec<(f64, Quality)> = boc.values.iter().map(|value| (value.value(), value.quality())).collect();
        let expected = [(223.97, Quality::Press), (223.97, Quality::Press), (223.98, Quality::Derived), (223.97, Quality::Derived)];
        assert_eq!(values, expected, "two newspapers, from Table 3, from the six-bank total");
        assert!(!boc.conflicting);
    }

    #[test]
    fn a_computed_value_stands_before_one_derived_by_hand() {
        let data = DataSet::bundled().expect("sound");
        let choice = Choice::default();
        let growth = figure(&data, &choice, "ccb", 2020, "it_investment_growth");
        assert_eq!((growth.chosen().value(), growth.chosen().source()), (25.38, "it_investment_growth_of_levels"));
        assert_eq!(growth.values[1].value(), 25.38, "as it was derived by hand");
        let ratio = figure(&data, &choice, "psbc", 2020, "it_investment_to_revenue");
        assert!(matches!(ratio.chosen(), Value::Derived(derived) if derived.operands[0].source == "it_investment_prior_year"));
    }

    #[test]
    fn lower_bounds_go_into_no_formula() {
        let data = DataSet::bundled().expect("sound");
        let choice = Choice::default();
        let figures = Figures::new(&data, &choice);
        assert!(figures.figure("six_state_banks", 2025, "it_investment").expect("printed").chosen().is_lower_bound());
        assert_eq!(figures.figure("six_state_banks", 2025, "it_investment_growth"), None);
        assert_eq!(figures.figure("icbc", 2030, "it_investment"), None);
    }

    #[test]
    fn the_user_can_choose_a_formula() {
        let data = DataSet::bundled().expect("sound");
        let choice = Choice::default().with([SourceChoice {
            institution: "psbc".to_owned(),
            year: 2024,
            metric: "it_investment".to_owned(),
            source: "it_investment_remainder".to_owned(),
        }]);
        let psbc = figure(&data, &choice, "psbc", 2024, "it_investment");
        assert!(psbc.by_hand && psbc.chosen().quality() == Quality::Derived);
    }

    #[test]
    fn growth_per_head_and_compound_growth() {
        let data = DataSet::bundled().expect("sound");
        let choice = Choice::default();
        let value = |institution: &str, metric: &str| figure(&data, &choice, institution, 2024, metric).chosen().value();
        assert_eq!(value("icbc", "it_investment_per_employee"), 6.87);
        // (285.18 ÷ 163.74)^(1/5) − 1
        assert_eq!(value("icbc", "it_investment_cagr"), 11.74);
        assert_eq!(value("cib", "operating_revenue_growth"), 0.66, "2122.26 ÷ 2108.31 − 1");
    }
}
