//! Evidence: what an assessor can go and see for an answer, or for a clause of a policy document.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, Stamp, State, StoreError, Subject, attachment, limits};

// AUTOINCREMENT: the number of a removed piece never comes to mean another one in the audit trail.
pub(crate) const TABLE: &str = "
CREATE TABLE evidence (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    indicator_id  TEXT NOT NULL,
    title         TEXT NOT NULL,
    locator       TEXT NOT NULL,
    strength      TEXT NOT NULL CHECK (strength IN ('strong', 'medium', 'weak')),
    added_at      TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_of_indicator ON evidence (assessment_id, indicator_id);
";

/// Since version 2: evidence speaks for an indicator or for a clause.
pub(crate) const ABOUT: &str = "
DROP INDEX evidence_of_indicator;
ALTER TABLE evidence RENAME COLUMN indicator_id TO about;
CREATE INDEX evidence_about ON evidence (assessment_id, about);
";

/// Since version 5: evidence is a note, a link or an attached file, and can speak for more than one thing.
pub(crate) const KIND: &str = "
ALTER TABLE evidence ADD COLUMN kind TEXT NOT NULL DEFAULT 'note' CHECK (kind IN ('note', 'link', 'file'));
ALTER TABLE evidence ADD COLUMN attachment TEXT REFERENCES attachment (digest);
ALTER TABLE evidence ADD COLUMN file_name TEXT CHECK ((file_name IS NULL) = (attachment IS NULL) AND (kind = 'file') = (attachment IS NOT NULL));
ALTER TABLE evidence ADD COLUMN links TEXT NOT NULL DEFAULT '[]';
";

/// How well a piece of evidence carries what it speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// 弱.
    Weak,
    /// 中.
    Medium,
    /// 强.
    Strong,
}

impl Strength {
    /// The word that stands in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Medium => "medium",
            Self::Strong => "strong",
        }
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        [Self::Weak, Self::Medium, Self::Strong]
            .into_iter()
            .find(|strength| strength.as_str() == text)
            .ok_or_else(|| Problem::Damaged(format!("unknown strength {text:?}")))
    }
}

/// What a piece of evidence is. As JSON: `"note"`, `"link"` or `{"file":{"name":"…","digest":"…"}}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Something to be found outside: the locator says where.
    #[default]
    Note,
    /// A link: the locator is its address, which is never opened by this program.
    Link,
    /// An attached file.
    File {
        /// Its name, safe on every system.
        name: String,
        /// The SHA-256 of its bytes: the digest of an [attachment](crate::Attachment).
        digest: String,
    },
}

impl EvidenceKind {
    fn as_str(&self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Link => "link",
            Self::File { .. } => "file",
        }
    }

    /// Rows of earlier versions know notes only: there, nothing is said of the kind.
    fn is_note(&self) -> bool {
        *self == Self::Note
    }

    /// Digest and name of the attached file.
    fn file(&self) -> (Option<&str>, Option<&str>) {
        match self {
            Self::File { name, digest } => (Some(digest), Some(name)),
            Self::Note | Self::Link => (None, None),
        }
    }

    fn parse((word, digest, name): (&str, Option<String>, Option<String>)) -> Result<Self, Problem> {
        match (word, digest, name) {
            ("note", None, None) => Ok(Self::Note),
            ("link", None, None) => Ok(Self::Link),
            ("file", Some(digest), Some(name)) => Ok(Self::File { name, digest }),
            _ => Err(Problem::Damaged(format!("a piece of evidence is no {word:?}"))),
        }
    }
}

/// Schemes of the links that are accepted.
const SCHEMES: [&str; 3] = ["http://", "https://", "file://"];

