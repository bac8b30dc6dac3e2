//! The files of the policy folder: policy documents, reading guides and calendars.

use super::model::Source;
use super::value::{Format, whole_opt};
use crate::policy::{Binds, CalendarDate};
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A regulator's document as numbered clauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Policy document")]
pub struct PolicyFile {
    /// Version of the format: 1.
    pub format: Format,
    /// Id such as `nfra-2025-95`.
    #[schemars(regex(pattern = r"^[^/\s]+$"))]
    pub id: String,
    /// Document number as issued, such as `金办发〔2025〕95号`.
    pub number: Option<String>,
    /// Title.
    pub title: Text,
    /// Title in traditional script, where the document is also read in it.
    pub title_hant: Option<String>,
    /// Name for narrow places.
    pub short: Text,
    /// Issuing body.
    pub publisher: Text,
    /// Day of issue, or its month.
    pub date: String,
    /// How a clause of it is cited, with `{}` for the number: `第{}项`.
    pub cite: Text,
    /// What it wants, from whom, until when; our words.
    pub summary: Text,
    /// Its chapters, in order.
    pub group: Vec<ClauseGroup>,
    /// Its clauses, in order.
    pub clause: Vec<Clause>,
}

/// A chapter of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClauseGroup {
    /// Id within the document.
    pub id: String,
    /// As the document numbers it.
    pub ordinal: String,
    /// Heading.
    pub name: Text,
    /// Heading in traditional script.
    pub name_hant: Option<String>,
    /// Name for narrow places.
    pub short: Text,
}

/// One numbered clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Number within the document.
    #[schemars(regex(pattern = r"^[^/\s]+$"))]
    pub number: String,
    /// Id of its chapter.
    pub group: String,
    /// Official heading.
    pub heading: Text,
    /// Official heading in traditional script.
    pub heading_hant: Option<String>,
    /// Who has to act.
    #[serde(with = "BindsWord")]
    #[schemars(with = "BindsWord")]
    pub binds: Binds,
    /// Why it is read so, where it is not plain.
    pub binds_reason: Option<Text>,
    /// What it asks for; our words.
    pub summary: Text,
}

/// The words of [`Binds`] in the files.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Binds", rename_all = "snake_case")]
#[schemars(inline)]
enum BindsWord {
    /// Institutions.
    Institution,
    /// Supervisors.
    Supervisor,
    /// Both.
    Both,
    /// Nobody to a single act: aims and principles.
    General,
}

/// A commentary that helps to read a policy document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Reading guide to a policy document")]
pub struct GuideFile {
    /// Version of the format: 1.
    pub format: Format,
    /// Id.
    pub id: String,
    /// Id of the policy document it speaks of.
    #[schemars(regex(pattern = r"^[^/\s]+$"))]
    pub policy: String,
    /// Title.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// Day.
    pub date: String,
    /// What it is and is not.
    pub note: Text,
    /// The directions it finds in the document.
    pub direction: Vec<GuideDirection>,
    /// What it says to kinds of institution.
    pub path: Option<Vec<GuidePath>>,
}

/// A direction that a commentary finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuideDirection {
    /// Id within the guide.
    pub id: String,
    /// As the commentary counts it.
    pub ordinal: String,
    /// Name.
    pub name: Text,
    /// What it says; our words.
    pub summary: Text,
    /// Ids of the clauses it speaks of; a whole document by its id.
    pub clauses: Option<Vec<String>>,
}

/// What a commentary says to kinds of institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuidePath {
    /// Id within the guide.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Kinds of institution.
    pub types: Vec<String>,
    /// What it says; our words.
    pub summary: Text,
}

/// Dates that concern an institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Calendar of dates")]
pub struct CalendarFile {
    /// Version of the format: 1.
    pub format: Format,
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The line that stands wherever it is shown.
    pub attribution: Text,
    /// Its entries.
    pub entry: Vec<CalendarEntry>,
}

/// One entry of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "FlatEntry", into = "FlatEntry")]
pub struct CalendarEntry {
    /// Id within the calendar.
    pub id: String,
    /// When.
    pub date: CalendarDate,
    /// The rule, or the duty.
    pub title: Text,
    /// Who issued it.
    pub publisher: Text,
    /// What an institution does because of it.
    pub duty: Text,
    /// Kinds of institution concerned.
    pub for_types: Vec<String>,
    /// Ids of indicators it concerns.
    pub indicators: Option<Vec<String>>,
    /// Ids of clauses it concerns; a whole document by its id.
    pub clauses: Option<Vec<String>>,
    /// Where it comes from.
    pub source: Source,
}

