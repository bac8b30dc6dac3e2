//! What an answer rests on when several people were asked. The arithmetic of a consensus is not the file's: it keeps by which
//! rule an assessment comes to its answers, and for each answer where it came from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::{Action, AnswerChange, Assessment, Change, Engagement, Field, State, StoreError, Subject, answer, assessment, limits};

/// How an assessment comes from responses to answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsensusRule {
    /// Responses stand beside the answers and change none of them.
    #[default]
    None,
    /// The median of the responses.
    Median,
    /// The mean of the responses.
    Mean,
    /// What people agreed on in a moderated session.
    Moderated,
}

impl ConsensusRule {
    /// Every rule.
    pub const ALL: [Self; 4] = [Self::None, Self::Median, Self::Mean, Self::Moderated];

    /// The word that stands in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Median => "median",
            Self::Mean => "mean",
            Self::Moderated => "moderated",
        }
    }

    pub(crate) fn parse(text: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == text).ok_or_else(|| Problem::Damaged(format!("unknown consensus rule {text:?}")))
    }

    /// Rows of earlier versions know no rules: there, nothing is said of them.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// What the value of an answer rests on. As JSON: `"single"`, `{"median":{"responses":3}}`, `{"mean":{"responses":3}}` or
/// `"moderated"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Somebody answered directly.
    #[default]
    Single,
    /// The median of responses.
    Median {
        /// Of how many.
        responses: u32,
    },
    /// The mean of responses.
    Mean {
        /// Of how many.
        responses: u32,
    },
    /// What people agreed on in a moderated session; the rationale says why.
    Moderated,
}

impl Basis {
    /// Rows of earlier versions know no basis: there, nothing is said of it.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(crate) fn is_single(&self) -> bool {
        *self == Self::Single
    }
}

impl Engagement {
    /// Sets the rule by which the assessment comes from responses to answers. It changes no answer by itself.
    pub fn set_consensus_rule(&mut self, rule: ConsensusRule, actor: &str) -> Result<Change, StoreError> {
        self.edit_one(Action::DescribeAssessment, actor, |conn, ids, _| {
            let now = assessment::present(conn, ids)?;
            Ok((Subject::Assessment, Some(State::Assessment(Assessment { consensus: rule, ..now }))))
        })
    }

    /// Sets the rule, and the answers that follow from it: all or none, and undone in one step.
    pub fn apply_consensus_rule(
        &mut self,
        rule: ConsensusRule,
        answers: &BTreeMap<String, AnswerChange>,
        actor: &str,
    ) -> Result<Vec<Change>, StoreError> {
        for (indicator, change) in answers {
            limits::name(Field::Indicator, indicator)?;
            change.check()?;
        }
        self.edit(Action::DescribeAssessment, actor, |conn, ids, now| {
            let described = Assessment { consensus: rule, ..assessment::present(conn, ids)? };
            let mut proposals = vec![(Subject::Assessment, Some(State::Assessment(described)))];
            for (indicator, change) in answers {
                let after = change.apply(answer::read(conn, ids, indicator)?, now);
                proposals.push((Subject::answer(indicator), after.map(State::Answer)));
            }
            Ok(proposals)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_the_agreed_one() {
        for rule in ConsensusRule::ALL {
            assert_eq!(ConsensusRule::parse(rule.as_str()).unwrap(), rule);
            assert_eq!(serde_json::to_string(&rule).unwrap(), format!("\"{}\"", rule.as_str()));
        }
        for (basis, json) in [
            (Basis::Single, r#""single""#),
            (Basis::Median { responses: 3 }, r#"{"median":{"responses":3}}"#),
            (Basis::Mean { responses: 20 }, r#"{"mean":{"responses":20}}"#),
            (Basis::Moderated, r#""moderated""#),
        ] {
            assert_eq!(serde_json::to_string(&basis).unwrap(), json);
            assert_eq!(serde_json::from_str::<Basis>(json).unwrap(), basis);
        }
    }
}
