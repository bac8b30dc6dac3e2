//! A panel: several units measured by the same criteria, and methods that judge the units together.
//!
//! The methods here and the data-driven weights ([`entropy`](crate::weigh::entropy()), [`critic`](crate::weigh::critic()))
//! need every figure. A panel with gaps is made complete by its owner, in the open: by [`Panel::complete_cases`] or by figures
//! of their own; no method fills a gap by itself.

mod topsis;
mod weighted_product;

pub use topsis::{TopsisPosition, topsis};
pub use weighted_product::weighted_product;

use crate::normalise::Direction;
use crate::statistics::is_figure;
use crate::weigh::Weights;

/// One criterion of a panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// Benefit (higher is better) or cost (lower is better).
    pub direction: Direction,
    /// One figure a unit, in the criterion's unit.
    pub figures: Vec<f64>,
}

/// A complete table: at least one criterion and two units, every figure a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    criteria: Vec<Criterion>,
    units: usize,
}

/// Why a panel is refused, or a method cannot judge it; criteria and units are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelFault {
    /// There is no criterion.
    NoCriterion,
    /// Fewer than two units: how many there are.
    TooFewUnits(usize),
    /// This criterion has not as many figures as the first.
    UnequalLengths(usize),
    /// This figure is not a number within ±[`GREATEST_FIGURE`](crate::statistics::GREATEST_FIGURE).
    BadFigure {
        /// Criterion.
        criterion: usize,
        /// Unit.
        unit: usize,
    },
    /// A figure at which the method has no meaning: below 0, or for the weighted product at or next to 0 as well.
    NotPositive {
        /// Criterion.
        criterion: usize,
        /// Unit.
        unit: usize,
    },
    /// There are not as many weights as criteria.
    WeightCount {
        /// Weights needed.
        needed: usize,
        /// Weights found.
        found: usize,
    },
    /// No criterion tells the units apart.
    NoSpread,
}

impl Panel {
    /// A panel of criteria that all speak of the same units in the same order.
    ///
    /// # Errors
    /// The first [`PanelFault`] found.
    pub fn new(criteria: Vec<Criterion>) -> Result<Self, PanelFault> {
        let units = criteria.first().ok_or(PanelFault::NoCriterion)?.figures.len();
        if let Some(criterion) = criteria.iter().position(|criterion| criterion.figures.len() != units) {
            return Err(PanelFault::UnequalLengths(criterion));
        }
        if units < 2 {
            return Err(PanelFault::TooFewUnits(units));
        }
        let panel = Self { criteria, units };
        match panel.first_figure(|figure| !is_figure(figure)) {
            Some((criterion, unit)) => Err(PanelFault::BadFigure { criterion, unit }),
            None => Ok(panel),
        }
    }

    /// The panel of the units that have all figures (*Handbook* step 3, case deletion), and which they are, rising.
    ///
    /// # Errors
    /// The first [`PanelFault`] found; [`PanelFault::TooFewUnits`] when fewer than two units are complete. The unit of a bad
    /// figure is counted among the complete ones.
    pub fn complete_cases(columns: &[(Direction, &[Option<f64>])]) -> Result<(Self, Vec<usize>), PanelFault> {
        let length = columns.first().ok_or(PanelFault::NoCriterion)?.1.len();
        if let Some(criterion) = columns.iter().position(|(_, column)| column.len() != length) {
            return Err(PanelFault::UnequalLengths(criterion));
        }
        let complete: Vec<usize> = (0..length).filter(|unit| columns.iter().all(|(_, column)| column[*unit].is_some())).collect();
        let criteria = columns.iter().map(|(direction, column)| {
            let figures = complete.iter().filter_map(|unit| column[*unit]).collect();
            Criterion { direction: *direction, figures }
        });
        Ok((Self::new(criteria.collect())?, complete))
    }

    /// The criteria.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// Number of units, at least 2.
    #[must_use]
    pub fn units(&self) -> usize {
        self.units
    }

    /// The first figure of which something holds, as criterion and unit.
    pub(crate) fn first_figure(&self, holds: impl Fn(f64) -> bool) -> Option<(usize, usize)> {
        let of = |criterion: &Criterion| criterion.figures.iter().position(|figure| holds(*figure));
        self.criteria.iter().enumerate().find_map(|(index, criterion)| Some((index, of(criterion)?)))
    }