/// The kind of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum DateKind {
    /// A rule was issued: `date`.
    Issued,
    /// A rule took effect: `date`.
    Effective,
    /// Every year: `month` and `day`.
    Recurring,
}

/// An entry of a calendar as its table stands in the file; which keys of the date it has depends on `kind`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CalendarEntry", transform = keys_by_kind)]
struct FlatEntry {
    /// Id within the calendar.
    id: String,
    /// issued, effective or recurring.
    kind: DateKind,
    /// Issued, effective: the day (2025-05-01) or the month (2025-04).
    date: Option<String>,
    /// Recurring: the month.
    #[serde(default, deserialize_with = "whole_opt")]
    #[schemars(range(min = 1, max = 12))]
    month: Option<u8>,
    /// Recurring: the day of the month.
    #[serde(default, deserialize_with = "whole_opt")]
    #[schemars(range(min = 1, max = 31))]
    day: Option<u8>,
    /// The rule, or the duty.
    title: Text,
    /// Who issued it.
    publisher: Text,
    /// What an institution does because of it.
    duty: Text,
    /// Kinds of institution concerned.
    for_types: Vec<String>,
    /// Ids of indicators it concerns.
    indicators: Option<Vec<String>>,
    /// Ids of clauses it concerns; a whole document by its id.
    clauses: Option<Vec<String>>,
    /// Where it comes from.
    source: Source,
}

/// Puts into the schema what the conversion asks for.
fn keys_by_kind(schema: &mut schemars::Schema) {
    let rule = serde_json::json!([{
        "if": { "properties": { "kind": { "const": "recurring" } }, "required": ["kind"] },
        "then": { "required": ["month", "day"], "properties": { "date": false } },
        "else": { "required": ["date"], "properties": { "month": false, "day": false } },
    }]);
    schema.insert("allOf".to_owned(), rule);
}

impl TryFrom<FlatEntry> for CalendarEntry {
    type Error = String;

    fn try_from(flat: FlatEntry) -> Result<Self, String> {
        let date = match (flat.kind, flat.date, flat.month, flat.day) {
            (DateKind::Issued, Some(date), None, None) => CalendarDate::Issued(date),
            (DateKind::Effective, Some(date), None, None) => CalendarDate::Effective(date),
            (DateKind::Recurring, None, Some(month), Some(day)) => CalendarDate::Yearly { month: u32::from(month), day: u32::from(day) },
            (DateKind::Recurring, ..) => return Err("a recurring entry has `month` and `day`, and no `date`".to_owned()),
            _ => return Err("an entry that does not recur has `date`, and neither `month` nor `day`".to_owned()),
        };
        Ok(Self {
            id: flat.id,
            date,
            title: flat.title,
            publisher: flat.publisher,
            duty: flat.duty,
            for_types: flat.for_types,
            indicators: flat.indicators,
            clauses: flat.clauses,
            source: flat.source,
        })
    }
}

impl From<CalendarEntry> for FlatEntry {
    fn from(entry: CalendarEntry) -> Self {
        let small = |number: u32| Some(u8::try_from(number).unwrap_or(u8::MAX));
        let (kind, date, month, day) = match entry.date {
            CalendarDate::Issued(date) => (DateKind::Issued, Some(date), None, None),
            CalendarDate::Effective(date) => (DateKind::Effective, Some(date), None, None),
            CalendarDate::Yearly { month, day } => (DateKind::Recurring, None, small(month), small(day)),
        };
        Self {
            id: entry.id,
            kind,
            date,
            month,
            day,
            title: entry.title,
            publisher: entry.publisher,
            duty: entry.duty,
            for_types: entry.for_types,
            indicators: entry.indicators,
            clauses: entry.clauses,
            source: entry.source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;
    use crate::digest;
    use crate::render::render;
    use crate::source::ModelSource;
    use toml::Table;

    /// A file through its type and back.
    fn again(text: &str) -> String {
        let table: Table = toml::from_str(text).unwrap();
        let again = match () {
            () if table.contains_key("direction") => Table::try_from(table.try_into::<GuideFile>().unwrap()),
            () if table.contains_key("entry") => Table::try_from(table.try_into::<CalendarFile>().unwrap()),
            () => Table::try_from(table.try_into::<PolicyFile>().unwrap()),
        };
        render(&again.unwrap())
    }

    #[test]
    fn the_files_of_the_policy_folder_survive_reading_and_writing() {
        for (name, source) in fixture::policies() {
            let back = ModelSource::new(source.files().map(|(name, text)| (name.to_owned(), again(text))));
            assert_eq!(digest(&back), digest(&source), "{name}");
        }
    }
}
