//! The columns of the sheet of questions. Each has a key in a hidden row, by which it is found wherever it was moved, and a head that
//! serves when that row got lost.

use crate::input::Language;
use crate::sheet::Align;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// The hidden id of the row: that of an indicator, or `indicator#item`.
    Id,
    /// Code.
    Code,
    /// Name and question.
    Question,
    /// What the answer is judged by: levels, unit and formula, or a fact.
    Basis,
    /// What was answered last time.
    Previous,
    /// The answer.
    Answer,
    /// Why the indicator does not apply.
    NaReason,
    /// How sure the respondent is.
    Confidence,
    /// Why this answer.
    Rationale,
    /// What can be shown, one a line.
    Evidence,
    /// Code of the dimension, for the progress.
    Dimension,
    /// 1 while there is no answer, else 0.
    Missing,
    /// Which one of those without an answer it is, from 1.
    Rank,
    /// Code and name, for the list of what is missing.
    Label,
}

/// What a column is called, and how it looks.
struct Spec {
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    /// In digits.
    width: f64,
    align: Align,
    hidden: bool,
}

/// All columns, in the order in which they are written.
pub(super) const ALL: [Column; 14] = [
    Column::Id,
    Column::Code,
    Column::Question,
    Column::Basis,
    Column::Previous,
    Column::Answer,
    Column::NaReason,
    Column::Confidence,
    Column::Rationale,
    Column::Evidence,
    Column::Dimension,
    Column::Missing,
    Column::Rank,
    Column::Label,
];

/// The columns that a respondent fills in.
pub(super) const FILLED_IN: [Column; 5] = [Column::Answer, Column::NaReason, Column::Confidence, Column::Rationale, Column::Evidence];

impl Column {
    fn spec(self) -> Spec {
        let shown = |key, zh, en, width, align| Spec { key, zh, en, width, align, hidden: false };
        let hidden = |key, zh, en| Spec { key, zh, en, width: 8.0, align: Align::Left, hidden: true };
        match self {
            Self::Id => hidden("shuheng:id", "行标识", "Row id"),
            Self::Code => shown("shuheng:code", "编码", "Code", 8.0, Align::Left),
            Self::Question => shown("shuheng:question", "指标与问题", "Indicator and question", 28.0, Align::Left),
            Self::Basis => shown("shuheng:basis", "判断依据", "What to judge by", 54.0, Align::Left),
            Self::Previous => shown("shuheng:previous", "上次作答", "Last answer", 12.0, Align::Left),
            Self::Answer => shown("shuheng:answer", "作答", "Answer", 15.0, Align::Centre),
            Self::NaReason => shown("shuheng:na_reason", "不适用的理由", "Why not applicable", 16.0, Align::Left),
            Self::Confidence => shown("shuheng:confidence", "置信度", "Confidence", 10.0, Align::Centre),
            Self::Rationale => shown("shuheng:rationale", "作答理由", "Rationale", 24.0, Align::Left),
            Self::Evidence => shown("shuheng:evidence", "证据（每行一条）", "Evidence, one a line", 24.0, Align::Left),
            Self::Dimension => hidden("shuheng:dimension", "维度标识", "Dimension id"),
            Self::Missing => hidden("shuheng:missing", "未作答", "Unanswered"),
            Self::Rank => hidden("shuheng:rank", "未作答序号", "Unanswered no."),
            Self::Label => hidden("shuheng:label", "指标名称", "Indicator name"),
        }
    }

    /// Its key in the hidden row.
    pub(super) fn key(self) -> &'static str {
        self.spec().key
    }

    /// Its head.
    pub(super) fn head(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.spec().zh,
            Language::En => self.spec().en,
        }
    }

    /// Its width, in digits.
    pub(super) fn width(self) -> f64 {
        self.spec().width
    }

    /// How its head is aligned.
    pub(super) fn align(self) -> Align {
        self.spec().align
    }

    /// Whether the respondent does not see it.
    pub(super) fn is_hidden(self) -> bool {
        self.spec().hidden
    }

    /// The column of a key.
    pub(super) fn of_key(text: &str) -> Option<Self> {
        ALL.into_iter().find(|column| column.key() == text)
    }

    /// The column of a head in either language, whatever became of its spaces and line breaks.
    pub(super) fn of_head(text: &str) -> Option<Self> {
        let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
        let wanted = plain(text);
        ALL.into_iter().find(|column| [Language::Zh, Language::En].iter().any(|language| plain(column.head(*language)) == wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_heads_find_their_column() {
        for column in ALL {
            assert_eq!(Column::of_key(column.key()), Some(column));
            assert_eq!(Column::of_head(column.head(Language::Zh)), Some(column));
            assert_eq!(Column::of_head(&column.head(Language::En).to_uppercase().replace(' ', "\n")), Some(column));
        }
        assert_eq!(Column::of_key("答案"), None);
        assert_eq!(Column::of_head("备注"), None);
    }
}
