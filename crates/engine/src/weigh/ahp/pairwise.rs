//! A judge's pairwise comparisons: how many times more important one criterion is than another.

/// Most criteria in one comparison: as far as Saaty's table of the random index goes.
pub const MOST_CRITERIA: usize = 15;

/// Greatest ratio of importance, either way. Saaty's scale ends at 9; what lies far beyond is a slip of the keyboard.
pub const GREATEST_RATIO: f64 = 1000.0;

/// How far `a·b` of two opposite entries may be from 1: written with six digits, reciprocals still pass.
const RECIPROCAL_TOLERANCE: f64 = 1e-5;

/// A positive reciprocal matrix: entry (i, j) says how many times more important criterion `i` is than criterion `j`.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairwise {
    size: usize,
    /// Row by row.
    entries: Vec<f64>,
}

/// Why a matrix is refused; rows and columns are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairwiseFault {
    /// There is nothing to compare.
    Empty,
    /// More criteria than [`MOST_CRITERIA`]: how many.
    TooLarge(usize),
    /// This row has not as many entries as there are rows.
    NotSquare(usize),
    /// There are not `n(n − 1)/2` comparisons.
    ComparisonCount {
        /// Comparisons needed.
        needed: usize,
        /// Comparisons found.
        found: usize,
    },
    /// An entry that is zero, negative, not a number, or beyond [`GREATEST_RATIO`] either way.
    BadRatio {
        /// Row.
        row: usize,
        /// Column.
        column: usize,
    },
    /// A criterion that is not exactly as important as itself.
    NotOneOnDiagonal(usize),
    /// An entry below the diagonal that is not the reciprocal of its opposite above.
    NotReciprocal {
        /// Row.
        row: usize,
        /// Column.
        column: usize,
    },
}

impl Pairwise {
    /// A full matrix, row by row. Entries below the diagonal are replaced by the exact reciprocals of those above.
    ///
    /// # Errors
    /// The first [`PairwiseFault`] found, row by row.
    pub fn new(rows: &[Vec<f64>]) -> Result<Self, PairwiseFault> {
        let size = rows.len();
        if let Some(row) = rows.iter().position(|row| row.len() != size) {
            return Err(PairwiseFault::NotSquare(row));
        }
        for (row, entries) in rows.iter().enumerate() {
            for (column, entry) in entries.iter().enumerate() {
                if !is_ratio(*entry) {
                    return Err(PairwiseFault::BadRatio { row, column });
                }
                if row == column && *entry != 1.0 {
                    return Err(PairwiseFault::NotOneOnDiagonal(row));
                }
                if column < row && (entry * rows[column][row] - 1.0).abs() > RECIPROCAL_TOLERANCE {
                    return Err(PairwiseFault::NotReciprocal { row, column });
                }
            }
        }
        let upper: Vec<f64> = rows.iter().enumerate().flat_map(|(row, entries)| entries[row + 1..].iter().copied()).collect();
        Self::from_upper(size, &upper)
    }

    /// A matrix of `size` criteria from what stands above its diagonal, row by row: (0,1), (0,2), …, (1,2), ….
    ///
    /// # Errors
    /// The first [`PairwiseFault`] found.
    pub fn from_upper(size: usize, upper: &[f64]) -> Result<Self, PairwiseFault> {
        if size == 0 {
            return Err(PairwiseFault::Empty);
        }
        if size > MOST_CRITERIA {
            return Err(PairwiseFault::TooLarge(size));
        }
        let needed = size * (size - 1) / 2;
        if upper.len() != needed {
            return Err(PairwiseFault::ComparisonCount { needed, found: upper.len() });
        }
        let mut matrix = Self { size, entries: vec![1.0; size * size] };
        let places = (0..size).flat_map(|row| (row + 1..size).map(move |column| (row, column)));
        for ((row, column), ratio) in places.zip(upper) {
            if !is_ratio(*ratio) {
                return Err(PairwiseFault::BadRatio { row, column });
            }
            matrix.set(row, column, *ratio);
        }
        Ok(matrix)
    }

    /// Number of criteria, 1 to [`MOST_CRITERIA`].
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// How many times more important criterion `row` is than criterion `column`; `None` for a criterion that does not exist.
    #[must_use]
    pub fn ratio(&self, row: usize, column: usize) -> Option<f64> {
        (row < self.size && column < self.size).then(|| self.entries[row * self.size + column])
    }

    /// The rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.entries.chunks_exact(self.size)
    }

    /// Sets a comparison and its reciprocal. The ratio is positive; it may come from weights and lie beyond the scale.
    pub(crate) fn set(&mut self, row: usize, column: usize, ratio: f64) {
        self.entries[row * self.size + column] = ratio;
        self.entries[column * self.size + row] = 1.0 / ratio;
    }
}

