//! An own figure that looks as if it had been entered in another unit: 亿元 for 万元 or 元, 人 for 万人.

use shuheng_engine::statistics::median;

/// Between the units that are mixed up lie four or eight powers of ten.
const FACTORS: [f64; 4] = [1e4, 1e-4, 1e8, 1e-8];

/// Figures of one institution in neighbouring years differ by less than this factor.
const NEIGHBOURS: f64 = 10.0;

/// How far beyond its peers an institution may be.
const PEERS: f64 = 20.0;

/// What was noticed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitSlip {
    /// How many times too large the figure is: 10⁴, 10⁻⁴, 10⁸ or 10⁻⁸.
    pub factor: f64,
    /// What it probably should be.
    pub suggestion: f64,
    /// Whether the institution's other years say so, else its peers.
    pub by_own_years: bool,
}

/// Compares an own figure with the institution's other years, else with its peers. `None` when it fits, when nothing is known to
/// compare it with, when no change of unit makes it fit, and when it is the other years that are unlike the peers.
#[must_use]
pub fn unit_slip(value: f64, other_years: &[f64], peers: &[f64]) -> Option<UnitSlip> {
    let magnitudes = |figures: &[f64]| figures.iter().map(|figure| figure.abs()).filter(|figure| *figure > 0.0).collect::<Vec<_>>();
    let (years, peers, size) = (magnitudes(other_years), magnitudes(peers), value.abs());
    if size == 0.0 || !size.is_finite() {
        return None;
    }
    let among_peers = {
        let least = peers.iter().copied().fold(f64::INFINITY, f64::min);
        let most = peers.iter().copied().fold(0.0, f64::max);
        (least / PEERS, most * PEERS)
    };
    let like_peers = |figure: f64| among_peers.0 <= figure && figure <= among_peers.1;
    let (low, high, by_own_years) = match median(&years) {
        // Of figures that contradict each other the one that is like the peers' is right: it is the other that slipped.
        Ok(middle) if like_peers(size) && !like_peers(middle) => return None,
        Ok(middle) => (middle / NEIGHBOURS, middle * NEIGHBOURS, true),
        Err(_) => (among_peers.0, among_peers.1, false),
    };
    let fits = |figure: f64| low <= figure && figure <= high;
    if fits(size) {
        return None;
    }
    let factor = FACTORS.into_iter().find(|factor| fits(size / factor))?;
    Some(UnitSlip { factor, suggestion: value / factor, by_own_years })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_unit() {
        let peers = [285.18, 133.5, 15.85, 5.74];
        let told = |value, years: &[f64]| unit_slip(value, years, &peers).map(|slip| (slip.factor, slip.suggestion, slip.by_own_years));
        assert_eq!(told(32_000.0, &[]), Some((1e4, 3.2, false)), "3.2 亿元 in 万元");
        assert_eq!(told(0.0032, &[]), Some((1e-4, 32.0, false)), "32 亿元 in 万亿元");
        assert_eq!(told(3.2e8, &[]), Some((1e8, 3.2, false)), "3.2 亿元 in 元");
        assert_eq!(told(32_000.0, &[2.9, 3.0]), Some((1e4, 3.2, true)), "by its other years");
        assert_eq!(told(-45_400.0, &[-4.5]), Some((1e4, -4.54, true)), "a loss");
    }

    #[test]
    fn what_fits_and_what_nothing_explains() {
        let peers = [285.18, 5.74];
        for value in [3.2, 600.0, 0.5] {
            assert_eq!(unit_slip(value, &[], &peers), None, "{value}");
        }
        assert_eq!(unit_slip(500.0, &[3.0], &peers), None, "unlike the year before, and no unit explains it");
        assert_eq!(unit_slip(4.42, &[48_300.0], &peers), None, "the other year slipped");
        assert!(unit_slip(48_300.0, &[4.42], &peers).is_some());
        assert!(unit_slip(4.42, &[48_300.0], &[]).is_some(), "without peers nobody can tell which");
        assert_eq!(unit_slip(0.0, &[3.0], &peers), None);
        assert_eq!(unit_slip(32_000.0, &[], &[]), None, "nothing to compare it with");
    }
}
