//! Weighted product: units judged by ratios, so that the units of measurement fall out.
//!
//! `Vᵢ = Π xᵢⱼ^(±wⱼ)`, `+` for benefit and `−` for cost. Source: Bridgman, *Dimensional Analysis* (1922); Triantaphyllou &
//! Mann, "An examination of the effectiveness of multi-dimensional decision-making methods", *Decision Support Systems* 5
//! (1989). *Handbook* step 6, geometric aggregation of raw figures.

use crate::normalise::Direction;
use crate::panel::{Panel, PanelFault};
use crate::statistics::GREATEST_FIGURE;
use crate::weigh::Weights;

/// One product a unit, above 0. Only the ratio of two products has a meaning: above 1, the first unit is better.
///
/// # Errors
/// [`PanelFault::WeightCount`]; [`PanelFault::NotPositive`] for a figure that has no ratio: one not above 0, or nearer to it than
/// 1/[`GREATEST_FIGURE`].
pub fn weighted_product(panel: &Panel, weights: &Weights) -> Result<Vec<f64>, PanelFault> {
    let weighted = panel.weighted(weights)?;
    if let Some((criterion, unit)) = panel.first_figure(|figure| figure < 1.0 / GREATEST_FIGURE) {
        return Err(PanelFault::NotPositive { criterion, unit });
    }
    let logarithm = |unit: usize| -> f64 {
        let part = |direction: Direction, weight: f64| if direction == Direction::Higher { weight } else { -weight };
        weighted.iter().map(|(criterion, weight)| part(criterion.direction, *weight) * libm::log(criterion.figures[unit])).sum()
    };
    Ok((0..panel.units()).map(|unit| libm::exp(logarithm(unit))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::Criterion;
    use crate::panel::tests::{aircraft, panel, panels, turned_and_scaled};
    use proptest::prelude::*;

    /// Triantaphyllou, *Multi-Criteria Decision Making Methods: A Comparative Study* (2000), ch. 2: three alternatives, weights
    /// 0.20, 0.15, 0.40, 0.25; the ratios are R(A1/A2) = 1.007 and R(A1/A3) = 1.067.
    #[test]
    fn example_of_triantaphyllou() {
        let rows: [&[f64]; 3] = [&[25.0, 20.0, 15.0, 30.0], &[10.0, 30.0, 20.0, 30.0], &[30.0, 10.0, 30.0, 10.0]];
        let weights = Weights::given(&[0.20, 0.15, 0.40, 0.25]).expect("weights");
        let products = weighted_product(&panel(&rows, &[]), &weights).expect("positive figures");
        let ratio = |other: usize| (products[0] / products[other] * 1000.0).round() / 1000.0;
        assert_eq!((ratio(1), ratio(2)), (1.007, 1.067));
    }

    #[test]
    fn figures_without_a_ratio() {
        let weights = Weights::equal(2).expect("weights");
        let rows: [&[f64]; 2] = [&[1.0, 2.0], &[1.0, 0.0]];
        assert_eq!(weighted_product(&panel(&rows, &[]), &weights), Err(PanelFault::NotPositive { criterion: 1, unit: 1 }));
        assert_eq!(weighted_product(&aircraft(), &weights), Err(PanelFault::WeightCount { needed: 6, found: 2 }));
        let smallest: [&[f64]; 2] = [&[1.0, 2.0], &[1.0, 1.0 / GREATEST_FIGURE]];
        assert!(weighted_product(&panel(&smallest, &[]), &weights).is_ok());
    }

    proptest! {
        #[test]
        fn ratios_are_blind_to_units_and_order(panel in panels(), factor in 0.01..100.0_f64) {
            let weights = Weights::equal(panel.criteria().len()).expect("weights");
            let here = weighted_product(&panel, &weights).expect("positive figures");
            let mut there = weighted_product(&turned_and_scaled(&panel, factor), &weights).expect("positive figures");
            there.reverse();
            for (a, b) in here.iter().zip(&there) {
                prop_assert!(((a / here[0]) / (b / there[0]) - 1.0).abs() < 1e-9);
            }
        }

        #[test]
        fn a_better_figure_never_lowers_the_product(panel in panels(), which: prop::sample::Index, more in 1.0..3.0_f64) {
            let weights = Weights::equal(panel.criteria().len()).expect("weights");
            let mut criteria: Vec<Criterion> = panel.criteria().to_vec();
            let improved = which.index(criteria.len());
            let figure = &mut criteria[improved].figures[0];
            *figure = if panel.criteria()[improved].direction == Direction::Higher { *figure * more } else { *figure / more };
            let better = Panel::new(criteria).expect("a panel");
            let first = |panel: &Panel| weighted_product(panel, &weights).expect("positive figures")[0];
            prop_assert!(first(&better) >= first(&panel) * (1.0 - 1e-12));
        }
    }
}