    /// The criteria, each with its weight.
    pub(crate) fn weighted<'a>(&'a self, weights: &'a Weights) -> Result<Vec<(&'a Criterion, f64)>, PanelFault> {
        if weights.as_slice().len() != self.criteria.len() {
            return Err(PanelFault::WeightCount { needed: self.criteria.len(), found: weights.as_slice().len() });
        }
        Ok(self.criteria.iter().zip(weights.as_slice().iter().copied()).collect())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::weigh::weights::tests::are_weights;
    use crate::weigh::{critic, entropy};
    use proptest::prelude::*;

    /// A panel from rows of units; `lower` are the criteria where less is better.
    pub(crate) fn panel(rows: &[&[f64]], lower: &[usize]) -> Panel {
        let direction = |index: usize| if lower.contains(&index) { Direction::Lower } else { Direction::Higher };
        let column = |index: usize| rows.iter().map(|row| row[index]).collect();
        let criteria = (0..rows[0].len()).map(|index| Criterion { direction: direction(index), figures: column(index) });
        Panel::new(criteria.collect()).expect("a panel")
    }

    /// Hwang & Yoon, *Multiple Attribute Decision Making* (1981): the choice of a fighter aircraft by maximum speed, ferry
    /// range, maximum payload, acquisition cost (less is better), reliability and manoeuvrability.
    pub(crate) fn aircraft() -> Panel {
        let rows: [&[f64]; 4] = [
            &[2.0, 1500.0, 20_000.0, 5.5, 5.0, 9.0],
            &[2.5, 2700.0, 18_000.0, 6.5, 3.0, 5.0],
            &[1.8, 2000.0, 21_000.0, 4.5, 7.0, 7.0],
            &[2.2, 1800.0, 20_000.0, 5.0, 5.0, 5.0],
        ];
        panel(&rows, &[3])
    }

    /// Panels of 2–8 units and 1–5 criteria, figures 0.1–100, any directions.
    pub(crate) fn panels() -> impl Strategy<Value = Panel> {
        let criterion = |units| (any::<bool>(), prop::collection::vec(0.1..100.0_f64, units));
        (2_usize..8, 1_usize..5).prop_flat_map(move |(units, criteria)| prop::collection::vec(criterion(units), criteria)).prop_map(|raw| {
            let direction = |lower| if lower { Direction::Lower } else { Direction::Higher };
            Panel::new(raw.into_iter().map(|(lower, figures)| Criterion { direction: direction(lower), figures }).collect())
                .expect("a panel")
        })
    }

    /// The panel with its units in reverse order and every criterion in another unit.
    pub(crate) fn turned_and_scaled(panel: &Panel, factor: f64) -> Panel {
        let turn = |(index, criterion): (usize, &Criterion)| Criterion {
            direction: criterion.direction,
            figures: criterion.figures.iter().rev().map(|figure| figure * factor * (index + 1) as f64).collect(),
        };
        Panel::new(panel.criteria().iter().enumerate().map(turn).collect()).expect("a panel")
    }

    proptest! {
        #[test]
        fn any_panel_is_refused_or_has_finite_results(
            raw in (0_usize..4, 0_usize..5).prop_flat_map(|(n, m)| prop::collection::vec((any::<bool>(), prop::collection::vec(prop::num::f64::ANY, m)), n)),
            tame: bool,
        ) {
            let figure = |x: f64| if tame { if x.is_nan() { 0.0 } else { x.abs().min(1e150) } } else { x };
            let direction = |lower| if lower { Direction::Lower } else { Direction::Higher };
            let criteria = raw.into_iter().map(|(lower, figures)| Criterion { direction: direction(lower), figures: figures.into_iter().map(figure).collect() });
            if let Ok(panel) = Panel::new(criteria.collect()) {
                let equal = Weights::equal(panel.criteria().len()).expect("a criterion");
                for weights in [entropy(&panel), critic(&panel)] {
                    prop_assert!(weights.is_err() || weights.is_ok_and(|weights| are_weights(&weights)));
                }
                prop_assert!(weighted_product(&panel, &equal).map_or(true, |products| products.iter().all(|product| product.is_finite() && *product > 0.0)));
                prop_assert!(topsis(&panel, &equal).map_or(true, |positions| positions.iter().all(|position| (0.0..=1.0).contains(&position.closeness))));
            }
        }
    }

    #[test]
    fn what_is_no_panel() {
        let of = |columns: &[&[f64]]| {
            Panel::new(columns.iter().map(|figures| Criterion { direction: Direction::Higher, figures: figures.to_vec() }).collect())
        };
        assert_eq!(of(&[]), Err(PanelFault::NoCriterion));
        assert_eq!(of(&[&[1.0]]), Err(PanelFault::TooFewUnits(1)));
        assert_eq!(of(&[&[1.0, 2.0], &[1.0]]), Err(PanelFault::UnequalLengths(1)));
        assert_eq!(of(&[&[1.0, 2.0], &[1.0, f64::NAN]]), Err(PanelFault::BadFigure { criterion: 1, unit: 1 }));
    }

    #[test]
    fn only_complete_units_are_kept() {
        let first = [Some(1.0), None, Some(3.0), Some(4.0)];
        let second = [Some(5.0), Some(6.0), None, Some(8.0)];
        let (panel, kept) = Panel::complete_cases(&[(Direction::Higher, &first), (Direction::Lower, &second)]).expect("two units");
        assert_eq!(kept, [0, 3]);
        assert_eq!(panel.criteria()[1], Criterion { direction: Direction::Lower, figures: vec![5.0, 8.0] });
        let none: [Option<f64>; 4] = [None; 4];
        assert_eq!(Panel::complete_cases(&[(Direction::Higher, &none)]), Err(PanelFault::TooFewUnits(0)));
        assert_eq!(
            Panel::complete_cases(&[(Direction::Higher, &first), (Direction::Higher, &none[..3])]),
            Err(PanelFault::UnequalLengths(1))
        );
    }
}
