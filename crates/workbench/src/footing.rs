//! Points as they are listed: one decimal, and a column adds up to what stands below it.

use crate::words::tenth;
use shuheng_engine::Assessment;
use shuheng_model::Instrument;

/// The parts of a total (points ≥ 0, the parts sum to it) with one decimal: whole tenths first, the rest to the largest remainders
/// (ties: the earlier part), so that they sum to the total as it is shown. A part that is missing stays missing.
///
/// Source: Balinski & Young, *Fair Representation* (1982), ch. 2.
pub(crate) fn foot(total: f64, parts: &[Option<f64>]) -> Vec<Option<f64>> {
    let floor = |part: f64| (part * 10.0).floor();
    let remainder = |place: usize| parts[place].map_or(0.0, |part| part * 10.0 - floor(part));
    let mut places: Vec<usize> = (0..parts.len()).filter(|place| parts[*place].is_some()).collect();
    places.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)).then(a.cmp(b)));
    let rest = (tenth(total) * 10.0).round() - parts.iter().flatten().map(|part| floor(*part)).sum::<f64>();
    let mut listed: Vec<Option<f64>> = parts.iter().map(|part| part.map(|part| floor(part) / 10.0)).collect();
    for (rank, place) in (1..).zip(places) {
        if f64::from(rank) <= rest {
            listed[place] = parts[place].map(|part| (floor(part) + 1.0) / 10.0);
        }
    }
    listed
}

/// The children's points of the overall score as they are listed, in the order of the tree: each parent hands on what is listed for
/// itself, as in the workbook.
pub(crate) fn overall(instrument: &Instrument, scored: &Assessment, parent: usize) -> Vec<Option<f64>> {
    let own = match instrument.tree().node(parent).and_then(|node| node.parent) {
        None => scored.nodes[parent].score,
        Some(above) => {
            let place = instrument.tree().children(above).iter().position(|child| *child == parent);
            place.and_then(|place| overall(instrument, scored, above).get(place).copied().flatten())
        }
    };
    let parts: Vec<Option<f64>> = instrument.tree().children(parent).iter().map(|child| scored.nodes[*child].contribution).collect();
    foot(own.unwrap_or(0.0), &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_adds_up_to_what_is_shown() {
        // 16.66 + 16.66 + 16.66 = 49.98 is shown as 50.0, but each alone as 16.7.
        assert_eq!(foot(49.98, &[Some(16.66), None, Some(16.66), Some(16.66)]), [Some(16.7), None, Some(16.7), Some(16.6)]);
        assert_eq!(foot(0.0, &[Some(0.0), Some(0.0)]), [Some(0.0), Some(0.0)]);
        assert_eq!(foot(0.0, &[]), []);
    }
}