/// Whether a text is an address that may be offered as a link: one of the schemes, something behind it, and neither spaces nor
/// control characters.
fn is_link(text: &str) -> bool {
    let rest = SCHEMES.iter().find_map(|scheme| {
        let (start, rest) = text.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    rest.is_some_and(|rest| !rest.is_empty() && !rest.chars().any(|c| c.is_whitespace() || c.is_control()))
}

/// A piece of evidence to be added, or what one is to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvidence {
    /// The indicator or the clause it speaks for. Ids of clauses hold a `/` (`nfra-2025-95/13`), ids of indicators never do; a
    /// level of an indicator is `<indicator>#<level>`.
    pub about: String,
    /// What else it speaks for, by ids of the same kinds.
    pub links: BTreeSet<String>,
    /// What it is a piece of.
    pub kind: EvidenceKind,
    /// What it is.
    pub title: String,
    /// Where it is to be found: document number, page, system, link.
    pub locator: String,
    /// How well it carries what it speaks for.
    pub strength: Strength,
}

impl NewEvidence {
    /// A note that speaks for one indicator or clause.
    pub fn note(about: impl Into<String>, title: impl Into<String>, locator: impl Into<String>, strength: Strength) -> Self {
        Self {
            about: about.into(),
            links: BTreeSet::new(),
            kind: EvidenceKind::Note,
            title: title.into(),
            locator: locator.into(),
            strength,
        }
    }

    pub(crate) fn check(&self) -> Result<(), StoreError> {
        limits::name(Field::EvidenceAbout, &self.about)?;
        self.links.iter().try_for_each(|link| limits::name(Field::EvidenceAbout, link))?;
        if self.kind == EvidenceKind::Link && !is_link(&self.locator) {
            return Err(StoreError::BadLink { title: self.title.clone() });
        }
        if let EvidenceKind::File { name, digest } = &self.kind {
            limits::name(Field::FileName, name)?;
            limits::name(Field::FileDigest, digest)?;
        }
        limits::text(Field::EvidenceTitle, &self.title, limits::TITLE)?;
        if self.title.trim().is_empty() {
            return Err(StoreError::Blank { field: Field::EvidenceTitle });
        }
        limits::text(Field::EvidenceLocator, &self.locator, limits::NOTE).map(|_| ())
    }

    /// Refuses to speak of a file that is not attached.
    pub(crate) fn check_file(&self, conn: &Connection) -> Result<(), Problem> {
        self.kind.file().0.map_or(Ok(()), |digest| attachment::known(conn, digest).map(|_| ()))
    }

    pub(crate) fn numbered(&self, id: i64, added_at: Stamp) -> Evidence {
        Evidence {
            id,
            about: self.about.clone(),
            links: self.links.clone(),
            kind: self.kind.clone(),
            title: self.title.clone(),
            locator: self.locator.clone(),
            strength: self.strength,
            added_at,
        }
    }
}

/// A piece of evidence in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its number in this file, never given twice.
    pub id: i64,
    /// The indicator or the clause it speaks for, as in [`NewEvidence`].
    // So called in audit rows of version 1, which knew indicators only.
    #[serde(alias = "indicator")]
    pub about: String,
    /// What else it speaks for.
    // This and the kind are left out where they say nothing: rows of earlier versions do not have them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub links: BTreeSet<String>,
    /// What it is a piece of.
    #[serde(default, skip_serializing_if = "EvidenceKind::is_note")]
    pub kind: EvidenceKind,
    /// What it is.
    pub title: String,
    /// Where it is to be found.
    pub locator: String,
    /// How well it carries what it speaks for.
    pub strength: Strength,
    /// When it was added.
    pub added_at: Stamp,
}

impl Evidence {
    /// Everything it speaks for.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.about.as_str()).chain(self.links.iter().map(String::as_str))
    }

    /// Whether it speaks for an indicator, any of its levels, or a clause.
    pub fn speaks_for(&self, id: &str) -> bool {
        self.targets().any(|target| target == id || target.rsplit_once('#').is_some_and(|(indicator, _)| indicator == id))
    }
}

const COLUMNS: &str = "SELECT id, about, title, locator, strength, added_at, kind, attachment, file_name, links FROM evidence";

fn parse(row: &Row<'_>) -> Result<Evidence, Problem> {
    let kind: String = row.get(6)?;
    Ok(Evidence {
        id: row.get(0)?,
        about: row.get(1)?,
        links: serde_json::from_str(&row.get::<_, String>(9)?)?,
        kind: EvidenceKind::parse((&kind, row.get(7)?, row.get(8)?))?,
        title: row.get(2)?,
        locator: row.get(3)?,
        strength: Strength::parse(&row.get::<_, String>(4)?)?,
        added_at: stamp(&row.get::<_, String>(5)?)?,
    })
}

pub(crate) fn read(conn: &Connection, ids: Ids, id: i64) -> Result<Option<Evidence>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 AND id = ?2"))?;
    let mut rows = statement.query([ids.assessment, id])?;
    rows.next()?.map(parse).transpose()
}

pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<Vec<Evidence>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 ORDER BY id"))?;
    let mut rows = statement.query([ids.assessment])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(parse(row)?);
    }
    Ok(found)
}

