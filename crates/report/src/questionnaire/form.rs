//! What is asked, of whom: plain data, in the language of the questionnaire.

use super::identity::Identity;

/// A questionnaire for one respondent.
#[derive(Debug, Clone, PartialEq)]
pub struct Questionnaire {
    /// Whose it is; also says the language of all fixed texts.
    pub identity: Identity,
    /// What stands on the cover.
    pub cover: CoverTexts,
    /// What is asked.
    pub form: Form,
}

/// The texts of the cover, as people read them. All but the first three may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CoverTexts {
    /// The institution that is assessed.
    pub institution: String,
    /// The assessment (2025年度自评).
    pub assessment: String,
    /// Who is asked: a department or a role (信息科技部).
    pub respondent: String,
    /// Until when the answers are wanted.
    pub deadline: String,
    /// Where the filled file goes.
    pub return_to: String,
    /// Whom to ask.
    pub contact: String,
    /// What the sender wants to say besides.
    pub note: String,
    /// A sentence on confidentiality, for the cover and the foot of every page.
    pub confidential_note: String,
    /// Name of the evaluation model.
    pub model_name: String,
    /// What the model is not.
    pub disclaimer: String,
    /// The line that names the source of the model (来源：中国信息通信研究院).
    pub attribution: String,
    /// Version of the product (`0.1.0`).
    pub product_version: String,
}

/// What is asked of one respondent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Form {
    /// The levels of the scale, lowest first; at least one when a rubric is asked.
    pub levels: Vec<Level>,
    /// The indicators in reading order: those of a dimension, and within it those of a domain, stand together.
    pub questions: Vec<Question>,
}

/// One level of the scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// 1 for the lowest.
    pub level: u8,
    /// Name (稳健级).
    pub name: String,
    /// What it means, one line; may be empty.
    pub meaning: String,
}

/// Code and name of a dimension or a domain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// Code (`A`, `A1`).
    pub code: String,
    /// Name.
    pub name: String,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Identifier in the model: not blank, without `#`, at most 200 characters.
    pub id: String,
    /// Code (`A1.1`).
    pub code: String,
    /// Name.
    pub name: String,
    /// Its dimension.
    pub dimension: Heading,
    /// Its domain.
    pub domain: Heading,
    /// What is asked.
    pub text: String,
    /// How it is answered.
    pub scale: Scale,
    /// What was answered last time, as people read it; empty when there is nothing to show.
    pub previous: String,
}

/// How an indicator is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Scale {
    /// One of the levels.
    Rubric {
        /// What can be seen on each level, in the order of [`Form::levels`]; several lines a level.
        evidence: Vec<Vec<String>>,
    },
    /// A figure.
    Metric {
        /// Its unit.
        unit: String,
        /// How it is computed, in words; may be empty.
        formula: String,
        /// The least and the greatest figure that can be meant, inclusive; `None` when any can.
        range: Option<(f64, f64)>,
    },
    /// Facts that hold or do not.
    Checklist {
        /// The facts; at least one.
        items: Vec<Item>,
    },
}

/// One fact of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Identifier within the indicator: not blank, without `#`, at most 200 characters.
    pub id: String,
    /// The fact.
    pub text: String,
}

impl Form {
    /// A level as drop-downs and chips show it: `L3 稳健级`.
    pub(super) fn level_label(level: &Level) -> String {
        // A comma would end an entry of a drop-down.
        format!("L{} {}", level.level, level.name.replace(',', " ")).trim_end().to_owned()
    }

    /// Whether some question shows what was answered last time.
    pub(super) fn has_previous(&self) -> bool {
        self.questions.iter().any(|question| !question.previous.is_empty())
    }

    /// The dimensions in the order of their first question.
    pub(super) fn dimensions(&self) -> Vec<&Heading> {
        let mut found: Vec<&Heading> = Vec::new();
        for question in &self.questions {
            if !found.contains(&&question.dimension) {
                found.push(&question.dimension);
            }
        }
        found
    }
}

impl Heading {
    /// What tells it from its siblings.
    pub(super) fn key(&self) -> &str {
        if self.code.is_empty() { &self.name } else { &self.code }
    }
}

impl Question {
    /// The facts of a checklist; none for the other kinds.
    pub(super) fn items(&self) -> &[Item] {
        if let Scale::Checklist { items } = &self.scale { items } else { &[] }
    }

    /// The id of the row of a fact.
    pub(super) fn row_of(&self, item: &Item) -> String {
        format!("{}#{}", self.id, item.id)
    }

    /// Code and name.
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.code, self.name).trim().to_owned()
    }
}
