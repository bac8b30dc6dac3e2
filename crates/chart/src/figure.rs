//! A figure with what is known about it: where it comes from, and whether it is only a lower bound.

use crate::canvas::Mark;
use crate::measure::Measure;
use crate::palette::Palette;
use crate::scene::Language;
use crate::words::Words;
use plotters::style::RGBColor;
use serde::Serialize;

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// 披露: annual report or research report, with page. ●
    Disclosed,
    /// 媒体: press. ◐
    Press,
    /// 推算: computed from disclosed figures. ○
    Derived,
    /// 自报: entered by the institution itself, not verified. ◆
    SelfReported,
}

impl Provenance {
    pub(crate) const ALL: [Self; 4] = [Self::Disclosed, Self::Press, Self::Derived, Self::SelfReported];

    pub(crate) fn mark(self) -> Mark {
        match self {
            Self::Disclosed => Mark::Disc,
            Self::Press => Mark::HalfDisc,
            Self::Derived => Mark::Ring,
            Self::SelfReported => Mark::Diamond,
        }
    }

    /// Colour of the mark: that of the own institution for what it reported itself.
    pub(crate) fn color(self, palette: &Palette) -> RGBColor {
        if self == Self::SelfReported { palette.own } else { palette.ink_2 }
    }

    pub(crate) fn name(self, words: &Words) -> &'static str {
        match self {
            Self::Disclosed => words.disclosed,
            Self::Press => words.press,
            Self::Derived => words.derived,
            Self::SelfReported => words.self_reported,
        }
    }
}

/// A figure of an institution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figure {
    /// In the unit of its measure; what is not finite counts as missing.
    pub value: f64,
    /// Where it comes from.
    pub provenance: Provenance,
    /// The source says “more than”: the true figure is no less.
    pub lower_bound: bool,
}

impl Figure {
    /// The figure if it is a number.
    pub(crate) fn known(figure: Option<Self>) -> Option<Self> {
        figure.filter(|figure| figure.value.is_finite())
    }

    /// Published as it stands: neither press nor computed nor a bound.
    pub(crate) fn is_firm(self) -> bool {
        !self.lower_bound && matches!(self.provenance, Provenance::Disclosed | Provenance::SelfReported)
    }

    /// As [`Measure::figure`], with ≥ before a lower bound.
    pub(crate) fn text(self, measure: &Measure, language: Language) -> String {
        self.bound(measure.figure(self.value, language))
    }

    /// As [`Measure::full`], with ≥ before a lower bound.
    pub(crate) fn full(self, measure: &Measure, language: Language) -> String {
        self.bound(measure.full(self.value, language))
    }

    fn bound(self, text: String) -> String {
        if self.lower_bound { format!("≥{text}") } else { text }
    }

    /// The full text, then where it comes from: ≥1300亿元，媒体.
    pub(crate) fn told(self, measure: &Measure, words: &Words, language: Language) -> String {
        [self.full(measure, language).as_str(), self.provenance.name(words)].join(words.comma)
    }
}
