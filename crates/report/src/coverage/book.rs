//! What the sheets of the workbook of policy coverage share.

use super::plan::CoveragePlan;
use crate::frame::Frame;
use crate::input::{CoverageInput, Language};
use crate::style::Style;

/// The workbook being made.
pub(crate) struct CoverageBook<'a> {
    pub(crate) input: &'a CoverageInput,
    pub(crate) plan: CoveragePlan<'a>,
    style: Style,
}

impl Frame for CoverageBook<'_> {
    fn language(&self) -> Language {
        self.input.language
    }

    fn style(&self) -> &Style {
        &self.style
    }

    fn foot(&self) -> &str {
        &self.input.caution
    }

    fn confidential_note(&self) -> &str {
        &self.input.confidential_note
    }
}

impl<'a> CoverageBook<'a> {
    pub(crate) fn new(input: &'a CoverageInput) -> Self {
        Self { input, plan: CoveragePlan::new(input), style: Style::new(input.language) }
    }

    /// The institution and the year, for captions.
    pub(crate) fn subject(&self) -> String {
        match self.input.language {
            Language::Zh => format!("{} · {}年度评估", self.input.institution, self.input.year),
            Language::En => format!("{} · assessment of {}", self.input.institution, self.input.year),
        }
    }

    /// The name of the cell that holds the line of readiness.
    pub(crate) fn ready_line(&self) -> &'static str {
        self.t("就绪线", "Readiness_line")
    }

    /// The name of the cell from which a clause is partly ready.
    pub(crate) fn partly_line(&self) -> &'static str {
        self.t("基本就绪线", "Partly_ready_line")
    }
}
