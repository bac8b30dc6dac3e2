//! Which judgement fits least to the others, and what would fit.
//!
//! With the eigenvector `w`, a judgement without contradiction is `wᵢ/wⱼ`; the pair that fits least has the greatest
//! `εᵢⱼ = aᵢⱼ·wⱼ/wᵢ`. Source: Saaty, "Decision-making with the AHP: why is the principal eigenvector necessary", *European Journal
//! of Operational Research* 145 (2003). A judge is shown the pair and asked; the matrix is never mended behind a judge's back.

use crate::weigh::ahp::{Pairwise, consistency, eigenvector};

/// A pair of criteria, in the order in which the judgement is too strong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InconsistentPair {
    /// The criterion judged too important, from 0.
    pub row: usize,
    /// The criterion beside which it was judged so, from 0.
    pub column: usize,
    /// The judgement: how many times more important `row` is than `column`.
    pub given: f64,
    /// What the weights of all judgements say instead; smaller than `given`, and below 1 where the judgement points the wrong
    /// way.
    pub fitting: f64,
    /// `given/fitting`, above 1: how many times too strong the judgement is.
    pub excess: f64,
    /// Consistency ratio of the matrix if this judgement were `fitting` (and nothing else changed).
    pub ratio_if_fitting: f64,
}

/// The judgement that fits least; the first in row order among equals. `None` when none contradicts the others.
#[must_use]
pub fn most_inconsistent(matrix: &Pairwise) -> Option<InconsistentPair> {
    let weights = eigenvector(matrix);
    let weights = weights.as_slice();
    let mut worst: Option<(usize, usize, f64, f64)> = None;
    // Rounding is no contradiction, and of two pairs that differ by rounding the first one is told.
    let mut excess_to_beat = 1.0 + 1e-9;
    for (row, ratios) in matrix.rows().enumerate() {
        for (column, given) in ratios.iter().enumerate() {
            let fitting = weights[row] / weights[column];
            if given / fitting > excess_to_beat {
                worst = Some((row, column, *given, fitting));
                excess_to_beat = given / fitting * (1.0 + 1e-9);
            }
        }
    }
    let (row, column, given, fitting) = worst?;
    let mut mended = matrix.clone();
    mended.set(row, column, fitting);
    Some(InconsistentPair { row, column, given, fitting, excess: given / fitting, ratio_if_fitting: consistency(&mended).ratio })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weigh::ahp::pairwise::tests::{consistent, house, matrices, printed};
    use proptest::prelude::*;

    /// Saaty (2003), house: the greatest ε is 5.32 at neighbourhood over condition, judged 6. With 1/2 in its place the weights
    /// become 0.175, 0.062, 0.103, 0.019, 0.034, 0.041, 0.221, 0.345 and λmax 8.811.
    #[test]
    fn neighbourhood_over_condition() {
        let pair = most_inconsistent(&house()).expect("a contradiction");
        assert_eq!((pair.row, pair.column, pair.given), (2, 6, 6.0));
        assert_eq!((pair.excess * 100.0).round() / 100.0, 5.32);
        assert!(pair.ratio_if_fitting < consistency(&house()).ratio);
        let mut mended = house();
        mended.set(2, 6, 0.5);
        assert!(printed(&eigenvector(&mended), &[0.175, 0.062, 0.103, 0.019, 0.034, 0.041, 0.221, 0.345]));
        assert!((consistency(&mended).greatest_eigenvalue - 8.811).abs() < 1e-3);
    }

    #[test]
    fn nothing_contradicts() {
        assert_eq!(most_inconsistent(&Pairwise::from_upper(1, &[]).expect("a matrix")), None);
        assert_eq!(most_inconsistent(&Pairwise::from_upper(2, &[9.0]).expect("a matrix")), None);
        assert_eq!(most_inconsistent(&consistent(&[5.0, 3.0, 2.0])), None);
    }

    #[test]
    fn the_first_of_equals() {
        let circle = Pairwise::from_upper(3, &[2.0, 0.5, 2.0]).expect("a matrix");
        assert_eq!(most_inconsistent(&circle).map(|pair| (pair.row, pair.column)), Some((0, 1)));
    }

    proptest! {
        #[test]
        fn mending_the_pair_lowers_the_ratio(matrix in matrices()) {
            match most_inconsistent(&matrix) {
                Some(pair) => {
                    prop_assert!(pair.excess > 1.0 && pair.fitting < pair.given);
                    prop_assert_eq!(matrix.ratio(pair.row, pair.column), Some(pair.given));
                    let weights = eigenvector(&matrix);
                    for (row, ratios) in matrix.rows().enumerate() {
                        for (column, given) in ratios.iter().enumerate() {
                            let excess = given * weights.as_slice()[column] / weights.as_slice()[row];
                            prop_assert!(excess <= pair.excess * (1.0 + 1e-6), "none is worse");
                        }
                    }
                    prop_assert!(pair.ratio_if_fitting <= consistency(&matrix).ratio + 1e-9);
                }
                None => prop_assert!(consistency(&matrix).ratio < 1e-6),
            }
        }
    }
}
