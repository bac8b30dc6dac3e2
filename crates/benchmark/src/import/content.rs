//! The form in which imported figures are kept in an engagement: JSON, with a version, names once and figures as short rows.
//!
//! `{"version":1, "file", "sheet", "institutions":[{"id","name","kind","tier"}], "metrics":[{"id","name","unit"}], "sources":["…"],
//! "figures":[[institution, year, metric, value, decimals, source, quality, place, note?]]}`: institution, metric and source are places in
//! the lists from 0, quality is a [word](ImportQuality::word), the place is a text (the locator that was given) or the line of the table.

use super::mapping::ImportQuality;
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde::ser::{SerializeSeq, Serializer};
use serde::{Deserialize, Serialize};
use std::fmt;

const VERSION: u32 = 1;

/// A peer as a table names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedInstitution {
    /// The id of a known institution, else the name.
    pub id: String,
    /// Name as it stands in the table.
    pub name: String,
    /// Kind such as `city_bank`; empty where it is not known.
    pub kind: String,
    /// Size tier; empty where it is not known.
    pub tier: String,
}

/// A metric as a table names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedMetric {
    /// The id of a known metric, else the name.
    pub id: String,
    /// Name as it stands in the table.
    pub name: String,
    /// Unit of all its figures.
    pub unit: String,
}

/// Where a figure stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Place {
    /// Line or row of the imported table, from 1, where no place in the source was given.
    Line(u32),
    /// The place in the source as it was given.
    Locator(String),
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedFigure {
    /// Place in the list of institutions.
    pub institution: u32,
    /// Year.
    pub year: i32,
    /// Place in the list of metrics.
    pub metric: u32,
    /// Value in the unit of the metric.
    pub value: f64,
    /// Decimal places in that unit, as it was stated.
    pub decimals: u32,
    /// Place in the list of sources.
    pub source: u32,
    /// How it came to be known.
    pub quality: ImportQuality,
    /// Where it stands.
    pub place: Place,
    /// Remark; empty when there is none.
    pub note: String,
}

/// A table that was imported.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ImportedTable {
    version: u32,
    /// Name of the file.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Institutions in the order of the table.
    pub institutions: Vec<ImportedInstitution>,
    /// Metrics in the order of the table.
    pub metrics: Vec<ImportedMetric>,
    /// Sources in the order of the table.
    pub sources: Vec<String>,
    /// Figures in the order of the table; no institution, year, metric and source stands twice.
    pub figures: Vec<ImportedFigure>,
}

impl ImportedTable {
    /// A table without figures.
    #[must_use]
    pub fn new(file: &str, sheet: Option<&str>) -> Self {
        Self { version: VERSION, file: file.to_owned(), sheet: sheet.map(str::to_owned), ..Self::default() }
    }

    /// Without the institutions, metrics and sources of which there is no figure.
    #[must_use]
    pub(crate) fn used(mut self) -> Self {
        let figures = &mut self.figures;
        keep_used(&mut self.institutions, figures, |figure| &mut figure.institution);
        keep_used(&mut self.metrics, figures, |figure| &mut figure.metric);
        keep_used(&mut self.sources, figures, |figure| &mut figure.source);
        self
    }

    /// The text that an engagement keeps.
    ///
    /// # Errors
    /// None that the types allow.
    pub fn to_content(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads what an engagement keeps.
    ///
    /// # Errors
    /// When it is damaged, of a later version, or names what is not in its lists.
    pub fn from_content(content: &str) -> Result<Self, serde_json::Error> {
        let table: Self = serde_json::from_str(content)?;
        if table.version != VERSION {
            return Err(serde_json::Error::custom(format!("version {} of imported data is not known", table.version)));
        }
        let inside = |figure: &ImportedFigure| {
            (figure.institution as usize) < table.institutions.len()
                && (figure.metric as usize) < table.metrics.len()
                && (figure.source as usize) < table.sources.len()
                && figure.value.is_finite()
        };
        match table.figures.iter().position(|figure| !inside(figure)) {
            Some(index) => Err(serde_json::Error::custom(format!("figure {index} is damaged"))),
            None => Ok(table),
        }
    }

    /// Where a figure stands, as it is shown: the locator that was given, else file, sheet and line.
    #[must_use]
    pub fn locator(&self, figure: &ImportedFigure) -> String {
        match (&figure.place, &self.sheet) {
            (Place::Locator(locator), _) => locator.clone(),
            (Place::Line(line), Some(sheet)) => format!("{}:{sheet}:{line}", self.file),
            (Place::Line(line), None) => format!("{}:{line}", self.file),
        }
    }
}

/// Leaves out of a list what no figure points at, and points the figures at the new places.
fn keep_used<T>(list: &mut Vec<T>, figures: &mut [ImportedFigure], place: impl Fn(&mut ImportedFigure) -> &mut u32) {
    let mut places = vec![None; list.len()];
    for figure in &mut *figures {
        if let Some(used) = places.get_mut(*place(figure) as usize) {
            *used = Some(0);
        }
    }
    let mut next = 0..;
    places.iter_mut().flatten().zip(&mut next).for_each(|(used, new)| *used = new);
    let mut kept = places.iter().map(Option::is_some);
    list.retain(|_| kept.next().unwrap_or(false));
    for figure in figures {
        let old = place(figure);
        if let Some(Some(new)) = places.get(*old as usize) {
            *old = *new;
        }
    }
}

impl Serialize for ImportedFigure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_seq(None)?;
        row.serialize_element(&self.institution)?;
        row.serialize_element(&self.year)?;
        row.serialize_element(&self.metric)?;
        row.serialize_element(&self.value)?;
        row.serialize_element(&self.decimals)?;
        row.serialize_element(&self.source)?;
        row.serialize_element(self.quality.word())?;
        row.serialize_element(&self.place)?;
        if !self.note.is_empty() {
            row.serialize_element(&self.note)?;
        }
        row.end()
    }
}

