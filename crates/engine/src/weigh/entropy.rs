//! Entropy weights: a criterion weighs by how unevenly it spreads over the units.
//!
//! `pᵢⱼ = xᵢⱼ/Σᵢxᵢⱼ`, entropy `eⱼ = −(1/ln m) Σᵢ pᵢⱼ ln pᵢⱼ` (with `0·ln 0 = 0`) over `m` units, `wⱼ = (1 − eⱼ)/Σ(1 − eⱼ)`. Source:
//! Shannon (1948); Hwang & Yoon, *Multiple Attribute Decision Making* (1981), ch. III. The weights come from the raw figures:
//! they do not see whether more is better, and they do change when an origin is moved.

use crate::panel::{Panel, PanelFault};
use crate::weigh::Weights;

/// Weights from the entropy of each criterion; 0 for a constant one.
///
/// # Errors
/// [`PanelFault::NotPositive`] for a figure below 0, which is no share; [`PanelFault::NoSpread`] when every criterion is
/// constant.
pub fn entropy(panel: &Panel) -> Result<Weights, PanelFault> {
    if let Some((criterion, unit)) = panel.first_figure(|figure| figure < 0.0) {
        return Err(PanelFault::NotPositive { criterion, unit });
    }
    let divergences: Vec<f64> = panel.criteria().iter().map(|criterion| divergence(&criterion.figures)).collect();
    Weights::in_proportion(&divergences).ok_or(PanelFault::NoSpread)
}

/// `1 − e` of figures ≥ 0: 0 when all are equal, 1 when one has everything.
fn divergence(figures: &[f64]) -> f64 {
    if figures.iter().all(|figure| *figure == figures[0]) {
        return 0.0;
    }
    let largest = figures.iter().copied().fold(0.0, f64::max);
    let sum: f64 = figures.iter().map(|figure| figure / largest).sum();
    let surprise: f64 = figures.iter().map(|figure| figure / largest / sum).filter(|p| *p > 0.0).map(|p| p * libm::log(p)).sum();
    (1.0 + surprise / libm::log(figures.len() as f64)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::Criterion;
    use crate::panel::tests::{aircraft, panel, panels, turned_and_scaled};
    use crate::weigh::weights::tests::are_weights;
    use proptest::prelude::*;

    /// Hwang & Yoon (1981), fighter aircraft: weights 0.0649, 0.2055, 0.0133, 0.0829, 0.3570, 0.2764. The book takes them of
    /// entropies with four places, of which two in the last place are not right; that moves a weight by up to 0.002.
    #[test]
    fn fighter_aircraft_of_hwang_and_yoon() {
        let weights = entropy(&aircraft()).expect("a spread");
        for (weight, printed) in weights.as_slice().iter().zip([0.0649, 0.2055, 0.0133, 0.0829, 0.3570, 0.2764]) {
            assert!((weight - printed).abs() < 2e-3, "{weight} is printed as {printed}");
        }
    }

    #[test]
    fn constant_and_negative_criteria() {
        let rows: [&[f64]; 3] = [&[0.1, 1.0], &[0.1, 2.0], &[0.1, 0.0]];
        assert_eq!(entropy(&panel(&rows, &[])).map(|w| w.as_slice().to_vec()), Ok(vec![0.0, 1.0]));
        assert_eq!(entropy(&panel(&[&[1.0], &[1.0]], &[])), Err(PanelFault::NoSpread));
        assert_eq!(entropy(&panel(&[&[0.0], &[0.0]], &[])), Err(PanelFault::NoSpread));
        assert_eq!(entropy(&panel(&[&[1.0], &[-1.0]], &[])), Err(PanelFault::NotPositive { criterion: 0, unit: 1 }));
        assert_eq!(divergence(&[0.0, 7.0, 0.0]), 1.0);
    }

    proptest! {
        #[test]
        fn sum_to_one_and_are_blind_to_units_and_order(panel in panels(), factor in 0.01..100.0_f64) {
            let here = entropy(&panel).expect("continuous figures differ");
            prop_assert!(are_weights(&here));
            let there = entropy(&turned_and_scaled(&panel, factor)).expect("continuous figures differ");
            for (a, b) in here.as_slice().iter().zip(there.as_slice()) {
                // Nearly constant columns have a divergence near the rounding of 1.
                prop_assert!((a - b).abs() < 1e-6);
            }
        }

        #[test]
        fn evening_out_a_criterion_never_raises_its_weight(panel in panels(), share in 0.0..1.0_f64) {
            let mut criteria: Vec<Criterion> = panel.criteria().to_vec();
            let mean = criteria[0].figures.iter().sum::<f64>() / panel.units() as f64;
            for figure in &mut criteria[0].figures {
                *figure = mean + (*figure - mean) * share;
            }
            let first = |panel: &Panel| entropy(panel).map_or(0.0, |weights| weights.as_slice()[0]);
            prop_assert!(first(&Panel::new(criteria).expect("a panel")) <= first(&panel) + 1e-9);
        }
    }
}
