//! TOPSIS: units judged by their distance to the best and to the worst that the panel shows.
//!
//! Figures are divided by the length of their column and weighted, `vᵢⱼ = wⱼ·xᵢⱼ/√Σᵢxᵢⱼ²`. The ideal takes the best `v` of every
//! criterion, the anti-ideal the worst. With Euclid's distances `S⁺` to the ideal and `S⁻` to the anti-ideal the closeness is
//! `C = S⁻/(S⁺ + S⁻)`. Source: Hwang & Yoon, *Multiple Attribute Decision Making* (1981), ch. III. Closeness speaks of this
//! panel: another unit can change the order of the others (rank reversal).

use crate::normalise::Direction;
use crate::panel::{Criterion, Panel, PanelFault};
use crate::weigh::Weights;

/// Where a unit stands; distances in weighted shares of the column's length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TopsisPosition {
    /// Distance to the ideal, ≥ 0.
    pub to_ideal: f64,
    /// Distance to the anti-ideal, ≥ 0.
    pub to_anti_ideal: f64,
    /// 0–1: 1 is the ideal itself, 0 the anti-ideal.
    pub closeness: f64,
}

/// One position a unit.
///
/// # Errors
/// [`PanelFault::WeightCount`]; [`PanelFault::NoSpread`] when all units are equal in every criterion that has a weight.
pub fn topsis(panel: &Panel, weights: &Weights) -> Result<Vec<TopsisPosition>, PanelFault> {
    let columns: Vec<Vec<f64>> =
        panel.weighted(weights)?.into_iter().map(|(criterion, weight)| weighted_shares(criterion, weight)).collect();
    let end = |pick: fn(f64, f64) -> f64| -> Vec<f64> {
        columns.iter().map(|column| column.iter().copied().reduce(pick).unwrap_or(0.0)).collect()
    };
    let (ideal, anti_ideal) = (end(f64::max), end(f64::min));
    let distance = |unit: usize, from: &[f64]| -> f64 {
        columns.iter().zip(from).map(|(column, end)| (column[unit] - end) * (column[unit] - end)).sum::<f64>().sqrt()
    };
    (0..panel.units())
        .map(|unit| {
            let (to_ideal, to_anti_ideal) = (distance(unit, &ideal), distance(unit, &anti_ideal));
            let sum = to_ideal + to_anti_ideal;
            if sum > 0.0 {
                Ok(TopsisPosition { to_ideal, to_anti_ideal, closeness: to_anti_ideal / sum })
            } else {
                Err(PanelFault::NoSpread)
            }
        })
        .collect()
}

/// A criterion's figures as weighted shares of its length, with the sign that makes more of them better.
fn weighted_shares(criterion: &Criterion, weight: f64) -> Vec<f64> {
    // Shares of the largest figure first: their squares neither overflow nor vanish.
    let largest = criterion.figures.iter().fold(0.0_f64, |largest, figure| largest.max(figure.abs()));
    if largest == 0.0 {
        return vec![0.0; criterion.figures.len()];
    }
    let length = criterion.figures.iter().map(|figure| (figure / largest) * (figure / largest)).sum::<f64>().sqrt();
    let sign = if criterion.direction == Direction::Higher { 1.0 } else { -1.0 };
    criterion.figures.iter().map(|figure| sign * weight * (figure / largest / length)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::tests::{aircraft, panel, panels, turned_and_scaled};
    use proptest::prelude::*;

    /// Hwang & Yoon (1981), fighter aircraft with weights 0.2, 0.1, 0.1, 0.1, 0.2, 0.3: closeness 0.643, 0.268, 0.613, 0.312.
    /// The book rounds on the way, which costs up to one in the third place.
    #[test]
    fn fighter_aircraft_of_hwang_and_yoon() {
        let weights = Weights::given(&[0.2, 0.1, 0.1, 0.1, 0.2, 0.3]).expect("weights");
        let positions = topsis(&aircraft(), &weights).expect("a spread");
        for (position, printed) in positions.iter().zip([0.643, 0.268, 0.613, 0.312]) {
            assert!((position.closeness - printed).abs() < 1e-3, "{} is printed as {printed}", position.closeness);
        }
    }

    #[test]
    fn the_ideal_itself_and_equal_units() {
        let weights = Weights::equal(2).expect("weights");
        let rows: [&[f64]; 3] = [&[9.0, 1.0], &[5.0, 2.0], &[1.0, 3.0]];
        let positions = topsis(&panel(&rows, &[1]), &weights).expect("a spread");
        assert_eq!((positions[0].closeness, positions[2].closeness), (1.0, 0.0));
        let equal: [&[f64]; 2] = [&[3.0, 0.0], &[3.0, 0.0]];
        assert_eq!(topsis(&panel(&equal, &[]), &weights), Err(PanelFault::NoSpread));
        let only_the_weightless_differs: [&[f64]; 2] = [&[3.0, 1.0], &[3.0, 2.0]];
        let first_alone = Weights::given(&[1.0, 0.0]).expect("weights");
        assert_eq!(topsis(&panel(&only_the_weightless_differs, &[]), &first_alone), Err(PanelFault::NoSpread));
        assert_eq!(topsis(&aircraft(), &weights), Err(PanelFault::WeightCount { needed: 6, found: 2 }));
    }

    proptest! {
        #[test]
        fn bounded_and_blind_to_units_and_order(panel in panels(), factor in 0.01..100.0_f64) {
            let weights = Weights::equal(panel.criteria().len()).expect("weights");
            let here = topsis(&panel, &weights).expect("continuous figures differ");
            let mut there = topsis(&turned_and_scaled(&panel, factor), &weights).expect("continuous figures differ");
            there.reverse();
            for (a, b) in here.iter().zip(&there) {
                prop_assert!((0.0..=1.0).contains(&a.closeness));
                prop_assert!((a.closeness - b.closeness).abs() < 1e-9);
            }
        }

        #[test]
        fn who_is_nowhere_worse_is_not_placed_below(panel in panels()) {
            let weights = Weights::equal(panel.criteria().len()).expect("weights");
            let positions = topsis(&panel, &weights).expect("continuous figures differ");
            let no_worse = |a: usize, b: usize| panel.criteria().iter().all(|criterion| match criterion.direction {
                Direction::Higher => criterion.figures[a] >= criterion.figures[b],
                Direction::Lower => criterion.figures[a] <= criterion.figures[b],
            });
            for a in 0..panel.units() {
                for b in 0..panel.units() {
                    prop_assert!(!no_worse(a, b) || positions[a].closeness >= positions[b].closeness - 1e-12);
                }
            }
        }
    }
}