fn is_ratio(number: f64) -> bool {
    // 1/GREATEST_RATIO itself is no binary number: leave its rounding room.
    number > 0.0 && number.max(1.0 / number) <= GREATEST_RATIO * (1.0 + 1e-12)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::weigh::Weights;
    use proptest::prelude::*;

    /// Saaty, "Decision making with the analytic hierarchy process", *International Journal of Services Sciences* 1 (2008):
    /// relative consumption of drinks in the United States — coffee, wine, tea, beer, sodas, milk, water.
    pub(crate) fn drinks() -> Pairwise {
        let upper = [
            [9.0, 5.0, 2.0, 1.0, 1.0, 1.0 / 2.0].as_slice(),
            &[1.0 / 3.0, 1.0 / 9.0, 1.0 / 9.0, 1.0 / 9.0, 1.0 / 9.0],
            &[1.0 / 3.0, 1.0 / 4.0, 1.0 / 3.0, 1.0 / 9.0],
            &[1.0 / 2.0, 1.0, 1.0 / 3.0],
            &[2.0, 1.0 / 2.0],
            &[1.0 / 3.0],
        ];
        Pairwise::from_upper(7, &upper.concat()).expect("a matrix")
    }

    /// Saaty, "How to make a decision: the analytic hierarchy process", *European Journal of Operational Research* 48 (1990):
    /// buying a house by size, transport, neighbourhood, age, yard, facilities, condition, financing.
    pub(crate) fn house() -> Pairwise {
        let upper = [
            [5.0, 3.0, 7.0, 6.0, 6.0, 1.0 / 3.0, 1.0 / 4.0].as_slice(),
            &[1.0 / 3.0, 5.0, 3.0, 3.0, 1.0 / 5.0, 1.0 / 7.0],
            &[6.0, 3.0, 4.0, 6.0, 1.0 / 5.0],
            &[1.0 / 3.0, 1.0 / 4.0, 1.0 / 7.0, 1.0 / 8.0],
            &[1.0 / 2.0, 1.0 / 5.0, 1.0 / 6.0],
            &[1.0 / 5.0, 1.0 / 6.0],
            &[1.0 / 2.0],
        ];
        Pairwise::from_upper(8, &upper.concat()).expect("a matrix")
    }

    /// Any judgements on Saaty's scale, 1/9 to 9.
    pub(crate) fn matrices() -> impl Strategy<Value = Pairwise> {
        let ratio = (1_i32..=9, any::<bool>()).prop_map(|(n, less)| if less { 1.0 / f64::from(n) } else { f64::from(n) });
        (1_usize..8)
            .prop_flat_map(move |n| prop::collection::vec(ratio.clone(), n * (n - 1) / 2).prop_map(move |upper| (n, upper)))
            .prop_map(|(n, upper)| Pairwise::from_upper(n, &upper).expect("a matrix"))
    }

    /// The matrix that follows from weights, without contradiction.
    pub(crate) fn consistent(weights: &[f64]) -> Pairwise {
        let n = weights.len();
        let upper: Vec<f64> = (0..n).flat_map(|i| (i + 1..n).map(move |j| weights[i] / weights[j])).collect();
        Pairwise::from_upper(n, &upper).expect("a matrix")
    }

    /// The matrix with its criteria in reverse order.
    pub(crate) fn turned(matrix: &Pairwise) -> Pairwise {
        let n = matrix.size();
        let ratio = |i: usize, j: usize| matrix.ratio(n - 1 - i, n - 1 - j).expect("a place");
        let upper: Vec<f64> = (0..n).flat_map(|i| (i + 1..n).map(move |j| ratio(i, j))).collect();
        Pairwise::from_upper(n, &upper).expect("a matrix")
    }

    /// Whether weights are those printed, to the places printed.
    pub(crate) fn printed(weights: &Weights, expected: &[f64]) -> bool {
        weights.as_slice().len() == expected.len() && weights.as_slice().iter().zip(expected).all(|(w, e)| (w - e).abs() <= 0.0005 + 1e-9)
    }

    #[test]
    fn what_is_no_comparison() {
        let of = |rows: &[&[f64]]| Pairwise::new(&rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>());
        assert_eq!(of(&[]), Err(PairwiseFault::Empty));
        assert_eq!(of(&[&[1.0, 2.0], &[0.5]]), Err(PairwiseFault::NotSquare(1)));
        assert_eq!(of(&[&[1.0, -2.0], &[-0.5, 1.0]]), Err(PairwiseFault::BadRatio { row: 0, column: 1 }));
        assert_eq!(of(&[&[1.0, 0.0], &[0.5, 1.0]]), Err(PairwiseFault::BadRatio { row: 0, column: 1 }));
        assert_eq!(of(&[&[1.0, 2.0], &[f64::NAN, 1.0]]), Err(PairwiseFault::BadRatio { row: 1, column: 0 }));
        assert_eq!(of(&[&[1.0, f64::INFINITY], &[0.0, 1.0]]), Err(PairwiseFault::BadRatio { row: 0, column: 1 }));
        assert_eq!(of(&[&[2.0]]), Err(PairwiseFault::NotOneOnDiagonal(0)));
        assert_eq!(of(&[&[1.0, 2.0], &[0.4, 1.0]]), Err(PairwiseFault::NotReciprocal { row: 1, column: 0 }));
        assert_eq!(Pairwise::from_upper(16, &[1.0; 120]), Err(PairwiseFault::TooLarge(16)));
        assert_eq!(Pairwise::from_upper(3, &[1.0]), Err(PairwiseFault::ComparisonCount { needed: 3, found: 1 }));
        assert!(Pairwise::from_upper(15, &[1.0; 105]).is_ok());
        for ratio in [1001.0, 1.0 / 1001.0] {
            assert_eq!(Pairwise::from_upper(2, &[ratio]), Err(PairwiseFault::BadRatio { row: 0, column: 1 }));
        }
    }

    #[test]
    fn written_reciprocals_pass_and_are_made_exact() {
        let matrix = Pairwise::new(&[vec![1.0, 3.0], vec![0.333_333, 1.0]]).expect("a matrix");
        assert_eq!(matrix.ratio(1, 0), Some(1.0 / 3.0));
        assert_eq!(matrix.ratio(2, 0), None);
        assert!(Pairwise::from_upper(2, &[1.0 / GREATEST_RATIO]).is_ok());
    }

    proptest! {
        #[test]
        fn any_square_of_numbers_is_answered(n in 0_usize..5, raw in prop::collection::vec(prop::num::f64::ANY, 25)) {
            let rows: Vec<Vec<f64>> = (0..n).map(|i| raw[i * n..(i + 1) * n].to_vec()).collect();
            let _ = Pairwise::new(&rows);
        }
    }
}
