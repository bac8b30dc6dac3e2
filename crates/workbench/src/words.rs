//! How numbers and short phrases are written, the same on every page and in every export.
//!
//! Chinese has no space between characters and digits or Latin letters; the minus sign is U+2212.

use crate::view::Text;
use shuheng_store::{Stamp, Value};

impl Text {
    /// Both languages.
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

impl From<shuheng_model::Text> for Text {
    fn from(text: shuheng_model::Text) -> Self {
        Self { zh: text.zh, en: text.en }
    }
}

impl From<&shuheng_model::Text> for Text {
    fn from(text: &shuheng_model::Text) -> Self {
        text.clone().into()
    }
}

/// A score with one decimal: `56.4`.
pub(crate) fn score(score: f64) -> String {
    format!("{:.1}", tenth(score))
}

/// A signed difference with one decimal: `+4.4`, `−13.6`, `0.0`.
pub(crate) fn signed(difference: f64) -> String {
    sign(tenth(difference), 1)
}

/// A change in per cent: `+4.67%`, `−2.36%`.
pub(crate) fn change(per_cent: f64) -> String {
    format!("{}%", sign((per_cent * 100.0).round() / 100.0, 2))
}

/// A probability (0–1) in whole per cent: what is possible never reads 0%, what is not certain never 100%.
pub(crate) fn probability(share: f64) -> String {
    match share {
        share if share > 0.0 && share < 0.005 => "<1%".to_owned(),
        share if (0.995..1.0).contains(&share) => ">99%".to_owned(),
        share => format!("{:.0}%", share * 100.0),
    }
}

/// Rounded to the one decimal that is shown, so that differences are taken between displayed values.
pub(crate) fn tenth(score: f64) -> f64 {
    let rounded = (score * 10.0).round() / 10.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

fn sign(value: f64, decimals: usize) -> String {
    match value {
        v if v > 0.0 => format!("+{v:.decimals$}"),
        v if v < 0.0 => format!("−{:.decimals$}", -v),
        _ => format!("{:.decimals$}", 0.0),
    }
}

/// A moment as people read it: `2026-03-18 14:32`.
pub(crate) fn stamp(at: Stamp) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

/// The time of day: `14:32`.
pub(crate) fn time(at: Stamp) -> String {
    at.format("%H:%M").to_string()
}

/// A figure without needless zeros: `4.07`, `12`.
pub(crate) fn figure(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.').replace('-', "−");
    if text.is_empty() { "0".to_owned() } else { text }
}

/// An answer in a few characters: `L3`, `4.07%`, `5项`, `不适用`, `未评`.
pub(crate) fn value(value: Option<&Value>, unit: &str) -> Text {
    match value {
        None => Text::new("未评", "not rated"),
        Some(Value::NotApplicable) => Text::new("不适用", "not applicable"),
        Some(Value::Level(level)) => Text::new(format!("L{level}"), format!("L{level}")),
        Some(Value::Number(number)) => {
            let text = format!("{}{unit}", figure(*number));
            Text::new(text.clone(), text)
        }
        Some(Value::Items(items)) => Text::new(format!("{}项", items.len()), format!("{} items", items.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_as_the_design_writes_them() {
        assert_eq!([signed(4.44), signed(-13.6), signed(-0.04)], ["+4.4", "−13.6", "0.0"]);
        assert_eq!([change(4.67), change(-2.36), change(0.0)], ["+4.67%", "−2.36%", "0.00%"]);
        assert_eq!([figure(4.07), figure(12.0), figure(-0.5), figure(0.0)], ["4.07", "12", "−0.5", "0"]);
        assert_eq!(score(56.4375), "56.4");
        assert_eq!([0.0, 0.001, 0.83, 0.999, 1.0].map(probability), ["0%", "<1%", "83%", ">99%", "100%"]);
    }
}
