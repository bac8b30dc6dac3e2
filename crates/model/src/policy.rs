//! Policy documents: a regulator's text as numbered clauses, with a reading guide and a calendar of dates.

use crate::fault::Place;
use crate::locator::locator_text;
use crate::text::Text;
use std::collections::BTreeMap;

/// Everything in `evaluation_models/policies/`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Policies {
    /// The documents, the newest first.
    pub documents: Vec<PolicyDocument>,
    /// Reading guides.
    pub guides: Vec<ReadingGuide>,
    /// Calendars.
    pub calendars: Vec<Calendar>,
}

/// A regulator's document.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyDocument {
    /// Id such as `nfra-2025-95`.
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
    /// How a clause of it is cited, with `{}` for the number.
    pub clause: Text,
    /// What it wants, from whom, until when; our words.
    pub summary: Text,
    /// Its chapters, in order.
    pub groups: Vec<ClauseGroup>,
    /// Its clauses, in order.
    pub clauses: Vec<Clause>,
    /// Where it is declared.
    pub place: Place,
}

/// A chapter of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Who has to act on a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Binds {
    /// Institutions.
    Institution,
    /// Supervisors.
    Supervisor,
    /// Both.
    Both,
    /// Nobody to a single act: aims and principles.
    General,
}

/// One numbered clause.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// `<document>/<number>`.
    pub id: String,
    /// Number within the document.
    pub number: String,
    /// Index of its chapter.
    pub group: usize,
    /// Official heading.
    pub heading: Text,
    /// Official heading in traditional script.
    pub heading_hant: Option<String>,
    /// Who has to act.
    pub binds: Binds,
    /// Why it is read so, where it is not plain.
    pub binds_reason: Option<Text>,
    /// What it asks for; our words.
    pub summary: Text,
    /// Where it is declared.
    pub place: Place,
}

/// A commentary that helps to read a document.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingGuide {
    /// Id.
    pub id: String,
    /// The document it speaks of.
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
    pub directions: Vec<Direction>,
    /// What it says to kinds of institution.
    pub paths: Vec<InstitutionPath>,
}

/// A direction that a commentary finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// Id within the guide.
    pub id: String,
    /// As the commentary counts it.
    pub ordinal: String,
    /// Name.
    pub name: Text,
    /// What it says; our words.
    pub summary: Text,
    /// Ids of the clauses it speaks of.
    pub clauses: Vec<String>,
}

/// What a commentary says to kinds of institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstitutionPath {
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
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The line that stands wherever it is shown.
    pub attribution: Text,
    /// Its entries.
    pub entries: Vec<CalendarEntry>,
}

/// When an entry of a calendar falls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarDate {
    /// A rule was issued, on a day (`2025-05-01`) or in a month (`2025-04`).
    Issued(String),
    /// A rule took effect.
    Effective(String),
    /// Every year.
    Yearly {
        /// 1–12.
        month: u32,
        /// 1–31.
        day: u32,
    },
}

/// One entry of a calendar.
#[derive(Debug, Clone, PartialEq)]
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
    pub indicators: Vec<String>,
    /// Ids of clauses it concerns.
    pub clauses: Vec<String>,
    /// Document id of its source.
    pub source: String,
    /// Place in that document.
    pub locator: String,
    /// Where it is declared.
    pub place: Place,
}

impl Policies {
    /// A document by its id.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&PolicyDocument> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// A clause by its id.
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.document(id.rsplit_once('/')?.0)?.clauses.iter().find(|clause| clause.id == id)
    }

    /// The clauses by id, with their document.
    #[must_use]
    pub fn by_clause(&self) -> BTreeMap<&str, (&PolicyDocument, &Clause)> {
        self.documents
            .iter()
            .flat_map(|document| document.clauses.iter().map(move |clause| (clause.id.as_str(), (document, clause))))
            .collect()
    }
}

impl PolicyDocument {
    /// A clause as it is cited: `第13项`. A clause that the document does not count through is cited by its section: `三(一)`.
    #[must_use]
    pub fn cite(&self, clause: &Clause) -> Text {
        if clause.number.parse::<u32>().is_ok() {
            Text::new(self.clause.zh.replace("{}", &clause.number), self.clause.en.replace("{}", &clause.number))
        } else {
            locator_text(&clause.number)
        }
    }
}

impl Binds {
    /// Whether institutions have to act on it.
    #[must_use]
    pub fn institutions(self) -> bool {
        matches!(self, Self::Institution | Self::Both)
    }

    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Institution => "institution",
            Self::Supervisor => "supervisor",
            Self::Both => "both",
            Self::General => "general",
        }
    }
}
