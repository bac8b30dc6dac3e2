//! CRITIC weights (criteria importance through intercriteria correlation): a criterion weighs by how far it spreads the units
//! and how little the other criteria say the same.
//!
//! On figures min-max normalised with their direction, `Cⱼ = σⱼ · Σ_k (1 − r_jk)` with the standard deviation `σ` and Pearson's
//! `r`; `wⱼ = Cⱼ/ΣC`. Source: Diakoulaki, Mavrotas & Papayannakis, "Determining objective weights in multiple criteria
//! problems: the CRITIC method", *Computers & Operations Research* 22 (1995). Population and sample deviations give the same
//! weights.

use crate::normalise::min_max;
use crate::panel::{Criterion, Panel, PanelFault};
use crate::statistics::{Spread, pearson, standard_deviation};
use crate::weigh::Weights;

/// Weights by CRITIC. A constant criterion tells nothing: it has weight 0 and takes no part in the others' correlations.
///
/// # Errors
/// [`PanelFault::NoSpread`] when there is nothing to weigh by: every criterion is constant, or those that are not say all the
/// same (a single criterion among them).
pub fn critic(panel: &Panel) -> Result<Weights, PanelFault> {
    let columns: Vec<Option<Vec<f64>>> = panel.criteria().iter().map(normalised).collect();
    let information = |index: usize, own: &[f64]| -> f64 {
        let others = columns.iter().enumerate().filter(|(other, _)| *other != index).filter_map(|(_, column)| column.as_deref());
        let conflict: f64 = others.filter_map(|other| pearson(own, other).ok()).map(|r| 1.0 - r).sum();
        // Correlations of 1 come out a few bits off.
        let conflict = if conflict < 1e-12 { 0.0 } else { conflict };
        standard_deviation(own, Spread::Population).unwrap_or(0.0) * conflict
    };
    let parts: Vec<f64> =
        columns.iter().enumerate().map(|(index, column)| column.as_deref().map_or(0.0, |own| information(index, own))).collect();
    Weights::in_proportion(&parts).ok_or(PanelFault::NoSpread)
}

/// Min-max scores of a criterion; `None` for a constant one, which has none.
fn normalised(criterion: &Criterion) -> Option<Vec<f64>> {
    let column: Vec<Option<f64>> = criterion.figures.iter().copied().map(Some).collect();
    min_max(&column, criterion.direction).ok()?.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::tests::{panel, panels, turned_and_scaled};
    use crate::weigh::weights::tests::are_weights;
    use proptest::prelude::*;

    /// Diakoulaki et al. (1995), eight Greek pharmaceutical firms by profitability, market share and productivity. The weights
    /// to eight places are those to which scikit-criteria tests its CRITIC on the paper's table.
    #[test]
    fn pharmaceutical_firms_of_diakoulaki() {
        let rows: [&[f64]; 8] = [
            &[61.0, 1.08, 4.33],
            &[20.7, 0.26, 4.34],
            &[16.3, 1.98, 2.53],
            &[9.0, 3.29, 1.65],
            &[5.4, 2.77, 2.33],
            &[4.0, 4.12, 1.21],
            &[-6.1, 3.52, 2.10],
            &[-34.6, 3.31, 0.98],
        ];
        let weights = critic(&panel(&rows, &[])).expect("a spread");
        for (weight, expected) in weights.as_slice().iter().zip([0.202_225_54, 0.480_901_73, 0.316_872_73]) {
            assert!((weight - expected).abs() < 1e-8);
        }
    }

    #[test]
    fn cost_turns_the_correlation() {
        let rows: [&[f64]; 3] = [&[1.0, 3.0], &[2.0, 2.0], &[3.0, 1.0]];
        assert_eq!(critic(&panel(&rows, &[1])), Err(PanelFault::NoSpread), "as cost, the second says what the first says");
        assert_eq!(critic(&panel(&rows, &[])).map(|w| w.as_slice().to_vec()), Ok(vec![0.5, 0.5]));
    }

    #[test]
    fn constant_and_single_criteria() {
        let rows: [&[f64]; 3] = [&[1.0, 7.0, 3.0], &[2.0, 7.0, 1.0], &[3.0, 7.0, 2.0]];
        let weights = critic(&panel(&rows, &[])).expect("two criteria differ");
        assert_eq!(weights.as_slice()[1], 0.0);
        assert_eq!(critic(&panel(&[&[1.0], &[2.0]], &[])), Err(PanelFault::NoSpread));
        assert_eq!(critic(&panel(&[&[1.0, 2.0], &[1.0, 2.0]], &[])), Err(PanelFault::NoSpread));
    }

    /// Correlations of 1 that rounding leaves just below it are no information.
    #[test]
    fn criteria_that_say_the_same_in_other_units() {
        for factor in 1..40 {
            let rows: Vec<[f64; 2]> = [0.1, 0.7, 0.3, 2.9, 1.3, 1.9, 0.2].map(|x| [x, x * f64::from(factor) / 7.0 + 1000.1]).to_vec();
            let rows: Vec<&[f64]> = rows.iter().map(|row| row.as_slice()).collect();
            assert_eq!(critic(&panel(&rows, &[])), Err(PanelFault::NoSpread), "{factor}");
        }
    }

    proptest! {
        #[test]
        fn sum_to_one_and_are_blind_to_units_and_order(panel in panels(), factor in 0.01..100.0_f64) {
            // Two units always correlate by ±1, which leaves many panels nothing to weigh by.
            if let Ok(here) = critic(&panel) {
                prop_assert!(are_weights(&here));
                let there = critic(&turned_and_scaled(&panel, factor)).expect("the same information");
                for (a, b) in here.as_slice().iter().zip(there.as_slice()) {
                    prop_assert!((a - b).abs() < 1e-6);
                }
            } else {
                prop_assert!(panel.units() == 2 || panel.criteria().len() == 1);
            }
        }
    }
}
