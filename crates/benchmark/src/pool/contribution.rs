//! What is kept of an assessment: the attributes by which groups are formed, scores with one decimal, ratios with none that is printed.

use super::fault::PoolFault;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// Size tiers, as the benchmark figures define them: banks by total assets (T1 from 10万亿元, T2 from 1万亿元, T3 below), brokers `head` and
/// `mid_small`, insurers `large` and `small`. A fixed list, so that no name slips in as a tier.
pub const TIERS: [&str; 7] = ["T1", "T2", "T3", "head", "mid_small", "large", "small"];

/// Most nodes whose scores are kept: those above the indicators of any sensible model.
const MOST_NODES: usize = 500;

/// Greatest size of a ratio, %.
const GREATEST_RATIO: i32 = 10_000;

/// What two assessments have to share before their scores can stand in one column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Model id.
    pub model: String,
    /// Version of the model.
    pub version: String,
    /// Assessed year.
    pub year: i32,
}

/// A number with one decimal, kept as its tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tenths(i32);

impl Tenths {
    /// A number rounded to one decimal.
    #[must_use]
    pub fn of(value: f64) -> Self {
        // Casting saturates, and takes what is no number for 0.
        Self((value * 10.0).round() as i32)
    }

    /// The number.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}

impl Serialize for Tenths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Tenths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self::of)
    }
}

/// A ratio of the institution's figures, %. Amounts are never kept: a balance sheet can be found by its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ratio {
    /// IT investment as a share of operating revenue.
    #[serde(rename = "it_investment_to_revenue")]
    Intensity,
    /// Change of IT investment against the year before.
    #[serde(rename = "it_investment_growth")]
    Growth,
    /// IT staff as a share of employees.
    #[serde(rename = "it_staff_share")]
    StaffShare,
}

impl Ratio {
    /// Every ratio.
    pub const ALL: [Self; 3] = [Self::Intensity, Self::Growth, Self::StaffShare];

    /// Id of the metric, as in the benchmark figures.
    #[must_use]
    pub fn metric(self) -> &'static str {
        match self {
            Self::Intensity => "it_investment_to_revenue",
            Self::Growth => "it_investment_growth",
            Self::StaffShare => "it_staff_share",
        }
    }

    /// A value in steps of half a point: annual reports print two decimals, and would be found again by them.
    #[must_use]
    pub fn rounded(value: f64) -> Tenths {
        Tenths::of((value * 2.0).round() / 2.0)
    }
}

/// An assessment without anything that names its institution.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// Model and year.
    pub edition: Edition,
    /// Kind of the institution, such as `city_bank`.
    pub kind: String,
    /// Size tier, one of [`TIERS`]; empty when it is not stated.
    pub tier: String,
    /// Scores 0–100 by node: the whole, dimensions and domains. Indicators are left out, since their pattern is a fingerprint.
    pub scores: BTreeMap<String, Tenths>,
    /// Ratios, %, in steps of half a point.
    pub ratios: BTreeMap<Ratio, Tenths>,
}

impl Contribution {
    /// Whether everything in it can be.
    ///
    /// # Errors
    /// [`PoolFault::BadContribution`].
    pub(crate) fn check(&self) -> Result<(), PoolFault> {
        let refuse = |what: String| Err(PoolFault::BadContribution(what));
        let Edition { model, version, year } = &self.edition;
        let mut words = [model, version, &self.kind].into_iter().chain(self.scores.keys());
        if let Some(word) = words.find(|word| !is_id(word)) {
            return refuse(format!("{word:?} is no id"));
        }
        if !(1990..=2100).contains(year) {
            return refuse(format!("year {year}"));
        }
        if !self.tier.is_empty() && !TIERS.contains(&self.tier.as_str()) {
            return refuse(format!("tier {:?}", self.tier));
        }
        if self.scores.is_empty() || self.scores.len() > MOST_NODES {
            return refuse(format!("{} scores", self.scores.len()));
        }
        if let Some((node, score)) = self.scores.iter().find(|(_, score)| !(0..=1000).contains(&score.0)) {
            return refuse(format!("score {} of {node}", score.value()));
        }
        match self.ratios.iter().find(|(_, ratio)| ratio.0.abs() > GREATEST_RATIO * 10 || ratio.0 % 5 != 0) {
            Some((ratio, value)) => refuse(format!("{} {}", ratio.metric(), value.value())),
            None => Ok(()),
        }
    }
}

/// Whether a word is an id: lower-case letters, digits, `.`, `_` and `-`, as models name their parts. A name in Chinese is none.
fn is_id(word: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'-' | b'+');
    (1..=120).contains(&word.len()) && word.bytes().all(sound)
}

#[cfg(test)]
mod tests {
    use super::super::support::contribution;
    use super::*;

    #[test]
    fn scores_have_one_decimal_and_ratios_none_that_could_be_looked_up() {
        assert_eq!([53.249, 53.25, 0.04].map(|score| Tenths::of(score).value()), [53.2, 53.3, 0.0]);
        assert_eq!([4.07, 4.31, -2.36, 9.28].map(|ratio| Ratio::rounded(ratio).value()), [4.0, 4.5, -2.5, 9.5]);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let sound = || contribution("city_bank", "T3", 50.0);
        assert_eq!(sound().check(), Ok(()));
        let mut cases = vec![sound(); 7];
        cases[0].kind = "海澄银行".to_owned();
        cases[1].tier = "海澄".to_owned();
        cases[2].edition.year = 20_025;
        cases[3].scores.insert("root".to_owned(), Tenths::of(100.1));
        cases[4].ratios.insert(Ratio::Growth, Tenths::of(4.07));
        cases[5].edition.version = String::new();
        cases[6].scores.clear();
        for case in cases {
            assert!(matches!(case.check(), Err(PoolFault::BadContribution(_))), "{case:?}");
        }
    }
}
