//! What a figure measures: its name, its unit and how it is written.

use crate::format::{decimal, grouped};
use crate::scene::Language;
use serde::Serialize;

/// The unit of a figure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 亿元; RMB bn in English, a tenth of the number with one decimal place more.
    #[default]
    HundredMillionYuan,
    /// Per cent, written behind every figure.
    PerCent,
    /// Any other, in the language of the chart: 人, persons, 分. Empty for a plain number.
    Other(String),
}

/// A metric as a chart needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// Its name, in the language of the chart.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// Decimal places of a figure in `unit`, 0–9.
    pub decimals: u8,
    /// A change, written with its sign: +4.67%.
    pub is_change: bool,
}

impl Measure {
    /// The number that is written and drawn to scale: money changes its unit with the language.
    pub(crate) fn scaled(&self, value: f64, language: Language) -> f64 {
        if self.in_billions(language) { value / 10.0 } else { value }
    }

    fn in_billions(&self, language: Language) -> bool {
        self.unit == Unit::HundredMillionYuan && language == Language::En
    }

    /// A figure whose unit stands elsewhere: 285.18, +4.67%, 415,159.
    pub(crate) fn figure(&self, value: f64, language: Language) -> String {
        let places = usize::from(self.decimals) + usize::from(self.in_billions(language));
        let text = grouped(&decimal(self.scaled(value, language), places, self.is_change));
        if self.unit == Unit::PerCent && value.is_finite() { text + "%" } else { text }
    }

    /// A figure with its unit: 285.18亿元, RMB 28.518 bn, 415,159 persons.
    pub(crate) fn full(&self, value: f64, language: Language) -> String {
        let text = self.figure(value, language);
        match (&self.unit, language) {
            (Unit::HundredMillionYuan, Language::Zh) => text + "亿元",
            (Unit::HundredMillionYuan, Language::En) => format!("RMB {text} bn"),
            (Unit::Other(unit), Language::Zh) => text + unit,
            (Unit::Other(unit), Language::En) if !unit.is_empty() => format!("{text} {unit}"),
            _ => text,
        }
    }

    /// The unit as it stands in a head; empty for a plain number.
    pub(crate) fn unit_text(&self, language: Language) -> &str {
        match (&self.unit, language) {
            (Unit::HundredMillionYuan, Language::Zh) => "亿元",
            (Unit::HundredMillionYuan, Language::En) => "RMB bn",
            (Unit::PerCent, _) => "%",
            (Unit::Other(unit), _) => unit,
        }
    }

    /// Name and unit, as over a column or an axis: 投入强度（%）, Spending (RMB bn).
    pub(crate) fn head(&self, language: Language) -> String {
        let (name, unit) = (self.name.trim(), self.unit_text(language));
        match (unit.is_empty(), language) {
            (true, _) => name.to_owned(),
            (false, Language::Zh) => format!("{name}（{unit}）"),
            (false, Language::En) => format!("{name} ({unit})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_changes_its_unit_with_the_language() {
        let money = Measure { name: "投入".to_owned(), decimals: 2, ..Measure::default() };
        assert_eq!([money.figure(285.18, Language::Zh), money.figure(285.18, Language::En)], ["285.18", "28.518"]);
        assert_eq!([money.full(285.18, Language::Zh), money.full(285.18, Language::En)], ["285.18亿元", "RMB 28.518 bn"]);
        assert_eq!([money.head(Language::Zh), money.head(Language::En)], ["投入（亿元）", "投入 (RMB bn)"]);
    }

    #[test]
    fn per_cent_and_persons_are_written_with_their_unit() {
        let growth = Measure { unit: Unit::PerCent, decimals: 2, is_change: true, ..Measure::default() };
        assert_eq!([growth.figure(4.67, Language::En), growth.full(-2.36, Language::Zh)], ["+4.67%", "\u{2212}2.36%"]);
        assert_eq!(growth.figure(f64::NAN, Language::Zh), "—");
        let staff = |unit: &str| Measure { name: "IT staff".to_owned(), unit: Unit::Other(unit.to_owned()), ..Measure::default() };
        assert_eq!(
            [staff("人").full(36_000.0, Language::Zh), staff("persons").full(36_000.0, Language::En)],
            ["36,000人", "36,000 persons"]
        );
        assert_eq!([staff("").full(3.0, Language::En), staff("").head(Language::En)], ["3", "IT staff"]);
    }
}
