//! Where a coverage matrix is cut into the halves of a page.

/// Heights of a group, px.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GroupHeight {
    /// Its head.
    pub head: f64,
    /// Its head where it goes on in the second half.
    pub again: f64,
    /// Its clauses, at least one.
    pub rows: Vec<f64>,
}

/// Where the second half begins: at a clause of a group, both counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    pub group: usize,
    /// 0 leaves the group whole.
    pub row: usize,
}

/// Share of the higher half up to which whole groups are worth it.
pub(crate) const WHOLE_UP_TO: f64 = 0.62;
/// A group is not broken so that fewer clauses than this stand on one side.
const LEAST_TOGETHER: usize = 2;

/// The cut that makes the halves most equal; the first of equals. Groups stay whole unless the higher half would then
/// take more than `whole_up_to` (0.5–1) of the height. `None` where nothing can be cut.
pub(crate) fn cut(groups: &[GroupHeight], whole_up_to: f64) -> Option<Cut> {
    let total: f64 = groups.iter().map(GroupHeight::total).sum();
    let lowest = |cuts: &mut dyn Iterator<Item = Cut>| cuts.min_by(|a, b| higher(groups, Some(*a)).total_cmp(&higher(groups, Some(*b))));
    let between = lowest(&mut (1..groups.len()).map(|group| Cut { group, row: 0 }));
    if between.is_some_and(|cut| higher(groups, Some(cut)) <= total * whole_up_to) {
        return between;
    }
    let inside = groups.iter().enumerate().flat_map(|(group, height)| {
        let rows = LEAST_TOGETHER..=height.rows.len().saturating_sub(LEAST_TOGETHER);
        rows.map(move |row| Cut { group, row })
    });
    lowest(&mut between.into_iter().chain(inside))
}

/// Height of the higher half, px; of the whole where nothing is cut.
pub(crate) fn higher(groups: &[GroupHeight], cut: Option<Cut>) -> f64 {
    let total = |groups: &[GroupHeight]| groups.iter().map(GroupHeight::total).sum::<f64>();
    let Some((Cut { row, .. }, (before, after))) = cut.map(|cut| (cut, groups.split_at(cut.group))) else {
        return total(groups);
    };
    let broken = after.first().filter(|_| row > 0);
    let kept = broken.map_or(0.0, |group| group.head + group.rows[..row].iter().sum::<f64>());
    let again = broken.map_or(0.0, |group| group.again);
    (total(before) + kept).max(total(after) - kept + again)
}

impl GroupHeight {
    fn total(&self) -> f64 {
        self.head + self.rows.iter().sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn groups(sizes: &[usize]) -> Vec<GroupHeight> {
        sizes.iter().map(|size| GroupHeight { head: 30.0, again: 30.0, rows: vec![20.0; *size] }).collect()
    }

    #[test]
    fn groups_stay_whole_where_the_halves_come_out_about_even() {
        let groups = groups(&[4, 8, 6, 3, 7, 5]);
        assert_eq!(cut(&groups, WHOLE_UP_TO), Some(Cut { group: 3, row: 0 }));
        assert_eq!(higher(&groups, Some(Cut { group: 3, row: 0 })), 18.0 * 20.0 + 90.0);
    }

    #[test]
    fn a_group_too_large_for_one_half_goes_on_in_the_other() {
        let groups = groups(&[2, 40]);
        let found = cut(&groups, WHOLE_UP_TO);
        assert_eq!(found, Some(Cut { group: 1, row: 18 }));
        assert_eq!(higher(&groups, found), 22.0 * 20.0 + 30.0, "the head stands in both halves");
    }

    #[test]
    fn even_halves_are_had_by_breaking_a_group() {
        assert_eq!(cut(&groups(&[10, 6]), 0.5), Some(Cut { group: 0, row: 8 }));
        assert_eq!(cut(&groups(&[3]), 0.5), None, "three clauses stay together");
        assert_eq!(cut(&[], 0.5), None);
    }

    proptest! {
        #[test]
        fn a_cut_never_makes_the_page_higher(
            sizes in prop::collection::vec(1..30_usize, 1..9),
            whole_up_to in 0.5..1.0_f64,
        ) {
            let groups = groups(&sizes);
            if let Some(found) = cut(&groups, whole_up_to) {
                prop_assert!(found.row < groups[found.group].rows.len());
                prop_assert!(higher(&groups, Some(found)) <= higher(&groups, None));
                prop_assert!(higher(&groups, cut(&groups, 0.5)) <= higher(&groups, Some(found)));
            }
        }
    }
}
