//! The fixed words of the workbook of policy coverage. Formulas compare them, so each is written in one place only.

use super::book::CoverageBook;
use crate::frame::Frame;
use crate::input::{Binds, ClauseStatus, IndicatorResult, LinkStrength, Verdict};

impl CoverageBook<'_> {
    /// How a clause stands.
    pub(crate) fn status(&self, status: ClauseStatus) -> &'static str {
        match status {
            ClauseStatus::Ready => self.t("已就绪", "Ready"),
            ClauseStatus::Partly => self.t("基本就绪", "Partly ready"),
            ClauseStatus::Gap => self.t("存在缺口", "Gap"),
            ClauseStatus::Pending => self.t("待补评", "To be rated"),
            ClauseStatus::Undetermined => self.t("待判断", "To be judged"),
            ClauseStatus::Excluded => self.t("不适用", "Not applicable"),
            ClauseStatus::NotBinding => self.t("不计入", "Not counted"),
        }
    }

    /// A direct judgement, with the mark that tells it from an inference.
    pub(crate) fn verdict(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Met => self.t("◆ 已落实", "◆ In place"),
            Verdict::PartlyMet => self.t("◆ 部分落实", "◆ Partly in place"),
            Verdict::NotMet => self.t("◆ 未落实", "◆ Not in place"),
            Verdict::NotApplicable => self.t("◆ 不适用", "◆ Not applicable"),
        }
    }

    /// The status that a judgement stands for.
    pub(crate) fn judged(verdict: Verdict) -> ClauseStatus {
        match verdict {
            Verdict::Met => ClauseStatus::Ready,
            Verdict::PartlyMet => ClauseStatus::Partly,
            Verdict::NotMet => ClauseStatus::Gap,
            Verdict::NotApplicable => ClauseStatus::Excluded,
        }
    }

    /// Who has to act.
    pub(crate) fn binds(&self, binds: Binds) -> &'static str {
        match binds {
            Binds::Institution => self.t("机构", "Institutions"),
            Binds::Supervisor => self.t("监管部门", "Supervisors"),
            Binds::Both => self.t("机构与监管部门", "Institutions and supervisors"),
            Binds::General => self.t("总体要求", "General aim"),
        }
    }

    /// How much an indicator says, with its mark.
    pub(crate) fn strength(&self, strength: LinkStrength) -> &'static str {
        match strength {
            LinkStrength::Covers => self.t("● 完全覆盖", "● Covers"),
            LinkStrength::Partly => self.t("◐ 部分覆盖", "◐ Partly covers"),
            LinkStrength::Relates => self.t("○ 相关", "○ Relates"),
        }
    }

    /// Why an indicator has no score; `None` where it has one.
    pub(crate) fn no_score(&self, result: IndicatorResult) -> Option<&'static str> {
        match result {
            IndicatorResult::Scored { .. } => None,
            IndicatorResult::Unanswered => Some(self.t("未评", "Not rated")),
            IndicatorResult::NotApplicable => Some(self.t("不适用", "N/A")),
        }
    }

    /// What stands where something holds.
    pub(crate) fn yes(&self) -> &'static str {
        self.t("是", "Yes")
    }

    /// What stands where something does not hold.
    pub(crate) fn no(&self) -> &'static str {
        self.t("否", "No")
    }
}

/// The mark of a strength.
pub(crate) fn mark(strength: LinkStrength) -> &'static str {
    match strength {
        LinkStrength::Covers => "●",
        LinkStrength::Partly => "◐",
        LinkStrength::Relates => "○",
    }
}