pub(crate) fn write(conn: &Connection, ids: Ids, id: i64, evidence: Option<&Evidence>) -> Result<(), Problem> {
    let Some(evidence) = evidence else {
        conn.prepare_cached("DELETE FROM evidence WHERE assessment_id = ?1 AND id = ?2")?.execute(params![ids.assessment, id])?;
        return Ok(());
    };
    let (digest, name) = evidence.kind.file();
    conn.prepare_cached(
        "INSERT INTO evidence (id, assessment_id, about, title, locator, strength, added_at, kind, attachment, file_name, links)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (id) DO UPDATE SET about = excluded.about, title = excluded.title,
             locator = excluded.locator, strength = excluded.strength, added_at = excluded.added_at, kind = excluded.kind,
             attachment = excluded.attachment, file_name = excluded.file_name, links = excluded.links",
    )?
    .execute(params![
        id,
        ids.assessment,
        evidence.about,
        evidence.title,
        evidence.locator,
        evidence.strength.as_str(),
        to_text(evidence.added_at),
        evidence.kind.as_str(),
        digest,
        name,
        serde_json::to_string(&evidence.links)?,
    ])?;
    Ok(())
}

pub(crate) fn next_id(conn: &Connection) -> Result<i64, Problem> {
    Ok(conn.query_row("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'evidence'", [], |row| row.get(0))?)
}

impl Engagement {
    /// Every piece of evidence, oldest first.
    pub fn evidence(&self) -> Result<Vec<Evidence>, StoreError> {
        self.look(all)
    }

    /// Adds a piece of evidence; its number stands in the change's subject and state. A new file comes by
    /// [`Self::attach_evidence`].
    ///
    /// # Errors
    /// [`StoreError::BadLink`] when a link is none, [`StoreError::Unknown`] when a file is spoken of that is not attached; and as
    /// with every change.
    pub fn add_evidence(&mut self, new: &NewEvidence, actor: &str) -> Result<Change, StoreError> {
        new.check()?;
        self.edit_one(Action::AddEvidence, actor, |conn, _, now| {
            new.check_file(conn)?;
            let id = next_id(conn)?;
            Ok((Subject::Evidence(id), Some(State::Evidence(new.numbered(id, now)))))
        })
    }

    /// Changes a piece of evidence: what it speaks for, its title, locator, strength or kind.
    ///
    /// # Errors
    /// As with [`Self::add_evidence`].
    pub fn change_evidence(&mut self, id: i64, new: &NewEvidence, actor: &str) -> Result<Change, StoreError> {
        new.check()?;
        self.edit_one(Action::ChangeEvidence, actor, |conn, ids, _| {
            let subject = Subject::Evidence(id);
            let Some(before) = read(conn, ids, id)? else { return Err(StoreError::Unknown { subject }.into()) };
            new.check_file(conn)?;
            Ok((subject, Some(State::Evidence(new.numbered(id, before.added_at)))))
        })
    }

    /// Takes a piece of evidence away; the audit trail keeps it, and the file keeps what was attached.
    pub fn remove_evidence(&mut self, id: i64, actor: &str) -> Result<Change, StoreError> {
        self.edit_one(Action::RemoveEvidence, actor, |conn, ids, _| {
            let subject = Subject::Evidence(id);
            match read(conn, ids, id)? {
                Some(_) => Ok((subject, None)),
                None => Err(StoreError::Unknown { subject }.into()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_of_version_1_is_about_its_indicator() {
        let json = |key: &str| {
            format!(r#"{{"id":2,"{key}":"a","title":"台账","locator":"第3页","strength":"medium","added_at":"2026-01-15T09:03:00+08:00"}}"#)
        };
        let old: Evidence = serde_json::from_str(&json("indicator")).unwrap();
        assert_eq!(old.about, "a");
        assert_eq!(serde_json::to_string(&old).unwrap(), json("about"));
    }

    #[test]
    fn a_link_is_judged_by_its_text() {
        for link in ["https://example.com/a?b=c", "HTTP://example.com", "file:///srv/台账.pdf"] {
            assert!(is_link(link), "{link}");
        }
        for other in ["", "https://", "example.com", "javascript:alert(1)", "ftp://a", "https://a b", "https://a\nb", " https://a", "报告"]
        {
            assert!(!is_link(other), "{other:?}");
        }
    }

    #[test]
    fn speaks_for_indicators_levels_and_clauses() {
        let at = stamp("2026-03-02T09:30:00+08:00").unwrap();
        let piece = NewEvidence {
            links: ["b#3".to_owned(), "nfra-2025-95/13".to_owned()].into(),
            ..NewEvidence::note("a", "台账", "", Strength::Weak)
        }
        .numbered(1, at);
        for (id, speaks) in [("a", true), ("b", true), ("b#3", true), ("b#4", false), ("nfra-2025-95/13", true), ("nfra-2025-95/1", false)]
        {
            assert_eq!(piece.speaks_for(id), speaks, "{id}");
        }
    }
}
