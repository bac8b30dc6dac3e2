//! The columns of one workbook: those that every model has, and a pair for each kind of institution on the sheet of rubrics.

use super::columns::{Column, FOR_TYPES, Holds, MODEL, Need, RUBRICS, Sheet};
use super::fault::At;

/// A column with the way to its key.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// As it stands in the row of keys.
    pub(super) key: String,
    /// The keys to follow from the table of the row.
    pub(super) path: Vec<String>,
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) holds: Holds,
    pub(super) need: Need,
    /// Width in digits.
    pub(super) width: f64,
}

/// The first row of content: above it stand headings and keys.
pub(super) const FIRST: u32 = 2;
/// The row of keys.
pub(super) const KEYS: u32 = 1;
/// The columns of the sheet of the model: heading, key, value.
pub(super) const UPRIGHT: [(&str, &str, &str, f64); 3] =
    [("项目", "Item", "#item", 34.0), ("键", "Key", "key", 22.0), ("内容", "Value", "value", 96.0)];
/// The column of keys, and the column of values, of the sheet of the model.
pub(super) const UPRIGHT_KEY: u32 = 1;
pub(super) const UPRIGHT_VALUE: u32 = 2;

impl Field {
    fn new(column: &Column) -> Self {
        Self {
            key: column.key.to_owned(),
            path: column.key.split('.').map(str::to_owned).collect(),
            zh: column.zh.to_owned(),
            en: column.en.to_owned(),
            holds: column.holds,
            need: column.need,
            width: column.width,
        }
    }

    /// How a rubric level reads for a kind of institution, in one language.
    pub(super) fn for_type(kind: &str, name: &str, language: &str) -> Self {
        let (zh, en) = if language == "zh" {
            (name.to_owned(), format!("For {kind}"))
        } else {
            (format!("{name}（英文）"), format!("For {kind} (English)"))
        };
        Self {
            key: format!("{FOR_TYPES}{kind}.{language}"),
            path: vec!["for_types".to_owned(), kind.to_owned(), language.to_owned()],
            zh,
            en,
            holds: Holds::Text,
            need: Need::With,
            width: if language == "zh" { 30.0 } else { 36.0 },
        }
    }

    /// The field of a key such as `for_types.city_bank.zh`.
    pub(super) fn from_key(sheet: &Sheet, key: &str) -> Option<Self> {
        if let Some(rest) = key.strip_prefix(FOR_TYPES).filter(|_| sheet.name == RUBRICS.name) {
            let (kind, language) =
                rest.rsplit_once('.').filter(|(kind, language)| !kind.trim().is_empty() && ["zh", "en"].contains(language))?;
            return Some(Self::for_type(kind, kind, language));
        }
        sheet.columns.iter().find(|column| column.key == key).map(Self::new)
    }

    /// Fields that are filled together or not at all: those of one bilingual text or one small table.
    pub(super) fn group(&self) -> &[String] {
        if self.path[0] == "for_types" { &self.path[..self.path.len() - 1] } else { &self.path[..1] }
    }

    /// Whether it is a remark that nobody reads back.
    pub(super) fn is_remark(&self) -> bool {
        self.holds == Holds::Remark
    }
}

/// The fields of a sheet that every model has.
pub(super) fn fields(sheet: &Sheet) -> Vec<Field> {
    sheet.columns.iter().map(Field::new).collect()
}

/// Whether a sheet is written key by key downwards.
pub(super) fn is_upright(sheet: &Sheet) -> bool {
    sheet.name == MODEL.name
}

/// Where a field of a row stands, `col` and `row` counted from 0.
pub(super) fn place(sheet: &Sheet, col: usize, row: usize) -> At {
    let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    if is_upright(sheet) {
        At { sheet: sheet.name, row: FIRST.saturating_add(number(col)), col: UPRIGHT_VALUE }
    } else {
        At { sheet: sheet.name, row: FIRST.saturating_add(number(row)), col: number(col) }
    }
}