impl<'de> Deserialize<'de> for ImportedFigure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Row;
        impl<'de> Visitor<'de> for Row {
            type Value = ImportedFigure;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a figure as a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut row: A) -> Result<ImportedFigure, A::Error> {
                fn next<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(row: &mut A) -> Result<T, A::Error> {
                    row.next_element()?.ok_or_else(|| A::Error::custom("a figure is too short"))
                }
                Ok(ImportedFigure {
                    institution: next(&mut row)?,
                    year: next(&mut row)?,
                    metric: next(&mut row)?,
                    value: next(&mut row)?,
                    decimals: next(&mut row)?,
                    source: next(&mut row)?,
                    quality: {
                        let word: String = next(&mut row)?;
                        ImportQuality::from_word(&word).ok_or_else(|| A::Error::custom(format!("unknown quality {word}")))?
                    },
                    place: next(&mut row)?,
                    note: row.next_element()?.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_seq(Row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> ImportedTable {
        let institution =
            ImportedInstitution {
                id: "icbc".to_owned(), name: "工商银行".to_owned(), kind: "state_bank".to_owned(), tier: String::new()
            };
        let metric = ImportedMetric { id: "it_investment".to_owned(), name: "科技投入".to_owned(), unit: "亿元".to_owned() };
        let figure = ImportedFigure {
            institution: 0,
            year: 2024,
            metric: 0,
            value: 285.18,
            decimals: 2,
            source: 0,
            quality: ImportQuality::Disclosed,
            place: Place::Line(7),
            note: String::new(),
        };
        let noted = ImportedFigure {
            year: 2023,
            quality: ImportQuality::SelfReported,
            place: Place::Locator("第12页".to_owned()),
            note: "母公司口径".to_owned(),
            ..figure.clone()
        };
        ImportedTable {
            institutions: vec![institution],
            metrics: vec![metric],
            sources: vec!["年报".to_owned()],
            figures: vec![figure, noted],
            ..ImportedTable::new("peers.xlsx", Some("表1"))
        }
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let content = table().to_content().unwrap();
        assert!(content.contains(r#"[0,2024,0,285.18,2,0,"disclosed",7]"#), "{content}");
        assert_eq!(ImportedTable::from_content(&content).unwrap(), table());
        assert_eq!(table().locator(&table().figures[0]), "peers.xlsx:表1:7");
        assert_eq!(table().locator(&table().figures[1]), "第12页");
    }

    #[test]
    fn what_no_figure_points_at_is_left_out() {
        let mut given = table();
        let other = ImportedInstitution { id: "x".to_owned(), ..given.institutions[0].clone() };
        given.institutions.insert(0, other);
        given.figures.iter_mut().for_each(|figure| figure.institution = 1);
        assert_eq!(given.used(), table());
    }

    #[test]
    fn damage_is_noticed() {
        let content = table().to_content().unwrap();
        for (from, to) in
            [("\"version\":1", "\"version\":2"), ("[0,2024", "[1,2024"), ("\"disclosed\"", "\"x\""), (",7]", "]"), ("285.18", "null")]
        {
            let damaged = content.replacen(from, to, 1);
            assert_ne!(damaged, content);
            assert!(ImportedTable::from_content(&damaged).is_err(), "{damaged}");
        }
    }
}
