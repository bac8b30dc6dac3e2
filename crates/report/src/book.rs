//! What every sheet shares: the input, the look, where things stand, and the numbers that the sheets add to the engine's.

use crate::derived::Derived;
use crate::frame::Frame;
use crate::input::{Language, LevelBand, Mean, Node, Quality, ReportInput};
use crate::plan::Plan;
use crate::sheet::NOTHING;
use crate::style::Style;

/// The workbook being made.
pub(crate) struct Book<'a> {
    pub(crate) input: &'a ReportInput,
    pub(crate) style: Style,
    pub(crate) plan: Plan,
    pub(crate) derived: Derived,
}

impl Frame for Book<'_> {
    fn language(&self) -> Language {
        self.input.language
    }

    fn style(&self) -> &Style {
        &self.style
    }

    fn foot(&self) -> &str {
        &self.input.model.attribution
    }

    fn confidential_note(&self) -> &str {
        &self.input.confidential_note
    }
}

impl<'a> Book<'a> {
    pub(crate) fn new(input: &'a ReportInput) -> Self {
        Self { input, style: Style::new(input.language), plan: Plan::new(input), derived: Derived::new(input) }
    }

    /// A fixed text in the language of the workbook.
    pub(crate) fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        Frame::t(self, zh, en)
    }

    /// What a reader types for an indicator that does not apply.
    pub(crate) fn not_applicable(&self) -> &'static str {
        self.t("不适用", "N/A")
    }

    /// What a reader types for a checklist whose items count.
    pub(crate) fn by_items(&self) -> &'static str {
        self.t("按清单", "Items")
    }

    /// What a reader types for an item that holds.
    pub(crate) fn yes(&self) -> &'static str {
        self.t("是", "Yes")
    }

    /// What a reader types for an item that does not hold.
    pub(crate) fn no(&self) -> &'static str {
        self.t("否", "No")
    }

    /// The institution and the year, for captions.
    pub(crate) fn subject(&self) -> String {
        match self.input.language {
            Language::Zh => format!("{} · {}年度评估", self.input.institution, self.input.year),
            Language::En => format!("{} · assessment of {}", self.input.institution, self.input.year),
        }
    }

    /// A level with its name, as a chip shows it.
    pub(crate) fn level_name(&self, level: Option<u8>) -> String {
        match level {
            None => NOTHING.to_owned(),
            Some(level) => match self.input.model.levels.iter().find(|band| band.level == level) {
                Some(LevelBand { name, .. }) => format!("L{level} {name}"),
                None => format!("L{level}"),
            },
        }
    }

    /// The level of a node with its name, and a mark while a gate holds it down.
    pub(crate) fn marked_level(&self, node: &Node) -> String {
        let mark = if node.level < node.level_before_gate { " *" } else { "" };
        format!("{}{mark}", self.level_name(node.level))
    }

    /// How a node combines its children.
    pub(crate) fn mean_name(&self, node: &Node) -> String {
        if node.indicator.is_some() {
            return String::new();
        }
        let name = match node.mean {
            Mean::Arithmetic => self.t("算术平均", "Arithmetic"),
            Mean::Geometric => self.t("几何平均", "Geometric"),
            Mean::Harmonic => self.t("调和平均", "Harmonic"),
            Mean::Minimum => self.t("取最小", "Minimum"),
            Mean::Power(exponent) => {
                let exponent = exponent.to_string().replace('-', "−");
                return match self.input.language {
                    Language::Zh => format!("幂平均（p＝{exponent}）"),
                    Language::En => format!("Power (p = {exponent})"),
                };
            }
        };
        name.to_owned()
    }

    /// A quality with its mark.
    pub(crate) fn quality_name(&self, quality: Quality) -> &'static str {
        match quality {
            Quality::Disclosed => self.t("● 披露", "● Disclosed"),
            Quality::Press => self.t("□ 报道", "□ Press"),
            Quality::Derived => self.t("○ 推算", "○ Derived"),
            Quality::SelfReported => self.t("◆ 自报", "◆ Self-reported"),
        }
    }
}
